using CostSim.Numerics.Distributions;
using CostSim.Numerics.Random;
using CostSim.Numerics.Simd;
using CostSim.Numerics.Tables;
using CostSim.Numerics.Tests.Tables;

namespace CostSim.Numerics.Tests.Simd;

/// <summary>Every set of kernels that the machine has, against <see cref="PlainKernels"/>, bit by bit.</summary>
public class KernelsTests
{
    private const ulong Seed = 0xFEDCBA9876543210;

    private static readonly QuantileFunction[] Quantiles =
    [
        new FixedQuantile(1.25), new UniformQuantile(0.7, 1.3), new StepQuantile([1, 2, 5], [0.25, 0.5, 0.25]),
        new QuantileTable(new Pert(0.8, 1, 1.5, 4)), new QuantileTable(new Triangular(0.5, 1, 2)), new QuantileTable(new Lognormal(0, 1)),
        new IndexedQuantile([.. Enumerable.Range(0, 1000).Select(i => i * 0.7)]), new IndexedQuantile([1, 1, 2]),
        new PiecewiseQuantile(Law.Of(new Normal(5, 2)).Clip(0, 7)),
        new PiecewiseQuantile(
            Law.Mixture([(0.3, Law.Of(new Uniform(1, 2))), (0.5, Law.Of(new Lognormal(2, 0.5))), (0.2, Law.Of([(4, 0.5), (90, 0.5)]))])),
        new PiecewiseQuantile(Law.Of(Enumerable.Range(0, 300).Select(i => (i * 1.5, 1 / 300.0)))),
    ];

    /// <summary>
    /// Kernels, first trial, trials: blocks of every usual length, at both ends of the room and around what fits a 32-bit counter.
    /// </summary>
    public static TheoryData<string, long, int> Blocks
    {
        get
        {
            var blocks = new TheoryData<string, long, int>();
            foreach (var kernels in KernelSelector.Available)
            {
                foreach (var length in new[] { 64, 128, 192, 512, 1024 })
                    blocks.Add(kernels.Name, 0, length);
                blocks.Add(kernels.Name, 1L << 32, 64);
                blocks.Add(kernels.Name, (1L << 34) - 128, 256);
                blocks.Add(kernels.Name, (1L << 43) + 64 * 12345, 192);
                blocks.Add(kernels.Name, WordAddress.TrialsMax - 256, 256);
            }

            return blocks;
        }
    }

    [Theory, MemberData(nameof(Blocks))]
    public void Words_are_those_of_their_addresses(string name, long firstTrial, int length)
    {
        WordAddress[] addresses = [default, new(7, 3, 1), new(1u << 31, 1, 1000),
            new(uint.MaxValue, uint.MaxValue, WordAddress.CallsMax - 1)];
        foreach (var address in addresses)
        {
            var expected = new uint[length];
            var words = new uint[length];
            PlainKernels.Words(Seed, address, firstTrial, expected);
            KernelSelector.Select(name).Words(Seed, address, firstTrial, words);
            Assert.Equal(expected, words);
        }
    }

    [Theory, MemberData(nameof(Blocks))]
    public void Draws_are_the_values_of_those_words(string name, long firstTrial, int length)
    {
        foreach (var quantile in Quantiles)
        {
            var address = new WordAddress(7, 3, 1);
            var expected = new float[length];
            var values = new float[length];
            PlainKernels.Draw(Seed, address, quantile, firstTrial, expected);
            KernelSelector.Select(name).Draw(Seed, address, quantile, firstTrial, values);
            Assert.Equal(expected, values);
        }
    }

    [Theory, MemberData(nameof(Blocks))]
    public void Deviates_are_those_of_their_words(string name, long firstTrial, int length)
    {
        var address = new WordAddress(7, 3, 1);
        var words = new uint[length];
        var deviates = new float[length];
        PlainKernels.Words(Seed, address, firstTrial, words);
        KernelSelector.Select(name).DrawDeviates(Seed, address, firstTrial, deviates);
        Assert.Equal(WordValues.Deviates(words), deviates);
    }

