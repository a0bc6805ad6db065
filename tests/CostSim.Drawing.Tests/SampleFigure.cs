namespace CostSim.Drawing.Tests;

/// <summary>A small figure with one of everything.</summary>
internal static class SampleFigure
{
    public static readonly Ink Paper = new("#ffffff", "--paper");
    public static readonly Ink Grid = new("#e3e8ed", "--grid");
    public static readonly Ink Axis = new("#8b97a3", "--axis");
    public static readonly Ink Band = new("#3f7fb8", "--band");
    public static readonly Ink Mark = new("#7a1fa2", "--mark");

    public static Figure Make(Ink? background = null, string text = "P50")
    {
        var figure = new Figure(
            120, 80, new PlotArea(20, 110, 10, 60), background)
        { Title = $"Title {text}", Description = $"Description {text}" };
        figure.SetAxes(new(0, 9, 0, 10), [3, 6], [5], Grid, Axis);
        figure.Plot.Add.Bars(new[] { new ScottPlot.Bar { Position = 4.5, Size = 3, Value = 8, FillColor = Band.Color, LineWidth = 0 } });
        figure.Lettering.Line(20, 45.5, 110, 45.5, Mark, 1, new(10, 5));
        figure.Lettering.Box(30, 66, 8, 8, Mark);
        figure.Lettering.Text(text, 65, 74, 11, Mark, FontWeight.SemiBold, TextAnchor.Middle);
        figure.Lettering.Text("up", 9, 40, 10.5, Axis, upward: true);
        return figure;
    }
}
