using CostSim.Drawing;

namespace CostSim.Output.Plots;

/// <summary>Where a plot of a run's cost is drawn: the size of the picture, and the area within its axes.</summary>
/// <param name="WidthPx">Width of the picture.</param>
/// <param name="HeightPx">Height of the picture.</param>
/// <param name="Area">The area within the axes.</param>
/// <param name="IsBare">
/// Whether title, legend and background are left to the page around the picture, which finds the axis by <see cref="Figure.AxisData"/>.
/// </param>
public sealed record PlotFrame(int WidthPx, int HeightPx, PlotArea Area, bool IsBare = false)
{
    /// <summary>A picture that stands by itself, in a file.</summary>
    public static readonly PlotFrame File = new(960, 600, new PlotArea(76, 960 - 36, 148, 600 - 136));

    /// <summary>In a page, on a screen of a desk and on paper.</summary>
    public static readonly PlotFrame Page = new(960, 500, new PlotArea(76, 960 - 36, 72, 500 - 136), IsBare: true);

    /// <summary>In a page on a phone: few pixels, the letters as large as ever.</summary>
    public static readonly PlotFrame Phone = new(372, 430, new PlotArea(52, 372 - 34, 72, 430 - 136), IsBare: true);
}
