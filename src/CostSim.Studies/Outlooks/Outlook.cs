using CostSim.Engine.Checks;
using CostSim.Numerics.Statistics;
using CostSim.Scenarios;

namespace CostSim.Studies;

/// <summary>A job that is partly done: what was spent, and what the rest and the whole will cost, given what was seen.</summary>
/// <param name="Sized">The scenario and the items of the whole job.</param>
/// <param name="Bill">What was billed so far.</param>
public sealed record Outlook(SizedScenario Sized, Bill Bill)
{
    /// <summary>Version of the JSON format; increased when a field changes its meaning or is removed.</summary>
    public const int SchemaVersion = 1;

    public required ulong Seed { get; init; }

    public required long Trials { get; init; }

    /// <summary>The command that reproduces it, or null if not from a command.</summary>
    public string? Command { get; init; }

    /// <summary>The whole job as it was planned, before anything was seen.</summary>
    public required CostBand Planned { get; init; }

    /// <summary>What is still to be paid.</summary>
    public required CostBand Rest { get; init; }

    /// <summary>What was spent, and the rest.</summary>
    public required CostBand Whole { get; init; }

    /// <summary>The phases that call, then the allowances.</summary>
    public required IReadOnlyList<OutlookPhase> Phases { get; init; }

    /// <summary>The limits that the whole is held against.</summary>
    public required IReadOnlyList<OutlookBudget> Budgets { get; init; }

    /// <summary>What was spent, in whole picodollars.</summary>
    public Int128 SpentPicoUsd => Bill.All.PicoUsd;

    /// <summary>Whether every limit still holds.</summary>
    public bool IsWithin => Budgets.All(budget => budget.Holds);

    /// <summary>What is to come of a job, given its bill so far.</summary>
    /// <param name="sized">The scenario and the items of the whole job.</param>
    /// <param name="bill">What was billed so far.</param>
    /// <param name="trials">The trials of the job, cut where its phases stand.</param>
    /// <param name="progress">Where they stand.</param>
    /// <param name="policies">The limits of the whole.</param>
    /// <param name="seed">The seed of the trials.</param>
    internal static Outlook Of(
        SizedScenario sized, Bill bill, SplitTrials trials, IReadOnlyList<PhaseProgress> progress,
        IEnumerable<Policy> policies, ulong seed)
    {
        var ranks = MeasureSummary.Ranks();
        List<SeenRate> seen = [.. SeenRate.Of(trials, progress, bill)];
        var learner = new RestLearner(trials, progress, seen);
        var (planned, rest) = (new double[trials.Count], new double[trials.Count]);
        var phases = new List<OutlookPhase>();
        for (var p = 0; p < trials.Plan.Phases.Count; p++)
        {
            // Neither local phases nor those of people or tools have records, or cost tokens.
            if (!trials.Plan.Phases[p].IsAllowance && !bill.Phases.Any(one => one.Phase.Id == trials.Plan.Phases[p].Id))
                continue;
            var phase = new RestOfPhase(trials, p, progress[p], SeenPhase.Of(bill, trials.Plan.Phases[p]), learner);
            phases.Add(phase.Summary(ranks, seen));
            for (var t = 0; t < rest.Length; t++)
                (planned[t], rest[t]) = (planned[t] + phase.Planned[t], rest[t] + phase.Rest[t]);
        }

        var whole = Array.ConvertAll(rest, usd => usd + (double)bill.All.PicoUsd * 1e-12);
        return new Outlook(sized, bill)
        {
            Seed = seed,
            Trials = trials.Count,
            Planned = CostBand.Of(planned, ranks),
            Rest = CostBand.Of(rest, ranks),
            Whole = CostBand.Of(whole, ranks),
            Phases = phases,
            Budgets = [.. policies.Select(policy => OutlookBudget.Of(policy, sized.Items, whole))],
        };
    }
}

/// <summary>A phase, or an allowance, of a job that is partly done.</summary>
/// <param name="Id">Its id; the name of an allowance.</param>
/// <param name="Label">What tables print.</param>
/// <param name="Progress">How far it is.</param>
/// <param name="Bill">What was billed for it; null where nothing was.</param>
/// <param name="PlannedDoneCalls">Mean planned calls of the items that it has done.</param>
/// <param name="Rest">What it will still cost.</param>
/// <param name="RestCalls">Mean calls still to come.</param>
/// <param name="Rates">What was learned, by quantity; none where nothing is planned or seen.</param>
public sealed record OutlookPhase(
    string Id, string Label, PhaseProgress Progress, PhaseBill? Bill, double PlannedDoneCalls, CostBand Rest, double RestCalls,
    IReadOnlyList<LearnedRate> Rates)
{
    public bool IsAllowance { get; init; }

    /// <summary>How many times the scenario's prices the rest is priced at, as its bill is; 1 at the scenario's prices.</summary>
    public required double PriceRatio { get; init; }

    public Int128 SpentPicoUsd => Bill?.All.PicoUsd ?? 0;

    /// <summary>Its billed calls, without jobs that were sent twice.</summary>
    public long SeenCalls => Bill is null ? 0 : PhaseProgress.CallsOf(Bill);
}

/// <summary>A rate: calls of an item, or USD of a call at the scenario's prices.</summary>
/// <param name="Quantity">Of what.</param>
/// <param name="Planned">Mean of the plan.</param>
/// <param name="Seen">What the records show; null where they do not.</param>
/// <param name="Rest">Mean of what is expected of the rest; null where nothing is left.</param>
/// <param name="IsOutside">Whether hardly any simulated run is as far out as the records.</param>
public sealed record LearnedRate(Quantity Quantity, double Planned, double? Seen, double? Rest, bool IsOutside);

/// <summary>A limit, and the probability that the whole stays within it.</summary>
/// <param name="Policy">The limit and its source.</param>
/// <param name="AtMostUsd">What it allows the whole job.</param>
/// <param name="Probability">The share of trials in which the whole costs at most that.</param>
public sealed record OutlookBudget(Policy Policy, double AtMostUsd, Estimate Probability)
{
    public bool Holds => Probability.Value >= Policy.Limit.Confidence;

    /// <summary>Whether more trials might decide otherwise.</summary>
    public bool IsClose => Probability.Low < Policy.Limit.Confidence != Probability.High < Policy.Limit.Confidence;

    internal static OutlookBudget Of(Policy policy, long items, double[] whole)
    {
        var most = policy.Limit.AtMostUsd * (policy.Limit.PerItem ? items : 1);
        return new OutlookBudget(
            policy, most, Fraction.Of(whole.LongCount(usd => usd <= most), whole.Length, MeasureSummary.Confidence));
    }
}
