using System.ComponentModel;
using System.Text.Json.Serialization;
using CostSim.Engine.Checks;
using CostSim.Output.Summaries;
using CostSim.Studies;

namespace CostSim.Output.Documents;

/// <summary>The format of <c>costsim check --format json</c>.</summary>
[Description("The result of costsim check.")]
public sealed record CheckDocument(
    int SchemaVersion,
    [property: Description("PASS, FAIL or INCONCLUSIVE: the worst of all policies.")] string Verdict,
    string Scenario,
    string Item,
    ulong Seed,
    [property: Description("Error probability per side of each policy, over all looks.")] double ErrorPerSide,
    [property: Description("Of the interval of each look.")] double ConfidenceOfLook,
    [property: Description("Numbers of trials.")] IReadOnlyList<long> Looks,
    DateOnly PricesOn,
    IReadOnlyList<PriceDocument> Prices,
    IReadOnlyList<CheckedRunDocument> Runs)
{
    public static CheckDocument Of(CheckSummary check) => new(
        Summary.SchemaVersion, VerdictName.Of(check.Verdict), check.Scenario.Name, check.Scenario.Item, check.Seed,
        PolicyCheck.ErrorPerSide,
        PolicyCheck.ConfidenceOfLook(check.Looks), check.Looks.Sizes, check.Scenario.PricesOn,
        PriceDocument.Of(check.Cases.Select(one => one.Scenario)),
        [.. check.Cases.Select(CheckedRunDocument.Of)]);
}

/// <summary>One run, variant and number of items.</summary>
public sealed record CheckedRunDocument(
    string? Run,
    string? Variant,
    long Items,
    string Tier,
    string ScenarioHash,
    [property: Description("Of drawing all items at once, relative, at P1 and P99 of the cost; 0 call by call.")] double ApproximationError,
    IReadOnlyList<PolicyDocument> Policies)
{
    public static CheckedRunDocument Of(CaseCheck one) => new(
        one.Scenario.Run?.Name, one.Scenario.Variant, one.Items, one.Scenario.Model.Tier.Name, one.Scenario.Hash,
        one.ApproximationError,
        [.. one.Policies.Select(PolicyDocument.From)]);
}

/// <summary>A policy and what was found.</summary>
public sealed record PolicyDocument(
    [property: Description("The option, or limits.")] string Source,
    double AtMostUsd,
    double Confidence,
    [property: Description("item: of the run's cost divided by its items.")] string? Per,
    [property: Description("all: of tokens and operations together.")] string? Of,
    string Verdict,
    [property: Description("With the interval of the look that decided.")] IntervalDocument Probability,
    long Trials,
    [property: Description("From 1.")] int Look,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.Never), Description(
        "The limit that would just hold, in USD; null: too few trials.")] IntervalDocument? NeededUsd)
{
    public static PolicyDocument From(PolicyResult result)
    {
        var (finding, limit) = (result.Finding, result.Finding.Policy.Limit);
        return new PolicyDocument(
            finding.Policy.Source, limit.AtMostUsd, limit.Confidence, LimitName.Per(limit.PerItem), LimitName.Of(limit.OfAll),
            VerdictName.Of(finding.Verdict),
            IntervalDocument.Of(finding.Probability), finding.Trials, finding.Look, IntervalDocument.Of(result.Needed));
    }
}
