using System.Diagnostics;
using System.Globalization;
using CommandLine;
using CostSim.Engine;
using CostSim.Output.Shards;
using CostSim.Studies;

namespace CostSim.Benchmarks.Scale;

/// <summary><c>shards</c>: writes the shards of a run of the worked example, as so many machines would, for <c>costsim merge</c>.</summary>
[Verb("shards", HelpText = "Write the shards of a run of scenarios/50atoms.json into a folder.")]
internal sealed class ShardsVerb
{
    [Option("count", Default = 10_000, HelpText = "Number of shards.")]
    public int Count { get; set; } = 10_000;

    [Option("trials", Default = 1_000_000_000, HelpText = "Trials of all together.")]
    public long Trials { get; set; } = 1_000_000_000;

    [Option("out", Required = true, HelpText = "The folder.")]
    public string Out { get; set; } = "";

    public int Execute()
    {
        var options = new RunOptions { Trials = Trials };
        var (plan, run) = WorkedExample.Of(options, Out);
        var (watch, drawing, bytes) = (Stopwatch.StartNew(), TimeSpan.Zero, 0L);
        for (var index = 0; index < Count; index++)
        {
            var range = Study.RangeOf(options, index, Count);
            var simulation = new SimulationOptions(options.Seed, range.Count, options.Threads) { FirstTrial = range.First };
            var before = watch.Elapsed;
            var results = range.Count == 0 ? Simulation.NoTrials([plan], simulation) : Simulation.Run([plan], simulation);
            drawing += watch.Elapsed - before;
            var path = Path.Combine(Out, ShardFile.NameOf(index, Count));
            ShardFile.Write(path, new ShardHead(
                ShardHead.Version, run, Trials, index, Count, range.First, range.Count,
                [WorkedExample.File, "-n", Trials.ToString(CultureInfo.InvariantCulture), "--seed", "1"]), results);
            bytes += new FileInfo(path).Length;
        }

        Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"{Count} shards of {Trials / Count:N0} trials: {drawing.TotalMilliseconds / Count:0.0} ms to draw one, "
                + $"{(watch.Elapsed - drawing).TotalMilliseconds / Count:0.0} ms to write it, {bytes / 1e3 / Count:0} kB each"));
        return 0;
    }
}
