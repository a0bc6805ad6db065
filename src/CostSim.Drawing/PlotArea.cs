namespace CostSim.Drawing;

/// <summary>The area within the axes of a picture, in px from its top left corner.</summary>
/// <param name="Left">Left edge.</param>
/// <param name="Right">Right edge.</param>
/// <param name="Top">Upper edge.</param>
/// <param name="Bottom">Lower edge.</param>
public readonly record struct PlotArea(double Left, double Right, double Top, double Bottom)
{
    public double Width => Right - Left;

    public double Height => Bottom - Top;
}
