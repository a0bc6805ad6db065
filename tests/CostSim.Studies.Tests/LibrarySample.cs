using CostSim.Engine.Checks;
using CostSim.Scenarios;

namespace CostSim.Studies.Tests;

/// <summary>The code of docs/library.md, between the two marks.</summary>
internal static class LibrarySample
{
    public static void Show(string file, TextWriter output)
    {
        // begin
        // Every error of the file, with line and column, is in the message of the ScenarioException that this throws.
        var scenario = Scenario.Read(file);

        // The band: P50 to commit, P95 to reserve, in USD, each with its 95 % interval.
        var run = Study.Run(scenario, new RunOptions { Trials = 100_000 }).Summary.Runs[0];
        var (p50, p95) = (run.Total.Whole["P50"]!.Value, run.Total.Whole["P95"]!.Value);
        output.WriteLine($"P50 ${p50.Value:F2}, P95 ${p95.Value:F2} (${p95.Low:F2} to ${p95.High:F2})");

        // What drives it: shares of the variance of the cost.
        foreach (var driver in run.Drivers!.Selection(most: 3).Shown)
            output.WriteLine($"{driver.Path}: {driver.Share.Value:P0}");

        // Whether a budget holds, with as many trials as it takes to know.
        var check = Study.Check([CheckedCase.Of(scenario, scenario.Items, [new Policy("budget", new Limit(230, 0.95))])]);
        output.WriteLine($"230 dollars with 95 %: {check.Verdict}");

        // What a change is worth, trial by trial on the same draws.
        var changed = Scenario.Read(file, ["phases.P4.retry.rate=[0,0.1]"]);
        var compared = Study.Compare([new("as it is", scenario, scenario.Items), new("fewer refusals", changed, changed.Items)],
            new StudyOptions { Trials = 100_000 });
        output.WriteLine($"fewer refusals: ${compared.Differences[0].MeanUsd.Value:F2} on average");

        // What could make it cheaper, the greatest saving first.
        var levers = Study.Levers(
            new(scenario, scenario.Items), PriceCatalogue.BuiltIn,
            changes => ScenarioReader.ReadFile(file, new(changes), PriceCatalogue.BuiltIn), new StudyOptions { Trials = 20_000 });
        output.WriteLine($"{levers.Levers[0].Lever.Kind}: ${levers.Levers[0].Difference.MeanUsd.Value:F2}");
        // end
    }
}
