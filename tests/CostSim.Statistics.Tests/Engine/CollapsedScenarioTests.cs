using CostSim.Engine;
using CostSim.Engine.Planning;
using CostSim.Engine.Tests.Oracles;
using CostSim.Numerics.Simd;

namespace CostSim.Statistics.Tests.Engine;

/// <summary>Generated scenarios of a few hundred items: where all items are drawn at once, the law is that of call by call.</summary>
[Trait("Category", "Statistics")]
public class CollapsedScenarioTests
{
    private const int First = 5_000;
    private const int Scenarios = 420;
    private const int AtOnceMin = 200;
    private const long Items = 300;
    private const int Trials = 4_000;

    /// <summary>At most so many measures are compared in all.</summary>
    private const int Checks = Scenarios * 10 * 4;

    [Fact]
    public void All_items_at_once_have_the_law_of_call_by_call()
    {
        var findings = new List<string>();
        var atOnce = 0;
        for (var number = First; number < First + Scenarios; number++)
        {
            var scenario = ScenarioGenerator.Make(number);
            var choice = MethodChoice.Decide(scenario, Items, fixRun: false, exact: false, KernelSelector.Selected);
            if (choice.Plan.Collapse is null)
                continue;
            atOnce++;
            // Different seeds: with one, both would draw the same run-level factors, and the samples would not be independent.
            var exact = Simulated.Run(Planner.Build(scenario, Items), Trials, seed: 8).Table();
            var fast = Simulated.Run(choice.Plan, Trials, seed: 9).Table();
            findings.AddRange(LawCheck.Agreement(fast, exact, Checks).Select(finding => $"scenario {number}: {finding}"));
        }

        LawCheck.AssertNone(findings);
        Assert.True(atOnce >= AtOnceMin, $"only {atOnce} of {Scenarios} scenarios were drawn at once");
    }
}
