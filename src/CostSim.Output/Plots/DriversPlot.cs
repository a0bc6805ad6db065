using System.Globalization;
using CostSim.Drawing;
using CostSim.Output.Summaries;

namespace CostSim.Output.Plots;

/// <summary>The tornado of a run's cost: for each factor a bar from the mean cost at its low end to that at its high end, the widest on top.</summary>
public static class DriversPlot
{
    private const int BarsMax = 12;
    private const double Top = 116;
    private static readonly double Bottom = PlotFrame.File.HeightPx - 62;
    private const double Left = 300;
    private static readonly double Right = PlotFrame.File.WidthPx - 110;
    private const double LabelSizePx = 12;

    /// <summary>Room for the number at the end of a bar.</summary>
    private const double EndPx = 70;

    /// <summary>Whether there is anything to draw: a factor with two ends that differ.</summary>
    public static bool Exists(RunSummary run) => Widest(run).Count > 0;

    /// <summary>The plot, or null where there is nothing to draw.</summary>
    public static Scene? Draw(Summary summary, RunSummary run)
    {
        var factors = Widest(run);
        if (factors.Count == 0)
            return null;
        var scene = new Scene(PlotFrame.File.WidthPx, PlotFrame.File.HeightPx)
        {
            Background = Palette.Paper,
            Title = "What drives the cost",
            Description = $"Mean cost of the run at the low and the high end of each factor: {string.Join("; ", factors.Take(3).Select(Words))}.",
        };
        scene.Text("What drives the cost", 28, 42, 21, Palette.Text, FontWeight.SemiBold);
        scene.Text(CostPlot.Subtitle(summary, run), 28, 66, 13, Palette.Muted);
        DrawLegend(scene);
        var (min, max) = (run.Total.Cost.Mean, run.Total.Cost.Mean);
        foreach (var factor in factors)
        {
            var (low, high) = (factor.Low!.CostUsd.Value, factor.High!.CostUsd.Value);
            (min, max) = (Math.Min(min, Math.Min(low, high)), Math.Max(max, Math.Max(low, high)));
        }

        var axis = new Axis(min, max);
        axis.Draw(scene);
        var row = (Bottom - Top) / factors.Count;
        for (var i = 0; i < factors.Count; i++)
            DrawBar(scene, axis, factors[i], Top + row * i, Math.Min(row, 40), run.Total.Cost.Mean);
        var mean = CostAxis.Crisp(axis.At(run.Total.Cost.Mean));
        scene.Line(mean, Top - 6, mean, Bottom, Palette.Median, 1.5);
        scene.Text($"Mean {Figures.ExactUsd(run.Total.Cost.Mean)}", mean, Top - 12, LabelSizePx, Palette.Median, FontWeight.SemiBold, TextAnchor.Middle);
        return scene;
    }

    /// <summary>The factors that move the cost most; none where none moves it.</summary>
    private static List<FactorDriver> Widest(RunSummary run)
    {
        var factors = (run.Drivers?.Selection(BarsMax).Shown ?? []).Where(factor => factor.SwingUsd is not null).OrderByDescending(factor => Math.Abs(factor.SwingUsd!.Value)).ToList();
        return factors is [{ SwingUsd: not 0 }, ..] ? factors : [];
    }

    private static string Words(FactorDriver factor) =>
        $"{factor.Path} {Usd(factor.Low!)} to {Usd(factor.High!)}";

    private static void DrawBar(Scene scene, Axis axis, FactorDriver factor, double top, double height, double mean)
    {
        var (low, high) = (factor.Low!, factor.High!);
        var middle = top + height / 2;
        foreach (var (end, ink) in new[] { (low, Palette.Tail), (high, Palette.Band) })
        {
            // At least a hairline, so that a factor without effect is seen to have none.
            var (from, to) = (axis.At(mean), axis.At(end.CostUsd.Value));
            scene.Rectangle(Math.Min(from, to), top + 4, Math.Max(0.5, Math.Abs(to - from)), height - 8, ink);
        }

        var lowIsLeft = low.CostUsd.Value <= high.CostUsd.Value;
        foreach (var (end, isLeft) in new[] { (low, lowIsLeft), (high, !lowIsLeft) })
        {
            // Both ends may lie on one side of the mean; a number then stands beside the bar all the same.
            var x = isLeft ? Math.Min(axis.At(end.CostUsd.Value), axis.At(mean)) - 6 : Math.Max(axis.At(end.CostUsd.Value), axis.At(mean)) + 6;
            scene.Text(Usd(end), x, middle + 4, LabelSizePx, Palette.Text, anchor: isLeft ? TextAnchor.End : TextAnchor.Start);
        }

        scene.Text(CostPlot.Shortened(factor.Path, (Left - 40) / 1.1), Left - 12, middle, LabelSizePx, Palette.Text, anchor: TextAnchor.End);
        scene.Text(Ends(factor), Left - 12, middle + 13, 10, Palette.Muted, anchor: TextAnchor.End);
        scene.Text(Figures.Share(Math.Round(factor.Share.Value, 3) + 0.0), PlotFrame.File.WidthPx - 28, middle + 4, LabelSizePx, Palette.Muted, anchor: TextAnchor.End);
    }

    private static string Ends(FactorDriver factor) => factor.Low!.At == "absent" ? "absent, or present"
        : string.Create(CultureInfo.InvariantCulture, $"{factor.Low.At} {Figures.Quantity(factor.Low.Value)}, {factor.High!.At} {Figures.Quantity(factor.High.Value)}");

    private static string Usd(FactorPoint end) => Figures.Usd(end.CostUsd.Value, end.CostUsd.Uncertainty);

    private static void DrawLegend(Scene scene)
    {
        var x = 28.0;
        foreach (var (ink, text) in new[] { (Palette.Tail, "cost at the factor's low end"), (Palette.Band, "cost at its high end") })
        {
            scene.Rectangle(x, 78, 12, 12, ink);
            scene.Text(text, x + 18, 88, LabelSizePx, Palette.Muted);
            x += 18 + TextMeasure.Width(text, LabelSizePx) * 1.1 + 26;
        }

        scene.Text("Share of variance", PlotFrame.File.WidthPx - 28, 88, LabelSizePx, Palette.Muted, anchor: TextAnchor.End);
    }

    /// <summary>The horizontal axis: from the least to the greatest end, with room for the numbers.</summary>
    private sealed class Axis(double min, double max)
    {
        private readonly double _span = Math.Max(max - min, 1e-9 * Math.Abs(max));

        public double At(double usd) => Left + EndPx + (usd - min) / _span * (Right - Left - 2 * EndPx);

        public void Draw(Scene scene)
        {
            var ticks = Ticks.For(min, min + _span, 6);
            foreach (var tick in ticks.Values)
            {
                var x = CostAxis.Crisp(At(tick));
                scene.Line(x, Top, x, Bottom, Palette.Grid);
                scene.Text(string.Create(CultureInfo.InvariantCulture, $"${tick.ToString($"N{ticks.Decimals}", CultureInfo.InvariantCulture)}"), x, Bottom + 18, LabelSizePx, Palette.Muted, anchor: TextAnchor.Middle);
            }

            scene.Line(Left, CostAxis.Crisp(Bottom), Right, CostAxis.Crisp(Bottom), Palette.Axis);
            scene.Text("Mean cost of the run, USD", (Left + Right) / 2, Bottom + 40, LabelSizePx, Palette.Muted, anchor: TextAnchor.Middle);
        }
    }
}
