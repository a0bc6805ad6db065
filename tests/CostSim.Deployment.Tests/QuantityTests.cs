using k8s.Models;

namespace CostSim.Deployment.Tests;

public class QuantityTests
{
    [Theory]
    [InlineData("1", 1)]
    [InlineData("500m", 0.5)]
    [InlineData("1.5", 1.5)]
    [InlineData("2Gi", 2147483648)]
    [InlineData("2G", 2000000000)]
    [InlineData("3k", 3000)]
    public void What_is_one_the_client_library_reads_alike(string text, double value)
    {
        Assert.True(Quantity.IsOne(text));
        Assert.Equal((decimal)value, new ResourceQuantity(text).ToDecimal());
    }

    [Theory]
    [InlineData("")]
    [InlineData("0")]
    [InlineData("0.0Gi")]
    [InlineData("-1")]
    [InlineData("2GB")]
    [InlineData("two")]
    [InlineData("1 Gi")]
    [InlineData("1Ki\n")]
    public void Others_are_refused(string text) => Assert.False(Quantity.IsOne(text));
}
