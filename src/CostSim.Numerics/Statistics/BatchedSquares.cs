namespace CostSim.Numerics.Statistics;

/// <summary>
/// Count, sum and sum of squares of whole numbers below 2^26 in magnitude, batch by batch (<see cref="Jackknife"/>). All integers, so that the order of adding
/// does not matter.
/// </summary>
public sealed class BatchedSquares
{
    private readonly long[] _counts = new long[Jackknife.Batches];
    private readonly Int128[] _sums = new Int128[Jackknife.Batches];
    private readonly Int128[] _squares = new Int128[Jackknife.Batches];

    /// <summary>Number of values.</summary>
    public long Count => Without(_counts, Jackknife.None);

    /// <summary>Takes at most 1,024 values, the first of batch 0, the next of batch 1 and so on.</summary>
    public void Add(ReadOnlySpan<long> values)
    {
        Span<long> sums = stackalloc long[Jackknife.Batches];
        Span<long> squares = stackalloc long[Jackknife.Batches];
        sums.Clear();
        squares.Clear();
        for (var t = 0; t < values.Length; t++)
        {
            var batch = t & (Jackknife.Batches - 1);
            sums[batch] += values[t];
            squares[batch] += values[t] * values[t];
        }

        for (var batch = 0; batch < Jackknife.Batches; batch++)
        {
            _counts[batch] += (values.Length - batch + Jackknife.Batches - 1) / Jackknife.Batches;
            _sums[batch] += sums[batch];
            _squares[batch] += squares[batch];
        }
    }

    /// <summary>Adds what another instance has taken.</summary>
    public void Merge(BatchedSquares other)
    {
        for (var batch = 0; batch < Jackknife.Batches; batch++)
        {
            _counts[batch] += other._counts[batch];
            _sums[batch] += other._sums[batch];
            _squares[batch] += other._squares[batch];
        }
    }

    /// <summary>Mean without a batch, or of all.</summary>
    public double Mean(int leftOut) => Over(_sums, leftOut);

    /// <summary>Mean square without a batch, or of all.</summary>
    public double MeanSquare(int leftOut) => Over(_squares, leftOut);

    /// <summary>The sample's variance (n − 1 below) without a batch, or of all.</summary>
    public double Variance(int leftOut)
    {
        var (n, sum, squares) = (Without(_counts, leftOut), (double)Without(_sums, leftOut), (double)Without(_squares, leftOut));
        return Math.Max(0, (squares - sum * (sum / n)) / (n - 1));
    }

    private double Over(Int128[] sums, int leftOut) => (double)Without(sums, leftOut) / Without(_counts, leftOut);

    private static T Without<T>(T[] batches, int leftOut)
        where T : System.Numerics.INumber<T>
    {
        var sum = leftOut == Jackknife.None ? T.Zero : -batches[leftOut];
        foreach (var batch in batches)
            sum += batch;
        return sum;
    }
}
