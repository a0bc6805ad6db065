using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace CostSim.Scenarios.Tests.Prices;

public class PriceCatalogueTests
{
    private static readonly PriceCatalogue BuiltIn = PriceCatalogue.BuiltIn;

    private static readonly PriceSheet Now = BuiltIn.On(BuiltIn.Day);

    /// <summary>What held on the day of the shipped scenarios, and does for ever: a price that changes gets another row.</summary>
    private static readonly PriceSheet Shipped = BuiltIn.On(new DateOnly(2026, 11, 21));

    private static readonly IReadOnlyList<(string Provider, string Model)> Models =
        [.. BuiltIn.Rows.Select(row => (row.Provider, row.Model)).Distinct()];

    public static TheoryData<string> ShippedScenarios => new(
        Directory.GetFiles(Path.Combine(Repository.Root, "scenarios"), "*.json").Select(Path.GetFileNameWithoutExtension)
            .Order(StringComparer.Ordinal)!);

    [Fact]
    public void Its_day_is_the_last_on_which_a_row_was_checked_until_someone_says_another()
    {
        const string Amounts = "\"input\": 1, \"output\": 4";
        var prices = GivenPrices.Catalogue(
            GivenPrices.Row(Amounts, checkedOn: "2026-05-04"),
            GivenPrices.Row(Amounts, model: "two", checkedOn: "2026-08-09"),
            GivenPrices.Row(Amounts, model: "three", checkedOn: "2026-02-01"));

        Assert.Equal(new DateOnly(2026, 8, 9), prices.Day);
        Assert.Equal(new DateOnly(2027, 3, 1), prices.AsOf(new DateOnly(2027, 3, 1)).Day);
    }

