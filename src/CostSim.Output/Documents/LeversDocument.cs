using System.ComponentModel;
using CostSim.Studies;

namespace CostSim.Output.Documents;

/// <summary>The format of <c>costsim levers --format json</c>.</summary>
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
            LeverRanking.SchemaVersion, ranking.Trials, ranking.Seed, MeasureSummary.Confidence, ranking.Command, scenario.Name,
            scenario.Hash, ranking.Base.Items,
            new ScopeDocument(ranking.Base.Total, scenario.Currency), [.. ranking.Levers.Select(one => new LeverDocument(one))],
            [.. ranking.Others.Select(other => new OtherLeverDocument(LeverName.Of(other.Kind), other.Reason))]);
    }
}

/// <summary>A lever and its effect.</summary>
public sealed record LeverDocument : ChangeDocument
{
    internal LeverDocument(LeverResult result)
        : base(result.Difference) =>
        (Lever, Phase, Assumes, Set) = (LeverName.Of(result.Lever.Kind), result.Lever.Where, result.Lever.Assumes, result.Lever.Changes);

    public string Lever { get; init; }

    public string? Phase { get; init; }

    [Description("What the saving assumes.")]
    public string Assumes { get; init; }

    [Description("The changes, as --set takes them.")]
    public IReadOnlyList<string> Set { get; init; }
}

/// <summary>A lever that cannot be tried, and why.</summary>
public sealed record OtherLeverDocument(string Lever, string Reason);
