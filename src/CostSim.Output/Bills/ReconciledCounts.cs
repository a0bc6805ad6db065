using CostSim.Studies;

namespace CostSim.Output.Bills;

/// <summary>Counts over all phases, planned and billed.</summary>
internal sealed record ReconciledCounts(double PlannedLater, long Later, double PlannedRetries, long Retries, long FailedItems)
{
    public static ReconciledCounts Of(Reconciliation reconciled)
    {
        var phases = reconciled.Phases.Where(phase => phase.Bill is not null).ToList();
        var ids = reconciled.Bill.Ledger.Ids;
        return new ReconciledCounts(
            phases.Skip(1).Sum(phase => phase.Planned.Calls.Mean), phases.Skip(1).Sum(phase => phase.Bill!.All.Calls),
            phases.Sum(phase => phase.Planned.Calls.Mean - phase.PlannedFirst), phases.Sum(phase => phase.Bill!.Retries.Calls),
            ids.NeverBilled + ids.Unanswered);
    }
}
