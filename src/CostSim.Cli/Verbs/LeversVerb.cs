using System.Globalization;
using CommandLine;
using CommandLine.Text;
using CostSim.Cli.Terminal;
using CostSim.Engine;
using CostSim.Engine.Comparison;
using CostSim.Numerics.Random;
using CostSim.Numerics.Simd;
using CostSim.Output.Comparisons;
using CostSim.Output.Summaries;
using CostSim.Scenarios;
using CostSim.Scenarios.Levers;

namespace CostSim.Cli.Verbs;

/// <summary><c>costsim levers</c>: what could make a scenario cheaper, tried on the same draws.</summary>
[Verb("levers", HelpText = "Try what could make a scenario cheaper, each change alone on the same draws, and rank it by its saving.")]
internal sealed class LeversVerb : SimulatingOptions
{
    private const long TrialsUnlessSaid = 100_000;

    [Option('n', "trials", MetaValue = "N", HelpText = "Number of trials, such as 1e5; default: 100000, or call by call until P95 is known to 0.5 %, for 20 seconds.")]
    public string? Trials { get; set; }

    [Words("table", "json", "markdown")]
    [Option("format", Default = "table", MetaValue = "FORMAT", HelpText = "table; json; markdown: for a pull request.")]
    public string Format { get; set; } = "table";

    [Usage(ApplicationAlias = "costsim")]
    public static IEnumerable<Example> Examples =>
    [
        new("What could be cheaper", new UnParserSettings { SkipDefault = true }, new LeversVerb { File = "scenarios/50atoms.json" }),
    ];

    public int Execute(CancellationToken cancellation)
    {
        if (ReadCases(Quiet) is not { } chosen || ReadPrices() is not { } prices)
            return ExitCode.BadInput;
        if (AtItems(chosen) is not [var (scenario, items)])
            throw new UsageException("levers are tried on one scenario: choose one with --run, one --variant and one number of --items");
        var ranking = Rank(scenario, items, prices, cancellation);
        NotePrecision(Format, ranking.Precision, ranking.Trials, 1);
        if (Prints(Format))
            Print(Format, () => LeversReport.Of(ranking), () => LeversReport.ToMarkdown(ranking), output => LeversReport.WriteJson(output, ranking));
        return ExitCode.Done;
    }

    private LeverRanking Rank(Scenario scenario, long items, PriceCatalogue prices, CancellationToken cancellation)
    {
        var asked = Trials is null ? (long?)null : Number("--trials", Trials, 1, WordAddress.TrialsMax);
        var search = LeverBook.Of(scenario, prices);
        var others = search.Others.ToList();
        var tried = new List<(Lever Lever, int Reference, int Other)>();
        List<SizedScenario> cases = [new(scenario, items)];
        foreach (var lever in search.Levers)
        {
            if (Changed(lever.Changes, prices, out var reason) is not { } changed || Reference(lever, prices, ref reason) is not { } reference)
            {
                others.Add((lever.Kind, $"{lever.Where}: {reason}"));
                continue;
            }

            if (!ReferenceEquals(reference, scenario))
                cases.Add(new SizedScenario(reference, items));
            cases.Add(new SizedScenario(changed, items));
            tried.Add((lever, ReferenceEquals(reference, scenario) ? 0 : cases.Count - 2, cases.Count - 1));
        }

        var (choices, pairs) = Prepare(() => ComparedPlans.DecidePairs(cases, [.. tried.Select(one => (one.Reference, one.Other))], IsExact, KernelSelector.Selected), cancellation);
        var plans = choices.Select(choice => choice.Plan).ToList();
        var comparer = new Comparer(plans, pairs);
        var options = new SimulationOptions(Seed, 1, ThreadCount) { Sink = comparer, WithDrivers = false };
        var budget = TrialBudget.Of(choices, options, cancellation);
        var goal = Prepare(() => budget.Goal(asked, null, TrialsUnlessSaid, TrialsUnlessSaid), cancellation);
        var (run, precision) = Simulate(plans, 1, goal, budget, options, cancellation);
        var sums = comparer.Finish();
        return new LeverRanking
        {
            Base = Summariser.Summarise(scenario, run.Results[0], null),
            Seed = Seed,
            Trials = run.Trials,
            Precision = precision,
            Command = CommandAgain(run.Trials),
            Levers =
            [
                .. tried.Select((one, p) => new LeverResult(one.Lever, ComparisonBuilder.Difference(
                    LeverName.Of(one.Lever.Kind), sums, p, pairs[p].Reference, pairs[p].Other, ComparedPlans.SharedDraws(plans[one.Reference], plans[one.Other]), new Explanation([]))))
                    .OrderBy(result => result.Difference.MeanUsd.Value),
            ],
            Others = others,
        };

        Scenario? Reference(Lever lever, PriceCatalogue catalogue, ref string reason) => lever.Neutral.Count == 0 ? scenario : Changed(lever.Neutral, catalogue, out reason);
    }

    /// <summary>The scenario with changes behind those of the command; null and the reason where they do not fit it.</summary>
    private Scenario? Changed(IReadOnlyList<string> changes, PriceCatalogue prices, out string reason)
    {
        var reading = Read(File, ParseTier(Tier), changes, prices);
        reason = reading.Diagnostics.FirstOrDefault(finding => finding.Severity == Severity.Error)?.Message ?? "";
        return reading.Scenario is null ? null : Chosen(reading.Cases)[0];
    }

    private string CommandAgain(long trials) => Arguments.Quoted(
    [
        "costsim", "levers", .. ScenarioWords, "-n", trials.ToString(CultureInfo.InvariantCulture), "--seed", Seed.ToString(CultureInfo.InvariantCulture), .. IsExact ? ["--method", Method] : Array.Empty<string>(),
    ]);
}
