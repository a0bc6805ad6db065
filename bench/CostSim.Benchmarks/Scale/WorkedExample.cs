using CostSim.Engine;
using CostSim.Engine.Planning;
using CostSim.Numerics.Simd;
using CostSim.Output.Files;
using CostSim.Output.Summaries;
using CostSim.Scenarios;
using CostSim.Studies;

namespace CostSim.Benchmarks.Scale;

/// <summary>The worked example as it is run on many machines or for long: its plan, and what its shards are told from others by.</summary>
internal sealed record WorkedExample(Plan Plan, RunIdentity Run)
{
    public const string File = "scenarios/50atoms.json";

    /// <param name="options">How it is run.</param>
    /// <param name="folder">Where shards go; created if it is not there.</param>
    public static WorkedExample Of(RunOptions options, string folder)
    {
        WholeFile.CreateFolder(folder);
        var scenario = Scenario.Read(File, prices: PriceCatalogue.BuiltIn.AsOf(DateOnly.FromDateTime(DateTime.UtcNow)));
        return new(MethodChoice.Decide(scenario, scenario.Items, fixRun: false, exact: false, KernelSelector.Selected).Plan,
            RunIdentity.Of([new(scenario, scenario.Items)], options, typeof(Study).Assembly.GetName().Version!.ToString(3)));
    }
}
