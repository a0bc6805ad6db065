using CostSim.Engine;
using CostSim.Engine.Planning;
using CostSim.Numerics.Statistics;

namespace CostSim.Studies.Tests;

/// <summary>Drivers of scenarios whose shares are known.</summary>
public class DriversSummaryTests
{
    private const int Trials = 100_000;

    /// <summary>
    /// gpt-5-mini in batch: $0.125 a million input tokens, $1 a million output tokens. Widths of $0.002 and $0.001, so variances as 4 to 1.
    /// </summary>
    private static readonly string Sum = Given.OnePhase("[1000, 17000]", "[1000, 2000]");

    [Fact]
    public void A_sum_is_shared_by_the_squares_of_the_widths()
    {
        var drivers = Drivers(Sum);

        Assert.Equal(["phases.P1.inputTokens", "phases.P1.outputTokens"], drivers.Factors.Select(factor => factor.Path));
        Require(0.8, drivers.Factors[0].Share);
        Require(0.2, drivers.Factors[1].Share);
        Require(0, drivers.Interactions);
        Require(1, drivers.Levels.Run);
        Assert.Equal(1, Assert.Single(drivers.Phases).Share, 1e-12);
    }

    /// <summary>
    /// The mean given a uniform factor from P5 to P15 is that at P10: 2,600 input tokens and 1,500 output tokens, $0.000325 + $0.0015.
    /// </summary>
    [Fact]
    public void The_swing_is_from_P10_to_P90()
    {
        var input = Drivers(Sum).Factors[0];

        Assert.Equal(("P10", "P90"), (input.Low!.At, input.High!.At));
        Assert.Equal(2600, input.Low.Value, 1);
        Assert.Equal(15400, input.High.Value, 1);
        Assert.InRange(
            0.001825, input.Low.CostUsd.Low - input.Low.CostUsd.Uncertainty, input.Low.CostUsd.High + input.Low.CostUsd.Uncertainty);
        Assert.Equal(0.0016, input.SwingUsd!.Value, 2e-5);
    }

    /// <summary>
    /// X on [500, 1500] times B on [1, 3]: variances of the means 2²·1000²/12 and 1000²·2²/12, and of the interaction (1000²/12)(2²/12): 12
    /// to 12 to 1.
    /// </summary>
    [Fact]
    public void A_product_leaves_an_interaction()
    {
        var drivers = Drivers("""
            { "name": "Product", "item": "item", "items": 1, "model": "gpt-5-mini", "tier": "batch", "spread": {},
              "phases": [ { "id": "P1", "inputTokens": 100, "visibleTokens": [500, 1500], "billedPerVisible": [1, 3] } ] }
            """);

        Require(12.0 / 25, drivers.Factors[0].Share);
        Require(12.0 / 25, drivers.Factors[1].Share);
        Require(1.0 / 25, drivers.Interactions);
    }

    /// <summary>
    /// In µUSD: 40 items of 0.125 a token on [0, 8000] each, w² / 12 = 83,333; 40 calls of 1 a token on [0, 1500] each, 187,500; and for
    /// the run 40 times 0.125 a token on [0, 2000], 1,600 × 5,208. Shares 3,333,333, 7,500,000 and 8,333,333 of 19,166,667.
    /// </summary>
    [Fact]
    public void Levels_are_shared_by_the_law_of_total_variance()
    {
        var drivers = Drivers("""
            { "name": "Levels", "item": "item", "items": 40, "model": "gpt-5-mini", "tier": "batch", "spread": {},
              "phases": [ { "id": "P1", "inputTokens": { "range": [0, 8000], "level": "item" }, "outputTokens": { "range": [0, 1500], "level": "call" } } ],
              "allowances": [ { "name": "More", "inputTokensPerItem": { "range": [0, 2000], "level": "run" } } ] }
            """);

        Require(8.0 / 18.4, drivers.Levels.Run);
        Require(3.2 / 18.4, drivers.Levels.Item);
        Require(7.2 / 18.4, drivers.Levels.Call);
        Require(8.0 / 18.4, Assert.Single(drivers.Factors).Share);
        // Covariances: the phase has the items and the calls, the allowance the run.
        Assert.Equal(8.0 / 18.4, drivers.Phases[1].Share, 0.01);
    }

