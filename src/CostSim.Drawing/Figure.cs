using ScottPlot;
using ScottPlot.TickGenerators;
using SkiaSharp;

namespace CostSim.Drawing;

/// <summary>
/// A figure: data between two axes, drawn by ScottPlot, with lettering around them. One description for the PNG, the SVG file and the
/// drawing in a page.
/// </summary>
public sealed class Figure
{
    private const float TickPx = 4;

    private readonly PixelRect _rectangle;

    /// <param name="widthPx">Width of the picture.</param>
    /// <param name="heightPx">Height of the picture.</param>
    /// <param name="area">The area within the axes.</param>
    /// <param name="background">The ink behind everything; null leaves an SVG transparent and a PNG white.</param>
    public Figure(int widthPx, int heightPx, PlotArea area, Ink? background)
    {
        (WidthPx, HeightPx, Background) = (widthPx, heightPx, background);
        _rectangle = new PixelRect(0, widthPx, heightPx, 0);
        Plot.Layout.Fixed(
            new PixelPadding((float)area.Left, (float)(widthPx - area.Right), (float)(heightPx - area.Bottom), (float)area.Top));
        Plot.RenderManager.ClearCanvasBeforeEachRender = false;
        Plot.FigureBackground.Color = background?.Color ?? Colors.Transparent;
        Plot.DataBackground.Color = Colors.Transparent;
        Plot.HideLegend();
        Plot.Add.Plottable(Lettering);
    }

    public int WidthPx { get; }

    public int HeightPx { get; }

    public Ink? Background { get; }

    /// <summary>Short alternative text, for people who cannot see the picture.</summary>
    public required string Title { get; init; }

    /// <summary>Longer alternative text of a sentence or two.</summary>
    public required string Description { get; init; }

    /// <summary>The content drawn in axis units.</summary>
    public Plot Plot { get; } = new();

    /// <summary>The content drawn in px of the picture.</summary>
    public Lettering Lettering { get; } = new();

    /// <summary>
    /// Numbers with which a page locates points in the drawing, as <c>data-</c> attributes of a group <c>cost-axis</c>; empty for none.
    /// </summary>
    public IReadOnlyList<KeyValuePair<string, double>> AxisData { get; set; } = [];

    /// <summary>
    /// Sets the ranges of the axes, the places of grid lines, and draws the horizontal axis. Numbers at the lines are lettering.
    /// </summary>
    public void SetAxes(AxisLimits limits, IReadOnlyList<double> gridX, IReadOnlyList<double> gridY, Ink grid, Ink axis)
    {
        Plot.Axes.SetLimits(limits);
        foreach (var one in Plot.Axes.GetAxes())
        {
            one.IsVisible = one == Plot.Axes.Bottom;
            one.TickLabelStyle.IsVisible = false;
        }

        Plot.Axes.Bottom.FrameLineStyle.Color = axis.Color;
        (Plot.Axes.Bottom.MajorTickStyle.Color, Plot.Axes.Bottom.MajorTickStyle.Length) = (axis.Color, TickPx);
        Plot.Axes.Bottom.TickGenerator = Grid(gridX);
        Plot.Axes.Left.TickGenerator = Grid(gridY);
        Plot.Grid.MajorLineColor = grid.Color;
    }

    /// <summary>
    /// Draws onto a canvas whose unit is a px of the picture. ScottPlot keeps what it draws in the plot, so one thread draws at a time.
    /// </summary>
    internal void Render(SKCanvas canvas, bool withTexts)
    {
        lock (Plot.Sync)
        {
            Lettering.DrawsTexts = withTexts;
            // ScottPlot's own rendering repeats these steps until the axes settle, which would leave two drawings on a vector canvas.
            using var pack = new RenderPack(Plot, _rectangle, canvas);
            foreach (var step in Plot.RenderManager.RenderActions)
            {
                pack.CanvasState.Save();
                step.Render(pack);
                pack.CanvasState.RestoreAll();
            }
        }
    }

    private static NumericManual Grid(IReadOnlyList<double> places) => new([.. places], [.. places.Select(_ => "")]);
}
