using System.Security.Cryptography;
using System.Text;

namespace CostSim.Scenarios.Tests.Prices;

public class PriceCatalogueTests
{
    private static readonly PriceCatalogue BuiltIn = PriceCatalogue.BuiltIn;

    private static readonly PriceSheet Now = BuiltIn.On(BuiltIn.Day);

    /// <summary>What held on the day of the shipped scenarios, and does for ever: a price that changes gets another row.</summary>
    private static readonly PriceSheet Shipped = BuiltIn.On(new DateOnly(2026, 11, 21));

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
        Assert.Empty(Given.ReadPublished(Repository.Text("scenarios", $"{name}.json")).Diagnostics);

    [Fact]
    public void Every_row_is_whole_dated_and_sourced() => Assert.All(BuiltIn.Rows, row =>
    {
        // Whole picodollars are held where the row is read; here that the unit is right: $0.001 to $100 for a million tokens.
        Assert.All(row.PicoUsd.Values, picoUsd => Assert.InRange(picoUsd, 1_000, 100_000_000));
        Assert.InRange(row.CheckedOn, new DateOnly(2026, 1, 1), BuiltIn.Day);
        // A price may be announced before it holds.
        Assert.InRange(row.From, new DateOnly(2025, 1, 1), row.CheckedOn.AddYears(1));
        Assert.True(row.To is null || row.To >= row.From);
    });

    [Fact]
    public void Batch_is_half_of_standard_in_every_component_but_cached_input() =>
        Assert.All(Now.Prices.Where(price => price.Tier == Tier.Batch), batch =>
    {
        var standard = Now.PricesOf(batch.Model).Single(price => price.Tier == Tier.Standard);
        Assert.Equal((standard.InputPicoUsd, standard.OutputPicoUsd), (2 * batch.InputPicoUsd, 2 * batch.OutputPicoUsd));
        Assert.Equal(standard.CacheWrite,
            new(2 * batch.CacheWrite.PicoUsd, 2 * batch.CacheWrite.FiveMinutesPicoUsd, 2 * batch.CacheWrite.OneHourPicoUsd));
        Assert.Equal(
            (standard.LongContext?.AboveInputTokens, standard.LongContext?.InputPicoUsd, standard.LongContext?.OutputPicoUsd),
            (batch.LongContext?.AboveInputTokens, 2 * batch.LongContext?.InputPicoUsd, 2 * batch.LongContext?.OutputPicoUsd));
        // Either half as well, or no discount on top of the batch price, or not established.
        Assert.Contains(batch.CachedInputPicoUsd, new[] { standard.CachedInputPicoUsd / 2, batch.InputPicoUsd, null });
    });

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
