namespace CostSim.Scenarios.Tests.Prices;

public class PriceCatalogueTests
{
    private static readonly PriceCatalogue BuiltIn = PriceCatalogue.BuiltIn;

    private static readonly PriceSheet Today = BuiltIn.On(new DateOnly(2026, 11, 21));

    [Fact]
    public void Its_day_is_the_last_on_which_a_row_was_checked_until_someone_says_another()
    {
        Assert.Equal(new DateOnly(2026, 11, 21), BuiltIn.Day);
        Assert.Equal(new DateOnly(2027, 3, 1), BuiltIn.AsOf(new DateOnly(2027, 3, 1)).Day);
    }

    [Fact]
    public void Every_row_is_whole_dated_and_sourced() => Assert.All(BuiltIn.Rows, row =>
    {
        // Whole picodollars are held where the row is read; here that the unit is right: $0.001 to $100 for a million tokens.
        Assert.All(row.PicoUsd.Values, picoUsd => Assert.InRange(picoUsd, 1_000, 100_000_000));
        Assert.InRange(row.CheckedOn, new DateOnly(2026, 1, 1), BuiltIn.Day);
        Assert.InRange(row.From, new DateOnly(2025, 1, 1), BuiltIn.Day);
        Assert.True(row.To is null || row.To >= row.From);
    });

    [Fact]
    public void Batch_is_half_of_standard_in_every_component_but_cached_input() => Assert.All(Today.Prices.Where(price => price.Tier == Tier.Batch), batch =>
    {
        var standard = Today.PricesOf(batch.Model).Single(price => price.Tier == Tier.Standard);
        Assert.Equal((standard.InputPicoUsd, standard.OutputPicoUsd), (2 * batch.InputPicoUsd, 2 * batch.OutputPicoUsd));
        Assert.Equal(standard.CacheWrite, new(2 * batch.CacheWrite.PicoUsd, 2 * batch.CacheWrite.FiveMinutesPicoUsd, 2 * batch.CacheWrite.OneHourPicoUsd));
        Assert.Equal(
            (standard.LongContext?.AboveInputTokens, standard.LongContext?.InputPicoUsd, standard.LongContext?.OutputPicoUsd),
            (batch.LongContext?.AboveInputTokens, 2 * batch.LongContext?.InputPicoUsd, 2 * batch.LongContext?.OutputPicoUsd));
        // Either half as well, or no discount on top of the batch price, or not established.
        Assert.Contains(batch.CachedInputPicoUsd, new[] { standard.CachedInputPicoUsd / 2, batch.InputPicoUsd, null });
    });

    [Theory]
    [InlineData("gpt-5.1", Tier.Batch, 625_000, 62_500, 5_000_000)]
    [InlineData("gpt-5.1", Tier.Standard, 1_250_000, 125_000, 10_000_000)]
    [InlineData("gpt-4.1", Tier.Batch, 1_000_000, 1_000_000, 4_000_000)]
    [InlineData("claude-sonnet-4-6", Tier.Batch, 1_500_000, 150_000, 7_500_000)]
    public void Known_prices(string model, Tier tier, long input, long cached, long output)
    {
        var price = Assert.Single(Today.PricesOf(model), price => price.Tier == tier);
        Assert.Equal((input, cached, output), (price.InputPicoUsd, price.CachedInputPicoUsd, price.OutputPicoUsd));
    }
}
