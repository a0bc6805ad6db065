using CostSim.Numerics.Statistics;

namespace CostSim.Studies;

/// <summary>What may be paid, over the trials.</summary>
/// <param name="Mean">The mean, with its interval.</param>
/// <param name="Percentiles">As <see cref="MeasureSummary.PercentileNames"/>; null if there are too few trials.</param>
public sealed record CostBand(Estimate Mean, IReadOnlyList<Percentile?> Percentiles)
{
    /// <summary>A percentile by its name, or null if there are too few trials.</summary>
    public Percentile? this[string name] => Percentiles[MeasureSummary.IndexOf(name)];

    /// <summary>Whether no trial has any.</summary>
    public bool IsNothing => Mean.Value == 0;

    /// <summary>Of one amount for each trial.</summary>
    internal static CostBand Of(double[] usd, EnclosingRanks ranks)
    {
        double[] sorted = [.. usd];
        Array.Sort(sorted);
        var mean = usd.Average();
        var deviation = Math.Sqrt(usd.Sum(value => (value - mean) * (value - mean)) / Math.Max(1, usd.Length - 1));
        return new CostBand(Estimate.OfMean(mean, deviation, usd.Length), Percentile.Of(sorted, ranks));
    }
}
