using CostSim.Numerics.Random;
using CostSim.Numerics.Simd;
using CostSim.Numerics.Statistics;
using CostSim.Numerics.Tables;

namespace CostSim.Numerics.Tests.Statistics;

/// <summary>Percentiles read from a histogram against those of the sorted sample.</summary>
public class PercentileTests
{
    private const double Confidence = 0.95;

    private static readonly double[] Probabilities = [0.001, 0.01, 0.05, 0.25, 0.5, 0.75, 0.9, 0.95, 0.99, 0.999];

    [Theory]
    [InlineData("pert", "0.8 1 1.5 4", 1e9)]
    [InlineData("lognormal", "0 0.3", 1e12)]
    [InlineData("triangular", "2 5 9", 1e11)]
    public void A_smooth_law_of_a_million_trials_is_read_to_1e_5_of_the_value(string law, string parameters, double scale)
    {
        // Towards the ends a cell holds few values, which stand in it where they like: there the error is a few hundredths of the interval.
        var sorted = Sample(law, parameters, scale, 1_000_000);
        Compare(sorted, (p, exact, half) => p is >= 0.25 and <= 0.75 ? 1e-5 * exact : half / 25);
    }

    [Theory]
    [InlineData("pert", "0.8 1 1.5 4", 1e9)]
    [InlineData("lognormal", "0 0.3", 1e12)]
    [InlineData("triangular", "2 5 9", 1e11)]
    public void With_plain_cells_it_is_read_to_a_seventh_of_its_interval(string law, string parameters, double scale) =>
        Compare(Sample(law, parameters, scale, 1_000_000), (p, exact, half) => half / 7, Histogram.PlainBits);

    [Theory]
    [InlineData(4_000, Histogram.FineBits)]
    [InlineData(50_000, Histogram.FineBits)]
    [InlineData(4_000, Histogram.PlainBits)]
    [InlineData(50_000, Histogram.PlainBits)]
    public void A_small_sample_is_read_within_a_cell(int count, int octaveBits) =>
        Compare(Sample("lognormal", "0 1", 1e12, count), (p, exact, half) => exact / (1 << octaveBits), octaveBits);

    /// <summary>Of a sorted sample the percentiles are values of it: of 1 to 1,000 the one at each rank.</summary>
    [Fact]
    public void A_sorted_sample_is_read_by_its_values()
    {
        double[] sorted = [.. Enumerable.Range(1, 1000).Select(i => (double)i)];
        var read = Percentile.Of(sorted, new EnclosingRanks([0.05, 0.5, 0.999], Confidence));
        var (low, high) = OrderStatistics.Ranks(1000, 0.5, Confidence)!.Value;

        Assert.Equal(50, read[0]!.Value.Value);
        Assert.Equal(new Percentile(500, low, high), read[1]);
        Assert.Null(read[2]);
    }

    [Fact]
    public void A_law_of_few_values_is_read_within_a_cell()
    {
        // Nothing smooth about it: three values, one of them in a crowded cell.
        long[] values =
            [.. Enumerable.Repeat(1_000_000_007L, 5000), .. Enumerable.Repeat(1_000_000_099L, 3000),
                .. Enumerable.Repeat(7_000_000_000L, 2000)];
        Compare(values, (p, exact, half) => exact / 4096);
    }

    [Fact]
    public void Negative_values_are_read_as_well() =>
        Compare(
            [.. Sample("lognormal", "0 0.5", 1e10, 100_000).Select(value => value - 10_000_000_000).Order()],
            (p, exact, half) => Math.Abs(exact) / 4096 + 1);

