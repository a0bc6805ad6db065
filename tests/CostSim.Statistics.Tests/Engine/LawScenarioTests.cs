using CostSim.Engine.Planning;
using CostSim.Engine.Tests.Oracles.Law;

namespace CostSim.Statistics.Tests.Engine;

/// <summary>
/// A thousand generated scenarios as they are drawn by default, against call by call: mean, deviation and percentiles of every measure of
/// the run and of each phase. Those that the default draws call by call have nothing to compare; how many are drawn at once is asked for
/// too, or a method that refuses everything would pass.
/// </summary>
[Trait("Category", "Statistics")]
public class LawScenarioTests
{
    private const int Scenarios = 1_000;

    /// <summary>So many are drawn at once.</summary>
    private const int AtOnceMin = 150;

    /// <summary>Scenarios that the comparison is tried on with call by call on both sides.</summary>
    private const int Alike = 200;
    private const double Draws = 1.2e7;
    private const int TrialsMax = 1 << 12;

    private static readonly ParallelOptions Parallelism = new() { MaxDegreeOfParallelism = Environment.ProcessorCount };

    [Fact]
    public void The_default_has_the_law_of_call_by_call()
    {
        var (findings, atOnce) = (new string?[Scenarios], 0);
        Parallel.For(0, Scenarios, Parallelism, number =>
        {
            var scenario = LawGenerator.Make(number);
            // What is refused for amounts of too many decades is drawn by no method.
            if (LawTrial.ChooseUnlessTooLarge(scenario) is not { Plan.Collapse: not null } choice)
                return;
            Interlocked.Increment(ref atOnce);
            var exact = LawTrial.CallByCall(scenario, scenario.Items);
            var differences = LawTrial.Differences(
                choice, exact, PairedTrials.Affordable(exact, Draws, TrialsMax), seed: 31, LawComparison.ScoreMax);
            if (choice.Error > LawTrial.StatedMax)
                findings[number] = FormattableString.Invariant(
                    $"scenario {number} is drawn at once with a stated error of {choice.Error:g2}");
            else if (differences.Count > 0)
                findings[number] = LawTrial.Report(number, scenario, differences);
        });
        var wrong = Enumerable.Range(0, Scenarios).Where(number => findings[number] is not null).ToList();

        Assert.True(wrong.Count == 0,
            $"{wrong.Count} of {atOnce} scenarios drawn at once are wrong; "
                + $"{Tally(wrong)}\n{string.Join("\n", wrong.Select(number => findings[number]))}");
        Assert.InRange(atOnce, AtOnceMin, Scenarios);
    }

    /// <summary>The comparison raises no false alarm: call by call against itself, with other items and calls.</summary>
    [Fact]
    public void Call_by_call_has_the_law_of_call_by_call()
    {
        var findings = new string?[Alike];
        Parallel.For(0, Alike, Parallelism, number =>
        {
            var scenario = LawGenerator.Make(number);
            var exact = Planner.Build(scenario, scenario.Items);
            var differences = LawComparison.Differences(
                PairedTrials.Draw(exact, exact, PairedTrials.Affordable(exact, Draws / 4, TrialsMax), seed: 32), LawComparison.ScoreMax, 0);
            if (differences.Count > 0)
                findings[number] = LawTrial.Report(number, scenario, differences);
        });

        Assert.Empty(findings.OfType<string>());
    }

    /// <summary>
    /// What the wrong scenarios have more often than others: how often each construct and pair of places is among them, of how many.
    /// </summary>
    private static string Tally(IReadOnlyList<int> wrong)
    {
        string[] Of(int number) => LawTrial.Holds(number, LawGenerator.Make(number)).Split(", ");
        var all = Enumerable.Range(0, Scenarios).SelectMany(Of).CountBy(name => name).ToDictionary();
        return string.Join(", ",
            wrong.SelectMany(Of).CountBy(name => name).OrderByDescending(each => (double)each.Value / all[each.Key]).Select(
                each => $"{each.Key} {each.Value} of {all[each.Key]}"));
    }
}
