using System.Globalization;
using CostSim.Numerics.Statistics;
using CostSim.Output.Summaries;

namespace CostSim.Output.Reports;

/// <summary>What drives the cost of a run: the factors to find out more about first.</summary>
internal static class DriverSection
{
    private const int FactorsMax = 8;

    /// <summary>A share below this is not worth a row.</summary>
    private const double ShareMin = 0.001;

    public static IEnumerable<Section> Of(RunSummary run)
    {
        if (run.Drivers is not { } drivers)
            yield break;
        var shown = drivers.Factors.Where(factor => factor.Share.Value >= ShareMin).Take(FactorsMax).ToList();
        var rows = shown.Select(factor => new ReportRow(
            [factor.Path, Share(factor.Share.Value), Interval(factor.Share), Point(factor.Low), Point(factor.High), Swing(factor)])).ToList();
        var others = drivers.Factors.Count - shown.Count;
        if (others > 0)
            rows.Add(Rest(string.Create(CultureInfo.InvariantCulture, $"{others} other{(others == 1 ? "" : "s")} of the run"), drivers.Factors.Except(shown).Sum(factor => factor.Share.Value)));
        rows.Add(Rest(drivers.Unread.Count == 0 ? "Their interactions" : "Other correlated factors, and interactions", drivers.Interactions.Value, drivers.Interactions));
        rows.Add(Rest("Items that differ", drivers.Levels.Item.Value, drivers.Levels.Item));
        rows.Add(Rest("Calls that differ", drivers.Levels.Call.Value, drivers.Levels.Call));
        yield return new Section(
            "What drives it",
            new ReportTable(
                [new("Factor of the run", IsNumber: false), new("Share of variance"), new("95 % interval"), new("Mean cost, low end"), new("High end"), new("Swing, USD")], rows),
            [
                new ReportLine("Shares by phase: " + string.Join(", ", drivers.Phases.OrderByDescending(phase => phase.Share).Select(phase => $"{phase.Id} {Share(phase.Share)}")) + "."),
                .. Lines(drivers),
                new ReportLine($"From the first {Figures.Count(drivers.Trials)} trials."),
            ]);
    }

    private static IEnumerable<ReportLine> Lines(DriversSummary drivers)
    {
        var correlated = drivers.Factors.Where(factor => factor.IsCorrelated).Select(factor => factor.Path).ToList();
        if (correlated.Count > 0)
            yield return new ReportLine($"Correlated: {string.Join(", ", correlated)}. What they explain together is divided among them (Shapley values); swings are those of each with what goes along with it.");
        if (drivers.Unread.Count > 0)
            yield return new ReportLine($"More than three correlated with each other, and so without shares of their own: {string.Join(", ", drivers.Unread)}.");
    }

    private static ReportRow Rest(string name, double share, Estimate? interval = null) =>
        new([name, Share(share), interval is { } known ? Interval(known) : "", "", "", ""], RowWeight.Detail);

    /// <summary>To a tenth of a percent, and nothing is 0.0 %, not −0.0 %.</summary>
    private static string Share(double share) => Figures.Share(Math.Round(share, 3) + 0.0);

    private static string Interval(Estimate share) =>
        string.Create(CultureInfo.InvariantCulture, $"{Math.Round(share.Low * 100, 1) + 0.0:0.0} – {Share(share.High)}");

    /// <summary>The mean cost, and where it is: <c>$148.9 (P10: 2.29)</c>.</summary>
    private static string Point(FactorPoint? point) => point is null ? Figures.None
        : point.At is "absent" or "present" ? $"{Figures.Usd(point.CostUsd.Value, point.CostUsd.Uncertainty)} ({point.At})"
        : $"{Figures.Usd(point.CostUsd.Value, point.CostUsd.Uncertainty)} ({point.At}: {Figures.Quantity(point.Value)})";

    private static string Swing(FactorDriver factor) => factor is { SwingUsd: { } swing, Low: { } low, High: { } high }
        ? (swing < 0 ? "−" : "+") + Figures.Amount(Math.Abs(swing), Math.Sqrt(low.CostUsd.Uncertainty * low.CostUsd.Uncertainty + high.CostUsd.Uncertainty * high.CostUsd.Uncertainty))
        : Figures.None;
}
