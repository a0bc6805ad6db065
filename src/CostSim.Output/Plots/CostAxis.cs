using System.Globalization;
using CostSim.Drawing;
using CostSim.Studies;

namespace CostSim.Output.Plots;

/// <summary>The horizontal axis of cost, in USD: the range shown, and the position of a cost.</summary>
internal sealed class CostAxis
{
    /// <summary>The least width as a share of the greatest cost: a hundred bars, each as wide as the widest cell, a 4,096th.</summary>
    private const double WidthMin = 0.05;

    private const double LabelSizePx = 12;
    private const double LabelGapPx = 10;
    private const double MarginPx = 30;
    private const int TicksMax = 9;

    private readonly PlotArea _area;
    private readonly Ticks _ticks;

    /// <param name="cost">The run's cost.</param>
    /// <param name="marks">Other costs to include, such as a budget.</param>
    /// <param name="area">The area within the axes.</param>
    public CostAxis(MeasureSummary cost, IEnumerable<double> marks, PlotArea area)
    {
        _area = area;
        // The absolute range is shown in full if the drawn values fill a third of it; a wider one is cut, with its end as text.
        var drawn = Math.Max(cost.Max - cost.Min, 0.02 * cost.Max);
        var min = Math.Max(cost.Support.Min, cost.Min - drawn);
        var max = Math.Min(cost.Support.Max, cost.Max + drawn);
        foreach (var mark in marks)
            (min, max) = (Math.Min(min, mark), Math.Max(max, mark));
        // Wide enough that a cell of the histogram is no wider than a bar, even if all trials cost the same.
        var slack = Math.Max((max - min) * 0.02, (max * WidthMin - (max - min)) / 2);
        (Min, Max) = (Math.Max(0, min - slack), max > 0 ? max + slack : 1);
        _ticks = TicksThatFit();
    }

    public double Min { get; }

    public double Max { get; }

    /// <summary>The positions of grid lines.</summary>
    public IReadOnlyList<double> Grid => _ticks.Values;

    /// <summary>USD per px.</summary>
    public double UsdPerPx => (Max - Min) / _area.Width;

    /// <summary>The px of a cost, clamped to the axis.</summary>
    public double At(double usd) => _area.Left + (Math.Clamp(usd, Min, Max) - Min) / UsdPerPx;

    /// <summary>Adds USD labels below the grid lines, and the title below them.</summary>
    public void Label(Lettering lettering, string title)
    {
        foreach (var tick in _ticks.Values)
        {
            // A wide label at the end of the axis is kept within the margin.
            var half = TextMeasure.Width(Label(tick, _ticks), LabelSizePx) / 2;
            lettering.Text(
                Label(tick, _ticks),
                Math.Clamp(At(tick), _area.Left - MarginPx + half, Math.Max(_area.Left, _area.Right + MarginPx - half)),
                _area.Bottom + 18,
                LabelSizePx, Palette.Muted, anchor: TextAnchor.Middle);
        }

        lettering.Text(title, (_area.Left + _area.Right) / 2, _area.Bottom + 38, LabelSizePx, Palette.Muted, anchor: TextAnchor.Middle);
    }

    /// <summary>About nine ticks, or fewer if their labels need more space.</summary>
    private Ticks TicksThatFit()
    {
        var ticks = Ticks.For(Min, Max, TicksMax);
        for (var target = TicksMax - 1; target >= 2 && !Fit(ticks); target--)
            ticks = Ticks.For(Min, Max, target);
        return ticks;

        bool Fit(Ticks some) =>
            some.Values.Max(tick => TextMeasure.Width(Label(tick, some), LabelSizePx)) + LabelGapPx <= some.Step / UsdPerPx;
    }

    /// <summary>USD in full, or powers of ten if there are too many zeros.</summary>
    private static string Label(double tick, Ticks ticks) => Math.Abs(tick) < 1e15
        ? string.Create(CultureInfo.InvariantCulture, $"${tick.ToString($"N{ticks.Decimals}", CultureInfo.InvariantCulture)}")
        : string.Create(CultureInfo.InvariantCulture, $"${tick:0.####e+0}");

    /// <summary>The middle of the nearest pixel, where a line of 1 px is sharp.</summary>
    public static double Crisp(double px) => Math.Floor(px) + 0.5;
}
