using CostSim.Drawing;

namespace CostSim.Output.Plots;

/// <summary>The frame of a plot: the size of the picture, and the area within its axes.</summary>
/// <param name="WidthPx">Width of the picture.</param>
/// <param name="HeightPx">Height of the picture.</param>
/// <param name="Area">The area within the axes.</param>
/// <param name="IsBare">
/// Whether title, legend and background are left to the surrounding page, which locates the axis by <see cref="Figure.AxisData"/>.
/// </param>
public sealed record PlotFrame(int WidthPx, int HeightPx, PlotArea Area, bool IsBare = false)
{
    /// <summary>A standalone picture in a file.</summary>
    public static readonly PlotFrame File = new(960, 600, new PlotArea(76, 960 - 36, 148, 600 - 136));

    /// <summary>A standalone picture with a row for each thing, its label on the left.</summary>
    public static readonly PlotFrame Rows = OfRows(600, 116);

    /// <summary>The same, as high as its rows need.</summary>
    /// <param name="rows">How many rows.</param>
    /// <param name="rowPx">The height of each.</param>
    /// <param name="topPx">Where the first begins.</param>
    public static PlotFrame OfRows(int rows, int rowPx, int topPx = 116) => OfRows(topPx + Math.Max(3, rows) * rowPx + 62, topPx);

    /// <summary>In a page, on a desktop screen and on paper.</summary>
    public static readonly PlotFrame Page = new(960, 500, new PlotArea(76, 960 - 36, 72, 500 - 136), IsBare: true);

    /// <summary>In a page on a phone: fewer pixels, with letters of the same size.</summary>
    public static readonly PlotFrame Phone = new(372, 430, new PlotArea(52, 372 - 34, 72, 430 - 136), IsBare: true);

    private static PlotFrame OfRows(int heightPx, int topPx) => new(960, heightPx, new PlotArea(300, 960 - 110, topPx, heightPx - 62));
}