    /// <summary>
    /// Whether 1,000 to 3,000 tokens are there, even chances: mean 1,000 and E[x²]/2 = 13/6·10⁶, so that the variance is 7/6·10⁶, against
    /// 1/3·10⁶ of [0, 2000] beside it.
    /// </summary>
    [Fact]
    public void What_may_be_absent_is_one_factor()
    {
        var drivers = Drivers("""
            { "name": "Presence", "item": "item", "items": 1, "model": "gpt-5-mini", "tier": "batch", "spread": {},
              "phases": [ { "id": "P1", "inputTokens": 0, "outputTokens": { "range": [0, 2000], "level": "run" } } ],
              "allowances": [ { "name": "More", "outputTokensPerItem": { "range": [1000, 3000], "chance": 0.5, "level": "run" } } ] }
            """);
        var more = drivers.Factors[0];

        Require(7.0 / 9, more.Share);
        Require(2.0 / 9, drivers.Factors[1].Share);
        Assert.Equal(("absent", 0.0, "present", 2000.0), (more.Low!.At, more.Low.Value, more.High!.At, more.High.Value));
        Assert.Equal(0.002, more.SwingUsd!.Value, 2e-5);
    }

    [Fact]
    public void A_few_values_swing_from_the_least_to_the_greatest()
    {
        var factor = Assert.Single(Drivers(Given.OnePhase("""{ "discrete": [[1000, 0.9], [9000, 0.1]], "level": "run" }""")).Factors);

        Assert.Equal(("least", "greatest"), (factor.Low!.At, factor.High!.At));
        Assert.Equal(0.001, factor.SwingUsd!.Value, 1e-9);
        Require(1, factor.Share);
    }

    /// <summary>
    /// Normal deviations of $0.001 and $0.0005 with a rank correlation of 0.6, so r = 2·sin(π·0.6/6) = 0.618. In units of $0.0005 the first
    /// explains (2 + r)² = 6.854, the second (1 + 2r)² = 5, both 4 + 1 + 4r = 7.472. Shapley values (6.854 + 7.472 − 5)/2 = 4.663 and (5 +
    /// 7.472 − 6.854)/2 = 2.809.
    /// </summary>
    [Fact]
    public void Correlated_factors_share_what_they_explain_together()
    {
        var drivers = Drivers("""
            { "name": "Pair", "item": "item", "items": 1, "model": "gpt-5-mini", "tier": "batch", "spread": {},
              "phases": [ { "id": "P1", "inputTokens": { "normal": { "mean": 80000, "sd": 8000 }, "clip": [0, 160000], "level": "run" },
                            "outputTokens": { "normal": { "mean": 5000, "sd": 500 }, "clip": [0, 10000], "level": "run" } } ],
              "correlations": [ { "between": ["phases.P1.inputTokens", "phases.P1.outputTokens"], "rank": 0.6 } ] }
            """);

        Assert.All(drivers.Factors, factor => Assert.True(factor.IsCorrelated));
        Assert.Equal(["phases.P1.inputTokens", "phases.P1.outputTokens"], drivers.Factors.Select(factor => factor.Path));
        Require(4.663 / 7.472, drivers.Factors[0].Share);
        Require(2.809 / 7.472, drivers.Factors[1].Share);
        Require(0, drivers.Interactions);
        // From P5 to P15 a normal deviate is -1.2927 on average: the input's own part and the output's that goes along with it, both ways.
        Assert.Equal(2 * 1.2927 * (0.001 + 0.618 * 0.0005), drivers.Factors[0].SwingUsd!.Value, 5e-5);
    }

    /// <summary>Three alike, each pair correlated by r = 2·sin(π/12): a third of the whole each, and nothing is left.</summary>
    [Fact]
    public void Three_factors_alike_have_a_third_each()
    {
        var drivers = Drivers("""
            { "name": "Three", "item": "item", "items": 1, "model": "gpt-5-mini", "tier": "batch", "spread": {},
              "phases": [ { "id": "P1", "inputTokens": 0, "outputTokens": { "normal": { "mean": 5000, "sd": 500 }, "clip": [0, 10000], "level": "run" } },
                          { "id": "P2", "inputTokens": 0, "outputTokens": { "normal": { "mean": 5000, "sd": 500 }, "clip": [0, 10000], "level": "run" } },
                          { "id": "P3", "inputTokens": 0, "outputTokens": { "normal": { "mean": 5000, "sd": 500 }, "clip": [0, 10000], "level": "run" } } ],
              "correlations": [ { "between": ["phases.P1.outputTokens", "phases.P2.outputTokens"], "rank": 0.5 },
                                { "between": ["phases.P2.outputTokens", "phases.P3.outputTokens"], "rank": 0.5 },
                                { "between": ["phases.P1.outputTokens", "phases.P3.outputTokens"], "rank": 0.5 } ] }
            """);

        Assert.Equal(3, drivers.Factors.Count);
        Assert.All(drivers.Factors, factor => Require(1.0 / 3, factor.Share));
        // Cells of the rarest values are put together, and what that leaves out counts as an interaction.
        Assert.InRange(drivers.Interactions.Value, -0.004, 0.004);
    }

