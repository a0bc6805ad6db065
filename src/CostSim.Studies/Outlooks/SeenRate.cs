using CostSim.Engine.Planning;

namespace CostSim.Studies;

/// <summary>
/// A rate of what a phase has done, as the records show it and as the trials have it: calls of an item, or USD of a call at the scenario's
/// prices.
/// </summary>
internal sealed class SeenRate
{
    /// <summary>In so few of the simulated runs, on either side, the scenario hardly allows what was seen.</summary>
    private const double RareShare = 0.001;

    /// <summary>Whole tokens of a record may differ by this from the tokens of a trial, which have fractions.</summary>
    private const double Rounding = 1e-3;

    private SeenRate(int phase, Quantity quantity, double seen, double[] logs)
    {
        (Phase, Quantity, Log, Logs) = (phase, quantity, Math.Log(seen), logs);
        double[] sorted = [.. logs.Where(double.IsFinite)];
        Array.Sort(sorted);
        if (sorted.Length == 0)
            return;
        var rank = (int)(RareShare * (sorted.Length - 1));
        IsOutside = Log < sorted[rank] - Rounding || Log > sorted[sorted.Length - 1 - rank] + Rounding;
        IsKnown = true;
    }

    public int Phase { get; }

    public Quantity Quantity { get; }

    /// <summary>The logarithm of the rate seen.</summary>
    public double Log { get; }

    /// <summary>Its logarithm in each trial; no number where the trial has no call.</summary>
    public double[] Logs { get; }

    /// <summary>Whether hardly any trial is as far out as the records.</summary>
    public bool IsOutside { get; }

    /// <summary>Whether any trial has it.</summary>
    public bool IsKnown { get; }

    /// <summary>What the records show of each phase that has any.</summary>
    public static IEnumerable<SeenRate> Of(SplitTrials trials, IReadOnlyList<PhaseProgress> progress, Bill bill)
    {
        for (var p = 0; p < trials.Plan.Phases.Count; p++)
        {
            if (progress[p] is { Items: > 0 } stands && SeenPhase.Of(bill, trials.Plan.Phases[p]) is { } seen)
            {
                foreach (var rate in Of(trials, p, stands, seen))
                    yield return rate;
            }
        }
    }

    private static IEnumerable<SeenRate> Of(SplitTrials trials, int phase, PhaseProgress stands, SeenPhase seen)
    {
        // Half a call more on both sides, so that none has a logarithm.
        var items = (double)stands.Items;
        if (stands.IsComplete)
            yield return new SeenRate(
                phase, Quantity.Calls, (seen.Calls + 0.5) / items,
                PerItem(trials.Done(phase, Quantity.Calls), items));
        foreach (var quantity in new[] { Quantity.Input, Quantity.Output, Quantity.Fees })
        {
            if (seen.PerCall(quantity) is > 0 and var perCall)
                yield return new SeenRate(
                    phase, quantity, perCall, PerCall(trials.Done(phase, quantity), trials.Done(phase, Quantity.Calls)));
        }
    }

    /// <summary>Logarithms of the rates; no number where there is no call, or nothing of it.</summary>
    private static double[] PerCall(ReadOnlySpan<double> usd, ReadOnlySpan<double> calls)
    {
        var logs = new double[usd.Length];
        for (var t = 0; t < logs.Length; t++)
            logs[t] = calls[t] > 0 && usd[t] > 0 ? Math.Log(usd[t] / calls[t]) : double.NaN;
        return logs;
    }

    private static double[] PerItem(ReadOnlySpan<double> calls, double items)
    {
        var logs = new double[calls.Length];
        for (var t = 0; t < logs.Length; t++)
            logs[t] = Math.Log((calls[t] + 0.5) / items);
        return logs;
    }
}

/// <summary>What the records show of a phase, jobs that were sent twice apart.</summary>
/// <param name="Bill">What was billed for it.</param>
internal sealed record SeenPhase(PhaseBill Bill)
{
    private readonly Billed _measured = Bill.First + Bill.Retries;

    /// <summary>What the records show of a phase of the plan; null where they show nothing. No record is of an allowance.</summary>
    public static SeenPhase? Of(Bill bill, PhasePlan plan) =>
        !plan.IsBesideTheUnits && bill.Phases.FirstOrDefault(phase => phase.Phase.Id == plan.Id) is { } phase
            && PhaseProgress.CallsOf(phase) > 0 ? new(phase) : null;

    /// <summary>Its calls; those without usable counts of tokens as well.</summary>
    public long Calls => PhaseProgress.CallsOf(Bill);

    /// <summary>USD of a call at the scenario's prices; null where no call tells.</summary>
    public double? PerCall(Quantity quantity) => _measured.Calls == 0 ? null : 1e-12 / _measured.Calls * (double)(quantity switch
    {
        Quantity.Input => _measured.PlannedInput,
        Quantity.Output => _measured.PlannedOutput,
        _ => _measured.Fees,
    });

    /// <summary>How many times the scenario's prices were billed; 1 where they were, or nothing tells.</summary>
    public double PriceRatio(Quantity quantity) => quantity switch
    {
        Quantity.Input => Ratio(_measured.Input, _measured.PlannedInput),
        Quantity.Output => Ratio(_measured.Output, _measured.PlannedOutput),
        _ => 1,
    };

    private static double Ratio(Int128 billed, Int128 planned) =>
        billed == planned || planned == 0 ? 1 : (double)billed / (double)planned;
}
