using CostSim.Engine.Planning;
using CostSim.Scenarios;

namespace CostSim.Engine.Tests.Planning;

public class CallTokensTests
{
    private static readonly Amount A = new Certain("a", 2);
    private static readonly Amount B = new Certain("b", 3);
    private static readonly Amount C = new Uncertain("c", new UniformShape(1, 5), Spread.AtRun);

    [Fact]
    public void A_leaf_is_one_product_of_itself() => Assert.Equal(["c"], Written(C));

    [Fact]
    public void A_sum_is_its_terms() => Assert.Equal(["a", "b*c"], Written(new Sum("s", [A, new Product("p", [B, C])])));

    [Fact]
    public void A_product_of_sums_is_multiplied_out() => Assert.Equal(
        ["a*a*c", "a*b*c", "b*a*c", "b*b*c"], Written(new Product("p", [new Sum("s", [A, B]), new Sum("t", [A, B]), C])));

    [Theory]
    [InlineData(0.25, 0.75)]
    [InlineData(1, 0)]
    public void A_blend_pays_both_prices_in_proportion(double share, double rest) =>
        Assert.Equal(share * 100 + rest * 1250, new CacheRates(100, 1250).At(share), 1e-9);

    private static IEnumerable<string> Written(Amount amount) =>
        CallTokens.WrittenOut(amount).Select(product => string.Join('*', product.Select(leaf => leaf.Path)));
}
