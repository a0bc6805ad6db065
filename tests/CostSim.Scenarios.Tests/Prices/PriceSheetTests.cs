namespace CostSim.Scenarios.Tests.Prices;

public class PriceSheetTests
{
    private const string Both = "\"input\": 1, \"output\": 4";

    [Fact]
    public void A_day_has_the_rows_that_hold_on_it()
    {
        var catalogue = GivenPrices.Catalogue(
            GivenPrices.Row(Both, """, "to": "2026-06-30" """), GivenPrices.Row("\"input\": 0.5, \"output\": 2", from: "2026-07-01"));

        Assert.Null(GivenPrices.PriceOn(catalogue, "2025-12-31"));
        Assert.Equal(1_000_000, GivenPrices.PriceOn(catalogue, "2026-01-01")!.InputPicoUsd);
        Assert.Equal(1_000_000, GivenPrices.PriceOn(catalogue, "2026-06-30")!.InputPicoUsd);
        Assert.Equal(500_000, GivenPrices.PriceOn(catalogue, "2026-07-01")!.InputPicoUsd);
        Assert.Equal(500_000, GivenPrices.PriceOn(catalogue, "2099-01-01")!.InputPicoUsd);
    }

    [Fact]
    public void A_price_is_put_together_from_rows_and_as_old_as_the_oldest()
    {
        var price = GivenPrices.PriceOn(GivenPrices.Catalogue(
            GivenPrices.Row("\"output\": 4", from: "2026-03-01"),
            GivenPrices.Row("\"input\": 1.25", """, "to": "2026-12-31" """, checkedOn: "2026-08-01"),
            GivenPrices.Row("\"cachedInput\": 0.125, \"cacheWrite5m\": 1.5, \"cacheWrite1h\": 2.5", """, "derived": true """),
            GivenPrices.Row("\"input\": 2.5, \"output\": 8, \"cachedInput\": 0.25, \"cacheWrite\": 3",
                """, "aboveInputTokens": 200000 """)), "2026-11-21");

        Assert.Equal(
            new Price("acme", "one", Tier.Batch, 1_250_000, 4_000_000, new DateOnly(2026, 8, 1), "test")
            {
                CachedInputPicoUsd = 125_000,
                CacheWrite = new CacheWritePrices(null, 1_500_000, 2_500_000),
                CacheSource = "derived: test",
                LongContext = new LongContextPrice(200_000, 2_500_000, 8_000_000)
                {
                    CachedInputPicoUsd = 250_000,
                    CacheWrite = new CacheWritePrices(3_000_000, null, null)
                },
                From = new DateOnly(2026, 3, 1),
                To = new DateOnly(2026, 12, 31),
            }, price);
    }

    [Theory]
    [InlineData("\"output\": 1", null)]
    [InlineData("\"input\": 1", "\"input\": 2, \"output\": 3")]
    [InlineData(Both, "\"input\": 2")]
    [InlineData(Both, "\"cachedInput\": 2")]
    public void Without_input_or_output_for_every_call_there_is_no_price(string plain, string? longer)
    {
        var rows = new List<string> { GivenPrices.Row(plain) };
        if (longer is not null)
            rows.Add(GivenPrices.Row(longer, """, "aboveInputTokens": 1000 """));

        Assert.Null(GivenPrices.PriceOn(GivenPrices.Catalogue([.. rows]), "2026-11-21"));
    }

    [Fact]
    public void A_model_may_have_no_output() =>
        Assert.Null(GivenPrices.PriceOn(GivenPrices.Catalogue(GivenPrices.Row("\"input\": 1")), "2026-11-21")!.OutputPicoUsd);

