using CostSim.Engine.Planning.Expected;

namespace CostSim.Engine.Tests.Planning.Expected;

public class ClosedFormItemTests
{
    private const string Call = "\"inputTokens\": 1000, \"outputTokens\": 100";
    private const string Uniform = """ "factors": { "d": { "range": [0.1, 0.9], "level": "item" } }, """;

    [Fact]
    public void A_name_in_two_chances_is_one_draw() => AssertCalls(
        0.5 * 0.5 + 0.8 * 0.8 / 12,
        $$"""{{Uniform}} "phases": [ { "id": "k", "local": true, "keep": "d" }, { "id": "a", "share": "d", {{Call}} } ]""");

    [Fact]
    public void Two_draws_of_one_law_are_two() => AssertCalls(
        0.25,
        $$"""
        "phases": [ { "id": "k", "local": true, "keep": { "range": [0.1, 0.9], "level": "item" } }, { "id": "a", "share": { "range": [0.1, 0.9], "level": "item" }, {{Call}} } ]
        """);

    [Fact]
    public void One_item_in_ten_that_is_hard_is_one_in_ten() => AssertCalls(
        0.048, $$""" "phases": [ { "id": "a", "share": { "discrete": [[0.02, 0.9], [0.3, 0.1]], "level": "item" }, {{Call}} } ]""");

    [Fact]
    public void A_join_has_a_unit_where_any_is_kept() => AssertCalls(
        1 - (Math.Pow(0.9, 6) - Math.Pow(0.1, 6)) / 6 / 0.8,
        $$"""{{Uniform}} "phases": [ { "id": "k", "local": true, "split": 5, "keep": "d" }, { "id": "a", "join": true, {{Call}} } ]""");

    [Fact]
    public void An_amount_of_units_is_rounded_and_at_least_one()
    {
        // Between 0 and 4.5, one unit up to 1.5, two, three and four for each stretch of 1 after that.
        AssertCalls((1.5 + 2 + 3 + 4) / 4.5,
            $$""" "phases": [ { "id": "k", "local": true, "split": { "range": [0, 4.5], "level": "item" } }, { "id": "a", {{Call}} } ]""");
    }

    [Fact]
    public void A_rounded_share_of_an_item_jumps_at_the_halves()
    {
        // round(5·d): 1 from 0.1 to 0.3, 2 to 0.5, 3 to 0.7, 4 to 0.9.
        AssertCalls(2.5,
            $$"""{{Uniform}} "phases": [ { "id": "k", "local": true, "split": 5, "keep": "d", "counts": "rounded" }, { "id": "a", {{Call}} } ]""");
    }

    [Fact]
    public void A_cap_on_repeats_leaves_the_lesser_of_both() => AssertCalls(
        3 + 1 - Math.Pow(0.8, 3),
        $$""" "phases": [ { "id": "a", "split": 3, {{Call}}, "retry": { "rate": 0.2, "rounds": 1, "capPerItem": 1 } } ]""");

    [Fact]
    public void Output_is_cut_call_by_call()
    {
        var item = Expected(
            $$""" "phases": [ { "id": "a", "inputTokens": 100, "outputTokens": { "range": [0, 1000], "level": "call" }, "maxOutputTokens": 600 } ]""");
        Assert.Equal(600 - 600.0 * 600 / 2000, item.Phases[0].OutputTokens, 1e-4);
        Assert.Equal(100, item.Phases[0].InputTokens, 1e-9);
    }

    [Fact]
    public void A_long_call_pays_the_long_price_for_all_of_it()
    {
        var item = Expected(
            $$""" "model": "gpt-6-sol", "phases": [ { "id": "a", "inputTokens": { "range": [200000, 400000], "level": "call" }, "outputTokens": 1000 } ]""");
        // 36 % short ones of 236,000 tokens on average, 64 % long ones of 336,000, which pay twice the input price and one and a half times
        // that of output.
        var totals = item.Phases[0].Totals;
        Assert.Equal([0.36 * 236_000, 360, 0.64 * 336_000, 640], totals.Select(total => Math.Round(total, 2)));
    }

    [Fact]
    public void More_numbers_of_units_than_can_be_told_apart_are_not_vouched_for()
    {
        var refused = Assert.Throws<NotVouchedForException>(
            () => Expected(
                $$""" "phases": [ { "id": "k", "local": true, "split": { "range": [1, 9000], "level": "item" } }, { "id": "a", {{Call}} } ]"""));
        Assert.Contains("more than 4096 values", refused.Message, StringComparison.Ordinal);
    }

    private static void AssertCalls(double calls, string text, double error = 1e-7) =>
        Assert.Equal(calls, Expected(text).Phases[^1].Calls, error);

    private static ExpectedItem Expected(string text) => new HeldRun(ExpectedItemTests.Read(text)).Expected();
}
