using System.Globalization;
using CostSim.Numerics.Statistics;
using CostSim.Output.Markdown;
using CostSim.Output.Reports;
using CostSim.Output.Summaries;
using CostSim.Studies;

namespace CostSim.Output.Bills;

/// <summary>The report of <c>costsim reconcile</c>: where the bill falls in the forecast, and why.</summary>
public static class ReconcileReport
{
    /// <summary>More columns do not fit a page.</summary>
    private const int PhasesMax = 5;

    public static Report Of(Reconciliation reconciled)
    {
        var (forecast, money) = (reconciled.Forecast, new BillMoney(reconciled));
        return new Report(
            $"{forecast.Scenario.Name}: the bill beside its forecast",
            Conditions(forecast),
            [
                InShort(reconciled, money), Places(reconciled, money), Causes(reconciled, money), PlanSection.Quantities(reconciled),
                PlanSection.Calls(reconciled), PlanSection.Models(reconciled), RecordSection.Of(reconciled, money),
            ]);
    }

    /// <summary>The same as Markdown.</summary>
    public static string ToMarkdown(Reconciliation reconciled) => MarkdownReport.Of(
        Of(reconciled), null,
        writer => RunMarkdown.Origin(writer, reconciled.Command, [("Scenario", reconciled.Forecast.Scenario.Hash)]), open: 3);

    internal static string Conditions(Forecast forecast) =>
        $"{Nouns.Counted(forecast.Scenario.Item, forecast.Run.Items)} planned · prices of {Figures.Day(forecast.Scenario.PricesOn)} · "
            + $"{Figures.Count(forecast.Trials)} trials, seed {forecast.Seed.ToString(CultureInfo.InvariantCulture)}";

    internal static string Place(Estimate? percentile) => percentile is { } known
        ? known.Value is > 0 and < 1 ? $"P{(known.Value * 100).ToString("0.#", CultureInfo.InvariantCulture)}"
            : known.Value <= 0 ? "below all" : "above all"
        : Figures.None;

    internal static Section InShort(Reconciliation reconciled, BillMoney money)
    {
        var (actual, mean, place) = (reconciled.ActualPicoUsd, reconciled.Forecast.MeanPicoUsd, reconciled.Percentile);
        var (low, high) = (Figures.Quantity(reconciled.Band.Low * 100), Figures.Quantity(reconciled.Band.High * 100));
        var where = place.Value is > 0 and < 1
            ? $"{Figures.Probability(place.Value, place.Low, place.High)} of simulated runs cost at most that "
                + $"({Figures.Share(place.Low)} to {Figures.Share(place.High)})"
            : place.Value <= 0 ? "every simulated run costs more" : "no simulated run costs more";
        var cause = reconciled.Difference.Ranked.FirstOrDefault();
        return new Section(null, null,
        [
            new ReportLine(
                $"Billed: {money.Amount(actual)}. Forecast: {money.Amount(mean)} on average; {where}.",
                reconciled.IsWithin ? LineTone.Good : LineTone.Bad),
            new ReportLine(
                $"The bill is {(reconciled.IsWithin ? "within" : "outside")} the band from P{low} to P{high}.",
                reconciled.IsWithin ? LineTone.Good : LineTone.Bad),
            .. reconciled.Difference.Ranked.Any() ? new[]
            {
                new ReportLine(
                    $"The largest part of the difference of {money.Difference(actual, mean)} is "
                        + $"{CauseName.Of(cause, reconciled)}: {money.Change(reconciled.Difference[cause])}."),
            } : [],
        ]);
    }

    internal static Section Places(Reconciliation reconciled, BillMoney money) => new(
        "Where the bill falls",
        new ReportTable(
            [
                new("Phase", IsNumber: false), new("Forecast P5") { Brief = "P5", Rank = 1 }, new("Forecast mean") { Brief = "Mean" },
                new("Forecast P95") { Brief = "P95", Rank = 1 }, new("Billed"), new("Difference") { Brief = "Differs" }, new("Falls at"),
            ],
            [
                .. reconciled.Phases.Select(phase => new ReportRow(
                    Cells(phase.Label, phase.Planned, phase.MeanPicoUsd, phase.ActualPicoUsd, phase.Percentile, money))),
                new ReportRow(
                    Cells("All", reconciled.Forecast.Run.Total, reconciled.Forecast.MeanPicoUsd, reconciled.ActualPicoUsd,
                        reconciled.Percentile, money), RowWeight.Strong),
            ]),
        []);

    private static Cell[] Cells(
        string label, ScopeSummary planned, Int128 mean, Int128 actual, Estimate? place, BillMoney money) =>
    [
        label, Money.Of(planned.Cost["P5"]), money.Amount(mean), Money.Of(planned.Cost["P95"]), money.Amount(actual),
        money.Difference(actual, mean), Place(place),
    ];

    internal static Section Causes(Reconciliation reconciled, BillMoney money)
    {
        var all = reconciled.Difference;
        var largest = reconciled.Phases.OrderByDescending(phase => Int128.Abs(phase.Difference.PicoUsd)).Take(PhasesMax).ToList();
        var phases = reconciled.Phases.Where(largest.Contains).ToList();
        var shown = Enum.GetValues<BillCause>().Where(
            cause => cause != BillCause.Residual && reconciled.Phases.Any(phase => phase.Difference[cause] != 0)).ToList();
        return new Section(
            "What explains the difference from the mean",
            new ReportTable(
                [
                    new("Cause", IsNumber: false), new("All"), .. phases.Select(phase => new ReportColumn(phase.Id) { Rank = 1 }),
                ],
                [
                    .. shown.Select(cause => new ReportRow(
                        [
                            CauseName.Of(cause, reconciled), money.Change(all[cause]),
                            .. phases.Select(phase => (Cell)money.Change(phase.Difference[cause])),
                        ], RowWeight.Normal)),
                    new ReportRow(
                        [
                            CauseName.Of(BillCause.Residual),
                            money.Residual(all, reconciled.ActualPicoUsd, reconciled.Forecast.MeanPicoUsd),
                            .. phases.Select(phase => (Cell)money.Residual(
                                phase.Difference, phase.ActualPicoUsd, phase.MeanPicoUsd)),
                        ], RowWeight.Normal),
                    new ReportRow(
                        [
                            "difference", money.Difference(reconciled.ActualPicoUsd, reconciled.Forecast.MeanPicoUsd),
                            .. phases.Select(phase => (Cell)money.Difference(phase.ActualPicoUsd, phase.MeanPicoUsd)),
                        ], RowWeight.Strong),
                ]),
            [
                new ReportLine("The parts add up to the difference exactly; the residual also has what printing rounds."),
                .. phases.Count < reconciled.Phases.Count ? new[]
                {
                    new ReportLine(
                        $"Of {reconciled.Phases.Count} phases and allowances the {PhasesMax} that differ most are shown; "
                            + "--format json or csv has all."),
                } : [],
            ]);
    }
}
