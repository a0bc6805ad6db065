using System.ComponentModel;
using System.Diagnostics.CodeAnalysis;
using System.Text.Json.Serialization;
using CostSim.Studies;

namespace CostSim.Output.Documents;

/// <summary>The form of <c>costsim levers --format json</c>.</summary>
[Description("The result of costsim levers.")]
public sealed record LeversDocument(
    int SchemaVersion,
    long Trials,
    ulong Seed,
    double Confidence,
    string? Command,
    string Scenario,
    string ScenarioHash,
    long Items,
    ScopeDocument Total,
    [property: Description("Each alone, the greatest saving first.")] IReadOnlyList<LeverDocument> Levers,
    IReadOnlyList<OtherLeverDocument> NotApplicable)
{
    public static LeversDocument Of(LeverRanking ranking)
    {
        var scenario = ranking.Base.Scenario;
        return new LeversDocument(
            LeverRanking.SchemaVersion, ranking.Trials, ranking.Seed, MeasureSummary.Confidence, ranking.Command, scenario.Name, scenario.Hash, ranking.Base.Items,
            ScopeDocument.Of(ranking.Base.Total, scenario.Currency), [.. ranking.Levers.Select(LeverDocument.Of)],
            [.. ranking.Others.Select(other => new OtherLeverDocument(LeverName.Of(other.Kind), other.Reason))]);
    }
}

/// <summary>A lever and what it changes.</summary>
public sealed record LeverDocument : ChangeDocument
{
    [JsonConstructor]
    public LeverDocument()
    {
    }

    [SetsRequiredMembers]
    private LeverDocument(LeverResult result)
        : base(Of(result.Difference)) =>
        (Lever, Phase, Assumes, Set) = (LeverName.Of(result.Lever.Kind), result.Lever.Where, result.Lever.Assumes, result.Lever.Changes);

    public required string Lever { get; init; }

    public string? Phase { get; init; }

    [Description("What has to be so for the saving to come.")]
    public required string Assumes { get; init; }

    [Description("The changes, as --set takes them.")]
    public required IReadOnlyList<string> Set { get; init; }

    public static LeverDocument Of(LeverResult result) => new(result);
}

/// <summary>A lever that cannot be tried, and why.</summary>
public sealed record OtherLeverDocument(string Lever, string Reason);
