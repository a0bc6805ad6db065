namespace CostSim.Scenarios.Tests.Prices;

public class PriceTests
{
    private static readonly Price Plain = new("openai", "m", Tier.Batch, 3, 7, new DateOnly(2026, 11, 21), "test");

    [Fact]
    public void Its_age_counts_days_and_never_below_none()
    {
        Assert.Equal(92, Plain.AgeOn(new DateOnly(2027, 2, 21)));
        Assert.Equal(0, Plain.AgeOn(new DateOnly(2026, 11, 21)));
        Assert.Equal(0, Plain.AgeOn(new DateOnly(2025, 1, 1)));
    }

    [Theory]
    [InlineData(90, false)]
    [InlineData(91, true)]
    public void It_is_old_after_ninety_days(int days, bool isOld) => Assert.Equal(isOld, PriceAge.IsOld(days));

    [Fact]
    public void The_greatest_price_is_over_all_components()
    {
        Assert.Equal(7, Plain.Dearest);
        Assert.Equal(9, (Plain with { CacheWrite = new CacheWritePrices(9, null, null) }).Dearest);
        Assert.Equal(11, (Plain with { LongContext = new LongContextPrice(100, 5, 11) }).Dearest);
        Assert.Equal(
            12, (Plain with { LongContext = new LongContextPrice(100, 5, 11) { CacheWrite = new CacheWritePrices(null, 6, 12) } }).Dearest);
    }

    [Theory]
    [InlineData(null, null, null, null, null)] // no write price: reading it the first time is all it costs
    [InlineData(5L, null, null, null, 5L)]
    [InlineData(5L, null, null, "1h", 5L)]
    [InlineData(null, 6L, 10L, null, null)] // two lifetimes, and none said
    [InlineData(null, 6L, 10L, "5m", 6L)]
    [InlineData(null, 6L, 10L, "1h", 10L)]
    [InlineData(null, null, 10L, null, 10L)]
    [InlineData(null, 6L, null, "1h", null)]
    public void A_cache_write_costs_by_its_lifetime(long? any, long? fiveMinutes, long? oneHour, string? lifetime, long? expected) =>
        Assert.Equal(expected, new CacheWritePrices(any, fiveMinutes, oneHour).Of(lifetime));
}