    [Theory, MemberData(nameof(Blocks))]
    public void Deviates_are_taken_through_the_same_word_by_all(string name, long firstTrial, int length)
    {
        var kernels = KernelSelector.Select(name);
        foreach (var quantile in Quantiles)
        {
            var deviates = new float[length];
            kernels.DrawDeviates(Seed, new WordAddress(7, 3, 1), firstTrial, deviates);
            (deviates[0], deviates[1], deviates[2], deviates[3], deviates[4]) = (-9, 9, -0f, 1f / 32, 6.33f);
            var expected = (float[])deviates.Clone();
            KernelSelector.Select("scalar").ApplyToDeviates(quantile, expected);
            kernels.ApplyToDeviates(quantile, deviates);
            Assert.Equal(expected, deviates);
        }
    }

    /// <summary>The value of a law at the probability of a deviate: for a lognormal e^(μ + σ·y), by the base library.</summary>
    [Fact]
    public void A_law_has_at_a_deviate_its_value_of_the_deviates_probability()
    {
        var deviates = Array(1280, i => -6.3f + i * 12.6f / 1279);
        var values = (float[])deviates.Clone();
        KernelSelector.Available[0].ApplyToDeviates(new QuantileTable(new Lognormal(1, 0.5)), values);
        for (var i = 0; i < values.Length; i++)
        {
            // Half a word of the few beyond a deviate moves its value by as much, over the slope |y| of the tail, times σ.
            var (far, words) = (Math.Max(1, Math.Abs(deviates[i])), 4294967296.0 * Normal.Standard.Cdf(-Math.Abs(deviates[i])));
            var tolerance = 1e-5 + 0.5 * 0.75 / (words * far);
            Assert.Equal(1, values[i] / Math.Exp(1 + 0.5 * deviates[i]), tolerance);
        }
    }

    /// <summary>Against the grid's own double text: the places lie within the axes, at their ends, at nodes and beyond.</summary>
    [Theory, MemberData(nameof(Blocks))]
    public void A_grid_is_read_between_its_nodes(string name, long firstTrial, int length)
    {
        static GridValues Quantities(
            double[] point) => new(1 + point.Sum(), point.FirstOrDefault() * 3, Math.Sin(point.LastOrDefault()), 7);
        GridAxis[] axes = [new(0.25, 2, 33), new(-1, 3, 17)];
        var x = Array(length, i => i % 7 == 0 ? 0.25f + i % 33 * 1.75f / 32 : (float)(firstTrial % 3) / 9 - 0.1f + i * 2.4f / length);
        var y = Array(length, i => i * 389 % length * 5f / length - 1.5f);
        for (var count = 0; count <= axes.Length; count++)
        {
            var grid = new GridTable(axes[..count], Quantities);
            var values = new float[4 * length];
            KernelSelector.Select(name).Interpolate(grid, x, y, values);
            for (var i = 0; i < length; i++)
            {
                var expected = grid.At(new double[] { x[i], y[i] }.AsSpan(0, count));
                Assert.Equal(expected.First, values[i], 2e-6);
                Assert.Equal(expected.Second, values[length + i], 2e-6);
                Assert.Equal(expected.Third, values[2 * length + i], 2e-6);
                Assert.Equal(7, values[3 * length + i]);
            }
        }
    }

    [Theory, MemberData(nameof(Blocks))]
    public void Successes_are_counted_call_by_call(string name, long firstTrial, int length)
    {
        float[] some = [0, 1, 1e-9f, 0.5f, 0.999999f, 1f / 3, 0.07f];
        var probabilities = Array(length, i => some[i % some.Length]);
        var counts = Counts(length);
        var expected = new int[length];
        var successes = Array(length, _ => -1);
        PlainKernels.CountSuccesses(Seed, 5, 2, firstTrial, probabilities, counts, expected);
        KernelSelector.Select(name).CountSuccesses(Seed, 5, 2, firstTrial, probabilities, counts, successes);
        Assert.Equal(expected, successes);
        Assert.All(Enumerable.Range(0, length).Where(i => probabilities[i] == 0), i => Assert.Equal(0, successes[i]));
        Assert.All(Enumerable.Range(0, length).Where(i => probabilities[i] == 1), i => Assert.Equal(counts[i], successes[i]));
    }

