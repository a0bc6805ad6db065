using System.Globalization;
using CostSim.Numerics.Statistics;
using CostSim.Output.Summaries;
using CostSim.Studies;

namespace CostSim.Output.Reports;

/// <summary>
/// The section on the drivers of a run's cost: the variance by level, that of the run by factor, the factors to investigate first on top.
/// </summary>
internal static class DriverSection
{
    /// <summary>Maximum number of factors with a row; the others are combined.</summary>
    private const int FactorsMax = 15;

    /// <summary>The section, or null if the drivers are not known.</summary>
    public static Section? Of(RunSummary run)
    {
        if (run.Drivers is not { } drivers)
            return null;
        var (selection, items) = (drivers.Selection(FactorsMax), Nouns.Of(run.Scenario.Item, 2));
        var ends = selection.Shown.SelectMany(factor => new[] { factor.Low, factor.High }).OfType<FactorPoint>()
            .Select(end => end.CostUsd.Value).DefaultIfEmpty().ToList();
        return new Section(
            "What drives the cost",
            new ReportTable(
            [
                new("Source of uncertainty", IsNumber: false), new("Share of variance") { Brief = "Share" },
                new("95 % interval") { Rank = 2, Only = Medium.Text }, new("Mean cost, low end") { Brief = "Low end" },
                new("Mean cost, high end") { Brief = "High end" }, new("Swing") { Rank = 1 },
            ],
            [
                Level("Unknown before the run", drivers.Levels.Run, $"measuring it first, in a small run, helps; more {items} do not"),
                .. selection.Shown.Select(factor => new ReportRow(
                [
                    QuantityName.Cell(run.Scenario, factor.Path), Cell.Share(factor.Share.Value), Interval(factor.Share),
                    Point(factor.Low), Point(factor.High), Swing(factor, ends.Min(), ends.Max()),
                ])),
                .. Rest(drivers, selection),
                Level($"Variation between {items}", drivers.Levels.Item, $"averages out over {items}"),
                Level("Variation between calls", drivers.Levels.Call, "averages out over calls"),
            ])
            {
                Caption = "Where the uncertainty comes from, by level and by quantity; the bars of swings (tornado) go from the mean cost "
                    + "of a run at the quantity's low end to that at its high end",
            },
            [
                new ReportLine(
                    "Shares by phase: "
                        + string.Join(", ",
                            drivers.Phases.OrderByDescending(phase => phase.Share).Select(
                                phase => $"{phase.Id} {Figures.Share(phase.Share)}"))
                                + "."),
                .. Lines(drivers),
                new ReportLine(
                    $"From the first {Figures.Count(drivers.Trials)} "
                        + $"trials.{(run.Total.Operations is null ? "" : " Of all costs: tokens, people and tools.")}"),
            ]);
    }

    private static ReportRow Level(string name, Estimate share, string help) => Part(name, help, share.Value, share, RowWeight.Strong);

    /// <summary>The rest: one row for factors, and one for interactions if distinguishable from zero.</summary>
    private static IEnumerable<ReportRow> Rest(DriversSummary drivers, DriverSelection selection)
    {
        var interactions = drivers.Unread.Count == 0 ? "Interactions" : "Other correlated factors, and interactions";
        var others = string.Create(CultureInfo.InvariantCulture, $"{selection.Others} {(selection.Others == 1 ? "other" : "others")}");
        const string Why = "each smaller, or not distinguishable from zero";
        var isTold = drivers.Interactions.Low > 0;
        if (selection.Others > 0)
            yield return isTold ? Part(others, Why, selection.OthersShare)
                : Part($"{others}, and interactions", Why, selection.OthersShare + drivers.Interactions.Value);
        if (isTold)
            yield return Part(interactions, "", drivers.Interactions.Value, drivers.Interactions);
        else if (selection.Others == 0 && drivers.Factors.Count + drivers.Unread.Count > 0)
            yield return Part(interactions, "", drivers.Interactions.Value);
    }

    /// <summary>A share without ends; on a page with a note.</summary>
    private static ReportRow Part(
        string name, string note, double share, Estimate? interval = null, RowWeight weight = RowWeight.Detail) => new(
        [
            new Cell(name) { OnPage = note.Length == 0 ? null : [new($"{name} "), new(note, CellStyle.Detail)] },
            Cell.Share(Math.Max(0, share)), interval is { } known ? Interval(known) : "", "", "", "",
        ], weight);

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

    private static string Interval(Estimate share) =>
        string.Create(CultureInfo.InvariantCulture,
            $"{Math.Round(Math.Max(0, share.Low) * 100, 1) + 0.0:0.0} – {Figures.Share(share.High)}");

    /// <summary>The mean cost and its place: <c>$148.90 (P10 2.29)</c>.</summary>
    private static Cell Point(FactorPoint? point) => point is null ? Figures.None
        : Cell.Of(Money.Of(point.CostUsd), point.At == "absent" ? " (absent)" : $" ({point.At}\u00a0{Figures.Quantity(point.Value)})");

    /// <summary>The mean cost at the high end minus that at the low end, or null if one is not known.</summary>
    public static Money? SwingOf(FactorDriver factor) => factor is { SwingUsd: { } swing, Low.CostUsd: var low, High.CostUsd: var high }
        ? new Money(swing, Math.Sqrt(low.Uncertainty * low.Uncertainty + high.Uncertainty * high.Uncertainty)) { IsChange = true } : null;

    /// <summary>The swing, with a bar from one end to the other between the least and the greatest of all.</summary>
    private static Cell Swing(FactorDriver factor, double min, double max)
    {
        Cell swing = SwingOf(factor);
        if (factor is not { Low.CostUsd.Value: var low, High.CostUsd.Value: var high } || !(max > min))
            return swing;
        return swing with { Bar = new Bar(Place(Math.Max(low, high)), Place(Math.Min(low, high))) };

        double Place(double usd) => (usd - min) / (max - min);
    }
}
