using CostSim.Numerics.Statistics;
using CostSim.Usage;

namespace CostSim.Studies;

/// <summary>A forecast held against what was billed.</summary>
/// <param name="Forecast">The forecast.</param>
/// <param name="Bill">What was billed.</param>
public sealed record Reconciliation(Forecast Forecast, Bill Bill)
{
    /// <summary>Version of the JSON format; increased when a field changes its meaning or is removed.</summary>
    public const int SchemaVersion = 1;

    /// <summary>The band that a bill is to lie in, as probabilities.</summary>
    public required (double Low, double High) Band { get; init; }

    /// <summary>The command that reproduces it, or null if not from a command.</summary>
    public string? Command { get; init; }

    /// <summary>Phases that call, then allowances.</summary>
    public required IReadOnlyList<ReconciledPhase> Phases { get; init; }

    /// <summary>The bill minus the mean of the forecast, by cause.</summary>
    public required BillDifference Difference { get; init; }

    /// <summary>The share of trials that cost at most what was billed.</summary>
    public required Estimate Percentile { get; init; }

    /// <summary>Whether the bill lies in the band.</summary>
    public required bool IsWithin { get; init; }

    /// <summary>What providers state themselves, beside the sums of their records.</summary>
    public required IReadOnlyList<StatedSum> Stated { get; init; }

    public Int128 ActualPicoUsd => Bill.All.PicoUsd;

    /// <summary>Whether the scenario tells reasoning from visible output, in any phase.</summary>
    public bool TellsReasoning => Bill.Phases.Any(BillDifference.TellsReasoning);

    /// <summary>
    /// The items that were processed: first calls of the first phase over those planned for an item; null where none are planned.
    /// </summary>
    public double? Items => Phases is [{ PlannedFirst: > 0 } first, ..] && first.Bill is { } bill
        ? bill.First.Calls / (first.PlannedFirst / Forecast.Run.Items) : null;

    /// <summary>Holds a bill against a forecast.</summary>
    /// <param name="forecast">The forecast of the scenario.</param>
    /// <param name="bill">The bill, by the same scenario.</param>
    /// <param name="band">Probabilities, ascending; null for P5 to P95.</param>
    public static Reconciliation Of(Forecast forecast, Bill bill, (double Low, double High)? band = null)
    {
        var (low, high) = band ?? (0.05, 0.95);
        var phases = forecast.Phases.Where(planned => planned.IsAllowance || bill.Phases.Any(one => one.Phase.Id == planned.Id))
            .Select(planned => ReconciledPhase.Of(planned, bill)).ToList();
        var actual = bill.All.PicoUsd;
        return new Reconciliation(forecast, bill)
        {
            Band = (low, high),
            Phases = phases,
            Difference = BillDifference.Of(actual - forecast.MeanPicoUsd, phases.Select(phase => phase.Difference)),
            Percentile = forecast.PercentileOf(actual),
            IsWithin = forecast.IsWithin(actual, low, high),
            Stated = StatedSum.Of(bill),
        };
    }
}

/// <summary>A phase, or an allowance, as planned and as billed.</summary>
/// <param name="Id">Its id; the name of an allowance.</param>
/// <param name="Label">What tables print.</param>
/// <param name="Planned">Its bands.</param>
/// <param name="MeanPicoUsd">Its mean cost, rounded to a picodollar.</param>
/// <param name="PlannedFirst">Mean of the calls that are no repetition.</param>
/// <param name="Bill">What was billed; null for an allowance.</param>
/// <param name="Difference">The bill minus the mean of the forecast, by cause.</param>
/// <param name="Percentile">The share of trials that cost at most what was billed; null for an allowance.</param>
public sealed record ReconciledPhase(
    string Id, string Label, ScopeSummary Planned, Int128 MeanPicoUsd, double PlannedFirst, PhaseBill? Bill, BillDifference Difference,
    Estimate? Percentile)
{
    public Int128 ActualPicoUsd => Bill?.All.PicoUsd ?? 0;

    internal static ReconciledPhase Of(ForecastPhase planned, Bill all)
    {
        var bill = planned.IsAllowance ? null : all.Phases.First(one => one.Phase.Id == planned.Id);
        return new ReconciledPhase(
            planned.Id, planned.Label, planned.Scope, planned.MeanPicoUsd, planned.IsAllowance ? 0 : planned.First.Calls, bill,
            bill is null ? BillDifference.OfAllowance(planned) : BillDifference.Of(planned, bill),
            bill is null ? null : planned.PercentileOf(bill.All.PicoUsd));
    }
}

/// <summary>A sum that a provider states, beside that of its records.</summary>
/// <param name="Kind">What states it.</param>
/// <param name="Stated">What it states: tokens, or picodollars.</param>
/// <param name="Ours">The same of the records.</param>
public sealed record StatedSum(StatedKind Kind, Int128 Stated, Int128 Ours)
{
    internal static IReadOnlyList<StatedSum> Of(Bill bill)
    {
        var (sums, all, statements) = (new List<StatedSum>(), bill.All, bill.Ledger.Statements);
        // A batch that was asked for several times has several objects: the last is the latest.
        var batches = statements.OfType<BatchStatement>().Where(one => one.Tokens is not null)
            .GroupBy(one => one.Id ?? $"{one.File}:{one.Line}").Select(group => group.Last().Tokens!.Value).ToList();
        if (batches.Count > 0)
            Add(StatedKind.BatchTokens, batches);
        var usage = statements.OfType<UsageStatement>().Where(one => one.IsBatch != false).Select(one => one.Tokens).ToList();
        if (usage.Count > 0)
            Add(StatedKind.ExportTokens, usage);
        var costs = statements.OfType<CostStatement>().Where(one => one.Currency.Equals("usd", StringComparison.OrdinalIgnoreCase))
            .ToList();
        if (costs.Count > 0)
            sums.Add(new StatedSum(StatedKind.Cost, costs.Aggregate(Int128.Zero, (sum, one) => sum + one.Amount), all.PicoUsd));
        return sums;

        void Add(StatedKind kind, IReadOnlyList<TokenUsage> tokens)
        {
            var sum = tokens.Aggregate(default(TokenUsage), (total, one) => total + one);
            sums.Add(new StatedSum(kind, sum.Input + sum.Output, all.Tokens.Input + all.Tokens.Output));
        }
    }
}

/// <summary>What states a sum.</summary>
public enum StatedKind
{
    /// <summary>Tokens of batch objects.</summary>
    BatchTokens,

    /// <summary>Tokens of a usage export.</summary>
    ExportTokens,

    /// <summary>USD of a cost export.</summary>
    Cost,
}
