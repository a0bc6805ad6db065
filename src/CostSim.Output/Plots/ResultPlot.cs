using CostSim.Drawing;
using CostSim.Output.Files;

namespace CostSim.Output.Plots;

/// <summary>A plot as files of a result.</summary>
internal static class ResultPlot
{
    /// <summary>The picture and the drawing of one figure, which is made once.</summary>
    public static IEnumerable<ResultContent> Of(string name, Func<Figure> draw)
    {
        var figure = new Lazy<Figure>(draw);
        yield return new($"plots/{name}.png", stream => PngWriter.Write(figure.Value, stream));
        yield return new($"plots/{name}.svg", stream => SvgWriter.Write(figure.Value, stream));
    }
}
