using System.Text;
using CostSim.Scenarios.Tests.Prices;

namespace CostSim.Scenarios.Tests.Reading;

public class ModelBinderTests
{
    private const string Both = "\"input\": 1, \"output\": 4";

    [Fact]
    public void The_greatest_price_is_over_all_tiers() =>
        Assert.Equal(2_000_000, Given.Scenario(Given.Input("5")).Model.PriceMax);

    [Fact]
    public void A_tier_without_a_price_is_an_error() => Assert.Equal(
        "test.json(2,85): error tier: no batch price is known for \"gpt-5-mini\"\n    Its standard price is: \"tier\": \"standard\".",
        Finding(GivenPrices.Row(Both, provider: "openai", model: "gpt-5-mini", tier: "standard")));

    [Fact]
    public void One_name_of_two_providers_is_an_error_that_asks_whose() => Assert.Equal(
        "test.json(2,63): error model: \"gpt-5-mini\" is sold by openai and acme, each at its own price\n    Say whose price it is: "
            + "\"openai/gpt-5-mini\" or \"acme/gpt-5-mini\".",
        Finding(
            GivenPrices.Row(Both, provider: "openai", model: "gpt-5-mini"), GivenPrices.Row(Both, provider: "acme", model: "gpt-5-mini")));

    [Fact]
    public void The_provider_before_a_slash_says_whose()
    {
        var prices = GivenPrices.Catalogue(GivenPrices.Row(Both, provider: "openai", model: "gpt-5-mini"),
            GivenPrices.Row("\"input\": 2, \"output\": 8", provider: "azure", model: "gpt-5-mini"));
        var model = Read(prices, "model=azure/gpt-5-mini").Scenario!.Model;

        Assert.Equal(("azure/gpt-5-mini", "azure", 2_000_000, 8_000_000),
            (model.Model, model.Price.Provider, model.Price.InputPicoUsd, model.PriceMax));
    }

    [Theory]
    [InlineData("2026-03-31", 1_000_000)]
    [InlineData("2026-04-01", 3_000_000)]
    public void The_prices_are_those_of_the_day(string day, long expected)
    {
        var prices = GivenPrices.Catalogue(
            GivenPrices.Row(Both, """, "to": "2026-03-31" """, model: "gpt-5-mini"),
            GivenPrices.Row("\"input\": 3, \"output\": 4", model: "gpt-5-mini", from: "2026-04-01"));
        var pinned = Read(prices, $"pricesOn={day}").Scenario!;
        var asOf = Read(prices.AsOf(DateOnly.Parse(day, System.Globalization.CultureInfo.InvariantCulture))).Scenario!;

        Assert.Equal((expected, expected), (pinned.Model.Price.InputPicoUsd, asOf.Model.Price.InputPicoUsd));
        Assert.Equal((pinned.PricesOn, day), (asOf.PricesOn, $"{asOf.PricesOn:yyyy-MM-dd}"));
    }

    [Theory]
    [InlineData(
        "2026-02-15", "It is known until 2026-01-31 and from 2026-03-01. \"pricesOn\": \"2026-01-31\" takes the prices of that day.")]
    [InlineData("2025-12-31", "It is known from 2026-01-01. \"pricesOn\": \"2026-01-01\" takes the prices of that day.")]
    [InlineData("2026-04-01", "It is known until 2026-03-31. \"pricesOn\": \"2026-03-31\" takes the prices of that day.")]
    public void A_day_without_a_price_is_an_error_with_the_nearest_days(string day, string hint)
    {
        var prices = GivenPrices.Catalogue(
            GivenPrices.Row(Both, """, "to": "2026-01-31" """, model: "gpt-5-mini"),
            GivenPrices.Row(Both, """, "to": "2026-03-31" """, model: "gpt-5-mini", from: "2026-03-01"));
        var found = Assert.Single(Read(prices, $"pricesOn={day}").Diagnostics);

        Assert.Equal(($"no batch price of \"gpt-5-mini\" is known for {day}", hint), (found.Message, found.Hint));
    }

    [Fact]
    public void Old_prices_are_a_warning_once()
    {
        var text = Given.Phases(
            """{ "id": "P1", "inputTokens": 5, "outputTokens": 5 }, { "id": "P2", "inputTokens": 5, "outputTokens": 5 }""");

        Assert.Empty(Given.Read(text, "pricesOn=2027-02-19").Diagnostics);
        var warning = Assert.Single(Given.Read(text, "pricesOn=2027-02-20").Diagnostics);
        Assert.Equal(Severity.Warning, warning.Severity);
        Assert.Contains("last checked on 2026-11-21, 91 days before 2027-02-20", warning.Message, StringComparison.Ordinal);
    }

    private static string Finding(params string[] rows) => Assert.Single(Read(GivenPrices.Catalogue(rows)).Diagnostics).ToString();

    private static ScenarioReading Read(PriceCatalogue prices, params string[] changes) =>
        ScenarioReader.Read("test.json", Encoding.UTF8.GetBytes(Given.Input("5")), new ScenarioChanges(changes), prices);
}
