using CostSim.Engine.Aggregation;
using CostSim.Engine.Checks;
using CostSim.Numerics.Statistics;
using CostSim.Scenarios;

namespace CostSim.Studies;

/// <summary>The result of <c>costsim check</c>.</summary>
public sealed record CheckSummary
{
    /// <summary>The scenario, in the case of the first run.</summary>
    public required Scenario Scenario { get; init; }

    public required ulong Seed { get; init; }

    /// <summary>The looks at the trials.</summary>
    public required Looks Looks { get; init; }

    /// <summary>The command that reproduces it, or null if not from a command.</summary>
    public string? Command { get; init; }

    /// <summary>One for each run, variant and number of items, in the order asked.</summary>
    public required IReadOnlyList<CaseCheck> Cases { get; init; }

    /// <summary>Scenario and number of items of each case.</summary>
    public IReadOnlyList<SizedScenario> Runs => [.. Cases.Select(one => new SizedScenario(one.Scenario, one.Items))];

    /// <summary>Every policy of every case.</summary>
    public IEnumerable<PolicyResult> Policies => Cases.SelectMany(one => one.Policies);

    /// <summary>Fail if any policy fails, else inconclusive if any is; pass if every policy passes.</summary>
    public Verdict Verdict => Policies.Select(policy => policy.Finding.Verdict).DefaultIfEmpty(Verdict.Pass).Max();
}

/// <summary>A run checked against the policies that apply to it.</summary>
/// <param name="Scenario">What was run.</param>
/// <param name="Items">Number of items.</param>
/// <param name="Policies">The policies; empty if none applies; then it was not run.</param>
public sealed record CaseCheck(Scenario Scenario, long Items, IReadOnlyList<PolicyResult> Policies)
{
    /// <summary>The aggregates of its trials; null if it was not run.</summary>
    public Aggregates? Aggregates { get; init; }

    /// <summary>
    /// The estimated relative error of sampling all items at once, at P1 and P99 of the cost; 0 for call by call.
    /// </summary>
    public double ApproximationError { get; init; }
}

/// <summary>A policy with its finding and the limit that would hold.</summary>
/// <param name="Finding">What was found.</param>
/// <param name="Needed">
/// The limit, in USD, that would just hold with the required probability: the percentile of the run, or of the run divided by its items,
/// with its 95 % interval; null if there are too few trials.
/// </param>
public sealed record PolicyResult(PolicyFinding Finding, Percentile? Needed)
{
    public static PolicyResult Of(PolicyFinding finding, Aggregates aggregates)
    {
        var limit = finding.Policy.Limit;
        var cost = aggregates.Total(aggregates.Plan.Limited(limit.OfAll));
        var unit = cost.UnitsPerStep / (limit.PerItem ? aggregates.Plan.Items : 1);
        var needed = Percentile.Read(cost.Histogram, cost.Moments, [limit.Confidence], MeasureSummary.Confidence)[0];
        return new PolicyResult(finding, needed is { } p ? new Percentile(p.Value * unit, p.Low * unit, p.High * unit) : null);
    }
}
