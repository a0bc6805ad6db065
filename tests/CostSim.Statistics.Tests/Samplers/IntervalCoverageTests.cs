using CostSim.Numerics.Distributions;
using CostSim.Numerics.Random;
using CostSim.Numerics.Simd;
using CostSim.Numerics.Statistics;
using CostSim.Numerics.Tables;

namespace CostSim.Statistics.Tests.Samplers;

/// <summary>How often the interval of a percentile holds the law's own: 2,000 seeds of 1,000 trials each, at 99 %.</summary>
[Trait("Category", "Statistics")]
public class IntervalCoverageTests
{
    private const int Seeds = 2_000;
    private const int Trials = 1_000;
    private const double Confidence = 0.99;
    private const double CoverageMin = 0.982;
    private const double CoverageMax = 0.9965;
    private const double Scale = 1e9;

    [Theory]
    [InlineData(0.5)]
    [InlineData(0.9)]
    [InlineData(0.99)]
    public void Intervals_hold_the_percentile_as_often_as_they_say(double p) => Assert.InRange(Coverage(p, p), CoverageMin, CoverageMax);

    [Theory]
    [InlineData(0.5, 20)]
    [InlineData(0.5, -20)]
    [InlineData(0.9, 12)]
    [InlineData(0.99, 4)]
    [InlineData(0.99, -4)]
    public void Intervals_of_shifted_ranks_are_found_out(double p, int ranks) =>
        Assert.False(Coverage(p + (double)ranks / Trials, p) is >= CoverageMin and <= CoverageMax);

    /// <summary>The share of seeds whose interval, read for one probability, holds the law's percentile of another.</summary>
    private static double Coverage(double read, double wanted)
    {
        var law = new Lognormal(0, 0.5);
        var table = new QuantileTable(law);
        var truth = law.Quantile(wanted) * Scale;
        var values = new float[1024];
        var held = 0;
        for (var seed = 0; seed < Seeds; seed++)
        {
            KernelSelector.Selected.Draw((ulong)seed, new WordAddress(1, 0, 0), table, 0, values);
            var histogram = new Histogram();
            long[] costs = [.. values.Take(Trials).Select(value => (long)(value * Scale))];
            foreach (var cost in costs)
                histogram.Add(cost);
            var moments = new Moments();
            moments.Add(costs);
            var percentile = Percentile.Read(histogram, moments, [read], Confidence)[0]!.Value;
            held += percentile.Low <= truth && truth <= percentile.High ? 1 : 0;
        }

        return (double)held / Seeds;
    }
}
