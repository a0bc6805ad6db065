using CostSim.Engine.Checks;
using CostSim.Engine.Planning;
using CostSim.Engine.Tests.Oracles;
using CostSim.Engine.Tests.Oracles.Law;
using CostSim.Numerics.Statistics;
using CostSim.Scenarios;

namespace CostSim.Engine.Tests.Planning.Collapse;

/// <summary>
/// Scenarios whose law is easily missed have the law of call by call as they are drawn by default. The slow tests find no false alarm in
/// the comparison.
/// </summary>
public class LawCaseTests
{
    public static TheoryData<string, long> Cases
    {
        get
        {
            var cases = new TheoryData<string, long>();
            foreach (var one in LawCase.All)
                cases.Add(one.Name, one.Items);
            return cases;
        }
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void The_default_has_the_law_of_call_by_call(string name, long items)
    {
        var one = LawCase.All.Single(each => (each.Name, each.Items) == (name, items));
        var choice = LawTrial.Choose(one.Scenario, items);
        Assert.InRange(choice.Error, 0, LawTrial.StatedMax);
        if (choice.Plan.Collapse is null)
            return;
        var differences = one.Differences(choice.Plan, LawTrial.CallByCall(one.Scenario, items), choice.Error);

        Assert.True(differences.Count == 0,
            $"{differences.Count} differences, {choice.Error:0.#e+0} "
                + $"stated:\n{string.Join("\n", differences)}\n{string.Join("\n", choice.Reasons)}");
    }

    /// <summary>Their tables have two axes, and the comparison above is one with call by call only where tables are used.</summary>
    [Theory]
    [InlineData("two-inputs-near-a-price-step")]
    [InlineData("two-varied-inputs-near-a-price-step")]
    [InlineData("long-and-cut-calls")]
    [InlineData("inputs-long-in-some-runs")]
    public void Thresholds_of_two_products_are_drawn_at_once(string name) =>
        Assert.NotNull(LawTrial.Choose(Repository.Law(name), LawCase.Of(name).Items).Plan.Collapse);

    /// <summary>Budgets between the two laws: what the default draws decides whether a check passes.</summary>
    [Theory]
    [InlineData("item-level-share", 13.3)]
    [InlineData("one-name-in-share-and-rate", 42.5)]
    public void A_check_decides_as_call_by_call_does(string name, double budget)
    {
        const long Items = 50_000;
        var scenario = Repository.Law(name);
        var (byDefault, exact) = (Check(LawTrial.Choose(scenario, Items).Plan, budget),
            Check(LawTrial.CallByCall(scenario, Items), budget));

        Assert.Equal(Verdict.Fail, exact.Verdict);
        Assert.True(
            byDefault.Verdict == exact.Verdict && byDefault.Probability.Low <= exact.Probability.High
                && exact.Probability.Low <= byDefault.Probability.High,
            $"P(cost <= {budget}) is {byDefault.Probability}, {byDefault.Verdict}, by default; {exact.Probability}, {exact.Verdict}, call "
                + $"by call");
    }

    /// <summary>The comparison can fail: laws that err as collapses once did are caught, each where it matters.</summary>
    [Theory]
    [InlineData(nameof(LawFaults.NamesNotShared), "one-name-in-keep-and-share")]
    [InlineData(nameof(LawFaults.NamesNotShared), "one-name-in-share-and-rate")]
    [InlineData(nameof(LawFaults.NamesNotShared), "one-share-in-three-phases")]
    [InlineData(nameof(LawFaults.ChancesByMidpoints), "item-level-share")]
    [InlineData(nameof(LawFaults.TailsCut), "absent-at-its-centre")]
    [InlineData(nameof(LawFaults.TailsCut), "rare-phase-without-run-factors")]
    [InlineData(nameof(LawFaults.RaresCommoner), "rare-phase-without-run-factors")]
    public void A_fault_of_the_law_is_caught(string fault, string name)
    {
        var one = LawCase.Of(name);

        Assert.NotEmpty(
            one.Differences(
                LawTrial.CallByCall(LawFaults.Make(fault, one.Scenario), one.Items), LawTrial.CallByCall(one.Scenario, one.Items), 0));
    }

    private static PolicyFinding Check(Plan plan, double budget) =>
        PolicyCheck.Run(
            plan, [new Policy("--budget", new Limit(budget, 0.95))], Looks.UpTo(1 << 12), new SimulationOptions(1, 1, 2)).Findings[0];
}
