using CostSim.Numerics.Random;
using CostSim.Numerics.Simd;
using CostSim.Numerics.Tables;

namespace CostSim.Statistics.Tests.Samplers;

/// <summary>Counts of successes, and draws of a few values, against their exact probabilities by Pearson's chi-square.</summary>
[Trait("Category", "Statistics")]
public class SuccessCountTests
{
    /// <summary>Standard deviations beyond which a chi-square is taken for a fault: once in 3.5 million tests of a right sampler.</summary>
    private const double Limit = 5;

    private const int Block = 64 * 256;

    [Theory]
    [InlineData(1, 0.5)]
    [InlineData(3, 0.1)]
    [InlineData(7, 0.9)]
    [InlineData(62, 0.07)]
    [InlineData(62, 0.5)]
    [InlineData(62, 0.999)]
    [InlineData(300, 0.25)]
    [InlineData(1000, 0.001)]
    [InlineData(50, 1e-5)]
    public void Counts_of_successes_are_binomial_on_every_path(int calls, double p)
    {
        foreach (var kernels in KernelSelector.Available)
        {
            var observed = Count(kernels, calls, (float)p);
            var (deviation, cells) = Deviation(observed, Binomial(calls, (float)p));
            Assert.True(deviation < Limit, $"{kernels.Name}: {deviation:F1} standard deviations over {cells} cells");
            Assert.True(cells >= 2);
        }
    }

    [Theory]
    [InlineData(1, 0.5)]
    [InlineData(62, 0.07)]
    [InlineData(300, 0.25)]
    [InlineData(62, 0.999)]
    public void A_probability_that_is_a_per_cent_off_is_seen(int calls, double p)
    {
        var (deviation, _) = Deviation(
            Count(KernelSelector.Selected, calls, (float)p), Binomial(calls, p > 0.9 ? 1 - (1 - p) * 1.05 : p * 1.01));
        Assert.True(deviation > Limit, $"{deviation:F1}");
    }

    [Fact]
    public void Impossible_and_certain_successes_never_and_always_happen()
    {
        foreach (var kernels in KernelSelector.Available)
        {
            Assert.Equal(Count(kernels, 20, 0).Sum(), Count(kernels, 20, 0)[0]);
            Assert.Equal(Count(kernels, 20, 1).Sum(), Count(kernels, 20, 1)[20]);
        }
    }

    [Fact]
    public void A_few_values_have_their_probabilities_on_every_path()
    {
        double[] probabilities = [0.3, 0.05, 0.001, 0.449, 0.2];
        var quantile = new StepQuantile([0, 1, 2, 3, 4], probabilities);
        foreach (var kernels in KernelSelector.Available)
        {
            var observed = new long[5];
            var values = new float[Block];
            for (var block = 0; block < 200; block++)
            {
                kernels.Draw(7, new WordAddress(1, 2, 3), quantile, (long)block * Block, values);
                foreach (var value in values)
                    observed[(int)value]++;
            }

            Assert.InRange(Deviation(observed, probabilities).Deviations, -Limit, Limit);
            Assert.True(Deviation(observed, [0.3, 0.05, 0.00115, 0.44885, 0.2]).Deviations > Limit);
        }
    }

    private static long[] Count(IKernels kernels, int calls, float p)
    {
        var observed = new long[calls + 1];
        var probabilities = Enumerable.Repeat(p, Block).ToArray();
        var counts = Enumerable.Repeat(calls, Block).ToArray();
        var successes = new int[Block];
        // A million trials where calls are few, 60 million calls where they are many.
        for (var block = 0; block < Math.Min(64, 1 + 3600 / calls); block++)
        {
            kernels.CountSuccesses(2024, 77, 5, (long)block * Block, probabilities, counts, successes);
            foreach (var count in successes)
                observed[count]++;
        }

        return observed;
    }

    /// <summary>The binomial probabilities, by their logarithms.</summary>
    private static double[] Binomial(int n, double p)
    {
        var result = new double[n + 1];
        var choose = 0.0;
        for (var k = 0; k <= n; k++)
        {
            result[k] = Math.Exp(choose + k * Math.Log(p) + (n - k) * Math.Log(1 - p));
            choose += Math.Log((n - k) / (k + 1.0));
        }

        return result;
    }

    /// <summary>
    /// Chi-square over cells of at least ten expected counts, neighbours put together until there are so many, as standard deviations of a
    /// normal law (Wilson and Hilferty, 1931).
    /// </summary>
    private static (double Deviations, int Cells) Deviation(long[] observed, double[] probabilities)
    {
        double total = observed.Sum(), chiSquare = 0, expectedRest = total, observedRest = total, expected = 0, seen = 0;
        var cells = 0;
        for (var k = 0; k < probabilities.Length; k++)
        {
            expected += total * probabilities[k];
            seen += observed[k];
            if (k < probabilities.Length - 1 && (expected < 10 || expectedRest - expected < 10))
                continue;
            chiSquare += (seen - expected) * (seen - expected) / expected;
            (expectedRest, observedRest, expected, seen) = (expectedRest - expected, observedRest - seen, 0, 0);
            cells++;
        }

        double freedom = cells - 1, unit = 2 / (9 * freedom);
        return ((Math.Cbrt(chiSquare / freedom) - (1 - unit)) / Math.Sqrt(unit), cells);
    }
}
