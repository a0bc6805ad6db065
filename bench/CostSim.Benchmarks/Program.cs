using BenchmarkDotNet.Configs;
using BenchmarkDotNet.Jobs;
using BenchmarkDotNet.Running;
using CommandLine;
using CostSim.Benchmarks.Peers;
using CostSim.Benchmarks.Regression;
using CostSim.Benchmarks.Requests;
using CostSim.Benchmarks.Scale;
using CostSim.Benchmarks.Shipped;
using CostSim.Benchmarks.Usage;
using Perfolizer.Horology;

if (args is ["regress", ..] && !RareCollections.AreSet)
    return RareCollections.Run(args);

// Verbs of this program go first; everything else is for BenchmarkDotNet.
if (args is ["regress" or "engine" or "naive" or "kernels" or "scenarios" or "requests" or "results" or "shards" or "checkpoints", ..])
{
    return Parser.Default.ParseArguments<
        RegressVerb, EngineVerb, NaiveVerb, KernelsVerb, ScenariosVerb, RequestsVerb, ResultsVerb, ShardsVerb, CheckpointsVerb>(args).MapResult(
        (RegressVerb regress) => regress.Execute(),
        (EngineVerb engine) => engine.Execute(),
        (NaiveVerb naive) => naive.Execute(),
        (KernelsVerb kernels) => kernels.Execute(),
        (ScenariosVerb scenarios) => scenarios.Execute(),
        (RequestsVerb requests) => requests.Execute(),
        (ResultsVerb results) => results.Execute(),
        (ShardsVerb shards) => shards.Execute(),
        (CheckpointsVerb checkpoints) => checkpoints.Execute(),
        _ => 2);
}

// Short, or the whole would take hours; and compiled as the program is.
var job = Job.Default
    .WithWarmupCount(3).WithIterationCount(10).WithIterationTime(TimeInterval.FromMilliseconds(100))
    .WithEnvironmentVariable("DOTNET_TieredPGO", "0").WithEnvironmentVariable("DOTNET_TC_QuickJitForLoops", "0");
// Its own build takes longer than its two minutes where other builds are running.
var config = DefaultConfig.Instance.AddJob(job).WithBuildTimeout(TimeSpan.FromMinutes(10));
var summaries = BenchmarkSwitcher.FromAssembly(typeof(RegressVerb).Assembly).Run(args, config);
return summaries.Any(summary => summary.HasCriticalValidationErrors || summary.Reports.Any(report => !report.Success)) ? 1 : 0;
