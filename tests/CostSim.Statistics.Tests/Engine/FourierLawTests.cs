using CostSim.Engine.Planning;
using CostSim.Engine.Tests.Oracles;
using CostSim.Scenarios;

namespace CostSim.Statistics.Tests.Engine;

/// <summary>The law of a run's cost against its exact law: P1 to P99, and the greatest distance of the distribution functions.</summary>
[Trait("Category", "Statistics")]
public class FourierLawTests
{
    private const int Trials = 400_000;

    private static readonly Dictionary<string, string> Scenarios = new()
    {
        ["fixed counts"] =
            """
            { "id": "a", "split": 6, "inputTokens": [200, 900], "visibleTokens": [100, 700], "billedPerVisible": [1.3, 4] },
            { "id": "b", "inputTokens": [2000, 4000], "visibleTokens": 80,
              "reasoningTokens": { "discrete": [[0, 0.6], [250, 0.3], [900, 0.1]], "level": "call" } }
            """,
        ["a binomial share"] =
            """
            { "id": "slots", "local": true, "split": 12 },
            { "id": "a", "share": 0.4, "inputTokens": [200, 900], "visibleTokens": [100, 700], "billedPerVisible": [1.3, 4] },
            { "id": "b", "inputTokens": [200, 300], "outputTokens": [10, 50] }
            """,
        ["a call or two"] =
            """{ "id": "a", "split": 2, "inputTokens": [200, 900], "visibleTokens": [100, 700], "billedPerVisible": [1.3, 4] }""",
    };

    public static TheoryData<string, int> Cases => new() { { "fixed counts", 4 }, { "a binomial share", 3 }, { "a call or two", 1 } };

    [Theory]
    [MemberData(nameof(Cases))]
    public void The_cost_of_a_run_has_its_exact_law(string name, int items)
    {
        var scenario = Read(name);

        Assert.Empty(Compare(scenario, new FourierLaw(scenario, items), items));
    }

    [Theory]
    [InlineData("fixed counts", 4, "phases.b.inputTokens=[2010,4020]")]
    [InlineData("fixed counts", 4, "spread={\"item\":1}")]
    [InlineData("a binomial share", 3, "phases.a.counts=rounded")]
    [InlineData("a binomial share", 3, "phases.a.share=0.404")]
    [InlineData("a call or two", 1, "phases.a.billedPerVisible=[1.33,4]")]
    public void Another_law_is_told_apart(string name, int items, string change) =>
        Assert.NotEmpty(Compare(Read(name, change), new FourierLaw(Read(name), items), items));

    /// <summary>
    /// Percentiles that lie more than five standard errors off, and the distance where it is beyond the bound of one in a thousand.
    /// </summary>
    private static List<string> Compare(Scenario scenario, FourierLaw law, int items)
    {
        double[] costs = [.. Simulated.Table(scenario, items, Trials, seed: 21)[0, Measure.Cost].Order()];
        var findings = new List<string>();
        for (var percent = 1; percent < 100; percent++)
        {
            var p = percent / 100.0;
            var score = (law.Cdf(costs[(int)(p * Trials)]) - p) / Math.Sqrt(p * (1 - p) / Trials);
            if (!(Math.Abs(score) < LawCheck.ScoreMax))
                findings.Add($"P{percent}: {score:F1}");
        }

        var distance = costs.Select((cost, i) => Math.Max(law.Cdf(cost) - (double)i / Trials, (i + 1.0) / Trials - law.Cdf(cost))).Max();
        if (!(distance * Math.Sqrt(Trials) < Math.Sqrt(-Math.Log(0.001 / 2) / 2)))
            findings.Add($"D = {distance:E2}");
        return findings;
    }

    private static Scenario Read(string name, params string[] changes) => Repository.Read(
        $$"""{ "name": "x", "items": 1, "model": "gpt-5", "tier": "batch", "spread": { "call": 1 }, "phases": [ {{Scenarios[name]}} ] }""",
        changes);
}
