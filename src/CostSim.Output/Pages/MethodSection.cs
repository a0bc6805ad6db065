using System.Globalization;
using System.Xml.Linq;
using CostSim.Output.Reports;
using CostSim.Output.Summaries;
using CostSim.Studies;

namespace CostSim.Output.Pages;

/// <summary>The section on the method and the precision of the numbers.</summary>
internal static class MethodSection
{
    public static XElement Of(Summary summary, RunSummary run)
    {
        var cost = run.Total.Whole;
        var digits = MoneyDigits.Of(cost.Percentiles.Select(percentile => Money.Of(percentile)));
        var rows = MeasureSummary.PercentileNames.Select((name, i) =>
            new ReportRow([name, Money.Of(cost.Percentiles[i]), digits.Interval(cost.Percentiles[i]), Relative(cost.Percentiles[i])]));
        return Markup.Section(
            "method", "Method and convergence",
            Markup.P(
                $"Monte Carlo simulation: {Figures.Count(summary.Trials)} trials. In each, every uncertain quantity is drawn at its "
                    + $"level: once for the run, once for each "
                + $"{summary.Scenario.Item}, or once for each call. Tokens are priced exactly, in integers. Mean "
                + $"{BandSection.Mean(cost, summary.Trials)}, "
                + $"standard deviation {Figures.Usd(cost.StandardDeviation, cost.StandardDeviation / Math.Sqrt(2.0 * summary.Trials))}."),
            Markup.Table(new ReportTable(
                [new("Percentile", IsNumber: false), new(run.Total.Operations is null ? "Cost" : "All costs"), new("95 % interval"),
                    new("± of the value")], [.. rows])
            {
                Caption = "How precisely each percentile is known; an interval narrower than a digit that matters means enough trials",
            }),
            Drawing(run));
    }

    private static XElement?[] Drawing(RunSummary run)
    {
        if (run.Drawing.Count == 0)
            return [];
        var error = run.ApproximationError is > 0 and var known
            ? string.Create(CultureInfo.InvariantCulture,
                $"Sums over many items are sampled at once, by an approximation. Its estimated error at P1 and P99 is about "
                    + $"{known * 100:0.#####} % of the cost of the run.")
            : "No approximation is used: every call is simulated individually.";
        return
        [
            Markup.P(error),
            .. Markup.Of(new Section(
                "How each phase is simulated",
                new ReportTable(
                    [new("Phase", IsNumber: false), new("Method", IsNumber: false)],
                    [.. run.Phases.Zip(run.Drawing, (phase, drawing) => new ReportRow([phase.Label, drawing])).Take(ReportTable.RowsMax)]),
                [.. ReportLine.More(run.Phases.Count, "are in the scenario's file")])),
        ];
    }

    private static string Relative(Numerics.Statistics.Percentile? percentile) => percentile is { } p && p.Value > 0
        ? string.Create(CultureInfo.InvariantCulture, $"{(p.High - p.Low) / 2 / p.Value * 100:0.00} %")
        : Figures.None;
}
