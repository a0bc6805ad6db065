namespace CostSim.Scenarios.Tests.Reading;

/// <summary>What is read; what is told of it stands in Bad/timing*.json and Bad/currency.json.</summary>
public class TimingCheckTests
{
    [Theory]
    [InlineData("queued", Timing.Queued)]
    [InlineData("scheduled", Timing.Scheduled)]
    [InlineData("backfill", Timing.Backfill)]
    public void Timing_and_window_are_read(string word, Timing timing)
    {
        var scenario = Given.Scenario(Given.Input("5"), $"timing={word}", "completionWindowHours=36.5");
        Assert.Equal((timing, 36.5), (scenario.Timing, scenario.CompletionWindowHours));
        Assert.Equal(word, TimingName.Of(timing));
    }

    [Fact]
    public void Real_time_at_standard_prices_is_as_it_should_be() =>
        Assert.Equal(Timing.RealTime, Given.Scenario(Given.Input("5"), "timing=real-time", "tier=standard", "completionWindowHours=1").Timing);

    [Fact]
    public void Work_that_cannot_wait_a_day_is_not_sent_to_the_batch() =>
        Assert.Empty(Given.Read(Given.Input("5"), "timing=queued", "tier=standard", "completionWindowHours=6").Diagnostics);

    [Fact]
    public void What_could_be_cheaper_is_a_note() =>
        Assert.Equal(Severity.Note, Assert.Single(Given.Read(Given.Input("5"), "timing=backfill", "tier=standard").Diagnostics).Severity);

    [Fact]
    public void A_currency_is_read() => Assert.Equal(
        new Currency("EUR", 0.92, new DateOnly(2026, 11, 20)),
        Given.Scenario(Given.Input("5"), """currency={ "code": "EUR", "perUsd": 0.92, "on": "2026-11-20" }""").Currency);

    [Fact]
    public void Unless_said_there_is_none_of_these()
    {
        var scenario = Given.Scenario(Given.Input("5"));
        Assert.Equal((null, null, null), (scenario.Timing, scenario.CompletionWindowHours, scenario.Currency));
        Assert.Equal(FixedPrices.Catalogue.Day, scenario.PricesOn);
    }
}
