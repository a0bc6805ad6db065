using CostSim.Engine.Checks;
using CostSim.Engine.Planning;
using CostSim.Engine.Tests.Oracles;
using CostSim.Engine.Tests.Oracles.Law;
using CostSim.Numerics.Statistics;
using CostSim.Scenarios;

namespace CostSim.Engine.Tests.Planning.Collapse;

/// <summary>
/// Scenarios whose law is easily missed where all items are drawn at once: chances that differ between items, one name in two places, what is rare, heavy or absent at its centre. As it
/// is drawn by default, each has the law of call by call. Items are as many as call by call can draw in a second.
/// </summary>
public class LawCaseTests
{
    /// <summary>Two samples have to agree on what is wrong: of one alone, one in twenty has a score beyond this by chance, somewhere.</summary>
    private const double ScoreMax = 4;
    private const double Draws = 2.5e8;
    private const int TrialsMax = 1 << 15;

    public static TheoryData<string, long> Cases => new()
    {
        { "item-level-share", 3_000 },
        { "item-level-share", 30 },
        { "one-name-in-keep-and-share", 3_000 },
        { "one-name-in-keep-and-share", 100 },
        { "one-name-in-share-and-rate", 3_000 },
        { "one-name-in-share-and-rate", 100 },
        { "absent-at-its-centre", 200 },
        { "rare-phase-of-large-calls", 300_000 },
        { "rare-phase-without-run-factors", 100_000 },
        { "one-share-in-three-phases", 3_000 },
        { "item-factors-by-label", 3_000 },
        { "item-factors-by-label", 300 },
        { "rare-phase-retried-ten-times", 5_000 },
    };

    [Theory]
    [MemberData(nameof(Cases))]
    public void The_default_has_the_law_of_call_by_call(string name, long items)
    {
        var scenario = Repository.Law(name);
        var (choice, exact) = (LawTrial.Choose(scenario, items), LawTrial.CallByCall(scenario, items));

        Assert.InRange(choice.Error, 0, LawTrial.StatedMax);
        if (choice.Plan.Collapse is not null)
            AssertNone(Confirmed(choice.Plan, exact, choice.Error), choice);
    }

    /// <summary>The comparison raises no false alarm: call by call against itself, with other items and calls.</summary>
    [Theory]
    [MemberData(nameof(Cases))]
    public void Call_by_call_has_the_law_of_call_by_call(string name, long items)
    {
        var exact = LawTrial.CallByCall(Repository.Law(name), items);

        Assert.Empty(Confirmed(exact, exact, 0));
    }

    /// <summary>Budgets between the two laws: what the default draws decides whether a check passes.</summary>
    [Theory]
    [InlineData("item-level-share", 13.3)]
    [InlineData("one-name-in-share-and-rate", 42.5)]
    public void A_check_decides_as_call_by_call_does(string name, double budget)
    {
        const long Items = 50_000;
        var scenario = Repository.Law(name);
        var choice = LawTrial.Choose(scenario, Items);
        var (byDefault, exact) = (Check(choice.Plan, budget), Check(LawTrial.CallByCall(scenario, Items), budget));

        Assert.Equal(Verdict.Fail, exact.Verdict);
        Assert.Equal(exact.Verdict, byDefault.Verdict);
        Assert.True(
            byDefault.Probability.Low <= exact.Probability.High && exact.Probability.Low <= byDefault.Probability.High,
            $"P(cost <= {budget}) is {byDefault.Probability} by default, {exact.Probability} call by call");
    }

    /// <summary>The comparison can fail: laws that err as collapses once did are caught, each where it matters.</summary>
    [Theory]
    [InlineData(nameof(LawFaults.NamesNotShared), "one-name-in-keep-and-share", 3_000)]
    [InlineData(nameof(LawFaults.NamesNotShared), "one-name-in-share-and-rate", 3_000)]
    [InlineData(nameof(LawFaults.NamesNotShared), "one-share-in-three-phases", 3_000)]
    [InlineData(nameof(LawFaults.NamesNotShared), "item-factors-by-label", 3_000)]
    [InlineData(nameof(LawFaults.ChancesByMidpoints), "item-level-share", 3_000)]
    [InlineData(nameof(LawFaults.TailsCut), "absent-at-its-centre", 200)]
    [InlineData(nameof(LawFaults.TailsCut), "rare-phase-of-large-calls", 300_000)]
    [InlineData(nameof(LawFaults.TailsCut), "rare-phase-without-run-factors", 100_000)]
    [InlineData(nameof(LawFaults.TailsCut), "rare-phase-retried-ten-times", 5_000)]
    [InlineData(nameof(LawFaults.RaresCommoner), "rare-phase-without-run-factors", 100_000)]
    public void A_fault_of_the_law_is_caught(string fault, string name, long items)
    {
        var scenario = Repository.Law(name);

        Assert.NotEmpty(Confirmed(LawTrial.CallByCall(LawFaults.Make(fault, scenario), items), LawTrial.CallByCall(scenario, items), 0));
    }

    /// <summary>What differs in one sample and in a second one, in the same place and to the same side.</summary>
    private static List<LawDifference> Confirmed(Plan tested, Plan exact, double stated)
    {
        var trials = PairedTrials.Affordable(exact, Draws, TrialsMax);
        var first = LawComparison.Differences(PairedTrials.Draw(tested, exact, trials, seed: 11), ScoreMax, stated);
        if (first.Count == 0)
            return first;
        var again = LawComparison.Differences(PairedTrials.Draw(tested, exact, trials, seed: 12), ScoreMax, stated).Select(difference => difference.Cell).ToHashSet();
        return [.. first.Where(difference => again.Contains(difference.Cell))];
    }

    private static void AssertNone(List<LawDifference> differences, MethodChoice choice) => Assert.True(
        differences.Count == 0, $"{differences.Count} differences, {choice.Error:0.#e+0} stated:\n{string.Join("\n", differences)}\n{string.Join("\n", choice.Reasons)}");

    private static PolicyFinding Check(Plan plan, double budget) =>
        PolicyCheck.Run(plan, [new Policy("--budget", new Limit(budget, 0.95))], Looks.UpTo(1 << 12), new SimulationOptions(1, 1, 2)).Findings[0];
}
