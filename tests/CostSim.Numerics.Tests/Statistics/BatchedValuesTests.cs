using CostSim.Numerics.Statistics;

namespace CostSim.Numerics.Tests.Statistics;

public class BatchedValuesTests
{
    private static readonly long[] Values = [.. Enumerable.Range(0, 5_000).Select(i => 1_000_000L + (long)i * 7919 % 1_000_003)];

    [Theory]
    [InlineData(Jackknife.None)]
    [InlineData(0)]
    [InlineData(15)]
    public void Mean_and_percentile_are_those_of_the_values_that_are_left(int leftOut)
    {
        var values = new BatchedValues();
        // In blocks of a run, on two threads.
        var other = new BatchedValues();
        for (var first = 0; first < Values.Length; first += 1024)
            (first % 2048 == 0 ? values : other).Add(Values.AsSpan(first, Math.Min(1024, Values.Length - first)));
        values.Merge(other);
        var left = Values.Where((_, t) => leftOut == Jackknife.None || t % Jackknife.Batches != leftOut).Order().ToList();

        Assert.Equal(Values.Length, values.Count);
        Assert.Equal(left.Average(), values.Mean(leftOut), 1e-6);
        Assert.Equal(left[(int)(left.Count * 0.95)], values.Percentile(0.95, leftOut), 1_000_000 * 2.5e-4 * 2);
    }

    /// <summary>
    /// Of 400 pairs of independent samples of one law, the interval for the ratio of their P95 has 1 in 95 % of them: 365 to 395 is four
    /// standard errors.
    /// </summary>
    [Fact]
    public void The_interval_of_a_ratio_of_percentiles_holds_the_truth_as_often_as_it_says()
    {
        var random = new System.Random(20261122);
        var held = 0;
        for (var repetition = 0; repetition < 400; repetition++)
        {
            var (a, b) = (Sample(random), Sample(random));
            var share = Jackknife.Of(leftOut => b.Percentile(0.95, leftOut) / a.Percentile(0.95, leftOut) - 1);
            held += share.Low <= 0 && share.High >= 0 ? 1 : 0;
        }

        Assert.InRange(held, 363, 397);
    }

    private static BatchedValues Sample(System.Random random)
    {
        var values = new BatchedValues();
        values.Add([.. Enumerable.Range(0, 4096).Select(_ => (1L << 36) + (long)(random.NextDouble() * (1L << 38)))]);
        return values;
    }
}
