using System.ComponentModel;
using CostSim.Output.Files;
using CostSim.Scenarios;
using CostSim.Studies;

namespace CostSim.Output.Documents;

/// <summary>
/// The format of <c>manifest.json</c>: the inputs and the files of a result. It names no machine and no date except that of the prices, so
/// that the same run at the same prices gives the same bytes.
/// </summary>
[Description("The manifest of a result.")]
public sealed record ManifestDocument(
    int SchemaVersion,
    string Program,
    string Scenario,
    string ScenarioHash,
    ulong Seed,
    long Trials,
    IReadOnlyList<long> Items,
    [property: Description("Where the scenario has runs or variants.")] IReadOnlyList<ManifestRunDocument>? Runs,
    string Tier,
    string ResultHash,
    DateOnly PricesOn,
    IReadOnlyList<PriceDocument> Prices,
    string? PriceCatalogueSha256,
    IReadOnlyList<ManifestFileDocument> Files,
    [property: Description("SHA-256 of the manifest itself, taken with 64 zeros in this place.")] string Seal)
{
    public static ManifestDocument Of(Summary summary, string version, IReadOnlyList<ResultFile> files)
    {
        var scenario = summary.Scenario;
        return new ManifestDocument(
            Summary.SchemaVersion, $"costsim {version}", scenario.Name, scenario.Hash, summary.Seed, summary.Trials,
            [.. summary.Runs.Select(run => run.Items)],
            summary.Runs.Any(run => run.Scenario.Run is not null || run.Scenario.Variant is not null)
                ? [.. summary.Cases.Select(ManifestRunDocument.Of)] : null,
            scenario.Model.Tier.Name, summary.ResultHash, scenario.PricesOn,
            PriceDocument.Of(summary.Cases.Select(one => one.Scenario)), scenario.PricesHash,
            [.. files.Select(file => new ManifestFileDocument(file.Name, file.Bytes, file.Sha256))], JsonSeal.Open);
    }
}

/// <summary>One run, variant and number of items.</summary>
public sealed record ManifestRunDocument(string? Run, string? Variant, long Items, string ScenarioHash)
{
    public static ManifestRunDocument Of(SizedScenario one) =>
        new(one.Scenario.Run?.Name, one.Scenario.Variant, one.Items, one.Scenario.Hash);
}

/// <summary>A file of the result.</summary>
public sealed record ManifestFileDocument(string Name, long Bytes, string Sha256);
