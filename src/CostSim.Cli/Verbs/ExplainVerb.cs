using CommandLine;
using CostSim.Cli.Terminal;
using CostSim.Engine;
using CostSim.Engine.Planning;
using CostSim.Numerics.Simd;
using CostSim.Output.Reports;
using CostSim.Output.Summaries;
using CostSim.Scenarios;

namespace CostSim.Cli.Verbs;

/// <summary><c>costsim explain</c>: what a scenario says, before it is run.</summary>
[Verb("explain", HelpText = "Show what a scenario means: tokens by phase, absolute range, what is uncertain and what is certain, shares, prices, how each phase is drawn.")]
internal sealed class ExplainVerb : ScenarioOptions
{
    private const ulong Seed = 1;

    /// <summary>Enough for a share to one decimal, few enough to answer at once.</summary>
    private const long TrialsMax = 8192;

    /// <summary>Call by call, a large run is given fewer trials: so many draws take two or three seconds.</summary>
    private const double DrawsMax = 5e8;

    [Words("table", "json")]
    [Option("format", Default = "table", MetaValue = "FORMAT", HelpText = "table, or json: the same as a document, on the standard output.")]
    public string Format { get; set; } = "table";

    public int Execute(CancellationToken cancellation)
    {
        var threads = ThreadCount;
        if (ReadCases(quiet: false) is not { } chosen)
            return ExitCode.BadInput;
        var cases = AtItems(chosen);
        var explained = cases.Select(one => Explain(one, threads, cancellation)).ToList();
        if (Format == "json")
            Document.Print(output => ExplainJson.Write(output, explained));
        else
            Print(explained, RunLabels.ForPeople(cases));
        return ExitCode.Done;
    }

    /// <summary>One report after the other, each under its own title.</summary>
    private static void Print(List<ExplainReport> explained, IReadOnlyList<string> labels)
    {
        for (var i = 0; i < explained.Count; i++)
        {
            var report = explained[i].Build();
            ReportPrinter.Print(labels[i].Length == 0 ? report : report with { Title = $"{report.Title}: {labels[i]}" });
        }
    }

    private static ExplainReport Explain(SizedScenario sized, int threads, CancellationToken cancellation)
    {
        var (scenario, items) = sized;
        var choice = ProgressBar.While("planning", quiet: false, () => MethodChoice.Decide(scenario, items, fixRun: false, exact: false, KernelSelector.Selected), cancellation);
        var together = choice.Plan.RunFactors.Count > 1 ? choice.Together(scenario) : null;
        Plan[] plans = together is null ? [choice.Plan] : [choice.Plan, together];
        var trials = Math.Clamp((long)(DrawsMax / plans.Length / Math.Max(1, choice.DrawsPerTrial)), 64, TrialsMax);
        var results = ProgressBar.Show(trials, quiet: false, TimeNotices.OfAsked(choice.DrawsPerTrial > 0), progress => Simulation.Run(
            plans, new SimulationOptions(Seed, trials, threads) { Progress = progress }, cancellation), cancellation);
        var summary = new Summary
        {
            Scenario = scenario,
            Seed = Seed,
            Trials = trials,
            ResultHash = Simulation.ResultHash(results.Take(1)),
            Runs = [Summariser.Summarise(scenario, results[0], null)],
        };
        return new ExplainReport(scenario, Planner.Build(scenario, 1), choice.Reasons, summary)
        {
            Together = together is null ? null : Summariser.Summarise(scenario, results[1], null).Total,
        };
    }
}
