using CostSim.Output.Reports;
using CostSim.Output.Summaries;
using CostSim.Studies;

namespace CostSim.Output.Bills;

/// <summary>What was planned beside what happened: counts, tokens of a call, models and tiers.</summary>
internal static class PlanSection
{
    public static Section Quantities(Reconciliation reconciled)
    {
        var (counts, all) = (ReconciledCounts.Of(reconciled), reconciled.Bill.All);
        var scope = reconciled.Forecast.Run.Total;
        return new Section(
            "Planned and actual",
            new ReportTable(
                [new("", IsNumber: false), new("Planned"), new("Actual")],
                [
                    Row("Processed items", reconciled.Forecast.Run.Items, reconciled.Items),
                    Row("Billed calls", scope.Calls.Mean, all.Calls),
                    Row("of them in later phases (validation)", counts.PlannedLater, counts.Later, RowWeight.Detail),
                    Row("of them repeated (retries)", counts.PlannedRetries, counts.Retries, RowWeight.Detail),
                    Row("Input tokens of a call", PerCall(scope.InputTokens.Mean, scope.Calls.Mean), PerCall(all.Tokens.Input, all.Calls)),
                    Row(
                        "Output tokens of a call", PerCall(scope.OutputTokens.Mean, scope.Calls.Mean),
                        PerCall(all.Tokens.Output, all.Calls)),
                    Row("Items never answered", 0, counts.FailedItems),
                    Row("Jobs sent and billed twice", 0, reconciled.Bill.DuplicateJobs),
                    Row("Records read twice, counted once", null, reconciled.Bill.Ledger.Duplicates),
                ]),
            []);
    }

    public static Section Calls(Reconciliation reconciled) => new(
        "Calls and their tokens by phase",
        new ReportTable(
            [
                new("Phase", IsNumber: false), new("Calls planned") { Brief = "Calls" }, new("Calls billed") { Brief = "Billed" },
                new("Input of a call, planned") { Brief = "Input" }, new("Input of a call, billed") { Brief = "Billed" },
                new("Output of a call, planned") { Brief = "Output" }, new("Output of a call, billed") { Brief = "Billed" },
            ],
            [.. Calling(reconciled).Select(one => new ReportRow(Cells(one.Phase, one.Bill)))]),
        []);

    public static Section Models(Reconciliation reconciled) => new(
        "Models and tiers",
        new ReportTable(
            [new("Phase", IsNumber: false), new("Planned", IsNumber: false), new("Billed", IsNumber: false), new("Calls")],
            [
                .. Calling(reconciled).SelectMany(one => one.Bill.Models.Select((model, i) => new ReportRow(
                    [
                        i == 0 ? one.Phase.Label : "", i == 0 ? Planned(one.Bill) : "", $"{model.Model ?? "not named"}, {model.Tier}",
                        Figures.Count(model.Calls),
                    ]))),
            ]),
        [
            .. Calling(reconciled).Where(one => one.Bill.Models.Any(model => IsOther(one.Bill, model))).Select(one => new ReportLine(
                $"{one.Phase.Label}: not all calls were billed as planned ({Planned(one.Bill)}).", LineTone.Caution)),
        ]);

    private static bool IsOther(PhaseBill bill, BilledModel model) => !model.IsPlanned || model.Tier != bill.Phase.Call!.Model.Tier;

    private static string Planned(PhaseBill bill) => $"{bill.Phase.Call!.Model.Model}, {bill.Phase.Call.Model.Tier}";

    private static IEnumerable<(ReconciledPhase Phase, PhaseBill Bill)> Calling(Reconciliation reconciled) =>
        reconciled.Phases.Where(phase => phase.Bill is not null).Select(phase => (phase, phase.Bill!));

    private static Cell[] Cells(ReconciledPhase phase, PhaseBill bill)
    {
        var (planned, all) = (phase.Planned, bill.All);
        return
        [
            phase.Label, Figures.Quantity(planned.Calls.Mean), Figures.Count(all.Calls),
            Told(PerCall(planned.InputTokens.Mean, planned.Calls.Mean)), Told(PerCall(all.Tokens.Input, all.Calls)),
            Told(PerCall(planned.OutputTokens.Mean, planned.Calls.Mean)), Told(PerCall(all.Tokens.Output, all.Calls)),
        ];
    }

    private static double? PerCall(double tokens, double calls) => calls > 0 ? tokens / calls : null;

    private static ReportRow Row(string label, double? planned, double? actual, RowWeight weight = RowWeight.Normal) =>
        new([label, Told(planned), Told(actual)], weight);

    /// <summary>Whole numbers in full, others to a tenth.</summary>
    private static string Told(double? value) => value is { } known
        ? known == Math.Round(known) || known >= 1000 ? Figures.Count(known) : Figures.Quantity(known) : Figures.None;
}