    [Fact]
    public void All_shares_add_up_to_one()
    {
        var drivers = Drivers(Given.Tickets);

        Assert.Equal(
            1, drivers.Factors.Sum(factor => factor.Share.Value) + drivers.Interactions.Value + drivers.Levels.Item.Value
                + drivers.Levels.Call.Value, 1e-12);
        Assert.Equal(1, drivers.Levels.Run.Value + drivers.Levels.Item.Value + drivers.Levels.Call.Value, 1e-12);
        Assert.Equal(1, drivers.Phases.Sum(phase => phase.Share), 1e-12);
    }

    [Fact]
    public void All_at_once_and_call_by_call_have_the_same_drivers()
    {
        var scenario = Given.FiftyAtoms;
        var choice = MethodChoice.Decide(scenario, 50, fixRun: false, exact: false, Numerics.Simd.KernelSelector.Selected);
        var results = Simulation.Run([choice.Plan, Planner.Build(scenario, 50)], new SimulationOptions(1, 4096, 2));
        var (atOnce, callByCall) = (DriversSummary.Of(results[0].Plan, results[0].Drivers!)!,
            DriversSummary.Of(results[1].Plan, results[1].Drivers!)!);

        Assert.NotNull(choice.Plan.Collapse);
        Assert.Equal(atOnce.Factors[0].Share.Value, callByCall.Factors[0].Share.Value, 0.01);
        Assert.Equal(atOnce.Levels.Item.Value, callByCall.Levels.Item.Value, 1e-4);
    }

    [Fact]
    public void Fifty_atoms_are_driven_by_the_medium_overhead_and_by_what_P4_writes()
    {
        var drivers = Drivers(Given.Scenario(Repository.Text("scenarios", "50atoms.json"), "items=5"));

        Assert.Equal(["factors.medium", "phases.P4.visibleTokens"], drivers.Factors.Take(2).Select(factor => factor.Path));
    }

    [Fact]
    public void Nothing_is_said_of_a_cost_that_does_not_vary_or_of_too_few_trials()
    {
        Assert.Null(Given.Run(Given.OnePhase("100"), 1000).Run.Drivers);
        Assert.Null(Given.Run(Sum, 200).Run.Drivers);
        Assert.NotNull(Given.Run(Sum, 256).Run.Drivers);
    }

    /// <summary>One trial in thousands costs something: without its batch nothing varies, and no share is a number.</summary>
    [Fact]
    public void Nothing_is_said_of_a_cost_that_varies_in_one_trial()
    {
        var scenario = """
            { "name": "Once", "item": "item", "items": 1, "model": "gpt-5-mini", "tier": "batch", "spread": {},
              "phases": [ { "id": "P1", "share": 0.0004, "inputTokens": [1000, 2000], "outputTokens": 10 } ] }
            """;
        var run = Given.Run(scenario, 2000).Run;

        Assert.True(run.Total.Cost.StandardDeviation > 0);
        Assert.Null(run.Drivers);
    }

    private static void Require(double expected, Estimate share) => Assert.True(
        Math.Abs(share.Value - expected) <= 2 * share.Uncertainty + 1e-3 * expected + 1e-9 && share.Uncertainty < 0.04,
        $"{share} instead of {expected}");

    private static DriversSummary Drivers(string text) => Drivers(Given.Scenario(text));

    private static DriversSummary Drivers(Scenarios.Scenario scenario) => Given.Run(scenario, Trials).Run.Drivers!;

    /// <summary>
    /// Shares are of all costs. A reviewer's rate, uniform from 1 to 9 and paid for ten units, has a hundred times the variance of the
    /// tool's, paid once: 100 in 101 parts; tokens of thousandths of a cent are noise beside them, and noise is summed up.
    /// </summary>
    [Fact]
    public void Drivers_are_of_all_costs_and_noise_is_summed_up()
    {
        var drivers = Given.Run(
            """
            {
              "name": "Noise", "item": "item", "items": 10, "model": "gpt-5-mini", "tier": "batch", "spread": { "item": 0, "call": 0 },
              "phases": [
                { "id": "work", "inputTokens": [100, 900], "outputTokens": [10.0, 10.001] },
                { "id": "person", "usdPerUnit": [1, 9] },
              ],
              "operations": [ { "name": "Tool", "usdPerRun": [1, 9] } ],
            }
            """, 4000).Run.Drivers!;
        var selection = drivers.Selection(10);

        Assert.Equal(4, drivers.Factors.Count);
        Assert.Equal("phases.person.usdPerUnit", selection.Shown[0].Path);
        Assert.Equal(100 / 101.0, selection.Shown[0].Share.Value, 0.02);
        Assert.DoesNotContain(selection.Shown, factor => factor.Path.StartsWith("phases.work", StringComparison.Ordinal));
        Assert.InRange(selection.Others, 2, 3);
        Assert.InRange(selection.OthersShare, -0.05, 0.05);
    }
}
