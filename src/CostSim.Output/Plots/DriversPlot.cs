using System.Globalization;
using CostSim.Drawing;
using CostSim.Output.Summaries;
using CostSim.Studies;

namespace CostSim.Output.Plots;

/// <summary>
/// The tornado of a run's cost: for each factor a bar from the mean cost at its low end to that at its high end, the widest on top.
/// </summary>
public static class DriversPlot
{
    private const int BarsMax = 12;
    private static readonly PlotArea Area = PlotFrame.Rows.Area;
    private const double LabelSizePx = 12;

    /// <summary>Whether there is anything to draw: a factor with two ends that differ.</summary>
    public static bool Exists(RunSummary run) => Widest(run).Count > 0;

    /// <summary>The plot, or null where there is nothing to draw.</summary>
    public static Figure? Draw(Summary summary, RunSummary run)
    {
        var factors = Widest(run);
        if (factors.Count == 0)
            return null;
        var mean = run.Total.Whole.Mean;
        var (min, max) = (mean, mean);
        foreach (var factor in factors)
        {
            var (low, high) = (factor.Low!.CostUsd.Value, factor.High!.CostUsd.Value);
            (min, max) = (Math.Min(min, Math.Min(low, high)), Math.Max(max, Math.Max(low, high)));
        }

        var figure = new Figure(PlotFrame.File.WidthPx, PlotFrame.File.HeightPx, Area, Palette.Paper)
        {
            Title = "What drives the cost",
            Description =
                $"Mean cost of the run at the low and the high end of each factor: {string.Join("; ", factors.Take(3).Select(Words))}.",
        };
        CostPlot.DrawTitle(figure.Lettering, "What drives the cost", summary, run);
        Legend.Draw(
            figure.Lettering, 1.1, (Palette.Tail, "cost at the factor's low end"), (Palette.Band, "cost at its high end"));
        figure.Lettering.Text(
            "Share of variance", PlotFrame.File.WidthPx - 28, 88, LabelSizePx, Palette.Muted, anchor: TextAnchor.End);
        var axis = new RowAxis(min, max, PlotFrame.Rows.Area);
        axis.Draw(figure, "Mean cost of the run, USD");
        var row = Area.Height / factors.Count;
        for (var i = 0; i < factors.Count; i++)
        {
            DrawBar(figure, factors[i], row * i, Math.Min(row, 40), mean);
            DrawLabels(figure.Lettering, axis, factors[i], Area.Top + row * i + Math.Min(row, 40) / 2, mean);
        }

        var x = CostAxis.Crisp(axis.At(mean));
        figure.Lettering.Line(x, Area.Top - 6, x, Area.Bottom, Palette.Median, 1.5);
        figure.Lettering.Text(
            $"Mean {Figures.ExactUsd(mean)}", x, Area.Top - 12, LabelSizePx, Palette.Median, FontWeight.SemiBold, TextAnchor.Middle);
        return figure;
    }

    /// <summary>The factors with the largest effect on the cost; empty if there are none.</summary>
    private static List<FactorDriver> Widest(RunSummary run)
    {
        var factors = (run.Drivers?.Selection(BarsMax).Shown ?? []).Where(factor => factor.SwingUsd is not null).OrderByDescending(
            factor => Math.Abs(factor.SwingUsd!.Value)).ToList();
        return factors is [{ SwingUsd: not 0 }, ..] ? factors : [];
    }

    private static string Words(FactorDriver factor) =>
        $"{factor.Path} {Usd(factor.Low!)} to {Usd(factor.High!)}";

    /// <summary>From the mean to either end. The vertical axis counts px down from the top.</summary>
    private static void DrawBar(Figure figure, FactorDriver factor, double top, double height, double mean) =>
        figure.Plot.Add.Bars(
            new[] { (End: factor.Low!, Ink: Palette.Tail), (End: factor.High!, Ink: Palette.Band) }.Select(half => new ScottPlot.Bar
            {
                Orientation = ScottPlot.Orientation.Horizontal,
                Position = Area.Height - top - height / 2,
                Size = height - 8,
                ValueBase = mean,
                Value = half.End.CostUsd.Value,
                FillColor = half.Ink.Color,
                LineWidth = 0,
            }).ToArray());

    private static void DrawLabels(Lettering lettering, RowAxis axis, FactorDriver factor, double middle, double mean)
    {
        var (low, high) = (factor.Low!, factor.High!);
        var lowIsLeft = low.CostUsd.Value <= high.CostUsd.Value;
        foreach (var (end, isLeft) in new[] { (low, lowIsLeft), (high, !lowIsLeft) })
        {
            // Both ends may be on one side of the mean; numbers are still placed next to the bar.
            var x = isLeft ? Math.Min(axis.At(end.CostUsd.Value), axis.At(mean)) - 6
                : Math.Max(axis.At(end.CostUsd.Value), axis.At(mean)) + 6;
            lettering.Text(Usd(end), x, middle + 4, LabelSizePx, Palette.Text, anchor: isLeft ? TextAnchor.End : TextAnchor.Start);
        }

        lettering.Text(CostPlot.Shortened(factor.Path, (Area.Left - 40) / 1.1), Area.Left - 12, middle, LabelSizePx, Palette.Text,
            anchor: TextAnchor.End);
        lettering.Text(Ends(factor), Area.Left - 12, middle + 13, 10, Palette.Muted, anchor: TextAnchor.End);
        lettering.Text(Figures.Share(factor.Share.Value), PlotFrame.File.WidthPx - 28, middle + 4, LabelSizePx,
            Palette.Muted, anchor: TextAnchor.End);
    }

    private static string Ends(FactorDriver factor) => factor.Low!.At == "absent" ? "absent, or present"
        : string.Create(CultureInfo.InvariantCulture,
            $"{factor.Low.At} {Figures.Quantity(factor.Low.Value)}, {factor.High!.At} {Figures.Quantity(factor.High.Value)}");

    private static string Usd(FactorPoint end) => Money.Of(end.CostUsd).ToString();
}