    [Fact]
    public void Its_hash_is_that_of_the_hashes_of_its_files()
    {
        var hashes = Directory.EnumerateFiles(Path.Combine(Repository.Root, "prices"), "*.json").Order(StringComparer.Ordinal)
            .Select(file => Convert.ToHexStringLower(SHA256.HashData(File.ReadAllBytes(file))));
        Assert.Equal(Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(string.Join('\n', hashes)))), BuiltIn.Hash);
    }

    [Theory]
    [MemberData(nameof(ShippedScenarios))]
    public void Shipped_scenarios_are_read_without_a_finding(string name) =>
        // Their day and prices are held fast. That a provider will shut a model down is no fault of the scenario, and is said.
        Assert.All(Given.ReadPublished(Repository.Text("scenarios", $"{name}.json")).Diagnostics, finding =>
        {
            Assert.Equal(Severity.Note, finding.Severity);
            Assert.Contains("advises against", finding.Message, StringComparison.Ordinal);
        });

    [Fact]
    public void Every_row_is_whole_dated_and_sourced() => Assert.All(BuiltIn.Rows, row =>
    {
        // Whole picodollars are held where the row is read; here that the unit is right: $0.001 a million to the $600 of o1-pro.
        Assert.All(row.PicoUsd.Values, picoUsd => Assert.InRange(picoUsd, 1_000, 600_000_000));
        Assert.NotEmpty(row.Source);
        Assert.InRange(row.CheckedOn, new DateOnly(2026, 1, 1), BuiltIn.Day);
        // A price may be announced before it holds.
        Assert.InRange(row.From, new DateOnly(2025, 1, 1), row.CheckedOn.AddYears(1));
        Assert.True(row.To is null || row.To >= row.From);
    });

    [Fact]
    public void The_models_that_people_use_are_known() => Assert.InRange(Models.Count, 150, int.MaxValue);

    /// <summary>Only the files that have a name are read for it: that must find what reading all of them does.</summary>
    [Fact]
    public void A_name_finds_all_rows_of_one_providers_model() => Assert.All(Models, model =>
    {
        var rows = BuiltIn.RowsOf(model.Model);
        var provider = Assert.Single(rows.Select(row => row.Provider).Distinct());
        Assert.True(provider == model.Provider || model.Provider is "azure" or "vertex");
        Assert.Equal(
            BuiltIn.Rows.Where(row => (row.Provider, row.Model) == model), BuiltIn.RowsOf($"{model.Provider}/{model.Model}"));
        Assert.Equal(
            BuiltIn.Models.SingleOrDefault(facts => (facts.Provider, facts.Model) == model),
            BuiltIn.FactsOf(model.Provider, model.Model));
    });

    [Fact]
    public void Every_fact_fee_and_tokenizer_is_dated_and_of_something_that_is_known()
    {
        Assert.All(BuiltIn.Models, facts =>
        {
            Assert.Contains((facts.Provider, facts.Model), Models);
            Assert.InRange(facts.CheckedOn, new DateOnly(2026, 1, 1), BuiltIn.Day);
            Assert.False(facts.MaxOutputTokens > facts.ContextWindowTokens);
            Assert.False(facts.DeprecatedOn > facts.RetiredOn);
        });
        Assert.All(BuiltIn.Fees, fee => Assert.InRange(fee.UsdPerCall, 0.001m, 0.1m));
        Assert.Equal(1.3, BuiltIn.RatioOf("claude-opus-4.7", "claude-3")!.Factor);
        Assert.Equal(1 / 1.3, BuiltIn.RatioOf("claude-3", "claude-opus-4.7")!.Factor);
    }

    /// <summary>Who writes its cache by itself and bills that has to be known for it: all input is then taken as written.</summary>
    [Fact]
    public void Only_the_newer_models_of_one_provider_write_by_themselves_and_bill_it() =>
        Assert.All(
            Now.Prices.Where(price => price.CacheWrite.PicoUsd > price.InputPicoUsd
                && BuiltIn.FactsOf(price.Provider, price.Model)?.Caching == Caching.Implicit),
            price => Assert.Matches("^openai/gpt-(5\\.6|6)", $"{price.Provider}/{price.Model}"));

    [Fact]
    public void Batch_and_flex_are_half_of_standard_in_every_component_but_those_of_caches() =>
        Assert.All(Now.Prices.Where(price => price.Tier.Name is "batch" or "flex"), cheap =>
    {
        var standard = Now.PricesOf($"{cheap.Provider}/{cheap.Model}").Single(price => price.Tier == Tier.Standard);
        Assert.Equal((standard.InputPicoUsd, standard.OutputPicoUsd), (2 * cheap.InputPicoUsd, 2 * cheap.OutputPicoUsd));
        Assert.Contains(
            cheap.CacheWrite is var writes && writes == CacheWritePrices.None ? null
                : new CacheWritePrices(2 * writes.PicoUsd, 2 * writes.FiveMinutesPicoUsd, 2 * writes.OneHourPicoUsd),
            new[] { standard.CacheWrite, null });
        Assert.Equal(
            (standard.LongContext?.AboveInputTokens, standard.LongContext?.InputPicoUsd, standard.LongContext?.OutputPicoUsd),
            (cheap.LongContext?.AboveInputTokens, 2 * cheap.LongContext?.InputPicoUsd, 2 * cheap.LongContext?.OutputPicoUsd));
        // Either half as well, or no discount on top of the batch price, or not established.
        Assert.Contains(cheap.CachedInputPicoUsd, new[] { standard.CachedInputPicoUsd / 2, cheap.InputPicoUsd, null });
    });

    /// <summary>Typed from the providers' pages and the lists that the rows name, USD of a million tokens; 0 where there is none.</summary>
    [Theory]
    [InlineData("gpt-5.4", "standard", 2.5, 0.25, 15)]
    [InlineData("gpt-5.5-pro", "batch", 15, 0, 90)]
    [InlineData("gpt-6.2-sol", "standard", 2, 0.1, 10)]
    [InlineData("o1-pro", "standard", 150, 0, 600)]
    [InlineData("text-embedding-3-small", "batch", 0.01, 0, 0)]
    [InlineData("claude-opus-5-5", "standard", 4, 0.2, 20)]
    [InlineData("claude-sonnet-5-5", "batch", 1, 0.05, 5)]
    [InlineData("claude-haiku-5-5", "standard", 0.1, 0.01, 0.5)]
    [InlineData("gemini-3.1-pro-preview", "priority", 3.6, 0.36, 21.6)]
    [InlineData("gemini-3-flash-preview", "standard", 0.5, 0.05, 3)]
    [InlineData("azure/gpt-4.1-mini", "batch", 0.2, 0, 0.8)]
    [InlineData("global.anthropic.claude-opus-4-7", "standard", 5, 0.5, 25)]
    [InlineData("us.anthropic.claude-opus-4-7", "standard", 5.5, 0.55, 27.5)]
    [InlineData("mistral-large-2512", "standard", 0.5, 0.05, 1.5)]
    [InlineData("grok-4.3", "standard", 1.25, 0.2, 2.5)]
    [InlineData("deepseek-flash", "off-peak", 0.15, 0.003, 0.6)]
    [InlineData("command-r-08-2024", "standard", 0.15, 0, 0.6)]
    public void Published_prices(string model, string tier, double input, double cached, double output)
    {
        var price = Assert.Single(BuiltIn.On(new DateOnly(2026, 11, 30)).PricesOf(model), price => price.Tier.Name == tier);
        Assert.Equal(
            (input, cached, output),
            (price.InputPicoUsd / 1e6, (price.CachedInputPicoUsd ?? 0) / 1e6, (price.OutputPicoUsd ?? 0) / 1e6));
    }

    [Theory]
    [InlineData("gpt-5.4", 272_000, 5, 22.5)]
    [InlineData("claude-haiku-5-5", 100_000, 0.5, 2.5)]
    [InlineData("gemini-3.1-pro-preview", 200_000, 4, 18)]
    [InlineData("grok-4.7", 199_999, 4, 12)]
    public void Published_prices_of_long_calls(string model, long above, double input, double output)
    {
        var price = Now.PricesOf(model).Single(price => price.Tier == Tier.Standard).LongContext!;
        Assert.Equal((above, input, output), (price.AboveInputTokens, price.InputPicoUsd / 1e6, price.OutputPicoUsd!.Value / 1e6));
    }

    [Fact]
    public void Audio_has_a_price_of_its_own()
    {
        var price = Now.PricesOf("gpt-4o-transcribe").Single(price => price.Tier == Tier.Standard);
        Assert.Equal((2_500_000, 6_000_000, 10_000_000), (price.InputPicoUsd, price.AudioInputPicoUsd, price.OutputPicoUsd));
    }

    [Theory]
    [InlineData("2026-11-30", 2, 10)]
    [InlineData("2026-12-01", 4, 20)]
    public void A_price_that_is_announced_holds_from_its_day(string day, double input, double output)
    {
        var price = BuiltIn.On(DateOnly.Parse(day, CultureInfo.InvariantCulture)).PricesOf("gemini-4-argon").Single(
            price => price.Tier == Tier.Standard);
        Assert.Equal((input, output), (price.InputPicoUsd / 1e6, price.OutputPicoUsd!.Value / 1e6));
    }

    [Fact]
    public void Nothing_is_stale_on_the_day_of_the_last_check() =>
        Assert.DoesNotContain(CatalogueCheck.Of(BuiltIn, BuiltIn.Day), finding => finding.Fault == PriceFault.Stale);

    [Theory]
    [InlineData("gpt-5.1", "batch", 625_000, 62_500, 5_000_000)]
    [InlineData("gpt-5.1", "standard", 1_250_000, 125_000, 10_000_000)]
    [InlineData("gpt-4.1", "batch", 1_000_000, 1_000_000, 4_000_000)]
    [InlineData("claude-sonnet-4-6", "batch", 1_500_000, 150_000, 7_500_000)]
    public void Known_prices(string model, string tier, long input, long cached, long output)
    {
        var price = Assert.Single(Shipped.PricesOf(model), price => price.Tier.Name == tier);
        Assert.Equal((input, cached, output), (price.InputPicoUsd, price.CachedInputPicoUsd, price.OutputPicoUsd));
    }
}
