using CostSim.Engine;
using CostSim.Engine.Planning;
using CostSim.Engine.Planning.Collapse;
using CostSim.Engine.Tests.Oracles;
using CostSim.Engine.Tests.Oracles.Law;
using CostSim.Numerics.Simd;

namespace CostSim.Statistics.Tests.Engine;

/// <summary>
/// Generated scenarios of a few hundred items: drawn at once, they have the law of call by call. All that can be drawn at once are, also
/// those that planning would refuse: its tolerance is far finer than what so many trials can tell.
/// </summary>
[Trait("Category", "Statistics")]
public class CollapsedScenarioTests
{
    private const int First = 5_000;
    private const int Scenarios = 500;
    private const int AtOnceMin = 200;
    private const long Items = 200;

    /// <summary>On the same run-level draws these tell more than three times as many on draws of their own.</summary>
    private const int Trials = 1_024;

    private static readonly ParallelOptions Parallelism = new() { MaxDegreeOfParallelism = Environment.ProcessorCount };

    [Fact]
    public void All_items_at_once_have_the_law_of_call_by_call()
    {
        var findings = new IReadOnlyList<string>?[Scenarios];
        Parallel.For(0, Scenarios, Parallelism, index => findings[index] = Compare(First + index));
        var atOnce = findings.Count(each => each is not null);

        LawCheck.AssertNone([.. findings.OfType<IReadOnlyList<string>>().SelectMany(each => each)]);
        Assert.True(atOnce >= AtOnceMin, $"only {atOnce} of {Scenarios} scenarios were drawn at once");
    }

    /// <summary>What differs; null where items are not drawn at once.</summary>
    private static IReadOnlyList<string>? Compare(int number)
    {
        var plan = Planner.Build(ScenarioGenerator.Make(number), Items);
        if (CollapsePlanner.Build(plan).Collapse is not { } collapse
            || MeanGuard.Missed(plan with { Collapse = collapse }, KernelSelector.Selected) is not null)
            return null;
        return
        [
            .. LawComparison.Differences(
                PairedTrials.Draw(plan with { Collapse = collapse }, plan, Trials, seed: 8), LawComparison.ScoreMax, MethodChoice.Tolerance)
                .Select(difference => $"scenario {number}: {difference}"),
        ];
    }
}
