using System.Text;

namespace CostSim.Scenarios.Tests.Prices;

public class PriceCatalogueTests
{
    private static readonly DateOnly Day = new(2026, 11, 21);

    public static TheoryData<string> Models => new(PriceCatalogue.BuiltIn.Models);

    [Theory]
    [MemberData(nameof(Models))]
    public void Every_model_has_both_tiers_and_batch_is_half_of_standard(string model)
    {
        var rows = PriceCatalogue.BuiltIn.RowsOf(model);

        var standard = Assert.Single(rows, row => row.Tier == Tier.Standard);
        var batch = Assert.Single(rows, row => row.Tier == Tier.Batch);
        Assert.Equal(2, rows.Count);
        Assert.Equal(standard.InputPicoUsd, 2 * batch.InputPicoUsd);
        Assert.Equal(standard.OutputPicoUsd, 2 * batch.OutputPicoUsd);
    }

    [Fact]
    public void Every_row_is_whole_dated_and_sourced() => Assert.All(PriceCatalogue.BuiltIn.Rows, row =>
    {
        // Whole picodollars are held where the row is read; here that the unit is right: $0.01 to $100 for a million tokens.
        Assert.InRange(row.InputPicoUsd, 10_000, 100_000_000);
        Assert.InRange(row.OutputPicoUsd, row.InputPicoUsd + 1, 100_000_000);
        Assert.InRange(row.CheckedOn, new DateOnly(2026, 1, 1), Day);
        Assert.NotEmpty(row.Source);
        Assert.NotEmpty(row.Provider);
    });

    [Fact]
    public void The_prices_of_the_first_scenario()
    {
        Assert.Equal((625_000, 5_000_000), Prices(Tier.Batch));
        Assert.Equal((1_250_000, 10_000_000), Prices(Tier.Standard));

        static (long, long) Prices(Tier tier)
        {
            var row = Assert.Single(PriceCatalogue.BuiltIn.RowsOf("gpt-5.1"), row => row.Tier == tier);
            return (row.InputPicoUsd, row.OutputPicoUsd);
        }
    }

    [Fact]
    public void The_greatest_price_is_over_all_tiers() =>
        Assert.Equal(2_000_000, Given.Scenario(Given.Input("5")).Model.PriceMax);

    [Fact]
    public void A_tier_without_a_price_is_an_error() => Assert.Equal(
        "test.json(2,85): error tier: no batch price is known for \"gpt-5-mini\"\n    Its standard price is: \"tier\": \"standard\".",
        Finding(Row("openai", Tier.Standard)));

    [Fact]
    public void One_name_of_two_providers_is_an_error() => Assert.Equal(
        "test.json(2,63): error model: \"gpt-5-mini\" is sold by openai and azure, each at its own price\n    The price catalogue may hold one of them.",
        Finding(Row("openai", Tier.Batch), Row("azure", Tier.Batch)));

    [Fact]
    public void A_row_twice_is_refused() =>
        Assert.Throws<ArgumentException>(() => new PriceCatalogue([Row("openai", Tier.Batch), Row("openai", Tier.Batch)]));

    private static Price Row(string provider, Tier tier) => new(provider, "gpt-5-mini", tier, 1, 2, Day, "test");

    private static string Finding(params Price[] rows) => Assert.Single(
        ScenarioReader.Read("test.json", Encoding.UTF8.GetBytes(Given.Input("5")), ScenarioChanges.None, new PriceCatalogue(rows)).Diagnostics).ToString();
}
