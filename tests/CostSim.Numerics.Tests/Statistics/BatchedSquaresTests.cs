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

    /// <summary>In floating point the squares would be all there is to see.</summary>
    [Fact]
    public void Variances_of_values_of_any_size_are_exact()
    {
        const long Far = 1L << 61;
        var sums = new BatchedSquares();
        for (var block = 0; block < 4; block++)
            sums.Add([.. Enumerable.Range(0, 1024).Select(t => Far + (t & 1))]);

        Assert.Equal(4096 / 4.0 / 4095, sums.Variance(Jackknife.None), 1e-15);
        // Without one of the eight batches of even trials: 1,792 of them beside 2,048 others.
        Assert.Equal(1792.0 * 2048 / 3840 / 3839, sums.Variance(4), 1e-15);
        Assert.Equal(Math.Pow(Far, 2), sums.MeanSquare(Jackknife.None), Math.Pow(Far, 2) * 1e-15);
    }

    [Fact]
    public void What_varies_in_one_batch_alone_does_not_vary_without_it()
    {
        var sums = new BatchedSquares();
        sums.Add([.. Enumerable.Range(0, 1024).Select(t => t == 21 ? 5L : 4L)]);

        Assert.True(sums.Variance(Jackknife.None) > 0);
        Assert.True(sums.Variance(4) > 0);
        Assert.Equal(0, sums.Variance(5));
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
