using System.Numerics;

namespace CostSim.Numerics.Statistics;

/// <summary>
/// Count, sum and sum of squares of whole numbers, batch by batch (<see cref="Jackknife"/>). All exact, whatever the values, so that the
/// order of adding does not matter.
/// </summary>
public sealed class BatchedSquares
{
    private readonly long[] _counts = new long[Jackknife.Batches];
    private readonly Int128[] _sums = new Int128[Jackknife.Batches];
    private readonly ProductSum[] _squares = new ProductSum[Jackknife.Batches];

    /// <summary>Number of values.</summary>
    public long Count => CountOf(Jackknife.None);

    /// <summary>Adds values, the first to batch 0, the next to batch 1 and so on.</summary>
    public void Add(ReadOnlySpan<long> values)
    {
        for (var t = 0; t < values.Length; t++)
        {
            var batch = t & (Jackknife.Batches - 1);
            _sums[batch] += values[t];
            _squares[batch].Add(values[t], values[t]);
        }

        for (var batch = 0; batch < Jackknife.Batches; batch++)
            _counts[batch] += (values.Length - batch + Jackknife.Batches - 1) / Jackknife.Batches;
    }

    /// <summary>Merges another instance.</summary>
    public void Merge(BatchedSquares other)
    {
        for (var batch = 0; batch < Jackknife.Batches; batch++)
        {
            _counts[batch] += other._counts[batch];
            _sums[batch] += other._sums[batch];
            _squares[batch].Add(other._squares[batch]);
        }
    }

    /// <summary>Visits every integer.</summary>
    public void Visit(IIntegerVisitor visitor)
    {
        for (var batch = 0; batch < Jackknife.Batches; batch++)
        {
            visitor.Sum(ref _counts[batch]);
            visitor.Sum(ref _sums[batch]);
            _squares[batch].Visit(visitor);
        }
    }

    /// <summary>Mean with one batch left out, or of all.</summary>
    public double Mean(int leftOut) => (double)SumOf(leftOut) / CountOf(leftOut);

    /// <summary>Mean square with one batch left out, or of all.</summary>
    public double MeanSquare(int leftOut) => (double)SquaresOf(leftOut) / CountOf(leftOut);

    /// <summary>The sample variance (divisor n − 1) with one batch left out, or of all; 0 if and only if all values are equal.</summary>
    public double Variance(int leftOut)
    {
        var n = CountOf(leftOut);
        return (double)(n * SquaresOf(leftOut) - BigInteger.Pow(SumOf(leftOut), 2)) / n / (n - 1);
    }

    private long CountOf(int leftOut) => Without(leftOut).Sum(batch => _counts[batch]);

    private Int128 SumOf(int leftOut) => Without(leftOut).Aggregate((Int128)0, (sum, batch) => sum + _sums[batch]);

    private BigInteger SquaresOf(int leftOut) => Without(leftOut).Aggregate(BigInteger.Zero, (sum, batch) => sum + _squares[batch].Value);

    private static IEnumerable<int> Without(int leftOut) => Enumerable.Range(0, Jackknife.Batches).Where(batch => batch != leftOut);
}
