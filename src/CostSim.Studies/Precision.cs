using System.Numerics;
using CostSim.Engine.Aggregation;
using CostSim.Engine.Planning;
using CostSim.Numerics.Statistics;

namespace CostSim.Studies;

/// <summary>The precision of P95: half the width of its interval relative to the value, the maximum over several runs.</summary>
/// <param name="Asked">The target.</param>
/// <param name="Reached">The precision reached; infinite if there are too few trials for an interval.</param>
/// <remarks>It is not part of a summary: a run with this number of trials from the start has the same files.</remarks>
public sealed record Precision(double Asked, double Reached)
{
    /// <summary>Whether it is the default precision, not a requested one.</summary>
    public bool IsUnasked { get; init; }

    public bool IsReached => Reached <= Asked;

    /// <summary>
    /// Approximate number of trials needed, a power of two, given the number that reached this precision: intervals shrink with the square
    /// root of the trials.
    /// </summary>
    public long TrialsNeeded(long trials) =>
        (long)BitOperations.RoundUpToPowerOf2((ulong)Math.Ceiling(trials * Math.Min(Math.Pow(Reached / Asked, 2), 1L << 30)));

    /// <summary>The precision of the cost of every run.</summary>
    public static Precision Of(double asked, IEnumerable<Aggregates> runs) => new(asked, runs.Max(run => OfP95(run.Total(Measure.Cost))));

    private static double OfP95(MeasureAggregate cost)
    {
        if (Percentile.Read(cost.Histogram, cost.Moments, [0.95], MeasureSummary.Confidence)[0] is not { } p95)
            return double.PositiveInfinity;
        // A constant has no width, even if it is 0.
        return p95.High > p95.Low ? (p95.High - p95.Low) / 2 / p95.Value : 0;
    }
}
