using System.Diagnostics;
using CostSim.Benchmarks.Engine;
using CostSim.Benchmarks.Regression;
using CostSim.Numerics.Simd;
using CostSim.Scenarios;

namespace CostSim.Benchmarks.Shipped;

/// <summary>Times shipped scenarios; what would take too long is measured with fewer trials and extrapolated.</summary>
/// <param name="trials">Number of trials.</param>
/// <param name="patience">The longest that a simulation may take.</param>
internal sealed class ShippedClock(long trials, TimeSpan patience)
{
    public const int Hundredfold = 100;

    /// <summary>The first trials, which say how long all of them would take.</summary>
    private const long SoundingTrials = 16;

    /// <summary>A simulation shorter than this is repeated, and the median counts.</summary>
    private static readonly TimeSpan Short = TimeSpan.FromSeconds(5);
    private const int Repeats = 3;

    /// <summary>Rounds in turns.</summary>
    private const int Turns = 9;

    /// <summary>At the items of a hundred runs; call by call it takes a hundred times as long, which need not be waited for.</summary>
    /// <param name="scenario">The scenario.</param>
    /// <param name="items">Number of items of one run.</param>
    /// <param name="once">The time of one run.</param>
    public EngineTime Engine(Scenario scenario, long items, EngineTime once)
    {
        var job = new ReferenceJob(scenario, items * Hundredfold, exact: false, KernelSelector.Selected);
        return job.Choice.Plan.Collapse is null && once.Seconds * Hundredfold > patience.TotalSeconds
            ? new EngineTime(job.Method, Seconds(() => job.Decide()), once.Seconds * Hundredfold, IsExtrapolated: true)
            : Engine(scenario, items * Hundredfold);
    }

    public EngineTime Engine(Scenario scenario, long items)
    {
        var job = new ReferenceJob(scenario, items, exact: false, KernelSelector.Selected);
        var planning = Seconds(() => job.Decide());
        // Four times as many each time: rare slow trials and the compiler's tiers even out.
        var (count, seconds) = (Math.Min(SoundingTrials, trials), 0.0);
        while (true)
        {
            seconds = Seconds(() => job.Run(count, Environment.ProcessorCount));
            if (count == trials)
                break;
            var next = Math.Min(trials, 4 * count);
            if (seconds * next / count > patience.TotalSeconds)
                return new EngineTime(job.Method, planning, seconds * trials / count, IsExtrapolated: true);
            count = next;
        }

        if (seconds < Short.TotalSeconds)
            seconds = Interleaved.Median(
                [.. Enumerable.Range(0, Repeats).Select(_ => Seconds(() => job.Run(trials, Environment.ProcessorCount)))]);
        return new EngineTime(job.Method, planning, seconds, IsExtrapolated: false);
    }

    /// <summary>
    /// Both again, in turns, where they are short: their ratio counts, and the machine is not the same from one second to the next.
    /// </summary>
    /// <param name="scenario">The scenario.</param>
    /// <param name="items">Number of items of one run.</param>
    /// <param name="once">The time of one run.</param>
    /// <param name="hundredfold">The time at the items of a hundred.</param>
    public (EngineTime Once, EngineTime Hundredfold) InTurns(Scenario scenario, long items, EngineTime once, EngineTime hundredfold)
    {
        if (once.IsExtrapolated || hundredfold.IsExtrapolated || once.Seconds + hundredfold.Seconds > Short.TotalSeconds)
            return (once, hundredfold);
        ReferenceJob[] jobs = [.. new[] { items, items * Hundredfold }.Select(
            number => new ReferenceJob(scenario, number, exact: false, KernelSelector.Selected))];
        List<double>[] seconds = [[], []];
        for (var turn = 0; turn < Turns; turn++)
        {
            for (var i = 0; i < jobs.Length; i++)
                seconds[i].Add(Seconds(() => jobs[i].Run(trials, Environment.ProcessorCount)));
        }

        return (once with { Seconds = Interleaved.Median(seconds[0]) }, hundredfold with { Seconds = Interleaved.Median(seconds[1]) });
    }

    /// <summary>The whole command: start-up, planning, simulation, tables and plots.</summary>
    /// <param name="costsim">The program.</param>
    /// <param name="one">What to run.</param>
    /// <param name="folder">Where its result goes.</param>
    public double Command(string costsim, ShippedCase one, string folder)
    {
        string[] arguments = ["run", .. one.Arguments, "-n", FormattableString.Invariant($"{trials}"), "-q", "-o", folder];
        var seconds = new double[Repeats];
        for (var i = 0; i < Repeats; i++)
        {
            seconds[i] = Seconds(() =>
            {
                using var process = Process.Start(costsim, arguments);
                process.WaitForExit();
                if (process.ExitCode != 0)
                    throw new InvalidOperationException($"costsim {string.Join(' ', arguments)}: exit code {process.ExitCode}");
            });
            if (seconds[i] > Short.TotalSeconds)
                return seconds[i];
        }

        return Interleaved.Median(seconds);
    }

    private static double Seconds(Action work)
    {
        var from = Stopwatch.GetTimestamp();
        work();
        return Stopwatch.GetElapsedTime(from).TotalSeconds;
    }
}
