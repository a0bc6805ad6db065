namespace CostSim.Numerics.Statistics;

/// <summary>
/// Sums of whole numbers over the trials whose factor lies in a cell, cell by cell and batch by batch (<see cref="Jackknife"/>), from which
/// a factor's share of a variance is computed. All are integers, so that the order of adding does not matter.
/// </summary>
/// <remarks>
/// The variance of a cell's mean due to the cell alone, Σ p μ² − (Σ p μ)², needs μ² without the noise in μ. Products of sums of
/// <em>different</em> batches have none, as trials are independent: μ² is estimated as (S² − Σ S_b²)/(n² − Σ n_b²). So the estimate is
/// unbiased for any number of trials, whatever the spread within each cell. It only omits the variation of the conditional mean within a
/// cell: 1/1,600 of the share of a uniform factor with a linear effect.
/// </remarks>
/// <param name="cells">Number of cells.</param>
/// <param name="trialsMin">Neighbouring cells with fewer trials are merged.</param>
public sealed class CellSums(int cells, long trialsMin = 32)
{
    /// <summary>For each cell and batch the count and the sum, side by side.</summary>
    private readonly (long Count, Int128 Sum)[] _places = new (long Count, Int128 Sum)[cells * Jackknife.Batches];

    /// <summary>Adds values and their cells; the first value belongs to batch 0, the next to batch 1 and so on.</summary>
    public void Add(ReadOnlySpan<int> cellOf, ReadOnlySpan<long> values)
    {
        var places = _places;
        for (var t = 0; t < values.Length; t++)
        {
            ref var place = ref places[cellOf[t] * Jackknife.Batches + (t & (Jackknife.Batches - 1))];
            place.Count++;
            place.Sum += values[t];
        }
    }

    /// <summary>Merges another instance.</summary>
    public void Merge(CellSums other)
    {
        for (var i = 0; i < _places.Length; i++)
            _places[i] = (_places[i].Count + other._places[i].Count, _places[i].Sum + other._places[i].Sum);
    }

    /// <summary>Visits every integer.</summary>
    public void Visit(IIntegerVisitor visitor)
    {
        for (var i = 0; i < _places.Length; i++)
        {
            visitor.Sum(ref _places[i].Count);
            visitor.Sum(ref _places[i].Sum);
        }
    }

    /// <summary>The variance of the cell means, with one batch left out or of all.</summary>
    public double VarianceOfMeans(int leftOut)
    {
        // Relative to the overall mean: the random numbers of trials must not weight the common part.
        var about = Mean(.., Jackknife.None);
        var (squares, count) = (0.0, 0.0);
        foreach (var (from, to) in Groups())
        {
            var group = Sum(from, to, leftOut, about);
            squares += group.Count * group.SquaredMean;
            count += group.Count;
        }

        return count > 0 ? squares / count - Sum(0, cells, leftOut, about).SquaredMean : 0;
    }

    /// <summary>Mean of the values in a range of cells, with one batch left out or of all.</summary>
    public double Mean(Range range, int leftOut)
    {
        var (from, length) = range.GetOffsetAndLength(cells);
        var group = Sum(from, from + length, leftOut, 0);
        return group.Total / group.Count;
    }

    /// <summary>Number of trials in a range of cells.</summary>
    public long Count(Range range)
    {
        var (from, length) = range.GetOffsetAndLength(cells);
        return CountOf(from, from + length);
    }

    private long CountOf(int from, int to)
    {
        var count = 0L;
        for (var i = from * Jackknife.Batches; i < to * Jackknife.Batches; i++)
            count += _places[i].Count;
        return count;
    }

    /// <summary>Runs of cells of at least <c>trialsMin</c> trials; the remainder at the end joins the last one.</summary>
    private List<(int From, int To)> Groups()
    {
        var groups = new List<(int From, int To)>();
        var from = 0;
        for (var cell = 0; cell < cells; cell++)
        {
            if (CountOf(from, cell + 1) < trialsMin)
                continue;
            groups.Add((from, cell + 1));
            from = cell + 1;
        }

        if (from == cells || groups.Count == 0)
            return groups;
        groups[^1] = (groups[^1].From, cells);
        return groups;
    }

    private (double Count, double Total, double SquaredMean) Sum(int from, int to, int leftOut, double about)
    {
        double count = 0, total = 0, countSquares = 0, totalSquares = 0;
        for (var batch = 0; batch < Jackknife.Batches; batch++)
        {
            if (batch == leftOut)
                continue;
            var (n, s) = (0L, (Int128)0);
            for (var cell = from; cell < to; cell++)
            {
                var place = _places[cell * Jackknife.Batches + batch];
                (n, s) = (n + place.Count, s + place.Sum);
            }

            var sum = (double)s - about * n;
            (count, total) = (count + n, total + sum);
            (countSquares, totalSquares) = (countSquares + (double)n * n, totalSquares + sum * sum);
        }

        var pairs = count * count - countSquares;
        return (count, total, pairs > 0 ? (total * total - totalSquares) / pairs : 0);
    }
}