    [Fact]
    public void Own_rows_go_before_those_of_the_program_component_by_component()
    {
        var program = GivenPrices.Catalogue(
            GivenPrices.Row("\"input\": 1, \"cachedInput\": 0.1, \"output\": 4"),
            GivenPrices.Row("\"input\": 2, \"output\": 6", """, "aboveInputTokens": 1000 """), GivenPrices.Row(Both, model: "two"));
        var own = GivenPrices.Catalogue(GivenPrices.Row("\"input\": 0.5, \"output\": 3"), GivenPrices.Row(Both, model: "three"));
        var both = program.With(own);
        var price = Assert.Single(both.On(new DateOnly(2026, 11, 21)).PricesOf("one"));

        Assert.Equal((500_000, 3_000_000, 100_000), (price.InputPicoUsd, price.OutputPicoUsd, price.CachedInputPicoUsd));
        Assert.Equal((2_000_000, 6_000_000), (price.LongContext!.InputPicoUsd, price.LongContext.OutputPicoUsd));
        Assert.True(price.IsOwn);
        Assert.StartsWith("your price list: ", price.Source, StringComparison.Ordinal);
        Assert.Equal(["one", "three", "two"],
            both.On(new DateOnly(2026, 11, 21)).Prices.Select(price => price.Model).Order(StringComparer.Ordinal));
        Assert.NotEqual(program.Hash, both.Hash);
    }

    [Fact]
    public void What_is_not_established_is_null_and_never_zero()
    {
        var price = GivenPrices.PriceOn(GivenPrices.Catalogue(GivenPrices.Row(Both)), "2026-11-21")!;

        Assert.Null(price.CachedInputPicoUsd);
        Assert.Equal(CacheWritePrices.None, price.CacheWrite);
        Assert.Null(price.LongContext);
        Assert.Null(price.To);
    }

    [Fact]
    public void A_model_goes_by_its_exact_name_an_alias_or_either_with_its_provider()
    {
        var reading = GivenPrices.Read($$"""
            { "rows": [ {{GivenPrices.Row(Both)}}, {{GivenPrices.Row(Both, model: "team/two")}}, {{GivenPrices.Row(Both, provider: "other", model: "two")}} ],
              "aliases": [ { "provider": "acme", "model": "one", "names": ["one-2026-01-01"] } ] }
            """);
        var sheet = reading.Catalogue!.On(new DateOnly(2026, 11, 21));

        foreach (var name in new[] { "one", "acme/one", "one-2026-01-01", "acme/one-2026-01-01" })
            Assert.Equal("one", Assert.Single(sheet.PricesOf(name)).Model);
        Assert.Equal("team/two", Assert.Single(sheet.PricesOf("team/two")).Model);
        Assert.Equal("team/two", Assert.Single(sheet.PricesOf("acme/team/two")).Model);
        Assert.Equal("two", Assert.Single(sheet.PricesOf("other/two")).Model);
        foreach (var name in new[] { "on", "one-2026", "one-2026-01-02", "ONE", "other/one", "/one", "one/", "acme/" })
            Assert.Empty(sheet.PricesOf(name));
    }

    [Theory]
    [InlineData("gpt-4o", "openai")]
    [InlineData("azure/gpt-4o", "azure")]
    [InlineData("phi", "azure")]
    public void A_bare_name_is_the_offer_of_the_maker_where_there_is_one(string name, string provider)
    {
        var prices = GivenPrices.Catalogue(
            GivenPrices.Row("\"input\": 2, \"output\": 8", provider: "azure", model: "gpt-4o"),
            GivenPrices.Row("\"input\": 1, \"output\": 4", provider: "openai", model: "gpt-4o"),
            GivenPrices.Row("\"input\": 1, \"output\": 4", provider: "azure", model: "phi"));

        Assert.Equal(provider, Assert.Single(prices.On(prices.Day).PricesOf(name)).Provider);
    }

    [Fact]
    public void An_own_price_on_a_platform_is_never_passed_over()
    {
        var builtIn = GivenPrices.Catalogue(GivenPrices.Row("\"input\": 1, \"output\": 4", provider: "openai", model: "gpt-4o"));
        var own = GivenPrices.Catalogue(GivenPrices.Row("\"input\": 2, \"output\": 8", provider: "azure", model: "gpt-4o"));

        Assert.Equal(["azure", "openai"], builtIn.With(own).RowsOf("gpt-4o").Select(row => row.Provider));
    }
}
