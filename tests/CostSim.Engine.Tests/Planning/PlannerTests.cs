using CostSim.Engine.Planning;
using CostSim.Engine.Tests.Oracles;
using CostSim.Scenarios;

namespace CostSim.Engine.Tests.Planning;

public class PlannerTests
{
    public static TheoryData<int> Numbers => [.. Enumerable.Range(0, 64)];

    [Theory]
    [MemberData(nameof(Numbers))]
    public void No_trial_of_a_generated_scenario_leaves_the_supports(int number)
    {
        var scenario = ScenarioGenerator.Make(number);
        var plan = Planner.Build(scenario, scenario.Items);
        var result = Simulated.Run(plan, 2_000).Aggregates[0];

        foreach (var measure in Measures.OfTokens)
        {
            AssertInside(plan.Support[measure], plan.Drawable[measure], result.Total(measure));
            for (var p = 0; p < plan.Phases.Count; p++)
            {
                var phase = plan.Phases[p];
                AssertInside(
                    (phase.SupportPerItem * plan.Items)[measure], (phase.DrawablePerItem * plan.Items)[measure], result.Phase(p, measure));
            }
        }
    }

    [Fact]
    public void Supports_are_attained()
    {
        var scenario = Repository.Read(
            """
            { "name": "x", "items": 2, "model": "gpt-5", "tier": "batch", "spread": {}, "phases": [
              { "id": "a", "split": 2, "keep": 0.5, "inputTokens": { "discrete": [[100, 0.5], [300, 0.5]], "level": "call" }, "outputTokens": 7 },
              { "id": "b", "share": 0.5, "inputTokens": 10, "outputTokens": 1, "retry": { "rate": 0.5, "rounds": 2, "capPerItem": 2 } } ] }
            """);
        var plan = Planner.Build(scenario, 2);
        var result = Simulated.Run(plan, 50_000).Aggregates[0];

        Assert.Equal(new Bounds(400, 1_200 + 2 * 4 * 10), plan.Support.InputTokens);
        Assert.Equal(new Bounds(4, 4 + 2 * 4), plan.Support.Calls);
        foreach (var measure in Measures.OfTokens)
        {
            var (aggregate, support) = (result.Total(measure), plan.Support[measure]);
            Assert.Equal(support.Min, aggregate.Moments.Min * aggregate.UnitsPerStep, support.Min * 1e-9);
            Assert.Equal(support.Max, aggregate.Moments.Max * aggregate.UnitsPerStep, support.Max * 1e-9);
        }
    }

    /// <summary>A refusal in five, a thousand times in a row, never comes: the plan ends before, and only its bounds know of it.</summary>
    [Fact]
    public void Rounds_that_no_call_reaches_are_not_planned()
    {
        var (many, enough, few) = (Retried(1_000), Retried(60), Retried(3));

        Assert.InRange(many.Phases[0].Passage.Pools[0].Retry!.Streams.Count, 40, 60);
        Assert.Equal(1_001 * 50_000.0, many.Support.Calls.Max);
        Assert.Equal(Calls(enough), Calls(many));
        Assert.NotEqual(Calls(few), Calls(many));

        static Plan Retried(int rounds) => Planner.Build(Repository.Read(
            $$"""
            { "name": "x", "items": 50000, "model": "gpt-5-mini", "tier": "batch", "spread": {}, "phases": [
              { "id": "a", "inputTokens": 1000, "outputTokens": 10, "retry": { "rate": [0.05, 0.2], "rounds": {{rounds}} } } ] }
            """), 50_000);

        static long[] Calls(Plan plan) => Simulated.Run(plan, 100).Steps(0, Measure.Calls);
    }

    [Theory]
    [InlineData("{}")]
    [InlineData("""{ "item": 0.5, "call": 0.5 }""")]
    public void Supports_are_approached(string spread)
    {
        var scenario = Repository.Read(
            $$"""
            { "name": "x", "items": 1, "model": "gpt-5", "tier": "batch", "spread": {{spread}},
              "phases": [ { "id": "a", "inputTokens": [100, 300], "outputTokens": 0 } ] }
            """);
        var tokens = Simulated.Run(Planner.Build(scenario, 1), 100_000).Aggregates[0].Total(Measure.InputTokens);

        Assert.InRange(tokens.Moments.Min * tokens.UnitsPerStep, 100 - 0.004, 101);
        Assert.InRange(tokens.Moments.Max * tokens.UnitsPerStep, 297, 300 + 0.004);
    }

