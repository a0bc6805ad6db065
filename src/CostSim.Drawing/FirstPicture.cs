using ScottPlot;

namespace CostSim.Drawing;

/// <summary>
/// The first picture of a process takes ten times as long as the others: libraries are loaded, letters laid out, code is compiled. A
/// program that will draw can do this in advance, while it does other work.
/// </summary>
public static class FirstPicture
{
    /// <summary>Draws and discards a small picture with all features.</summary>
    public static void Draw()
    {
        var ink = new Ink("#000000", "--text");
        var figure = new Figure(64, 64, new PlotArea(8, 56, 8, 56), ink) { Title = "", Description = "" };
        figure.SetAxes(new(0, 1, 0, 1), [0.5], [0.5], ink, ink);
        figure.Plot.Add.Bars(new[] { new Bar { Position = 0.5, Value = 1, FillColor = ink.Color, LineWidth = 0 } });
        figure.Plot.Add.ScatterLine(new double[] { 0, 0.5, 1 }, new double[] { 0, 1, 1 }, ink.Color);
        figure.Lettering.Line(0, 0, 64, 64, ink, 1, new(3, 3));
        figure.Lettering.Box(0, 0, 8, 8, ink);
        figure.Lettering.Text("$0.5", 32, 32, 12, ink, FontWeight.Regular, TextAnchor.Middle);
        figure.Lettering.Text("P50", 32, 32, 12, ink, FontWeight.SemiBold, TextAnchor.End, upward: true);
        PngWriter.Write(figure, Stream.Null);
        SvgWriter.Write(figure, Stream.Null);
        SvgWriter.Inline(figure, [ink]);
    }
}
