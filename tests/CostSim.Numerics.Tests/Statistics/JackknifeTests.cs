using CostSim.Numerics.Statistics;

namespace CostSim.Numerics.Tests.Statistics;

public class JackknifeTests
{
    /// <summary>
    /// For a mean of batches the jackknife is the t interval of their mean: 1 to 16 have the mean 8.5 and the standard deviation √(68/3) =
    /// 4.7610.
    /// </summary>
    [Fact]
    public void The_interval_of_a_mean_is_that_of_student()
    {
        var estimate = Jackknife.Of(leftOut => Enumerable.Range(0, 16).Where(batch => batch != leftOut).Average(batch => batch + 1.0));

        Assert.Equal(8.5, estimate.Value, 1e-12);
        Assert.Equal(2.131449546 * Math.Sqrt(68.0 / 3) / 4, estimate.Uncertainty, 1e-8);
    }
}
