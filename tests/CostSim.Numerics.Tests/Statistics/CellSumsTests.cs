using CostSim.Numerics.Random;
using CostSim.Numerics.Statistics;
using CostSim.Numerics.Tables;

namespace CostSim.Numerics.Tests.Statistics;

/// <summary>First-order shares against closed forms.</summary>
public class CellSumsTests
{
    private const int Trials = 1 << 17;

    /// <summary>Values are whole numbers: so many steps to one.</summary>
    private const double Steps = 1 << 20;

    /// <summary>A sum of uniform factors with weights 3, 2, 1: shares 9/14, 4/14, 1/14.</summary>
    [Fact]
    public void Shares_of_a_sum() => RequireShares(u => 3 * u[0] + 2 * u[1] + u[2], [9.0 / 14, 4.0 / 14, 1.0 / 14, 0]);

    /// <summary>A product of two factors uniform on [0, 1]: variance 1/9 − 1/16 = 7/144; of the mean given one, (1/4)/12 = 3/144.</summary>
    [Fact]
    public void Shares_of_a_product_leave_an_interaction() => RequireShares(u => u[0] * u[1], [3.0 / 7, 3.0 / 7, 0, 0]);

    /// <summary>
    /// The g-function, Π (|4u − 2| + a)/(1 + a): V = 1/(3(1 + a)²) for each factor, Π(1 + V) − 1 in all (Saltelli and Sobol, 1995). Neither
    /// monotone nor additive.
    /// </summary>
    [Fact]
    public void Shares_of_the_g_function()
    {
        double[] a = [0, 1, 4.5, 9];
        var first = a.Select(each => 1 / (3 * (1 + each) * (1 + each))).ToArray();
        var all = first.Aggregate(1.0, (product, v) => product * (1 + v)) - 1;

        RequireShares(u => Enumerable.Range(0, 4).Aggregate(1.0, (product, i) => product * (Math.Abs(4 * u[i] - 2) + a[i]) / (1 + a[i])),
            [.. first.Select(v => v / all)]);
    }

    /// <summary>
    /// With few trials a plug-in estimate counts noise: 47 of 1,024 here. The mean of many short runs shows that this one does not.
    /// </summary>
    [Fact]
    public void A_factor_without_effect_has_no_share_however_few_the_trials()
    {
        var shares = Enumerable.Range(0, 200).Select(run => Share(u => u[1], 0, run * 1024, 1024).Value).ToArray();
        var error = Math.Sqrt(shares.Sum(share => share * share)) / shares.Length;

        Assert.InRange(shares.Average(), -4 * error, 4 * error);
        Assert.True(error < 0.002, $"standard error {error}");
    }

    [Fact]
    public void Intervals_hold_the_truth_in_about_95_of_100_runs()
    {
        var held = Enumerable.Range(0, 300).Count(
            run => Share(u => 2 * u[0] + u[1], 0, run * 4096, 4096) is var share && share.Low <= 0.8 && 0.8 <= share.High);

        // Binomial(300, 0.95): 285 ± 4 standard deviations of 3.8.
        Assert.InRange(held, 270, 299);
    }

    [Fact]
    public void Merging_is_taking_all()
    {
        var (whole, first, second) = (new CellSums(3), new CellSums(3), new CellSums(3));
        int[] cells = [.. Enumerable.Range(0, 320).Select(t => t * 7 % 3)];
        long[] values = [.. Enumerable.Range(0, 320).Select(t => (long)t * t)];
        whole.Add(cells, values);
        first.Add(cells.AsSpan(0, 160), values.AsSpan(0, 160));
        second.Add(cells.AsSpan(160), values.AsSpan(160));
        second.Merge(first);

        Assert.Equal(whole.VarianceOfMeans(3), second.VarianceOfMeans(3));
        Assert.Equal(whole.Mean(1..2, Jackknife.None), second.Mean(1..2, Jackknife.None));
        Assert.Equal(107, second.Count(0..1));
    }

    private static void RequireShares(Func<double[], double> f, double[] expected)
    {
        for (var factor = 0; factor < expected.Length; factor++)
        {
            var share = Share(f, factor, 0, Trials);
            // Four half-widths, and what cells of a fortieth leave out.
            var slack = 2 * (share.High - share.Low) + 1e-3 * expected[factor];
            Assert.True(Math.Abs(share.Value - expected[factor]) < slack, $"factor {factor}: {share} instead of {expected[factor]}");
            Assert.True(share.High - share.Low < 0.02, $"factor {factor}: the interval of {share} is too wide");
        }
    }

    private static Estimate Share(Func<double[], double> f, int factor, int firstTrial, int trials)
    {
        var cells = new WordCells(new UniformQuantile(0, 1));
        var (sums, all) = (new CellSums(cells.Count), new BatchedSquares());
        var (words, cellOf, values) = (new uint[1024], new int[1024], new long[1024]);
        for (var first = firstTrial; first < firstTrial + trials; first += 1024)
        {
            for (var t = 0; t < 1024; t++)
            {
                var drawn = Enumerable.Range(0, 4).Select(i => new WordAddress((uint)i, 0, 0).Word(1, first + t)).ToArray();
                words[t] = drawn[factor];
                values[t] = (long)(f([.. drawn.Select(word => (word + 0.5) / 4294967296.0)]) * Steps);
            }

            Array.Clear(cellOf);
            cells.Refine(words, cellOf);
            sums.Add(cellOf, values);
            all.Add(values);
        }

        return Jackknife.Of(leftOut => sums.VarianceOfMeans(leftOut) / all.Variance(leftOut));
    }
}
