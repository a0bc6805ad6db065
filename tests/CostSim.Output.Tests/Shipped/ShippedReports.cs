using CostSim.Engine;
using CostSim.Engine.Checks;
using CostSim.Engine.Comparison;
using CostSim.Engine.Planning;
using CostSim.Numerics.Simd;
using CostSim.Numerics.Statistics;
using CostSim.Output.Comparisons;
using CostSim.Output.Reports;
using CostSim.Output.Summaries;
using CostSim.Scenarios;
using CostSim.Scenarios.Levers;

namespace CostSim.Output.Tests.Shipped;

/// <summary>What each command says of a shipped scenario after few trials, put together as the command does.</summary>
internal sealed class ShippedReports
{
    private const long Trials = 2000;

    /// <summary>A scenario that names no day has the prices of this one.</summary>
    private static readonly PriceCatalogue Prices = FixedPrices.Catalogue.AsOf(new DateOnly(2026, 11, 29));

    private readonly string _file;
    private readonly IReadOnlyList<Scenario> _cases;

    public ShippedReports(string name)
    {
        _file = Path.Combine(Repository.Root, "scenarios", $"{name}.json");
        _cases = Read().Cases;
    }

    public static IEnumerable<string> Names =>
        Directory.EnumerateFiles(Path.Combine(Repository.Root, "scenarios"), "*.json").Select(file => Path.GetFileNameWithoutExtension(file)).Order(StringComparer.Ordinal);

    /// <summary>Every run as it is.</summary>
    private List<Scenario> Runs => [.. _cases.Where(one => one.Variant is null)];

    public Report Run(params long[] items)
    {
        List<SizedScenario> sized = [.. items.Length == 0 ? Runs.Select(one => new SizedScenario(one, one.Items)) : items.Select(count => new SizedScenario(Runs[0], count))];
        var choices = MethodChoice.DecideAll(sized, fixRun: false, exact: false, 2, KernelSelector.Selected);
        Plan[] plans = [.. choices.Select(choice => choice.Plan)];
        var results = Simulation.Run(plans, new SimulationOptions(1, Trials, 2));
        return RunReport.Of(new Summary
        {
            Scenario = sized[0].Scenario,
            Seed = 1,
            Trials = Trials,
            ResultHash = Simulation.ResultHash(results),
            Correlations = AchievedRank.Of(plans[0], 1, Trials, KernelSelector.Selected),
            Runs = [.. results.Select((result, i) => Summariser.Summarise(sized[i].Scenario, result, null))],
        });
    }

    public Report Explain()
    {
        var scenario = Runs[0];
        var choice = MethodChoice.Decide(scenario, scenario.Items, fixRun: false, exact: false, KernelSelector.Selected);
        var together = choice.Plan.RunFactors.Count > 1 ? choice.Together(scenario) : null;
        var results = Simulation.Run(together is null ? [choice.Plan] : [choice.Plan, together], new SimulationOptions(1, Trials, 2));
        var summary = new Summary
        {
            Scenario = scenario,
            Seed = 1,
            Trials = Trials,
            ResultHash = Simulation.ResultHash(results.Take(1)),
            Runs = [Summariser.Summarise(scenario, results[0], null)],
        };
        return new ExplainReport(scenario, Planner.Build(scenario, 1), choice.Reasons, summary)
        {
            Together = together is null ? null : Summariser.Summarise(scenario, results[1], null).Total,
        }.Build();
    }

    public Report Check()
    {
        var looks = Looks.UpTo(4096);
        return CheckReport.Of(new CheckSummary
        {
            Scenario = Runs[0],
            Seed = 1,
            Looks = looks,
            Cases =
            [
                .. Runs.Select(one =>
                {
                    var plan = MethodChoice.Decide(one, one.Items, fixRun: false, exact: false, KernelSelector.Selected).Plan;
                    Policy[] policies =
                    [
                        new("--budget", new Limit(1000, 0.95)), new("--per-item-max", new Limit(0.5, 0.95, PerItem: true)), .. one.LimitsAt(one.Items).Select(limit => new Policy("limits", limit)),
                    ];
                    var (findings, aggregates) = PolicyCheck.Run(plan, policies, looks, new SimulationOptions(1, looks.Cap, 2));
                    return new CaseCheck(one, one.Items, [.. findings.Select(finding => PolicyResult.Of(finding, aggregates))]);
                }),
            ],
        });
    }

