using System.Text;
using CostSim.Scenarios;

namespace CostSim.Studies.Tests;

/// <summary>Models of one maker that count the same text differently: 1.3 tokens of the newer for one of the older.</summary>
public class RetokenisationTests
{
    private const string Summaries = """
        { "name": "Summaries", "item": "document", "items": 10000, "model": "claude-sonnet-4-6", "tier": "batch", "spread": {},
          "phases": [ { "id": "sum", "inputTokens": [3000, 5000], "outputTokens": [400, 800] } ],
          "variants": { "sonnet5": { "model": "claude-sonnet-5" }, "own-tokens": { "model": "claude-sonnet-5",
            "phases.sum.inputTokens": [3900, 6500], "phases.sum.outputTokens": [520, 1040] } } }
        """;

    [Fact]
    public void A_change_of_the_model_alone_counts_the_tokens_anew()
    {
        // $1 and $5 a million instead of $1.50 and $7.50, for 1.3 times the tokens: 1.3 × 2 / 3 of the cost.
        var comparison = Compare("sonnet5");

        Assert.Equal(1.3 * 2 / 3, comparison.Differences[0].Ratio!.Min, 1e-6);
        Assert.Equal(1.3 * 2 / 3, comparison.Differences[0].Ratio!.Max, 1e-6);
        var shift = Assert.Single(comparison.Cases[1].Run.Scenario.TokenShifts);
        Assert.Equal(("sum", 1.3, "claude-opus-4.7", "claude-3"), (shift.Phase, shift.Ratio!.Factor, shift.Tokenizer, shift.RelativeTo));
    }

    [Fact]
    public void Tokens_that_the_change_states_are_those_of_its_model()
    {
        var comparison = Compare("own-tokens");

        Assert.Equal(1.3 * 2 / 3, comparison.Differences[0].Ratio!.Mean, 1e-6);
        Assert.Empty(comparison.Cases[1].Run.Scenario.TokenShifts);
    }

    [Fact]
    public void The_way_back_makes_fewer_tokens()
    {
        var (older, newer) = (Read(null), Read("sonnet5"));

        Assert.Equal(1 / 1.3, Assert.Single(Retokenisation.Of(newer, older).TokenShifts).Ratio!.Factor, 1e-12);
        Assert.Empty(Retokenisation.Of(older, older).TokenShifts);
    }

    private static Comparison Compare(string variant)
    {
        var (older, newer) = (Read(null), Read(variant));
        return Study.Compare(
            [new ComparedScenario("base", older, older.Items), new ComparedScenario(variant, newer, newer.Items)],
            new StudyOptions { Trials = 1000 });
    }

    private static Scenario Read(string? variant) => ScenarioReader.Read(
        "x.json", Encoding.UTF8.GetBytes(Summaries), ScenarioChanges.None, FixedPrices.OfBilling.AsOf(new DateOnly(2026, 10, 15)))
        .Cases.Single(one => one.Variant == variant);
}
