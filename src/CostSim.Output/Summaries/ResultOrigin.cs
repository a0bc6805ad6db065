using System.Globalization;
using CostSim.Scenarios;
using CostSim.Studies;

namespace CostSim.Output.Summaries;

/// <summary>
/// The origin of a result. Every Parquet file has it in its footer, so that a file outside its folder still identifies its origin.
/// </summary>
/// <param name="Scenario">The scenario, in the case of the first run.</param>
/// <param name="Seed">Seed of the draws.</param>
/// <param name="Trials">Number of trials.</param>
/// <param name="ResultHash">SHA-256 over every integer of the aggregates.</param>
/// <param name="Version">Version of the program.</param>
public sealed record ResultOrigin(Scenario Scenario, ulong Seed, long Trials, string ResultHash, string Version)
{
    /// <summary>Names and values, named as in the manifest.</summary>
    public IReadOnlyDictionary<string, string> Metadata => new Dictionary<string, string>
    {
        ["program"] = $"costsim {Version}",
        ["scenario"] = Scenario.Name,
        ["scenarioHash"] = Scenario.Hash,
        ["seed"] = Seed.ToString(CultureInfo.InvariantCulture),
        ["trials"] = Trials.ToString(CultureInfo.InvariantCulture),
        ["resultHash"] = ResultHash,
    };

    public static ResultOrigin Of(Summary summary, string version) =>
        new(summary.Scenario, summary.Seed, summary.Trials, summary.ResultHash, version);
}
