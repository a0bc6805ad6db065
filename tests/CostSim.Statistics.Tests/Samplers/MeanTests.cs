using CostSim.Numerics.Random;
using CostSim.Numerics.Simd;

namespace CostSim.Statistics.Tests.Samplers;

/// <summary>Means of a hundred seeds against the closed form.</summary>
[Trait("Category", "Statistics")]
public class MeanTests
{
    private const int Seeds = 100;
    private const int Trials = 1 << 16;

    public static TheoryData<string> Laws => [.. SampledLaw.All.Keys];

    [Theory, MemberData(nameof(Laws))]
    public void The_means_of_a_hundred_seeds_scatter_about_the_law_as_they_should(string name)
    {
        var law = SampledLaw.All[name];
        var deviations = Deviations(law, StreamId.Of(name), 1);
        Assert.All(deviations, z => Assert.InRange(z, -5, 5));
        Assert.InRange(Pooled(deviations), -5, 5);
        // The sum of squares is a chi-square of a hundred: mean 1 each, and five standard deviations.
        Assert.InRange(deviations.Sum(z => z * z) / Seeds, 1 - 5 * Math.Sqrt(2.0 / Seeds), 1 + 5 * Math.Sqrt(2.0 / Seeds));
        // The planted fault.
        Assert.True(Pooled(Deviations(law, StreamId.Of(name), 1.005)) > 5, "a scale error of 0.5 % is not seen");
    }

    private static double Pooled(double[] deviations) => deviations.Sum() / Math.Sqrt(Seeds);

    private static double[] Deviations(SampledLaw law, uint seeds, double scale)
    {
        var values = new float[Trials];
        var result = new double[Seeds];
        for (var seed = 0; seed < Seeds; seed++)
        {
            law.Draw(KernelSelector.Selected, ((ulong)seeds << 32) | (uint)seed, 0, values);
            var mean = scale * values.Sum(value => (double)value) / Trials;
            result[seed] = (mean - law.Mean) / Math.Sqrt(law.Variance / Trials);
        }

        return result;
    }
}
