using CostSim.Drawing;

namespace CostSim.Output.Plots;

/// <summary>The colours of plots, each with the name of the CSS variable that a themed page may set. Told apart in grey and by the colour-blind.</summary>
internal static class Palette
{
    public static readonly Ink Paper = new(Color.FromHex("#ffffff"), "--paper");
    public static readonly Ink Text = new(Color.FromHex("#1b2733"), "--text");
    public static readonly Ink Muted = new(Color.FromHex("#5b6875"), "--muted");
    public static readonly Ink Grid = new(Color.FromHex("#e3e8ed"), "--grid");
    public static readonly Ink Axis = new(Color.FromHex("#8b97a3"), "--axis");
    public static readonly Ink Band = new(Color.FromHex("#3f7fb8"), "--band");
    public static readonly Ink Tail = new(Color.FromHex("#b5cfe6"), "--tail");
    public static readonly Ink Median = new(Color.FromHex("#123a5c"), "--median");
    public static readonly Ink Reserve = new(Color.FromHex("#b4530a"), "--reserve");
    public static readonly Ink Budget = new(Color.FromHex("#7a1fa2"), "--budget");
    public static readonly Ink Source = new(Color.FromHex("#2c7a4b"), "--source");
}
