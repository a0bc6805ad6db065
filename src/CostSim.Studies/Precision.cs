using System.Numerics;
using CostSim.Engine.Aggregation;
using CostSim.Engine.Planning;
using CostSim.Numerics.Statistics;

namespace CostSim.Studies;

/// <summary>How narrow the interval of P95 is: half its width as a share of the value, the greatest of several runs.</summary>
/// <param name="Asked">What is enough.</param>
/// <param name="Reached">What the trials gave; infinite where they are too few for an interval.</param>
/// <remarks>It is no part of a summary: a run of as many trials from the start has the same files.</remarks>
public sealed record Precision(double Asked, double Reached)
{
    /// <summary>Whether nobody asked for it: the number of trials was left to the program.</summary>
    public bool IsUnasked { get; init; }

    public bool IsReached => Reached <= Asked;

    /// <summary>
    /// About how many trials it takes, a power of two, where so many gave what was reached: an interval shrinks with their square root.
    /// </summary>
    public long TrialsNeeded(long trials) =>
        (long)BitOperations.RoundUpToPowerOf2((ulong)Math.Ceiling(trials * Math.Min(Math.Pow(Reached / Asked, 2), 1L << 30)));

    /// <summary>The precision of the cost of every run.</summary>
    public static Precision Of(double asked, IEnumerable<Aggregates> runs) => new(asked, runs.Max(run => OfP95(run.Total(Measure.Cost))));

    private static double OfP95(MeasureAggregate cost)
    {
        if (Percentile.Read(cost.Histogram, cost.Moments, [0.95], MeasureSummary.Confidence)[0] is not { } p95)
            return double.PositiveInfinity;
        // What is certain has no width, even if it is nothing.
        return p95.High > p95.Low ? (p95.High - p95.Low) / 2 / p95.Value : 0;
    }
}
