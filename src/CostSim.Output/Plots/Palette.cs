using CostSim.Drawing;

namespace CostSim.Output.Plots;

/// <summary>
/// The colours of plots, each with the name of the CSS variable that a themed page may set. Distinguishable in grey and by colour-blind
/// readers.
/// </summary>
internal static class Palette
{
    public static readonly Ink Paper = new("#ffffff", "--paper");
    public static readonly Ink Text = new("#1b2733", "--text");
    public static readonly Ink Muted = new("#5b6875", "--muted");
    public static readonly Ink Grid = new("#e3e8ed", "--grid");
    public static readonly Ink Axis = new("#8b97a3", "--axis");
    public static readonly Ink Band = new("#3f7fb8", "--band");
    public static readonly Ink Tail = new("#b5cfe6", "--tail");
    public static readonly Ink Median = new("#123a5c", "--median");
    public static readonly Ink Reserve = new("#b4530a", "--reserve");
    public static readonly Ink Budget = new("#7a1fa2", "--budget");
    public static readonly Ink Source = new("#2c7a4b", "--source");
    public static readonly Ink Billed = new("#a3123f", "--billed");

    /// <summary>All colours; they are distinct.</summary>
    public static readonly IReadOnlyList<Ink> All = [Paper, Text, Muted, Grid, Axis, Band, Tail, Median, Reserve, Budget, Source, Billed];
}
