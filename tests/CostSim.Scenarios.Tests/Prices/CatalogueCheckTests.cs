using System.Globalization;

namespace CostSim.Scenarios.Tests.Prices;

public class CatalogueCheckTests
{
    private const string Standard = "\"input\": 2, \"cachedInput\": 0.2, \"output\": 8";
    private const string Batch = "\"input\": 1, \"cachedInput\": 0.1, \"output\": 4";

    [Fact]
    public void A_sound_catalogue_has_no_findings() => Assert.Empty(Findings("2026-11-21", Batch));

    [Theory]
    [InlineData("2027-02-19", null)] // 90 days
    [InlineData("2027-02-20",
        "Stale acme/one batch: last checked on 2026-11-21, 91 days ago|Stale acme/one standard: last checked on 2026-11-21, 91 days ago")]
    [InlineData("2026-11-20",
        "Oddity acme/one batch: checked on 2026-11-21, which is still to come|Oddity acme/one standard: checked on 2026-11-21, which is "
            + "still to come")]
    [InlineData("2025-12-31", "Gap acme/one batch: no price before 2026-01-01", false)]
    public void Days(string day, string? expected, bool isAll = true)
    {
        var findings = Findings(day, Batch);

        if (isAll)
            Assert.Equal(expected?.Split('|') ?? [], findings);
        else
            Assert.Contains(expected, findings);
    }

    [Theory]
    [InlineData("\"input\": 1, \"cachedInput\": 0.1, \"output\": 5", "NotHalf acme/one batch: output is 62.5 % of standard, not half")]
    [InlineData("\"input\": 2, \"cachedInput\": 0.2, \"output\": 4", "NotHalf acme/one batch: input is 100 % of standard, not half")]
    [InlineData("\"input\": 1, \"output\": 0.5", "Oddity acme/one batch: output is cheaper than input")]
    [InlineData("\"input\": 1, \"output\": 21", "Oddity acme/one batch: output is 21 times the input price")]
    [InlineData("\"input\": 1, \"cachedInput\": 1.1, \"output\": 4", "Oddity acme/one batch: cached input is dearer than input")]
    [InlineData("\"input\": 1, \"cachedInput\": 0.05, \"output\": 4", "Oddity acme/one batch: input is 20 times the price of cached input")]
    [InlineData("\"input\": 1, \"cacheWrite\": 0.9, \"output\": 4", "Oddity acme/one batch: a cache write is cheaper than input")]
    [InlineData("\"input\": 1, \"cacheWrite5m\": 2, \"cacheWrite1h\": 1.5, \"output\": 4",
        "Oddity acme/one batch: a cache write for an hour is cheaper than one for five minutes")]
    [InlineData("\"output\": 1", "Gap acme/one batch: no price: input or output is missing, for short calls or for long ones")]
    public void Amounts(string batch, string expected) => Assert.Contains(expected, Findings("2026-11-21", batch));

    [Fact]
    public void A_derived_price_is_not_held_against_half() => Assert.DoesNotContain(
        Told(GivenPrices.Catalogue(
            GivenPrices.Row(Standard, tier: "standard"), GivenPrices.Row("\"input\": 1, \"output\": 4"),
            GivenPrices.Row("\"cachedInput\": 1", """, "derived": true """)), "2026-11-21"),
        told => told.StartsWith("NotHalf", StringComparison.Ordinal));

    [Fact]
    public void A_long_context_is_looked_at_too()
    {
        var told = Told(GivenPrices.Catalogue(
            GivenPrices.Row(Standard, tier: "standard"),
            GivenPrices.Row("\"input\": 3, \"output\": 9", """, "aboveInputTokens": 100 """, tier: "standard"),
            GivenPrices.Row(Batch), GivenPrices.Row("\"input\": 0.9, \"output\": 4.5", """, "aboveInputTokens": 100 """)), "2026-11-21");

        Assert.Equal(
            ["Oddity acme/one batch: long context is cheaper than short", "NotHalf acme/one batch: input is 30 % of standard, not half"],
            told);
    }

    [Fact]
    public void Gaps()
    {
        Assert.Equal(["Gap acme/one batch: no standard price"], Told(GivenPrices.Catalogue(GivenPrices.Row(Batch)), "2026-11-21"));
        var ends = GivenPrices.Catalogue(GivenPrices.Row(Batch, """, "to": "2026-11-30" """), GivenPrices.Row(Standard, tier: "standard"));
        Assert.Equal(["Gap acme/one batch: known until 2026-11-30 and no longer"], Told(ends, "2026-11-21"));
        Assert.Equal(["Gap acme/one batch: no price after 2026-11-30", "Gap acme/one standard: no batch price"], Told(ends, "2026-12-01"));
    }

    private static IEnumerable<string> Findings(string day, string batch) => Told(
        GivenPrices.Catalogue(GivenPrices.Row(batch), GivenPrices.Row(Standard, tier: "standard")), day);

    private static IEnumerable<string> Told(PriceCatalogue catalogue, string day) =>
        CatalogueCheck.Of(catalogue, DateOnly.Parse(day, CultureInfo.InvariantCulture)).Select(
            found => $"{found.Fault} {found.Provider}/{found.Model} {found.Tier}: {found.Message}");
}
