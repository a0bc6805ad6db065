using System.Globalization;
using CostSim.Drawing;

namespace CostSim.Output.Plots;

/// <summary>
/// The horizontal axis of a plot with a row for each thing: from the least to the greatest cost, with room for numbers beside the bars. The
/// vertical axis counts px up from the bottom.
/// </summary>
internal sealed class RowAxis(double min, double max, PlotArea area)
{
    /// <summary>Space for the number at the end of a bar.</summary>
    private const double EndPx = 70;

    private const double LabelSizePx = 12;

    private readonly double _span = Math.Max(max - min, 1e-9 * Math.Abs(max));

    private double UsdPerPx => _span / (area.Width - 2 * EndPx);

    public double At(double usd) => area.Left + EndPx + (usd - min) / UsdPerPx;

    public void Draw(Figure figure, string title)
    {
        var ticks = Ticks.For(min, min + _span, 6);
        var left = min - EndPx * UsdPerPx;
        figure.SetAxes(new(left, left + area.Width * UsdPerPx, 0, area.Height), ticks.Values, [], Palette.Grid, Palette.Axis);
        foreach (var tick in ticks.Values)
            figure.Lettering.Text(
                string.Create(CultureInfo.InvariantCulture, $"${tick.ToString($"N{ticks.Decimals}", CultureInfo.InvariantCulture)}"),
                At(tick), area.Bottom + 18, LabelSizePx, Palette.Muted, anchor: TextAnchor.Middle);
        figure.Lettering.Text(title, (area.Left + area.Right) / 2, area.Bottom + 40, LabelSizePx, Palette.Muted, anchor: TextAnchor.Middle);
    }
}