    [Fact]
    public void What_has_no_upper_end_is_unlimited_where_it_is_billed_and_nowhere_else()
    {
        var plan = Planner.Build(
            Repository.Read(
                """
                { "name": "x", "items": 3, "model": "gpt-5", "tier": "batch", "spread": { "call": 0.4 }, "phases": [
                  { "id": "a", "inputTokens": [100, 300], "visibleTokens": 7, "reasoningTokens": { "90%": [100, 900] } },
                  { "id": "b", "inputTokens": [100, 300], "outputTokens": 7 },
                  { "id": "c", "share": 0, "inputTokens": { "90%": [100, 900] }, "outputTokens": 7 } ] }
                """),
            3);

        Assert.Equal(double.PositiveInfinity, plan.Support.OutputTokens.Max);
        Assert.Equal(double.PositiveInfinity, plan.Support.Cost.Max);
        Assert.Equal(new Bounds(600, 1_800), plan.Support.InputTokens);
        Assert.Equal(3 * (7 + 7), plan.Support.OutputTokens.Min);
        Assert.Equal(new Bounds(100, 300), plan.Phases[1].SupportPerItem.InputTokens);
        Assert.Equal(MeasureBounds.Zero, plan.Phases[2].SupportPerItem);
        Assert.True(double.IsFinite(plan.Drawable.Cost.Max));
    }

    [Theory]
    [InlineData(1, 8)]
    [InlineData(10_000_000, -4)]
    [InlineData(Planner.ItemsMax, -13)]
    public void The_rounding_step_of_tokens_leaves_room_for_any_cost(long items, int bits)
    {
        var plan = Planner.Build(
            Repository.Read(
                """
                { "name": "x", "items": 1, "model": "gpt-5", "tier": "batch", "spread": {}, "phases": [
                  { "id": "a", "split": 60, "inputTokens": [2000, 4500], "visibleTokens": [800, 1800], "billedPerVisible": [2, 4] } ] }
                """),
            items);

        Assert.Equal(bits, plan.TokenBits);
        Assert.InRange(2 * plan.Drawable.Cost.Max / plan.UsdPerCostStep, 1, Math.Pow(2, 62)); // twice: the standard tier shares the step
        Assert.Equal(items * 60, plan.Support.Calls.Max);
    }

    [Fact]
    public void The_rounding_step_is_that_of_the_dearest_tier_of_all_models()
    {
        var batch = Planner.Build(Repository.FiftyAtoms(), 2_000_000);
        var standard = Planner.Build(Repository.FiftyAtoms(Tier.Standard), 2_000_000);
        var cheap = Planner.Build(Repository.FiftyAtoms(null, "model=gpt-5-nano"), 2_000_000);

        Assert.Equal(batch.TokenBits, standard.TokenBits);
        Assert.InRange(batch.TokenBits, -8, cheap.TokenBits - 1);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(-1)]
    [InlineData(Planner.ItemsMax + 1)]
    public void Items_outside_of_their_range_are_refused(long items) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => Planner.Build(Repository.FiftyAtoms(), items));

    [Fact]
    public void A_held_run_changes_no_support()
    {
        var free = Planner.Build(Repository.FiftyAtoms(), 1);
        var held = Planner.Build(Repository.FiftyAtoms(), 1, fixRun: true);

        Assert.Equal(free.Support, held.Support);
        Assert.All(held.RunDraws, draw => Assert.Equal(draw.Quantile.Min, draw.Quantile.Max));
    }

    /// <summary>Inside the support by the law; floats may step over an end by a few of their last bits, rounding by a step.</summary>
    private static void AssertInside(Bounds support, Bounds drawable, Engine.Aggregation.MeasureAggregate aggregate)
    {
        var (min, max) = (aggregate.Moments.Min * aggregate.UnitsPerStep, aggregate.Moments.Max * aggregate.UnitsPerStep);
        var slack = aggregate.UnitsPerStep == 1 ? 0 : Sample.FloatError * max + 1e-5 / 32;
        Assert.InRange(min, support.Min - slack, support.Max + slack);
        Assert.InRange(max, support.Min - slack, support.Max + slack);
        Assert.InRange(max, drawable.Min - slack, drawable.Max + slack);
    }
}