    /// <summary>The first run by batch and at standard prices.</summary>
    public Report CompareTiers() => Compare(
        ("batch", Read(tier: Tier.Batch).Cases.First(one => one.Variant is null)), ("standard", Read(tier: Tier.Standard).Cases.First(one => one.Variant is null)));

    /// <summary>All runs, or the first run in all its variants; null where there is only one.</summary>
    public Report? CompareCases(bool isOfVariants)
    {
        var compared = isOfVariants ? _cases.Where(one => one.Run?.Name == Runs[0].Run?.Name).Select(one => (one.Variant ?? ScenarioReading.Base, one)).ToArray()
            : [.. Runs.Select(one => (one.Run?.Name ?? "", one))];
        return compared.Length > 1 ? Compare(compared) : null;
    }

    private static Report Compare(params (string Label, Scenario Scenario)[] compared)
    {
        var choices = ComparedPlans.Decide([.. compared.Select(one => new SizedScenario(one.Scenario, one.Scenario.Items))], false, KernelSelector.Selected);
        List<Plan> plans = [.. choices.Select(choice => choice.Plan)];
        var parts = compared.Zip(plans, (one, plan) => CostParts.Of(one.Scenario, plan)).ToList();
        var comparer = new Comparer(plans);
        var results = Simulation.Run(
            [.. plans, .. parts.SelectMany(part => part.Plans)], new SimulationOptions(1, Trials, 2) { Sink = comparer, WithDrivers = false, KeepsAllTokens = true });
        var next = plans.Count;
        var means = parts.Select((part, i) => part.Read(results[i], [.. Enumerable.Range(0, part.Plans.Count).Select(_ => results[next++])])).ToList();
        List<string> labels = [.. compared.Select(one => one.Label)];
        return CompareReport.Of(new Comparison
        {
            Seed = 1,
            Trials = Trials,
            MaxIncrease = 0.05,
            Cases = [.. compared.Select((one, i) => new ComparedCase(one.Label, Summariser.Summarise(one.Scenario, results[i], null)))],
            Differences = ComparisonBuilder.Differences(labels, results, comparer.Finish(), means),
        });
    }

    public Report Levers()
    {
        var scenario = Runs[0];
        var search = LeverBook.Of(scenario, Prices);
        List<SizedScenario> cases = [new(scenario, scenario.Items)];
        var tried = new List<(Lever Lever, int Reference, int Other)>();
        var others = search.Others.ToList();
        foreach (var lever in search.Levers)
        {
            if (Read(lever.Changes) is { Scenario: null } refused)
            {
                others.Add((lever.Kind, $"{lever.Where}: {refused.Diagnostics[0].Message}"));
                continue;
            }

            var reference = 0;
            if (lever.Neutral.Count > 0)
                (cases, reference) = ([.. cases, Changed(lever.Neutral)], cases.Count);
            cases.Add(Changed(lever.Changes));
            tried.Add((lever, reference, cases.Count - 1));
        }

        var (choices, pairs) = ComparedPlans.DecidePairs(cases, [.. tried.Select(one => (one.Reference, one.Other))], false, KernelSelector.Selected);
        List<Plan> plans = [.. choices.Select(choice => choice.Plan)];
        var comparer = new Comparer(plans, pairs);
        var results = Simulation.Run(plans, new SimulationOptions(1, Trials, 2) { Sink = comparer, WithDrivers = false });
        var sums = comparer.Finish();
        return LeversReport.Of(new LeverRanking
        {
            Base = Summariser.Summarise(scenario, results[0], null),
            Seed = 1,
            Trials = Trials,
            Levers =
            [
                .. tried.Select((one, p) => new LeverResult(one.Lever, ComparisonBuilder.Difference(
                    LeverName.Of(one.Lever.Kind), sums, p, pairs[p].Reference, pairs[p].Other, ComparedPlans.SharedDraws(plans[one.Reference], plans[one.Other]), new Explanation([]))))
                    .OrderBy(result => result.Difference.MeanUsd.Value),
            ],
            Others = others,
        });

        SizedScenario Changed(IReadOnlyList<string> changes) => new(
            Read(changes).Cases.First(one => one.Variant is null && one.Run?.Name == scenario.Run?.Name), scenario.Items);
    }

    public static Report PriceList() => PriceListReport.List(Prices, null);

    public static Report PriceOf(string model) => PriceListReport.Show(Prices, model);

    private ScenarioReading Read(IReadOnlyList<string>? changes = null, Tier? tier = null) => ScenarioReader.ReadFile(_file, new ScenarioChanges([.. changes ?? []], tier), Prices);
}
