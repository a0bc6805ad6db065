using CostSim.Numerics.Distributions;
using CostSim.Numerics.Random;
using CostSim.Numerics.Simd;
using CostSim.Numerics.Tables;

namespace CostSim.Statistics.Tests.Samplers;

/// <summary>Something that kernels draw, and the law that its values ought to have.</summary>
/// <param name="Min">The least value; above 0.</param>
/// <param name="Max">The greatest value that is drawn.</param>
/// <param name="Cdf">Probability of a value of at most the argument.</param>
/// <param name="Draw">Fills a block of trials, whose first trial and length are multiples of 64.</param>
internal sealed record SampledLaw(
    double Min, double Max, double Mean, double Variance, Func<double, double> Cdf, Action<IKernels, ulong, long, float[]> Draw)
{
    private const int Stream = 0x5EED;

    /// <summary>Every law in several shapes, single draws and sums and products over calls.</summary>
    public static IReadOnlyDictionary<string, SampledLaw> All { get; } = new Dictionary<string, SampledLaw>
    {
        ["uniform 0.7 1.3"] = Of(new UniformQuantile(0.7, 1.3), new Uniform(0.7, 1.3)),
        ["uniform 1 1000"] = Of(new UniformQuantile(1, 1000), new Uniform(1, 1000)),
        ["triangular 0.8 1 1.5"] = Table(new Triangular(0.8, 1, 1.5)),
        ["triangular 1 1 4"] = Table(new Triangular(1, 1, 4)),
        ["triangular 1 3 3"] = Table(new Triangular(1, 3, 3)),
        ["triangular 0 0.3 1"] = Table(new Triangular(0, 0.3, 1)),
        ["pert 0.8 1 1.5 4"] = Table(new Pert(0.8, 1, 1.5, 4)),
        ["pert 1 1 10 4"] = Table(new Pert(1, 1, 10, 4)),
        ["pert 1 10 10 4"] = Table(new Pert(1, 10, 10, 4)),
        ["pert 0 0.2 1 0.5"] = Table(new Pert(0, 0.2, 1, 0.5)),
        ["pert 1 3 20 40"] = Table(new Pert(1, 3, 20, 40)),
        ["lognormal 0 0.2"] = Table(new Lognormal(0, 0.2)),
        ["lognormal 3 0.5"] = Table(new Lognormal(3, 0.5)),
        ["lognormal -2 1"] = Table(new Lognormal(-2, 1)),
        // φ(1) = 0.24197…, Φ(1) − Φ(−1) = 0.68268…: variance 1 − 2φ(1)/(Φ(1) − Φ(−1)).
        ["normal 10 3 truncated at one sigma"] = Of(
            QuantileFunction.Of(Law.Of(new Normal(10, 3)).Truncate(7, 13)!), 10, 9 * (1 - 2 * 0.24197072451914337 / 0.6826894921370859),
            x => (MathNet.Numerics.Distributions.Normal.CDF(10, 3, x) - 0.15865525393145705) / 0.6826894921370859),
        ["uniforms apart"] = Of(
            QuantileFunction.Of(Law.Mixture([(0.3, Law.Of(new Uniform(1, 2))), (0.7, Law.Of(new Uniform(10, 12)))])),
            0.3 * 1.5 + 0.7 * 11, 0.3 / 12 + 0.7 / 3 + 0.21 * 9.5 * 9.5, x => x < 2 ? 0.3 * (x - 1) : x < 10 ? 0.3 : 0.3 + 0.35 * (x - 10)),
        ["lognormal under uniform"] = Of(
            QuantileFunction.Of(Law.Mixture([(0.5, Law.Of(new Lognormal(0, 0.5))), (0.5, Law.Of(new Uniform(1, 3)))])),
            0.5 * Math.Exp(0.125) + 1, 0.5 * (Math.Exp(0.5) + 13 / 3.0) - Math.Pow(0.5 * Math.Exp(0.125) + 1, 2),
            x => 0.5 * MathNet.Numerics.Distributions.LogNormal.CDF(0, 0.5, x) + 0.5 * Math.Clamp((x - 1) / 2, 0, 1)),
        ["log-logistic metalog"] = Of(
            QuantileFunction.Of(new Metalog([(0.1, Math.Pow(9, -0.2)), (0.9, Math.Pow(9, 0.2))], 0)),
            0.2 * Math.PI / Math.Sin(0.2 * Math.PI),
            0.4 * Math.PI / Math.Sin(0.4 * Math.PI) - Math.Pow(0.2 * Math.PI / Math.Sin(0.2 * Math.PI), 2),
            x => 1 / (1 + Math.Pow(x, -5))),
        ["sum of two uniform calls is triangular"] = Calls(2, [new UniformQuantile(0.5, 1.5)], new Triangular(1, 2, 3)),
        ["product of three lognormal factors is lognormal"] = Calls(
            1, [.. new[] { 0.3, 0.4, 0.5 }.Select(sigma => new QuantileTable(new Lognormal(0.1, sigma)))],
            new Lognormal(0.3, Math.Sqrt(0.5))),
        ["sum of six uniform calls"] = Calls(6, [new UniformQuantile(1, 2)], 6, 12, 9, 0.5, x => IrwinHall(6, x - 6)),
    };

    private static SampledLaw Table(IContinuousDistribution law) => Of(new QuantileTable(law), law);

    private static SampledLaw Of(QuantileFunction quantile, IContinuousDistribution law) => Of(quantile, law.Mean, law.Variance, law.Cdf);

    private static SampledLaw Of(QuantileFunction quantile, double mean, double variance, Func<double, double> cdf) => new(
        quantile.Min, quantile.Max, mean, variance, cdf,
        (kernels, seed, firstTrial, values) => kernels.Draw(seed, new WordAddress(Stream, 1, 2), quantile, firstTrial, values));

    private static SampledLaw Calls(int count, QuantileFunction[] factors, IContinuousDistribution law) => Calls(
        count, factors, count * factors.Aggregate(1.0, (product, factor) => product * factor.Min),
        count * factors.Aggregate(1.0, (product, factor) => product * factor.Max), law.Mean, law.Variance, law.Cdf);

    private static SampledLaw Calls(
        int count, QuantileFunction[] factors, double min, double max, double mean, double variance, Func<double, double> cdf)
    {
        CallFactor[] callFactors = [.. factors.Select((factor, i) => new CallFactor((uint)(Stream + 7 * i), factor))];
        return new SampledLaw(min, max, mean, variance, cdf, (kernels, seed, firstTrial, values) =>
        {
            var counts = new int[values.Length];
            Array.Fill(counts, count);
            var ones = new float[values.Length];
            Array.Fill(ones, 1f);
            var totals = new double[values.Length];
            kernels.AddCallSums(seed, callFactors, 3, firstTrial, counts, ones, totals);
            for (var i = 0; i < values.Length; i++)
                values[i] = (float)totals[i];
        });
    }

    /// <summary>The law of the sum of n uniform values on [0, 1] (Irwin and Hall, Biometrika 19, 1927).</summary>
    private static double IrwinHall(int n, double x)
    {
        if (x >= n / 2.0)
            return x >= n ? 1 : 1 - IrwinHall(n, n - x);
        double sum = 0, choose = 1, factorial = 1;
        for (var k = 0; k <= x; k++)
        {
            sum += (k % 2 == 0 ? 1 : -1) * choose * Math.Pow(x - k, n);
            choose = choose * (n - k) / (k + 1);
        }

        for (var k = 2; k <= n; k++)
            factorial *= k;
        return Math.Max(0, sum / factorial);
    }
}
