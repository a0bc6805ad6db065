using System.Diagnostics;
using System.Globalization;
using CommandLine;
using CostSim.Engine;
using CostSim.Output.Shards;
using CostSim.Studies;

namespace CostSim.Benchmarks.Scale;

/// <summary>
/// <c>checkpoints</c>: what it costs to keep the trials of a long run of the worked example. Its parts are timed inside of one run: two runs
/// with and without differ by more than what is looked for.
/// </summary>
[Verb("checkpoints", HelpText = "Time the checkpoints of a long run of scenarios/50atoms.json.")]
internal sealed class CheckpointsVerb
{
    private const int Warm = 10_000_000;
    private const int EmptySteps = 20;

    [Option("seconds", Default = 60, HelpText = "How long the run lasts, about.")]
    public int Seconds { get; set; } = 60;

    [Option("every", Default = 5, HelpText = "Seconds between two checkpoints.")]
    public int Every { get; set; } = 5;

    [Option("out", Required = true, HelpText = "The folder of the checkpoint.")]
    public string Out { get; set; } = "";

    public int Execute()
    {
        var options = new RunOptions();
        var (plan, run) = WorkedExample.Of(options, Out);
        var simulation = new SimulationOptions(options.Seed, Warm, options.Threads);
        Simulation.Run([plan], simulation);
        var trials = (long)(Warm * (Seconds / Timed(() => Simulation.Run([plan], simulation)).TotalSeconds));

        var (kept, checkpoints) = (TimeSpan.Zero, 0);
        var whole = Timed(() => new SequentialRun([plan], simulation)
        {
            KeptEvery = TimeSpan.FromSeconds(Every),
            Keep = all =>
            {
                kept += Timed(() => ShardFile.Write(Path.Combine(Out, "checkpoint.shard"),
                    new ShardHead(ShardHead.Version, run, trials, 0, 1, 0, all.Trials, [WorkedExample.File]), all.Results));
                checkpoints++;
            },
        }.GrowTo(trials));
        // A checkpoint also ends a step: threads wait for each other, and the next ones start anew.
        var (results, late) = (Simulation.Run([plan], simulation), simulation with { FirstTrial = trials - trials % Warm });
        var step = Timed(() =>
        {
            for (var i = 0; i < EmptySteps; i++)
                Simulation.Run([plan], late with { Trials = Warm / EmptySteps })[0].Merge(results[0]);
        }) - Timed(() => Simulation.Run([plan], late));
        var cost = kept + step * checkpoints / EmptySteps;
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"{trials:N0} trials in {whole.TotalSeconds:0.0} s, {checkpoints} checkpoints of {kept.TotalMilliseconds / checkpoints:0.0} ms "
                + $"and {step.TotalMilliseconds / EmptySteps:0.0} ms for a step anew: {100 * cost / whole:0.00} % of the run"));
        return 0;
    }

    private static TimeSpan Timed(Action action)
    {
        var watch = Stopwatch.StartNew();
        action();
        return watch.Elapsed;
    }
}
