using CostSim.Engine.Planning;
using CostSim.Engine.Tests.Oracles;
using CostSim.Scenarios;

namespace CostSim.Engine.Tests;

/// <summary>Calls whose tokens do not come out of the sum: output caps, and prices that depend on the length of the call's input.</summary>
public class SingleCallTests
{
    private const int Trials = 20_000;

    private static readonly Scenario LongInputs = Repository.Read(
        """
        { "name": "x", "items": 3, "model": "gemini-2.5-pro", "tier": "standard", "spread": { "item": 0.3, "call": 0.4 }, "phases": [
          { "id": "a", "split": 3, "inputTokens": [150000, 260000], "visibleTokens": [500, 900], "billedPerVisible": [1.3, 2],
            "retry": { "rate": 0.3, "rounds": 2, "extraInputTokens": 20000 } } ] }
        """);

    [Fact]
    public void A_call_with_a_long_input_pays_the_long_prices_for_all_of_its_tokens()
    {
        var naive = new NaiveInterpreter(LongInputs, 3, 5).Run(Trials);

        LawCheck.AssertNone(LawCheck.Agreement(Simulated.Table(LongInputs, 3, Trials), naive, checks: 8));
    }

    [Theory]
    [InlineData(long.MaxValue)]
    [InlineData(220_000)]
    public void Another_limit_of_long_inputs_costs_otherwise(long limit)
    {
        var faulty = Faults.WithCalls(LongInputs, call => call with
        {
            Model = call.Model with
            {
                Price =
                call.Model.Price with { LongContext = call.Model.Price.LongContext! with { AboveInputTokens = limit } }
            },
        });
        var naive = new NaiveInterpreter(LongInputs, 3, 5).Run(Trials);

        Assert.NotEmpty(LawCheck.Agreement(Simulated.Table(faulty, 3, Trials), naive, checks: 8));
    }

    [Fact]
    public void The_absolute_range_has_the_price_that_holds_at_each_end()
    {
        var support = Planner.Build(LongInputs, 1).Support;

        Assert.Equal(3 * (150_000 * 1.25e-6 + 500 * 1.3 * 10e-6), support.Cost.Min, 1e-9);
        Assert.Equal((3 + 6) * (260_000 * 2.5e-6 + 900 * 2 * 15e-6) + 6 * 20_000 * 2.5e-6, support.Cost.Max, 1e-9);
    }

    [Fact]
    public void A_cap_that_no_call_reaches_changes_no_bit()
    {
        var free = Repository.FiftyAtoms();
        var capped = Repository.FiftyAtoms(null, "phases.P4.maxOutputTokens=7200");
        Plan[] plans = [Planner.Build(free, 1), Planner.Build(capped, 1)];
        var simulated = Simulated.Run(plans, 2_000);

        Assert.Equal(simulated.Steps(0, Measure.Cost, 0), simulated.Steps(0, Measure.Cost, 1));
        Assert.All(plans[1].Phases[2].Sources, source => Assert.Null(source.OneByOne));
    }

    [Fact]
    public void A_cap_is_the_greatest_output_of_a_call()
    {
        var scenario = Repository.Read(
            """
            { "name": "x", "items": 1, "model": "gpt-5", "tier": "batch", "spread": { "call": 1 }, "phases": [
              { "id": "a", "inputTokens": 10, "visibleTokens": [100, 400], "billedPerVisible": [1.5, 4], "maxOutputTokens": 700 } ] }
            """);
        var plan = Planner.Build(scenario, 1);
        var simulated = Simulated.Run(plan, Trials);
        var output = simulated.Table()[1, Measure.OutputTokens];
        var cut = output.Count(tokens => tokens == 700);

        Assert.Equal(700, output.Max());
        Assert.InRange(cut, Trials / 10, Trials);
        Assert.Equal((double)cut / Trials, simulated.Aggregates[0].CutCallsMean(0), 1e-12);
        Assert.Equal(700, plan.Support.OutputTokens.Max);
    }
}
