using System.Globalization;
using System.Text;
using CostSim.Drawing;
using CostSim.Engine.Aggregation;
using CostSim.Output.Summaries;
using CostSim.Studies;

namespace CostSim.Output.Plots;

/// <summary>The common parts of the plots of a run's cost: title, axis, marks, and the ranges below.</summary>
internal sealed class CostPlot
{
    private const double SubtitleSizePx = 13;

    /// <summary>A tenth less than available: a viewer of the SVG may have a wider font.</summary>
    private static readonly double SubtitleWidthPx = (PlotFrame.File.WidthPx - 2 * 28) / 1.1;

    private readonly Mark? _billed;

    /// <param name="summary">The whole summary.</param>
    /// <param name="run">The run of it.</param>
    /// <param name="aggregates">The aggregates of that run.</param>
    /// <param name="frame">The frame to draw in.</param>
    /// <param name="title">What the plot shows.</param>
    /// <param name="description">The same in a sentence or two.</param>
    /// <param name="billedUsd">What was billed, where a bill is held against the run.</param>
    public CostPlot(
        Summary summary, RunSummary run, Aggregates aggregates, PlotFrame frame, string title, string description,
        double? billedUsd = null)
    {
        _billed = billedUsd is { } usd ? new Mark(usd, $"Billed {Figures.ExactUsd(usd)}", Palette.Billed) : null;
        Frame = frame;
        Run = run;
        Trials = summary.Trials;
        Cells = CellsOf(aggregates);
        var budgets = run.BudgetsOfWhole.Select(budget => budget.UsdOfRun(run.Items));
        Axis = new CostAxis(Cost, [.. budgets, .. Realistic, .. billedUsd is { } mark ? [mark] : Array.Empty<double>()], frame.Area);
        Figure = new Figure(
            frame.WidthPx, frame.HeightPx, frame.Area, frame.IsBare ? null : Palette.Paper)
        { Title = title, Description = description };
        if (!frame.IsBare)
            DrawTitle(Figure.Lettering, title, summary, run);
    }

    public PlotFrame Frame { get; }

    public RunSummary Run { get; }

    public long Trials { get; }

    public Figure Figure { get; }

    public Lettering Lettering => Figure.Lettering;

    public CostAxis Axis { get; }

    /// <summary>The occupied cells of the run's cost.</summary>
    public IReadOnlyList<CostCell> Cells { get; }

    /// <summary>All costs, if there are people and tools in addition to tokens.</summary>
    public MeasureSummary Cost => Run.Total.Whole;

    private bool IsOfAll => Run.Total.AllCost is not null;

    /// <summary>Figures of the source are for tokens.</summary>
    private IEnumerable<Scenarios.StatedRange> Sources =>
        IsOfAll ? [] : Run.Expectations.Select(expectation => expectation.RealisticUsd).OfType<Scenarios.StatedRange>();

    private IEnumerable<double> Realistic => Sources.SelectMany(range => new[] { range.Low, range.High });

    /// <summary>What was billed, P50, P95 and the budgets.</summary>
    public IReadOnlyList<Mark> Marks()
    {
        List<Mark> marks = _billed is null ? [] : [_billed];
        if (Cost["P50"] is { } p50)
            marks.Add(new Mark(p50.Value, $"P50 {Figures.Usd(p50)}", Palette.Median));
        if (Cost["P95"] is { } p95)
            marks.Add(new Mark(p95.Value, $"P95 {Figures.Usd(p95)}", Palette.Reserve));
        marks.AddRange(Run.BudgetsOfWhole.Select(budget => new Mark(
            budget.UsdOfRun(Run.Items),
            $"Budget {Figures.StatedUsd(budget.AtMostUsd)}{(budget.PerItem ? $" {Nouns.An(Run.Scenario.Item)}" : "")}, kept {Kept(budget)}",
            Palette.Budget, Dashed: true)));
        return marks;
    }

    /// <summary>Sets the axes, and below them the absolute range and the ranges that the source states.</summary>
    /// <param name="shareMax">The share at the upper end of the vertical axis.</param>
    /// <param name="shares">Where its grid has lines, with their labels.</param>
    public void DrawAxes(double shareMax, IReadOnlyList<(double Share, string Label)> shares)
    {
        var area = Frame.Area;
        Figure.SetAxes(new(Axis.Min, Axis.Max, 0, shareMax), Axis.Grid, [.. shares.Select(tick => tick.Share)], Palette.Grid, Palette.Axis);
        foreach (var (share, label) in shares)
            Lettering.Text(
                label, area.Left - 8, area.Bottom - share / shareMax * area.Height + 4, 12, Palette.Muted, anchor: TextAnchor.End);
        Axis.Label(Lettering, IsOfAll ? "All costs of the run, USD" : "Cost of the run, USD");
        if (Frame.IsBare)
            Figure.AxisData =
            [
                new("min", Axis.Min), new("max", Axis.Max), new("left", area.Left), new("right", area.Right), new("top", area.Top),
                new("bottom", area.Bottom),
            ];
        var support = Cost.Support;
        var y = area.Bottom + 66;
        DrawRange(support.Min, support.Max, "Absolute range", y, Palette.Axis);
        if (Sources.FirstOrDefault() is { } realistic)
            DrawRange(realistic.Low, realistic.High, "Source's realistic range", y + 30, Palette.Source);
    }

