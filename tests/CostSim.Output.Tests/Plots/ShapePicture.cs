using System.Globalization;
using CostSim.Drawing;
using CostSim.Numerics.Distributions;
using CostSim.Output.Plots;

namespace CostSim.Output.Tests.Plots;

/// <summary>The small picture of a law in docs/scenario.md: density as an area, values with a probability of their own as bars.</summary>
internal static class ShapePicture
{
    private const int WidthPx = 180;
    private const int HeightPx = 70;
    private const int Points = 160;

    /// <summary>What of a law without an end is shown.</summary>
    private const double TailShown = 0.99;

    private static readonly PlotArea Area = new(10, WidthPx - 10, 6, 52.5);

    public static Figure Of(string title, Law law)
    {
        var min = double.IsFinite(law.Min) ? law.Min : law.Quantile(1 - TailShown);
        var max = double.IsFinite(law.Max) ? law.Max : law.Quantile(TailShown);
        var slack = 0.04 * (max - min);
        var figure = new Figure(
            WidthPx, HeightPx, Area, Palette.Paper)
        { Title = title, Description = $"From {Label(min)} to {Label(max)}." };
        var ticks = Ticks.For(min, max, 4);
        figure.SetAxes(new(min - slack, max + slack, 0, 1), ticks.Values, [], Palette.Paper, Palette.Axis);
        DrawDensity(figure, law, min, max, slack);
        var likeliest = law.Atoms.Select(atom => atom.Probability).DefaultIfEmpty(1).Max();
        var usdPerPx = (max - min + 2 * slack) / Area.Width;
        figure.Plot.Add.Bars(law.Atoms.Select(atom => new ScottPlot.Bar
        {
            Position = atom.Value,
            Size = 3 * usdPerPx,
            Value = 0.9 * atom.Probability / likeliest,
            FillColor = Palette.Median.Color,
            LineWidth = 0,
        }).ToArray());
        foreach (var tick in ticks.Values)
            figure.Lettering.Text(
                tick.ToString(ticks.Decimals == 0 ? "#,##0" : $"F{ticks.Decimals}", CultureInfo.InvariantCulture),
                Area.Left + (tick - min + slack) / usdPerPx,
                Area.Bottom + 14, 9, Palette.Muted, anchor: TextAnchor.Middle);
        return figure;
    }

    /// <summary>An area below a line, as high as the picture at the mode.</summary>
    private static void DrawDensity(Figure figure, Law law, double min, double max, double slack)
    {
        double Density(double x) => law.Parts.Sum(part => part.Weight * part.Law.Density(x));

        var places = Enumerable.Range(0, Points + 1).Select(i => min - slack + (max - min + 2 * slack) * i / Points).ToList();
        // Both sides of every end, so that a density that begins at once stands upright.
        places.AddRange(law.Parts.SelectMany(part => new[] { part.Law.Min, part.Law.Max }).Where(double.IsFinite)
            .SelectMany(end => new[] { end - 1e-9 * (max - min), end, end + 1e-9 * (max - min) }));
        places.Sort();
        var highest = places.Max(Density);
        if (highest <= 0)
            return;
        var heights = places.ConvertAll(x => Density(x) / highest);
        var area = figure.Plot.Add.FillY(places.ToArray(), new double[places.Count], [.. heights]);
        (area.FillColor, area.LineWidth) = (Palette.Tail.Color, 0);
        figure.Plot.Add.ScatterLine(places, heights, Palette.Band.Color).LineWidth = 1.5f;
    }

    private static string Label(double value) => value.ToString("#,##0.###", CultureInfo.InvariantCulture);
}
