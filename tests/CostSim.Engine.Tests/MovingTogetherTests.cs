using System.Globalization;
using CostSim.Engine.Planning;
using CostSim.Engine.Tests.Oracles;
using CostSim.Numerics.Simd;
using CostSim.Scenarios;

namespace CostSim.Engine.Tests;

/// <summary>Run-level factors that all stand at one percentile of their own laws.</summary>
public class MovingTogetherTests
{
    private const int Trials = 200_000;

    /// <summary>One input token of gpt-5 in a batch is $0.625e-6.</summary>
    private const double Usd = 0.625e-6;

    private static readonly double[] Probabilities = [0.05, 0.25, 0.5, 0.75, 0.95];

    [Fact]
    public void A_product_of_two_uniform_amounts_is_the_product_of_their_quantiles()
    {
        var sorted = Costs(OnePhase("""{ "product": [[1000, 2000], [1, 3]] }"""), RunParts.Together);

        Assert.All(Probabilities, u => Near((1000 + 1000 * u) * (1 + 2 * u) * Usd, At(sorted, u), 0.004));
        // Independent, the middle of the law is the same to 2 %, and P5 is not.
        var apart = Costs(OnePhase("""{ "product": [[1000, 2000], [1, 3]] }"""), RunParts.Drawn);
        Assert.True(At(apart, 0.05) > 1.1 * At(sorted, 0.05));
    }

    /// <summary>
    /// An amount that is 0 with a chance of 0.7 is so at the lower 70 % of the percentiles; above, it begins with its least value.
    /// </summary>
    [Fact]
    public void What_may_be_absent_is_there_at_the_upper_percentiles_and_small_at_first()
    {
        var sorted = Costs(
            OnePhase("""{ "sum": [[100, 200], { "range": [1000, 2000], "chance": 0.3, "level": "run" }] }"""), RunParts.Together);

        Assert.All([0.2, 0.5, 0.69], (double u) => Near((100 + 100 * u) * Usd, At(sorted, u), 0.004));
        Assert.All([0.71, 0.85, 0.99], (double u) => Near((100 + 100 * u + 1000 + 1000 * (u - 0.7) / 0.3) * Usd, At(sorted, u), 0.006));
    }

    /// <summary>Laws of every kind rise with the one word: tables, lists, steps, laws with jumps.</summary>
    [Fact]
    public void Laws_of_every_kind_stand_at_the_same_percentile()
    {
        string[] others =
        [
            """{ "90%": [300, 900] }""", """{ "triangular": [1, 3, 9] }""", """{ "values": [1, 2, 5, 9], "level": "run" }""",
            """{ "discrete": [[1, 0.2], [4, 0.8]], "level": "run" }""",
            """{ "normal": { "mean": 5, "sd": 4 }, "clip": [1, 9], "level": "run" }""",
        ];
        Assert.All(others, other =>
        {
            var scenario = Repository.Read(
                $$"""
                { "name": "x", "items": 1, "model": "gpt-5", "tier": "batch", "spread": {}, "phases": [
                  { "id": "a", "inputTokens": [1000, 2000], "outputTokens": 0 }, { "id": "b", "inputTokens": {{other}}, "outputTokens": 0 } ] }
                """);
            var table = Simulated.Run(Planner.Build(scenario, 1, RunParts.Together), 5_000).Table();
            var byFirst = table[2, Measure.InputTokens].Zip(table[1, Measure.InputTokens]).OrderBy(pair => pair.Second).Select(
                pair => pair.First).ToList();
            Assert.True(byFirst[^1] > byFirst[0]);
            Assert.All(byFirst.Zip(byFirst.Skip(1)), pair => Assert.True(pair.Second >= pair.First - 0.01));
        });
    }

    [Fact]
    public void Correlations_are_not_heeded()
    {
        var scenario = Repository.Read(
            """
            { "name": "x", "items": 1, "model": "gpt-5", "tier": "batch", "spread": {}, "factors": { "a": [1000, 2000], "b": [1000, 2000] },
              "phases": [ { "id": "a", "inputTokens": "a", "outputTokens": 0 }, { "id": "b", "inputTokens": "b", "outputTokens": 0 } ],
              "correlations": [ { "between": ["factors.a", "factors.b"], "rank": -0.9 } ] }
            """);
        var sorted = Costs(scenario, RunParts.Together);

        Assert.All(Probabilities, u => Near(2 * (1000 + 1000 * u) * Usd, At(sorted, u), 0.004));
    }

    [Fact]
    public void Item_and_call_parts_stay_independent()
    {
        var scenario = Repository.Read(
            """
            { "name": "x", "items": 1, "model": "gpt-5", "tier": "batch", "spread": { "call": 1 }, "phases": [ { "id": "a", "split": 2, "inputTokens": [1000, 2000], "outputTokens": 0 } ] }
            """);
        var cost = new Sample(Costs(scenario, RunParts.Together));

        Assert.Equal(2 * 1e6 / 12 * Usd * Usd, cost.Variance, 5 * cost.VarianceError);
    }

    /// <summary>
    /// Fifty atoms at once, against means by hand at five percentiles. The noise of items and calls is 0.3 % of the cost.
    /// </summary>
    [Fact]
    public void Fifty_atoms_have_the_percentiles_of_an_independent_script()
    {
        var scenario = Repository.FiftyAtoms();
        var choice = MethodChoice.Decide(scenario, 50, fixRun: false, exact: false, KernelSelector.Selected);
        var simulated = Simulated.Run([choice.Together(scenario), choice.Plan], Trials);
        var (together, apart) = (Sorted(simulated, 0), Sorted(simulated, 1));

        Assert.All(DataFile.Rows("together-bands.csv"), row =>
        {
            var (u, usd) = (double.Parse(row[0], CultureInfo.InvariantCulture), double.Parse(row[1], CultureInfo.InvariantCulture));
            Near(usd, At(together, u), 0.004);
            Assert.True(u is > 0.4 and < 0.6 || Math.Abs(At(apart, u) / usd - 1) > 0.04, $"independence gives the same at {u}");
        });
    }

    [Fact]
    public void All_plans_of_a_scenario_have_the_same_draws_in_the_same_places()
    {
        var plans = new[] { RunParts.Drawn, RunParts.Held, RunParts.Together }.Select(run => Planner.Build(Repository.FiftyAtoms(), 3, run))
            .ToList();

        Assert.All(plans, plan => Assert.Equal(plans[0].RunDraws.Select(draw => draw.Name), plan.RunDraws.Select(draw => draw.Name)));
        Assert.Single(plans[2].RunDraws.Select(draw => draw.Stream).Distinct());
        Assert.Equal(plans[0].Support.Cost, plans[2].Support.Cost);
    }

    private static Scenario OnePhase(string inputTokens) => Repository.Read(
        $$"""{ "name": "x", "items": 1, "model": "gpt-5", "tier": "batch", "spread": {}, "phases": [ { "id": "p", "inputTokens": {{inputTokens}}, "outputTokens": 0 } ] }""");

    private static double[] Costs(Scenario scenario, RunParts runParts) =>
        Sorted(Simulated.Run(Planner.Build(scenario, scenario.Items, runParts), Trials), 0);

    private static double[] Sorted(Simulated simulated, int plan) => [.. simulated.Table(plan)[0, Measure.Cost].Order()];

    private static double At(double[] sorted, double u) => sorted[(int)(u * sorted.Length)];

    private static void Near(double expected, double actual, double relative) =>
        Assert.InRange(actual / expected, 1 - relative, 1 + relative);
}
