using CostSim.Drawing;
using CostSim.Numerics.Distributions;
using CostSim.Output.Plots;

namespace CostSim.Output.Tests.Plots;

/// <summary>The small picture of a law in docs/scenario.md: density as an area, values with a probability of their own as bars.</summary>
internal static class ShapePicture
{
    private const int WidthPx = 180;
    private const int HeightPx = 70;
    private const double MarginPx = 10;
    private const double BasePx = 52.5;
    private const double TopPx = 6;
    private const int Points = 160;

    /// <summary>What of a law without an end is shown.</summary>
    private const double TailShown = 0.99;

    public static Scene Of(string title, Law law)
    {
        var min = double.IsFinite(law.Min) ? law.Min : law.Quantile(1 - TailShown);
        var max = double.IsFinite(law.Max) ? law.Max : law.Quantile(TailShown);
        var slack = 0.04 * (max - min);
        double At(double x) => MarginPx + (x - min + slack) / (max - min + 2 * slack) * (WidthPx - 2 * MarginPx);
        double Density(double x) => law.Parts.Sum(part => part.Weight * part.Law.Density(x));

        var scene = new Scene(WidthPx, HeightPx) { Title = title, Background = Palette.Paper };
        var places = Enumerable.Range(0, Points + 1).Select(i => min - slack + (max - min + 2 * slack) * i / Points).ToList();
        // Both sides of every end, so that a density that begins at once stands upright.
        places.AddRange(law.Parts.SelectMany(part => new[] { part.Law.Min, part.Law.Max }).Where(double.IsFinite)
            .SelectMany(end => new[] { end - 1e-9 * (max - min), end, end + 1e-9 * (max - min) }));
        places.Sort();
        var highest = places.Max(Density);
        if (highest > 0)
        {
            double Height(double x) => BasePx - Density(x) / highest * (BasePx - TopPx);
            scene.Polygon([new(At(places[0]), BasePx), .. places.Select(x => new Point(At(x), Height(x))), new(At(places[^1]), BasePx)], Palette.Tail);
            scene.Polyline([.. places.Select(x => new Point(At(x), Height(x)))], Palette.Band, 1.5);
        }

        var likeliest = law.Atoms.Select(atom => atom.Probability).DefaultIfEmpty(1).Max();
        foreach (var (value, probability) in law.Atoms)
            scene.Rectangle(At(value) - 1.5, BasePx, 3, -probability / likeliest * (BasePx - TopPx) * 0.9, Palette.Median);
        scene.Line(MarginPx, BasePx, WidthPx - MarginPx, BasePx, Palette.Axis);
        var ticks = Ticks.For(min, max, 4);
        foreach (var tick in ticks.Values)
        {
            scene.Line(At(tick), BasePx, At(tick), BasePx + 3, Palette.Axis);
            scene.Text(
                tick.ToString(ticks.Decimals == 0 ? "#,##0" : $"F{ticks.Decimals}", System.Globalization.CultureInfo.InvariantCulture), At(tick), BasePx + 14, 9,
                Palette.Muted, anchor: TextAnchor.Middle);
        }

        return scene;
    }
}
