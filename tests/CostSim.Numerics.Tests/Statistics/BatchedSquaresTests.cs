using CostSim.Numerics.Statistics;

namespace CostSim.Numerics.Tests.Statistics;

public class BatchedSquaresTests
{
    [Fact]
    public void Moments_without_a_batch_are_those_of_the_other_trials()
    {
        long[] values = [.. Enumerable.Range(0, 1000).Select(t => (t * 7919L % 1013) - 500)];
        var sums = new BatchedSquares();
        sums.Add(values);
        var others = values.Where((_, t) => t % 16 != 5).Select(value => (double)value).ToArray();
        var mean = others.Average();

        Assert.Equal(1000, sums.Count);
        Assert.Equal(values.Average(), sums.Mean(Jackknife.None), 1e-9);
        Assert.Equal(mean, sums.Mean(5), 1e-9);
        Assert.Equal(others.Average(value => value * value), sums.MeanSquare(5), 1e-6);
        Assert.Equal(others.Sum(value => (value - mean) * (value - mean)) / (others.Length - 1), sums.Variance(5), 1e-6);
    }

    [Fact]
    public void Merging_is_taking_all()
    {
        var (whole, merged, other) = (new BatchedSquares(), new BatchedSquares(), new BatchedSquares());
        long[] values = [.. Enumerable.Range(0, 96).Select(t => (long)t * t)];
        whole.Add(values);
        merged.Add(values.AsSpan(64));
        other.Add(values.AsSpan(0, 64));
        merged.Merge(other);

        Assert.Equal(whole.Variance(2), merged.Variance(2));
        Assert.Equal(whole.Count, merged.Count);
    }
}
