using CostSim.Engine.Planning;
using CostSim.Numerics.Tables;
using CostSim.Scenarios;

namespace CostSim.Engine.Tests.Planning;

public class FactorBookTests
{
    private static readonly UniformShape Range = new(100, 400);
    private readonly FactorBook _book = new(new StreamNames(), RunParts.Drawn, new PlanningBudget());

    [Fact]
    public void What_is_certain_is_a_constant()
    {
        var factor = _book.Of(new Certain("p", 300));

        Assert.True(factor.IsConstant);
        Assert.Equal((300, Bounds.Of(300)), (factor.Constant, factor.Support));
    }

    [Fact]
    public void A_split_amount_has_a_draw_at_each_level()
    {
        var factor = _book.Of(new Uncertain("p", Range, new Spread(0.2, 0.3)));

        Assert.Equal((1, 1, 1), (factor.RunDraws.Count, factor.ItemDraws.Count, factor.CallParts.Count));
        Assert.Equal(["p/run", "p/item", "p/call"], [_book.RunDraws[0].Name, _book.ItemDraws[0].Name, factor.CallParts[0].Name]);
        Assert.Equal(new Bounds(100, 400), factor.Support);
        Assert.Equal(100, factor.Drawable.Min, 1e-9);
        Assert.Equal(400, factor.Drawable.Max, 1e-9);
    }

    [Theory]
    [InlineData(0, 0, 1, 0, 0)]
    [InlineData(1, 0, 0, 1, 0)]
    [InlineData(0, 1, 0, 0, 1)]
    [InlineData(0.5, 0, 1, 1, 0)]
    public void An_amount_is_drawn_at_its_levels(double itemShare, double callShare, int run, int item, int call)
    {
        var factor = _book.Of(new Uncertain("p", Range, new Spread(itemShare, callShare)));

        Assert.Equal((run, item, call), (factor.RunDraws.Count, factor.ItemDraws.Count, factor.CallParts.Count));
    }

    [Fact]
    public void One_path_is_one_draw_and_another_path_is_another()
    {
        var one = _book.Of(new Uncertain("p", Range, Spread.AtRun));

        Assert.Same(one, _book.Of(new Uncertain("p", Range, Spread.AtRun)));
        Assert.NotEqual(one.RunDraws, _book.Of(new Uncertain("q", Range, Spread.AtRun)).RunDraws);
        Assert.NotEqual(_book.RunDraws[0].Stream, _book.RunDraws[1].Stream);
    }

    [Fact]
    public void What_may_be_absent_starts_at_nothing_and_draws_its_presence_at_its_own_level()
    {
        var factor = _book.Of(new Uncertain("p", Range, Spread.AtItem, 0.3));

        Assert.Equal((0, 2, 0), (factor.RunDraws.Count, factor.ItemDraws.Count, factor.CallParts.Count));
        Assert.Equal("p/present/item", _book.ItemDraws[1].Name);
        Assert.Equal(new Bounds(0, 400), factor.Support);
    }

    [Theory]
    [InlineData(0.3, 0)]
    [InlineData(0.7, 250)]
    public void A_held_run_has_its_centre_and_is_absent_where_that_is_likelier(double chance, double value)
    {
        var book = new FactorBook(new StreamNames(), RunParts.Held, new PlanningBudget());
        var factor = book.Of(new Uncertain("p", Range, Spread.AtRun, chance));

        var held = factor.RunDraws.Select(draw => Assert.IsType<FixedQuantile>(book.RunDraws[draw].Quantile).Value);

        Assert.Equal(value, held.Aggregate(1.0, (product, part) => product * part));
        Assert.Equal(new Bounds(0, 400), factor.Support);
    }

    [Fact]
    public void A_chance_that_is_a_product_has_the_draws_of_all_of_its_parts()
    {
        var chance = _book.ChanceOf(new Product("p", [new Certain("a", 0.5), Chance("b", Spread.AtRun), Chance("c", Spread.AtItem)]));

        Assert.Equal((0.5, 1, 1), (chance.Constant, chance.RunDraws.Count, chance.ItemDraws.Count));
        Assert.Equal(new Bounds(0.5 * 0.2 * 0.2, 0.5 * 0.6 * 0.6), chance.Support);
    }

    [Fact]
    public void A_chance_that_is_a_sum_is_one_draw_made_of_others()
    {
        var chance = _book.ChanceOf(new Sum("s", [new Certain("a", 0.1), Chance("b", Spread.AtRun)]));

        var sum = _book.RunDraws[Assert.Single(chance.RunDraws)];
        Assert.Equal(2, sum.SumOf!.Count);
        Assert.Equal(0.5, sum.Quantile.Mean, 1e-9);
        Assert.Equal((0.3, 0.7), (Math.Round(chance.Support.Min, 12), Math.Round(chance.Support.Max, 12)));
        Assert.Same(_book.Of(Chance("b", Spread.AtRun)), _book.ChanceOf(Chance("b", Spread.AtRun)));
    }

    [Fact]
    public void A_sum_with_an_item_level_term_is_drawn_for_each_item()
    {
        var chance = _book.ChanceOf(new Sum("s", [Chance("a", Spread.AtItem), Chance("b", Spread.AtRun)]));

        Assert.Equal((0, 1), (chance.RunDraws.Count, chance.ItemDraws.Count));
        Assert.Equal(2, _book.ItemDraws[chance.ItemDraws[0]].SumOf!.Count);
    }

    [Fact]
    public void A_sum_of_certain_chances_is_certain()
    {
        var chance = _book.ChanceOf(
            new Sum("s", [new Certain("a", 0.1), new Product("p", [new Certain("b", 0.5), new Certain("c", 0.5)])]));

        Assert.True(chance.IsConstant);
        Assert.Equal(0.35, chance.Constant, 1e-12);
    }

    private static Uncertain Chance(string path, Spread spread) => new(path, new UniformShape(0.2, 0.6), spread);
}
