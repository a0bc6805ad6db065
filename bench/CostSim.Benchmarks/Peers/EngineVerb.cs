using System.Diagnostics;
using CommandLine;
using CostSim.Benchmarks.Engine;
using CostSim.Benchmarks.Regression;
using CostSim.Numerics.Simd;

namespace CostSim.Benchmarks.Peers;

/// <summary><c>engine</c>: the engine on the reference job, planned before and timed without start-up and files.</summary>
[Verb("engine", HelpText = "Time the engine on the reference job; prints JSON.")]
internal sealed class EngineVerb
{
    [Option("items", Default = 50L, HelpText = "Number of items.")]
    public long Items { get; set; } = 50;

    [Option("trials", Default = 1_000_000L, HelpText = "Number of trials.")]
    public long Trials { get; set; } = 1_000_000;

    [Option("repeats", Default = 5, HelpText = "Timed runs, after one to warm up, of a tenth where every call is drawn.")]
    public int Repeats { get; set; } = 5;

    [Option("exact", HelpText = "Every item call by call, instead of the method that the engine chooses.")]
    public bool Exact { get; set; }

    public int Execute()
    {
        var threads = Environment.ProcessorCount;
        var tenth = Math.Max(1, Trials / 10);
        var job = new ReferenceJob(Items, Exact, KernelSelector.Selected);
        var cold = Stopwatch.GetTimestamp();
        var aggregates = job.Run(Exact ? tenth : Trials, threads);
        var coldSeconds = Stopwatch.GetElapsedTime(cold).TotalSeconds;
        // The compiler's last tier waits for a tenth of a second without new methods.
        Thread.Sleep(TimeSpan.FromMilliseconds(250));
        job.Run(tenth, threads);
        Thread.Sleep(TimeSpan.FromMilliseconds(250));
        var seconds = new double[Repeats];
        var processorSeconds = new double[Repeats];
        for (var i = 0; i < Repeats; i++)
        {
            var before = Environment.CpuUsage.TotalTime;
            var from = Stopwatch.GetTimestamp();
            aggregates = job.Run(Trials, threads);
            seconds[i] = Stopwatch.GetElapsedTime(from).TotalSeconds;
            processorSeconds[i] = (Environment.CpuUsage.TotalTime - before).TotalSeconds;
        }

        var planning = Stopwatch.GetTimestamp();
        job.Decide();
        var planSeconds = Stopwatch.GetElapsedTime(planning).TotalSeconds;
        var band = ReferenceJob.Band(aggregates);
        return JsonLine.Print(new
        {
            Peer = Exact ? "costsim-exact" : "costsim-fast",
            job.Method,
            Items,
            Trials,
            Seconds = Interleaved.Median(seconds),
            AllSeconds = seconds,
            FirstRunSeconds = Exact ? (double?)null : coldSeconds,
            ProcessorSeconds = Interleaved.Median(processorSeconds),
            PlanSeconds = planSeconds,
            Threads = threads,
            InstructionSet = KernelSelector.Selected.Name,
            band.P5,
            band.P50,
            band.P95,
            band.Mean,
            DrawsOfRun = job.DrawsOfRun(),
            AggregatedValues = job.MeasuresPerTrial,
        });
    }
}
