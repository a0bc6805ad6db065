using CostSim.Output.Comparisons;
using CostSim.Output.Reports;
using CostSim.Scenarios;
using CostSim.Studies;

namespace CostSim.Output.Tests.Shipped;

/// <summary>What each command says of a shipped scenario after few trials.</summary>
internal sealed class ShippedReports
{
    private static readonly StudyOptions Options = new() { Trials = 2000, Threads = 2 };

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
        Directory.EnumerateFiles(Path.Combine(Repository.Root, "scenarios"), "*.json").Select(
            file => Path.GetFileNameWithoutExtension(file)).Order(StringComparer.Ordinal);

    /// <summary>Every run as it is.</summary>
    private List<Scenario> Runs => [.. _cases.Where(one => one.Variant is null)];

    public Report Run(params long[] items)
    {
        List<SizedScenario> sized = [.. items.Length == 0 ? Runs.Select(one => new SizedScenario(one, one.Items))
            : items.Select(count => new SizedScenario(Runs[0], count))];
        return RunReport.Of(Study.Run(sized, new RunOptions(Options)).Summary);
    }

    public Report Explain() => new ExplainReport(Study.Explain(new SizedScenario(Runs[0], Runs[0].Items), Options)).Build();

    public Report Check() => CheckReport.Of(Study.Check(
        [
            .. Runs.Select(
                one => CheckedCase.Of(
                    one, one.Items, [new("--budget", new Limit(1000, 0.95)), new("--per-item-max", new Limit(0.5, 0.95, PerItem: true))])),
        ],
        Options with { Trials = 4096 }));

    /// <summary>The first run by batch and at standard prices.</summary>
    public Report CompareTiers() => Compare(
        ("batch", Read(tier: Tier.Batch).Cases.First(one => one.Variant is null)),
        ("standard", Read(tier: Tier.Standard).Cases.First(one => one.Variant is null)));

    /// <summary>All runs, or the first run in all its variants; null where there is only one.</summary>
    public Report? CompareCases(bool isOfVariants)
    {
        var compared = isOfVariants
            ? _cases.Where(one => one.Run?.Name == Runs[0].Run?.Name).Select(one => (one.Variant ?? ScenarioReading.Base, one)).ToArray()
            : [.. Runs.Select(one => (one.Run?.Name ?? "", one))];
        return compared.Length > 1 ? Compare(compared) : null;
    }

    private static Report Compare(params (string Label, Scenario Scenario)[] compared) => CompareReport.Of(
        Study.Compare([.. compared.Select(one => new ComparedScenario(one.Label, one.Scenario, one.Scenario.Items))],
            Options) with
        { MaxIncrease = 0.05 });

    public Report Levers() =>
        LeversReport.Of(Study.Levers(new SizedScenario(Runs[0], Runs[0].Items), Prices, changes => Read(changes), Options));

    public static Report PriceList() => PriceListReport.List(Prices, null);

    public static Report PriceOf(string model) => PriceListReport.Show(Prices, model);

    private ScenarioReading Read(IReadOnlyList<string>? changes = null, Tier? tier = null) =>
        ScenarioReader.ReadFile(_file, new ScenarioChanges([.. changes ?? []], tier), Prices);
}