    /// <summary>The title of the vertical axis, unless the page has its own.</summary>
    public void TitleShares(string title)
    {
        if (!Frame.IsBare)
            Lettering.Text(title, 22, (Frame.Area.Top + Frame.Area.Bottom) / 2, 12, Palette.Muted, anchor: TextAnchor.Middle, upward: true);
    }

    /// <summary>The title of a picture in a file, and its conditions.</summary>
    internal static void DrawTitle(Lettering lettering, string title, Summary summary, RunSummary run)
    {
        lettering.Text(title, 28, 42, 21, Palette.Text, FontWeight.SemiBold);
        lettering.Text(Subtitle(summary, run), 28, 66, SubtitleSizePx, Palette.Muted);
    }

    /// <summary>The occupied cells of a run's cost: of all costs, if there are others than tokens.</summary>
    public static IReadOnlyList<CostCell> CellsOf(Aggregates aggregates)
    {
        var cells = new List<CostCell>();
        foreach (var cell in aggregates.Total(aggregates.Plan.Limited(ofAll: true)).Histogram.Cells())
            cells.Add(
                new CostCell(cell.First * aggregates.Plan.UsdPerCostStep, (cell.Last + 1) * aggregates.Plan.UsdPerCostStep, cell.Count));
        return cells;
    }

    public static string Percent(double share, int decimals) =>
        string.Create(CultureInfo.InvariantCulture, $"{(share * 100).ToString($"F{decimals}", CultureInfo.InvariantCulture)} %");

    /// <summary>As short as possible: a label has little room.</summary>
    private static string Kept(BudgetSummary budget) => budget.Probability is > 0 and < 1
        ? $"in {Figures.Probability(budget.Probability, budget.Low, budget.High)}"
            : Figures.InTrials(budget.Probability, budget.Low, budget.High);

    private void DrawRange(double min, double max, string name, double y, Ink ink)
    {
        var (x1, x2) = (Axis.At(min), Axis.At(max));
        Lettering.Line(x1, y, x2, y, ink, 3);
        // An end within the axis has a stop mark; one beyond it is cut off and given as text.
        if (min >= Axis.Min)
            Lettering.Line(x1, y - 5, x1, y + 5, ink, 2);
        if (max <= Axis.Max)
            Lettering.Line(x2, y - 5, x2, y + 5, ink, 2);
        var label = $"{name}: {Figures.ExactUsd(min)} – {Figures.ExactUsd(max)}";
        var width = TextMeasure.Width(label, 12);
        var start = Math.Clamp((x1 + x2 - width) / 2, Frame.Area.Left, Math.Max(Frame.Area.Left, Frame.Area.Right - width));
        Lettering.Text(label, start, y + 18, 12, Palette.Muted);
    }

    /// <summary>The conditions, in one line that fits.</summary>
    internal static string Subtitle(Summary summary, RunSummary run)
    {
        var conditions =
            $"{RunNames(run.Scenario)} · {Nouns.Counted(summary.Scenario.Item, run.Items)} · {run.Scenario.Model.Model}, "
                + $"{run.Scenario.Model.Tier.Name}"
            + $" · {Figures.Count(summary.Trials)} trials, seed {summary.Seed.ToString(CultureInfo.InvariantCulture)}";
        var name = Shortened(summary.Scenario.Name, SubtitleWidthPx - TextMeasure.Width(conditions, SubtitleSizePx));
        return Shortened(name + conditions, SubtitleWidthPx);
    }

    private static string RunNames(Scenarios.Scenario scenario) =>
        string.Concat(new[] { scenario.Run?.Name, scenario.Variant }.OfType<string>().Select(name => $" · {name}"));

    /// <summary>A text of any length, cut to fit the picture.</summary>
    internal static string Shortened(string text, double widthPx)
    {
        if (TextMeasure.Width(text, SubtitleSizePx) <= widthPx)
            return text;
        var kept = new StringBuilder();
        var width = TextMeasure.Width("…", SubtitleSizePx);
        foreach (var rune in text.EnumerateRunes())
        {
            width += TextMeasure.Width(rune.ToString(), SubtitleSizePx);
            if (width > widthPx)
                break;
            kept.Append(rune);
        }

        return $"{kept.ToString().TrimEnd()}…";
    }
}

/// <summary>An occupied cell of a histogram of costs.</summary>
/// <param name="From">Its lower end in USD.</param>
/// <param name="To">Its upper end in USD.</param>
/// <param name="Count">Number of trials in it.</param>
internal sealed record CostCell(double From, double To, long Count);
