using CostSim.Engine.Execution;
using CostSim.Engine.Planning;
using CostSim.Engine.Tests.Oracles;
using CostSim.Numerics.Simd;

namespace CostSim.Engine.Tests.Execution;

/// <summary>Steps of tokens that would swallow a phase.</summary>
public class TokenStepsTests
{
    /// <summary>Ten decades at run level: the greatest that can be drawn is 1e23 tokens in a run.</summary>
    private const string Wide = """
        { "name": "Wide", "items": 3000, "model": "gpt-4.1-mini", "tier": "batch", "spread": {},
          "phases": [ { "id": "write", "inputTokens": [900, 1400], "outputTokens": [180, 420] },
                      { "id": "review", "inputTokens": 1000, "outputTokens": { "90%": [1e-5, 1e5], "level": "run" } } ] }
        """;

    [Fact]
    public void A_step_that_swallows_a_phase_is_refused_with_what_is_too_large_and_what_to_write()
    {
        var scenario = Repository.Read(Wide);
        // Without the check it would be a step or none, in every trial.
        var block = BlockEvaluator.Create(Planner.Build(scenario, 3000), 1, KernelSelector.Selected).Evaluate(0, 16);
        Assert.All(block.Phase(0, Measure.InputTokens).ToArray(), steps => Assert.InRange(steps, 0, 1));

        var refused = Assert.Throws<ScenarioTooLargeException>(
            () => MethodChoice.Decide(scenario, 3000, fixRun: false, exact: false, KernelSelector.Selected));

        Assert.Contains("review can come to", refused.Message, StringComparison.Ordinal);
        Assert.Contains("write usually has", refused.Message, StringComparison.Ordinal);
        Assert.Contains("\"truncate\"", refused.Message, StringComparison.Ordinal);
    }

    /// <summary>
    /// An item of four million units is not drawn but expected: 4e6 × 1,150 input tokens, in each of 3,000 items, are 1.38e13.
    /// </summary>
    [Fact]
    public void Usual_tokens_of_millions_of_units_are_expected()
    {
        var scenario = Repository.Read(Wide
            .Replace("\"id\": \"write\",", "\"id\": \"write\", \"split\": 4000000,", StringComparison.Ordinal)
            .Replace("[900, 1400]", "{ \"range\": [900, 1400], \"level\": \"call\" }", StringComparison.Ordinal));

        var refused = Assert.Throws<ScenarioTooLargeException>(
            () => MethodChoice.Decide(scenario, 3000, fixRun: false, exact: false, KernelSelector.Selected));

        Assert.Contains("too coarse for the 1.4e+13 input tokens that write usually has", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void With_an_end_it_is_run()
    {
        var scenario = Repository.Read(Wide.Replace("[1e-5, 1e5],", "[1e-5, 1e5], \"truncate\": [0, 1e6],", StringComparison.Ordinal));
        var choice = MethodChoice.Decide(scenario, 3000, fixRun: false, exact: false, KernelSelector.Selected);
        var block = BlockEvaluator.Create(choice.Plan, 1, KernelSelector.Selected).Evaluate(0, 16);

        Assert.All(block.Phase(0, Measure.InputTokens).ToArray(),
            steps => Assert.InRange(steps * choice.Plan.TokensPerStep, 3000 * 900, 3000 * 1400));
    }

    /// <summary>Large runs have coarse steps as well, and more of everything.</summary>
    [Fact]
    public void A_run_that_is_large_in_all_its_phases_is_not_refused()
    {
        var plan = Planner.Build(Repository.FiftyAtoms(), Planner.ItemsMax);

        Assert.True(plan.TokenBits < 0);
        TokenSteps.Require(plan, KernelSelector.Selected);
    }
}
