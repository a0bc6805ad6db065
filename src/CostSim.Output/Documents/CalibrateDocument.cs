using System.ComponentModel;
using System.Text.Json;
using CostSim.Studies;

namespace CostSim.Output.Documents;

/// <summary>The format of <c>costsim calibrate --format json</c>: see docs/bill.md.</summary>
[Description("The result of costsim calibrate. Standard deviations are shares of the mean.")]
public sealed record CalibrateDocument(
    int SchemaVersion,
    long Trials,
    ulong Seed,
    double Confidence,
    string? Command,
    string Scenario,
    string ScenarioHash,
    DateOnly PricesOn,
    IReadOnlyList<PriceDocument> Prices,
    [property: Description("Items of the pilot.")] int PilotItems,
    [property: Description("Whether they are a sample of more.")] bool IsSample,
    [property: Description("The standard deviation of what no pilot shows: an assumption.")] double Drift,
    IReadOnlyList<FittedTokensDocument> Tokens,
    IReadOnlyList<CountedRateDocument> Rates,
    [property: Description("Amounts that stay as they were.")] IReadOnlyList<KeptAmountDocument> Kept,
    [property: Description("What the amounts of one item have in common; absent where nothing shows.")] SharedSizeDocument? Size,
    [property: Description("Factors that nothing used any more.")] IReadOnlyList<string> RemovedFactors,
    [property: Description("The bands before and after, on the same draws.")] IReadOnlyList<ComparedCaseDocument> Cases)
{
    public static CalibrateDocument Of(Calibration calibration)
    {
        var (comparison, scenario) = (calibration.Comparison, calibration.Before);
        return new CalibrateDocument(
            Calibration.SchemaVersion, comparison.Trials, comparison.Seed, MeasureSummary.Confidence, calibration.Command, scenario.Name,
            scenario.Hash, scenario.PricesOn, PriceDocument.Of([scenario]), calibration.Pilot.Items.Count, calibration.Pilot.IsSample,
            calibration.Drift, [.. calibration.Tokens.Select(FittedTokensDocument.Of)],
            [
                .. calibration.Rates.Select(
                    one => new CountedRateDocument(one.Path, one.MeanBefore, one.MeanAfter, one.K, one.N, one.Remark)),
            ],
            [.. calibration.Kept.Select(one => new KeptAmountDocument(one.Path, one.Reason))],
            calibration.Size is { } size ? new SharedSizeDocument(size.Paths, size.Sd, size.OpenSd, size.Items) : null,
            calibration.Removed, [.. comparison.Cases.Select(one => ComparedCaseDocument.Of(one))]);
    }
}

/// <summary>An amount of tokens, fitted.</summary>
public sealed record FittedTokensDocument(
    string Path,
    double? MeanBefore,
    double Mean,
    int Calls,
    int Items,
    [property: Description("certain, lognormal, normal or values.")] string Shape,
    [property: Description("Mean distance (CRPS) from held-out calls, as a share of the mean.")] double HeldOutError,
    [property: Description("That of the values themselves; absent where they are too few.")] double? HeldOutErrorOfValues,
    double CallSd,
    [property: Description("What calls of one item share; absent where items have one call, so that it cannot be told.")] double? ItemSd,
    bool SharesSize,
    [property: Description("What so few items leave open of the mean.")] double OpenSd,
    [property: Description("Calls that were cut, whose output would be longer.")] long Cut,
    [property: Description("Named factors that it was made of.")] IReadOnlyList<string> Names)
{
    internal static FittedTokensDocument Of(FittedTokens one) => new(
        one.Path, one.MeanBefore, one.MeanAfter, one.Calls, one.Items, JsonNamingPolicy.CamelCase.ConvertName(one.Shape.Kind.ToString()),
        one.Shape.Error, one.Shape.ValuesError, one.CallSd, one.TellsItems ? one.ItemSd : null, one.SharesSize, one.OpenSd, one.Cut,
        one.Names);
}

/// <summary>A rate or a share, counted.</summary>
public sealed record CountedRateDocument(string Path, double? MeanBefore, double Mean, long K, long N, string Cases);

/// <summary>An amount that stays as it was.</summary>
public sealed record KeptAmountDocument(string Path, string Reason);

/// <summary>What the amounts of one item have in common.</summary>
public sealed record SharedSizeDocument(IReadOnlyList<string> Paths, double Sd, double OpenSd, int Items);
