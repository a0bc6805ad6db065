using CostSim.Engine.Planning;
using CostSim.Engine.Tests.Oracles.Law;
using CostSim.Scenarios;

namespace CostSim.Engine.Tests;

/// <summary>
/// Generated scenarios as they are drawn by default, against call by call: mean, deviation and percentiles of every measure of the run and
/// of each phase. The slow tests take a thousand.
/// </summary>
public class LawScenarioTests
{
    /// <summary>A few of the thousand, alternately few constructs and most of them.</summary>
    private const int Scenarios = 40;
    private const int First = 100_000;

    /// <summary>So many of them are drawn at once: fewer, and the method refuses what it drew before.</summary>
    private const int AtOnceMin = 8;
    private const double Draws = 5e6;
    private const int TrialsMax = 2_048;

    public static TheoryData<int> Numbers => [.. Enumerable.Range(First, Scenarios)];

    [Theory]
    [MemberData(nameof(Numbers))]
    public void The_default_has_the_law_of_call_by_call(int number)
    {
        var scenario = LawGenerator.Make(number);
        var choice = LawTrial.Choose(scenario, scenario.Items);
        if (choice.Plan.Collapse is null)
            return;
        var exact = LawTrial.CallByCall(scenario, scenario.Items);
        var differences = LawTrial.Differences(
            choice, exact, PairedTrials.Affordable(exact, Draws, TrialsMax), seed: 21, LawComparison.ScoreMax);

        Assert.InRange(choice.Error, 0, LawTrial.StatedMax);
        Assert.True(differences.Count == 0, LawTrial.Report(number, scenario, differences));
    }

    [Fact]
    public void Enough_of_them_are_drawn_at_once() =>
        Assert.InRange(Enumerable.Range(First, Scenarios).Count(IsAtOnce), AtOnceMin, Scenarios);

    /// <summary>The comparison raises no false alarm: call by call against itself, with other items and calls.</summary>
    [Theory]
    [MemberData(nameof(Numbers))]
    public void Call_by_call_has_the_law_of_call_by_call(int number)
    {
        var scenario = LawGenerator.Make(number);

        Assert.Empty(Compare(scenario, scenario));
    }

    /// <summary>The comparison can fail: each fault is caught in three scenarios or more of the first that have what it spoils.</summary>
    [Theory]
    [InlineData(nameof(LawFaults.NamesNotShared), "\"d0\"")]
    [InlineData(nameof(LawFaults.ChancesAtTheirMean), "\"d0\"")]
    [InlineData(nameof(LawFaults.TailsCut), "\"lognormal\"")]
    [InlineData(nameof(LawFaults.UnitsAtTheirMiddle), "\"make")]
    [InlineData(nameof(LawFaults.CapsForgotten), "capPerItem")]
    [InlineData(nameof(LawFaults.LongCallsAtShortPrices), "gemini")]
    [InlineData(nameof(LawFaults.ItemsAlike), "\"item\"")]
    [InlineData(nameof(Oracles.Faults.NothingIsCut), "maxOutputTokens")]
    [InlineData(nameof(Oracles.Faults.RoundedCountsDrawn), "rounded")]
    [InlineData(nameof(Oracles.Faults.NothingIsCached), "cached")]
    public void A_fault_of_the_law_is_caught(string fault, string spoilt)
    {
        var some = Enumerable.Range(First, 1_000).Where(number => LawGenerator.Text(number).Contains(spoilt, StringComparison.Ordinal))
            .Take(Scenarios);
        var caught = some.Where(number =>
        {
            var scenario = LawGenerator.Make(number);
            return Compare(LawFaults.Make(fault, scenario), scenario).Count > 0;
        });

        Assert.Equal(3, caught.Take(3).Count());
    }

    private static List<LawDifference> Compare(Scenario tested, Scenario reference)
    {
        var exact = LawTrial.CallByCall(reference, reference.Items);
        var trials = PairedTrials.Affordable(exact, Draws, TrialsMax);
        return LawComparison.Differences(
            PairedTrials.Draw(Planner.Build(tested, reference.Items), exact, trials, seed: 22), LawComparison.ScoreMax, 0);
    }

    private static bool IsAtOnce(int number) =>
        LawGenerator.Make(number) is var scenario && LawTrial.Choose(scenario, scenario.Items).Plan.Collapse is not null;
}