    [Theory, MemberData(nameof(Blocks))]
    public void Call_sums_are_those_of_the_calls_one_by_one(string name, long firstTrial, int length)
    {
        CallFactor[][] factorLists =
        [
            [], [new(1, Quantiles[1])], [new(2, Quantiles[5])], [new(1, Quantiles[1]), new(3, Quantiles[1])],
            [new(1, Quantiles[3]), new(2, Quantiles[2]), new(4, Quantiles[1]), new(5, Quantiles[0])],
        ];
        var counts = Counts(length);
        var itemFactors = Array(length, i => 0.5f + i / 777f);
        foreach (var factors in factorLists)
        {
            // What stands in the totals stays in them.
            var expected = Array(length, i => 1e6 / (i + 1));
            var totals = Array(length, i => 1e6 / (i + 1));
            PlainKernels.AddCallSums(Seed, factors, 9, firstTrial, counts, itemFactors, expected);
            KernelSelector.Select(name).AddCallSums(Seed, factors, 9, firstTrial, counts, itemFactors, totals);
            Assert.Equal(expected, totals);
        }
    }

    [Theory, MemberData(nameof(Blocks))]
    public void Long_sums_are_put_together_from_parts_of_256_calls(string name, long firstTrial, int length)
    {
        if (length > 64)
            return;
        var counts = Array(length, i => (i % 8) switch { 0 => 255, 1 => 256, 2 => 257, 3 => 511, 4 => 512, 5 => 513, 6 => 0, _ => 3000 });
        var itemFactors = Array(length, i => 1 + i / 3f);
        var expected = new double[length];
        var totals = new double[length];
        CallFactor[] factors = [new(1, Quantiles[4])];
        PlainKernels.AddCallSums(Seed, factors, 0, firstTrial, counts, itemFactors, expected);
        KernelSelector.Select(name).AddCallSums(Seed, factors, 0, firstTrial, counts, itemFactors, totals);
        Assert.Equal(expected, totals);
    }

    [Theory, MemberData(nameof(Blocks))]
    public void Trial_by_trial_arithmetic_is_that_of_floats(string name, long firstTrial, int length)
    {
        var kernels = KernelSelector.Select(name);
        var words = new uint[length];
        PlainKernels.Words(Seed, new WordAddress(1, 1, 1), firstTrial, words);
        // Halves of odd counts come up often, so that ties are rounded both ways.
        var shares = Array(length, i => i % 3 == 0 ? 0.5f : i % 3 == 1 ? 0.1f : words[i] / 4294967296f);
        var counts = Array(length, i => i % 5 == 0 ? 0 : (int)(words[i] >> (i % 31)) & int.MaxValue >> 8);
        var expected = new int[length];
        var rounded = new int[length];
        PlainKernels.RoundShares(shares, counts, expected);
        kernels.RoundShares(shares, counts, rounded);
        Assert.Equal(expected, rounded);

        var expectedTotals = Array(length, i => (double)i);
        var totals = Array(length, i => (double)i);
        PlainKernels.AddCounts(counts, shares, expectedTotals);
        kernels.AddCounts(counts, shares, totals);
        Assert.Equal(expectedTotals, totals);

        var expectedValues = Array(length, i => 1f / (i + 1));
        var values = Array(length, i => 1f / (i + 1));
        PlainKernels.Multiply(expectedValues, shares);
        kernels.Multiply(values, shares);
        Assert.Equal(expectedValues, values);
    }

    [Fact]
    public void A_tenth_of_five_is_a_half_and_rounds_to_even()
    {
        var shares = Array(64, i => i < 32 ? 0.1f : 0.5f);
        var counts = Array(64, i => i < 32 ? 5 : i - 32);
        foreach (var kernels in KernelSelector.Available)
        {
            var rounded = new int[64];
            kernels.RoundShares(shares, counts, rounded);
            Assert.Equal([0, 0, 0, 1, 2, 2, 2, 3, 4], rounded[31..40]);
        }
    }

    /// <summary>
    /// Numbers of calls that differ from trial to trial: none, one, a few, and in one register of a block more than the others have.
    /// </summary>
    private static int[] Counts(int length) =>
        Array(length, i => i == 37 ? 300 : (i % 5) switch { 0 => 0, 1 => 1, 2 => 7, 3 => i % 13, _ => 20 });

    private static T[] Array<T>(int length, Func<int, T> value) => [.. Enumerable.Range(0, length).Select(value)];
}
