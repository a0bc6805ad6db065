namespace CostSim.Numerics.Statistics;

/// <summary>
/// Moments and histogram of whole numbers, batch by batch (<see cref="Jackknife"/>), so that a mean or a percentile can be computed with a
/// batch left out. All integers: the order of adding does not matter.
/// </summary>
/// <remarks>
/// Leaving out one batch of sixteen leaves out a sixteenth of the trials, not one trial: for percentiles only the first is consistent (Shao
/// and Wu, Annals of Statistics 17, 1989).
/// </remarks>
public sealed class BatchedValues
{
    private readonly Moments[] _moments = [.. Enumerable.Range(0, Jackknife.Batches).Select(_ => new Moments())];
    private readonly Histogram[] _histograms = [.. Enumerable.Range(0, Jackknife.Batches).Select(_ => new Histogram())];
    private readonly (Moments Moments, RankReader Reader)?[] _without = new (Moments, RankReader)?[Jackknife.Batches + 1];
    private long[] _own = [];

    /// <summary>Number of values.</summary>
    public long Count => _moments.Sum(batch => batch.Count);

    /// <summary>Adds values, the first to batch 0, the next to batch 1 and so on.</summary>
    public void Add(ReadOnlySpan<long> values)
    {
        var room = (values.Length + Jackknife.Batches - 1) / Jackknife.Batches;
        if (_own.Length < room)
            _own = new long[room];
        for (var batch = 0; batch < Math.Min(Jackknife.Batches, values.Length); batch++)
        {
            var count = 0;
            for (var t = batch; t < values.Length; t += Jackknife.Batches)
                _own[count++] = values[t];
            var (min, max) = _moments[batch].Add(_own.AsSpan(0, count));
            _histograms[batch].Add(_own.AsSpan(0, count), min, max);
        }
    }

    /// <summary>Merges another instance.</summary>
    public void Merge(BatchedValues other)
    {
        for (var batch = 0; batch < Jackknife.Batches; batch++)
        {
            _moments[batch].Merge(other._moments[batch]);
            _histograms[batch].Merge(other._histograms[batch]);
        }
    }

    /// <summary>Mean with one batch left out, or of all for <see cref="Jackknife.None"/>. Call it after all values were added.</summary>
    public double Mean(int leftOut) => Without(leftOut).Moments.Mean;

    /// <summary>
    /// A percentile with one batch left out, or of all, interpolated within its cell of the histogram. Call it after all values were added.
    /// </summary>
    /// <param name="p">Its probability, in (0, 1).</param>
    /// <param name="leftOut">A batch, or <see cref="Jackknife.None"/>.</param>
    public double Percentile(double p, int leftOut)
    {
        var (moments, reader) = Without(leftOut);
        return reader.At(moments.Count * p).Value;
    }

    private (Moments Moments, RankReader Reader) Without(int leftOut)
    {
        if (_without[leftOut + 1] is { } known)
            return known;
        var (moments, histogram) = (new Moments(), new Histogram());
        for (var batch = 0; batch < Jackknife.Batches; batch++)
        {
            if (batch == leftOut)
                continue;
            moments.Merge(_moments[batch]);
            histogram.Merge(_histograms[batch]);
        }

        var made = (moments, new RankReader(histogram, moments));
        _without[leftOut + 1] = made;
        return made;
    }
}
