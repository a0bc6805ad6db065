using CostSim.Batches;
using CostSim.Scenarios;

namespace CostSim.Requests.Tests;

/// <summary>By the prices of tests: gpt-5-mini 0.125 and 1 USD a million in batch, twice that else.</summary>
public class InputBillTests
{
    private static readonly PriceSheet Prices = FixedPrices.Catalogue.On(FixedPrices.Catalogue.Day);

    [Fact]
    public void A_bill_from_no_output_to_all_that_is_allowed()
    {
        var group = Batch.Group(
            Batch.Chat(Batch.User("a b c"), "gpt-5-mini", more: ""","max_tokens":100"""),
            Batch.Chat(Batch.User("a"), "gpt-5-mini", more: ""","max_tokens":300"""));
        var bills = InputBill.Of(group, Prices);
        var tokens = Batch.Expected(("user", "a b c")) + Batch.Expected(("user", "a"));

        Assert.Equal([Tier.Batch, Tier.Standard], bills.Select(bill => bill.Price.Tier));
        Assert.Equal(tokens * 0.125m / 1e6m, bills[0].InputUsd);
        Assert.Equal(bills[0].InputUsd, bills[0].LowUsd);
        Assert.Equal((tokens * 0.125m + 400) / 1e6m, bills[0].HighUsd);
        Assert.Equal(2 * bills[0].HighUsd, bills[1].HighUsd);
    }

    [Fact]
    public void Without_a_cap_or_with_uncounted_parts_the_bill_is_open()
    {
        var group = Batch.Group(Batch.Chat(Batch.User("a"), "gpt-5-mini", more: ""","max_tokens":100"""));

        Assert.NotNull(InputBill.Of(group, Prices)[0].HighUsd);
        Assert.Null(InputBill.Of(group with { WithoutCap = 1 }, Prices)[0].HighUsd);
        Assert.Null(InputBill.Of(
            group with { Uncounted = new Dictionary<UncountedPart, long> { [UncountedPart.Image] = 1 } }, Prices)[0].HighUsd);
    }

    [Fact]
    public void An_unknown_price_is_none_and_not_nothing()
    {
        Assert.Empty(InputBill.Of(Batch.Group(Batch.Chat(Batch.User("a"), "my-deployment")), Prices));
        Assert.Empty(InputBill.Of(Batch.Group("""{"recordId":"a","modelInput":{"prompt":"x"}}"""), Prices));
    }

    /// <summary>By the range of the factor; each request pays the prices of its own length.</summary>
    [Fact]
    public void An_estimate_has_a_band_and_long_inputs_have_their_own_prices()
    {
        var price = FixedPrices.Catalogue.On(FixedPrices.Catalogue.Day).Prices.First(
            one => one is { Provider: "google", LongContext: not null } && one.Tier == Tier.Batch);
        var limit = price.LongContext!.AboveInputTokens;
        var lengths = new LengthTally();
        lengths.Add(100, 10);
        lengths.Add(limit, 20);
        lengths.Add(limit + 1, 30);
        var counting = ModelTokens.Of("gemini") with { Factor = 1, FactorMin = 0.5, FactorMax = 2 };
        var group = new GroupSummary(Provider.Gemini, Endpoint.GenerateContent, price.Model, counting, lengths);
        var bill = InputBill.Of(group, Prices).Single(one => one.Price.Tier == Tier.Batch);

        Assert.Equal(
            ((100m + limit) * price.InputPicoUsd + (limit + 1m) * price.LongContext.InputPicoUsd) * 1e-12m, bill.InputUsd);
        // Half of an odd number is rounded to even.
        Assert.Equal((50m + limit / 2 + limit / 2) * price.InputPicoUsd * 1e-12m, bill.LowUsd);
        Assert.Equal(
            (200m * price.InputPicoUsd + 10m * price.OutputPicoUsd
                + (2m * limit + 2m * (limit + 1)) * price.LongContext.InputPicoUsd + 50m * price.LongContext.OutputPicoUsd) * 1e-12m,
            bill.HighUsd);
    }
}
