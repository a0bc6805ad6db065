using System.ComponentModel;
using System.Text.Json.Serialization;
using CostSim.Studies;

namespace CostSim.Output.Documents;

/// <summary>The drivers of the cost of a run: see docs/numerics.md, "Drivers".</summary>
[Description(
    "What drives the cost: shares of its variance. Those of factors, interactions, items and calls add up to 1; so do those of levels, "
        + "and those of phases.")]
public sealed record DriversDocument(
    [property: Description("Number of trials used, counted from the first.")] long Trials,
    [property: Description("Factors drawn once per run, the largest share first.")] IReadOnlyList<FactorDocument> Factors,
    [property: Description("Paths of factors correlated with more than two others; their shares are included in interactions.")]
    IReadOnlyList<string>? WithoutShares,
    IntervalDocument Interactions,
    LevelsDocument Levels,
    IReadOnlyList<PhaseShareDocument> Phases)
{
    public static DriversDocument Of(DriversSummary drivers) => new(
        drivers.Trials, [.. drivers.Factors.Select(FactorDocument.Of)], drivers.Unread.Count == 0 ? null : drivers.Unread,
        IntervalDocument.Of(drivers.Interactions),
        new LevelsDocument(
            IntervalDocument.Of(drivers.Levels.Run), IntervalDocument.Of(drivers.Levels.Item), IntervalDocument.Of(drivers.Levels.Call)),
        [.. drivers.Phases.Select(phase => new PhaseShareDocument(phase.Id, phase.Share))]);
}

/// <summary>A factor drawn once per run.</summary>
public sealed record FactorDocument(
    string Path,
    [property: Description("true: drawn together with others; its share is its Shapley value.")] bool? Correlated,
    IntervalDocument Share,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.Never)] FactorEndDocument? Low,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.Never)] FactorEndDocument? High)
{
    public static FactorDocument Of(FactorDriver factor) => new(
        factor.Path, factor.IsCorrelated ? true : null, IntervalDocument.Of(factor.Share), FactorEndDocument.Of(factor.Low),
        FactorEndDocument.Of(factor.High));
}

/// <summary>The mean cost at an end of a factor.</summary>
public sealed record FactorEndDocument(
    [property: Description("P10, P90; least, greatest; absent, present.")] string At,
    [property: Description("The run-level part there, in the amount's unit.")] double Amount,
    IntervalDocument CostUsd)
{
    public static FactorEndDocument? Of(FactorPoint? point) =>
        point is null ? null : new(point.At, point.Value, IntervalDocument.Of(point.CostUsd));
}

/// <summary>Shares by the level at which a value is drawn.</summary>
public sealed record LevelsDocument(IntervalDocument Run, IntervalDocument Item, IntervalDocument Call);

/// <summary>A phase's share.</summary>
public sealed record PhaseShareDocument(string Id, double Share);