    [Fact]
    public void Exact_cells_are_read_exactly()
    {
        var histogram = new Histogram(100);
        var moments = new Moments();
        long[] sorted = [.. Enumerable.Range(0, 9_999).Select(i => (long)(new WordAddress(1, 1, 1).Word(1, i) % 90)).Order()];
        foreach (var value in sorted)
            histogram.Add(value);
        moments.Add(sorted);
        var read = Percentile.Read(histogram, moments, Probabilities, Confidence);
        for (var i = 0; i < Probabilities.Length; i++)
        {
            var ranks = OrderStatistics.Ranks(sorted.Length, Probabilities[i], Confidence)!.Value;
            var value = sorted[(int)Math.Ceiling(sorted.Length * Probabilities[i]) - 1];
            Assert.Equal(new Percentile(value, sorted[ranks.Low - 1], sorted[ranks.High - 1]), read[i]);
        }
    }

    [Fact]
    public void A_percentile_that_the_sample_does_not_enclose_is_missing()
    {
        var sorted = Sample("lognormal", "0 1", 1e12, 3_687);
        var (histogram, moments) = Filled(sorted);
        var read = Percentile.Read(histogram, moments, [0.5, 0.999, 0.99, 0.001], Confidence);
        Assert.Equal([true, false, true, false], read.Select(percentile => percentile is not null));
        Assert.Equal([null], Percentile.Read(new Histogram(), new Moments(), [0.5], Confidence));
    }

    [Fact]
    public void Intervals_stay_inside_the_sample_and_around_the_value()
    {
        var sorted = Sample("pert", "0 1 5 4", 1e9, 5_400);
        var (histogram, moments) = Filled(sorted);
        foreach (var read in Percentile.Read(histogram, moments, Probabilities, 0.99))
        {
            Assert.InRange(read!.Value.Value, read.Value.Low, read.Value.High);
            Assert.InRange(read.Value.Low, sorted[0], sorted[^1]);
            Assert.InRange(read.Value.High, sorted[0], sorted[^1]);
        }
    }

    /// <summary>
    /// Value and ends of the interval against the sorted sample's; the tolerance by probability, value and half the interval.
    /// </summary>
    private static void Compare(long[] sorted, Func<double, double, double, double> tolerance, int octaveBits = Histogram.FineBits)
    {
        var (histogram, moments) = Filled(sorted, octaveBits);
        var twoCells = 2.0 / (1 << octaveBits);
        var read = Percentile.Read(histogram, moments, Probabilities, Confidence);
        for (var i = 0; i < Probabilities.Length; i++)
        {
            var p = Probabilities[i];
            if (OrderStatistics.Ranks(sorted.Length, p, Confidence) is not { } ranks)
                continue;
            var percentile = read[i]!.Value;
            var exact = (double)sorted[(int)Math.Ceiling(sorted.Length * p) - 1];
            // The interval holds that of the order statistics, and is wider by no more than two cells.
            double low = sorted[ranks.Low - 1], high = sorted[ranks.High - 1];
            Assert.Equal(exact, percentile.Value, tolerance(p, exact, (high - low) / 2));
            Assert.InRange(exact, percentile.Low, percentile.High);
            Assert.InRange(percentile.Low, low - Math.Abs(low) * twoCells, low);
            Assert.InRange(percentile.High, high, high + Math.Abs(high) * twoCells);
        }
    }

    private static (Histogram Histogram, Moments Moments) Filled(long[] values, int octaveBits = Histogram.FineBits)
    {
        var histogram = new Histogram(octaveBits: octaveBits);
        foreach (var value in values)
            histogram.Add(value);
        var moments = new Moments();
        foreach (var block in values.Chunk(1024))
            moments.Add(block);
        return (histogram, moments);
    }

    private static long[] Sample(string law, string parameters, double scale, int count)
    {
        var values = new float[(count + 63) / 64 * 64];
        KernelSelector.Selected.Draw(1, new WordAddress(2, 3, 4), new QuantileTable(Laws.Of(law, parameters)), 0, values);
        // A float has few digits: fill the rest from other words, as sums of many draws do.
        double Blur(int trial) => 1 + new WordAddress(9, 9, 9).Word(1, trial) * 1e-7 / uint.MaxValue;
        return [.. values.Take(count).Select((value, i) => (long)(value * scale * Blur(i))).Order()];
    }
}
