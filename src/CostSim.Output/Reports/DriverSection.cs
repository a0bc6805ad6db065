using System.Globalization;
using CostSim.Numerics.Statistics;
using CostSim.Output.Summaries;
using CostSim.Studies;

namespace CostSim.Output.Reports;

/// <summary>The section on the drivers of a run's cost: the factors to investigate first.</summary>
internal static class DriverSection
{
    private const int FactorsMax = 8;

    public static IEnumerable<Section> Of(RunSummary run)
    {
        if (run.Drivers is not { } drivers)
            yield break;
        var selection = drivers.Selection(FactorsMax);
        var rows = selection.Shown.Select(factor => new ReportRow(
            [factor.Path, Share(factor.Share.Value), Interval(factor.Share), Point(factor.Low), Point(factor.High), Swing(factor)]))
                .ToList();
        rows.AddRange(Rest(drivers, selection));
        rows.Add(Rest("Variation between items", drivers.Levels.Item.Value, drivers.Levels.Item));
        rows.Add(Rest("Variation between calls", drivers.Levels.Call.Value, drivers.Levels.Call));
        yield return new Section(
            "What drives the cost",
            new ReportTable(
            [
                new("Factor of the run", IsNumber: false), new("Share of variance") { Brief = "Share" }, new("95 % interval") { Rank = 2 },
                new("Mean cost, low end") { Brief = "Low end" },
                new("Mean cost, high end") { Brief = "High end" }, new("Swing") { Rank = 1 },
            ], rows),
            [
                new ReportLine(
                    "Shares by phase: "
                        + string.Join(", ",
                            drivers.Phases.OrderByDescending(phase => phase.Share).Select(phase => $"{phase.Id} {Share(phase.Share)}"))
                                + "."),
                .. Lines(drivers),
                new ReportLine(
                    $"From the first {Figures.Count(drivers.Trials)} "
                        + $"trials.{(run.Total.Operations is null ? "" : " Of all costs: tokens, people and tools.")}"),
            ]);
    }

    /// <summary>The rest: one row for factors, and one for interactions if distinguishable from zero.</summary>
    private static IEnumerable<ReportRow> Rest(DriversSummary drivers, DriverSelection selection)
    {
        var interactions = drivers.Unread.Count == 0 ? "Interactions" : "Other correlated factors, and interactions";
        var isTold = drivers.Interactions.Low > 0;
        var others = string.Create(CultureInfo.InvariantCulture, $"{selection.Others} {(selection.Others == 1 ? "other" : "others")}");
        if (isTold && selection.Others > 0)
            yield return Rest(others, selection.OthersShare);
        if (isTold)
            yield return Rest(interactions, drivers.Interactions.Value, drivers.Interactions);
        else
            yield return Rest(
                selection.Others > 0 ? $"{others}, and interactions" : interactions, selection.OthersShare + drivers.Interactions.Value);
    }

    private static IEnumerable<ReportLine> Lines(DriversSummary drivers)
    {
        var correlated = drivers.Factors.Where(factor => factor.IsCorrelated).Select(factor => factor.Path).ToList();
        if (correlated.Count > 0)
            yield return new ReportLine(
                $"Correlated: {string.Join(", ", correlated)}. What they explain together is divided among them (Shapley values); a swing "
                    + "includes the effect of correlated factors.");
        if (drivers.Unread.Count > 0)
            yield return new ReportLine(
                $"Correlated in groups of more than three, so without shares of their own: {string.Join(", ", drivers.Unread)}.");
    }

    private static ReportRow Rest(string name, double share, Estimate? interval = null) =>
        new([name, Share(Math.Max(0, share)), interval is { } known ? Interval(known) : "", "", "", ""], RowWeight.Detail);

    /// <summary>To a tenth of a percent; 0 is 0.0 %, not −0.0 %.</summary>
    private static string Share(double share) => Figures.Share(Math.Round(share, 3) + 0.0);

    private static string Interval(Estimate share) =>
        string.Create(CultureInfo.InvariantCulture, $"{Math.Round(Math.Max(0, share.Low) * 100, 1) + 0.0:0.0} – {Share(share.High)}");

    /// <summary>The mean cost and its place: <c>$148.90 (P10: 2.29)</c>.</summary>
    private static Cell Point(FactorPoint? point) => point is null ? Figures.None
        : Cell.Of(new Money(point.CostUsd.Value, point.CostUsd.Uncertainty),
            point.At is "absent" or "present" ? $" ({point.At})" : $" ({point.At}: {Figures.Quantity(point.Value)})");

    private static Cell Swing(FactorDriver factor) => factor is { SwingUsd: { } swing, Low: { } low, High: { } high }
        ? new Money(swing,
            Math.Sqrt(
                low.CostUsd.Uncertainty * low.CostUsd.Uncertainty
                    + high.CostUsd.Uncertainty * high.CostUsd.Uncertainty))
        { IsChange = true }
        : Figures.None;
}
