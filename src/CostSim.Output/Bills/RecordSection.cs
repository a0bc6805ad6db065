using CostSim.Output.Reports;
using CostSim.Output.Summaries;
using CostSim.Studies;
using CostSim.Usage;

namespace CostSim.Output.Bills;

/// <summary>What the records leave open, and what providers state themselves.</summary>
internal static class RecordSection
{
    public static Section Of(Reconciliation reconciled, BillMoney money) =>
        Of(reconciled.Bill, reconciled.Stated.Select(stated => Line(stated, money)));

    /// <param name="bill">The bill.</param>
    /// <param name="more">Lines below.</param>
    public static Section Of(Bill bill, IEnumerable<ReportLine> more)
    {
        var ledger = bill.Ledger;
        var unmeasured = bill.Phases.Sum(phase => phase.Unmeasured);
        var unbilled = bill.Phases.Sum(phase => phase.Unbilled) + bill.UnbilledWithoutPhase;
        return new Section("Records", null,
        [
            new ReportLine(
                $"{Nouns.Counted("record", ledger.Rows)} of {Nouns.Counted("file", ledger.Files.Count)}; "
                    + $"{Figures.Count(unbilled)} of them failed, expired or were cancelled, and cost nothing."),
            .. unmeasured > 0 ? new[]
            {
                new ReportLine(
                    $"{Nouns.Counted("answer", unmeasured)} without usable counts of tokens: billed, but in no sum here.",
                    LineTone.Caution),
            } : [],
            .. bill.WithoutFee.Select(one => new ReportLine(
                $"{Nouns.Counted("use", one.Value)} of {one.Key}, whose fee the catalogue does not have: in no sum here.",
                LineTone.Caution)),
            .. ledger.Warnings.Where(warning => warning.Kind is not (WarningKind.NoUsage or WarningKind.NoAnswer)).Select(warning =>
                new ReportLine($"{warning.First[0].Message} ({Nouns.Counted("time", warning.Count)}; first in {warning.First[0].Source}, "
                    + $"line {Figures.Count(warning.First[0].Line)}).", LineTone.Caution)),
            .. more,
        ]);
    }

    private static ReportLine Line(StatedSum stated, BillMoney money)
    {
        var (theirs, ours) = stated.Kind == StatedKind.Cost
            ? (money.Amount(stated.Stated), money.Amount(stated.Ours))
            : (Nouns.Counted("token", (long)stated.Stated), Figures.Count((double)stated.Ours));
        var (who, same) = (Name(stated.Kind), stated.Stated == stated.Ours || theirs == ours);
        return new ReportLine(
            same ? $"{who} state {theirs}, as the records do." : $"{who} state {theirs}; the records add up to {ours}.",
            same ? LineTone.Good : LineTone.Caution);
    }

    private static string Name(StatedKind kind) => kind switch
    {
        StatedKind.BatchTokens => "Batch objects",
        StatedKind.ExportTokens => "Usage exports",
        _ => "Cost exports",
    };
}
