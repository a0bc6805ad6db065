namespace CostSim.Numerics.Statistics;

/// <summary>
/// The ranks that enclose some percentiles (<see cref="OrderStatistics"/>), computed once per sample size. Thread-safe.
/// </summary>
/// <param name="probabilities">Probabilities in (0, 1).</param>
/// <param name="confidence">Confidence of each interval, in (0, 1).</param>
public sealed class EnclosingRanks(double[] probabilities, double confidence)
{
    private readonly List<Sample> _known = [];

    public ReadOnlySpan<double> Probabilities => probabilities;

    /// <summary>The ranks of each percentile in a sample of the given size; null if it is too small to enclose one.</summary>
    public (long Low, long High)?[] Of(long count)
    {
        lock (_known)
        {
            foreach (var sample in _known)
            {
                if (sample.Count == count)
                    return sample.Ranks;
            }

            var ranks = new (long Low, long High)?[probabilities.Length];
            for (var i = 0; i < ranks.Length; i++)
                ranks[i] = OrderStatistics.Ranks(count, probabilities[i], confidence);
            _known.Add(new Sample(count, ranks));
            return ranks;
        }
    }

    private sealed record Sample(long Count, (long Low, long High)?[] Ranks);
}
