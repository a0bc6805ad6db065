using System.Diagnostics;
using CostSim.Engine.Execution;
using CostSim.Engine.Planning;
using CostSim.Numerics.Random;

namespace CostSim.Engine;

/// <summary>
/// Measures how fast this machine simulates plans: call by call with fewer items and trials, since time is proportional to both. The
/// results are discarded.
/// </summary>
internal static class WarmUp
{
    /// <summary>Minimum seconds for a measurement to count.</summary>
    private const double LongEnough = 0.2;

    /// <summary>Target seconds of the next measurement.</summary>
    private const double Aim = 0.3;

    /// <summary>Seconds of all measurements that count, together.</summary>
    private const double Enough = 1;

    private const int TrialsPerThread = 512;

    /// <summary>Seconds that one item of all plans may take in the first measurement: of a long one there are fewer trials.</summary>
    private const double FirstItem = 0.1;

    /// <summary>Seconds that a trial of all plans takes on all threads together.</summary>
    /// <param name="plans">
    /// The plans, with the greatest number of draws of one trial of each; one that is drawn at once takes no time beside them.
    /// </param>
    /// <param name="options">How they will be run.</param>
    /// <param name="cancellation">Stops it.</param>
    /// <exception cref="OperationCanceledException">It was cancelled.</exception>
    public static double SecondsPerTrial(
        IReadOnlyList<(Plan Plan, double DrawsPerTrial)> plans, SimulationOptions options, CancellationToken cancellation)
    {
        var slow = plans.Where(one => one.DrawsPerTrial > 0).Select(
            one => new Measured(one.Plan, ItemTime.OfGroup(one.Plan, options, cancellation))).ToList();
        if (slow.Count == 0)
            return AllAtOnce([.. plans.Select(one => one.Plan)], options, cancellation);
        var groups = Math.Clamp(FirstItem / slow.Sum(one => one.ItemSeconds), 1, TrialsPerThread / WordAddress.TrialsPerGroup);
        var trialsPerThread = (int)groups * WordAddress.TrialsPerGroup;
        var share = 1.0 / slow.Max(one => one.Plan.Items);
        // The first time code is compiled, which is little beside a single item that takes long.
        var (first, ofFirst) = Measure(slow, share, trialsPerThread, options, cancellation);
        if (first >= Enough)
            return first / ofFirst;
        // What a run takes before its first trial is taken off.
        var start = Least(Seconds, Math.Min(first, Enough / 4));
        share *= 16;
        while (true)
        {
            var (seconds, trials) = Measure(slow, share, trialsPerThread, options, cancellation);
            if (seconds - start >= LongEnough)
                return Math.Max(LongEnough / 4, Math.Min(seconds, Least(Seconds, Enough)) - start) / (trials - ofFirst);
            share *= Math.Clamp(Aim / Math.Max(seconds - start, Aim / 64), 2, 64);
        }

        double Seconds() => Measure(slow, share, trialsPerThread, options, cancellation).Seconds;
    }

    /// <summary>Seconds of a trial of plans that are sampled all at once, beyond those of which tokens and phases are kept.</summary>
    private static double AllAtOnce(IReadOnlyList<Plan> plans, SimulationOptions options, CancellationToken cancellation)
    {
        const int Trials = 1 << 18;
        return Least(Seconds, LongEnough) / Trials;

        double Seconds()
        {
            var clock = Stopwatch.StartNew();
            Simulation.Run(plans, options with
            {
                FirstTrial = TrialBlock.DetailedTrialsMax,
                Trials = Trials,
                WithDrivers = false,
                Progress = null,
                Sink = null,
            }, cancellation);
            return clock.Elapsed.TotalSeconds;
        }
    }

    /// <summary>
    /// The least of several measurements: the machine has other things to do, and code is compiled once more when it is used often.
    /// </summary>
    private static double Least(Func<double> measure, double enough)
    {
        var (least, all) = (double.PositiveInfinity, 0.0);
        while (all < enough)
        {
            var next = measure();
            (least, all) = (Math.Min(least, next), all + next);
        }

        return least;
    }

    /// <summary>The time of a short run, and how many trials of all items it is worth.</summary>
    /// <param name="plans">The plans.</param>
    /// <param name="share">The share of the items, at least one of each; beyond 1, how many times the trials.</param>
    /// <param name="trialsPerThread">Trials where the share is at most 1.</param>
    private static (double Seconds, double Trials) Measure(
        List<Measured> plans, double share, int trialsPerThread, SimulationOptions options, CancellationToken cancellation)
    {
        var fewer = plans.ConvertAll(
            one => one with { Plan = one.Plan with { Items = Math.Clamp((long)Math.Ceiling(one.Plan.Items * share), 1, one.Plan.Items) } });
        var trials = (long)(trialsPerThread * options.Threads * Math.Max(1, share));
        var clock = Stopwatch.StartNew();
        Simulation.Run([.. fewer.Select(one => one.Plan)],
            options with { FirstTrial = 0, Trials = trials, WithDrivers = false, Progress = null, Sink = null }, cancellation);
        return (clock.Elapsed.TotalSeconds, trials * fewer.Sum(one => one.Seconds) / plans.Sum(one => one.Seconds));
    }

    /// <summary>A plan, and how long one item of it takes (<see cref="ItemTime"/>): of several plans, each counts by its time.</summary>
    private sealed record Measured(Plan Plan, double ItemSeconds)
    {
        public double Seconds => ItemSeconds * Plan.Items;
    }
}
