using CostSim.Drawing;

namespace CostSim.Output.Plots;

/// <summary>A vertical line at a cost, with its label above the plot.</summary>
/// <param name="Usd">Where.</param>
/// <param name="Label">What the label says.</param>
/// <param name="Ink">Colour of line and label.</param>
/// <param name="Dashed">Whether the line is dashed.</param>
internal sealed record Mark(double Usd, string Label, Ink Ink, bool Dashed = false);

/// <summary>
/// Sets labels above a plot so that no label touches another and no line runs through one. Each label stands over its line, or to its left or right;
/// of all ways to choose, the one with the fewest rows wins, then the one that moves the fewest labels aside.
/// </summary>
internal static class MarkLabels
{
    public const double RowHeightPx = 19;
    private const double SizePx = 13;
    private const double GapPx = 14;
    private const double AsidePx = 5;
    private const int RowsMax = 6;

    /// <summary>Draws the lines down to <paramref name="bottom"/> and the labels above <paramref name="top"/>.</summary>
    public static void Draw(Layer scene, IReadOnlyList<Mark> marks, CostAxis axis, double left, double right, double top, double bottom)
    {
        var places = Arrange([.. marks.Select(mark => (CostAxis.Crisp(axis.At(mark.Usd)), TextMeasure.Width(mark.Label, SizePx, FontWeight.SemiBold)))], left, right);
        for (var i = 0; i < marks.Count; i++)
        {
            var (mark, place) = (marks[i], places[i]);
            var baseline = top - 7 - place.Row * RowHeightPx;
            double[] dashes = mark.Dashed ? [5, 3] : [];
            // Over its line a label ends it; beside it, the line goes up to the label's top.
            var lineTop = place.Left < place.Line && place.Right > place.Line ? baseline + 4 : baseline - SizePx + 2;
            scene.Line(place.Line, lineTop, place.Line, bottom, mark.Ink, 1.5, dashes);
            scene.Text(mark.Label, place.Left, baseline, SizePx, mark.Ink, FontWeight.SemiBold);
        }
    }

    /// <summary>Where each label goes.</summary>
    /// <param name="marks">The px of each line, and the width of its label.</param>
    /// <param name="left">Labels stay right of this.</param>
    /// <param name="right">Labels stay left of this.</param>
    internal static IReadOnlyList<Place> Arrange(IReadOnlyList<(double Line, double Width)> marks, double left, double right)
    {
        // Three ways a label; a plot has few marks, and beyond six the rest stand over their lines.
        var ways = (int)Math.Pow(3, Math.Min(marks.Count, 6));
        return Enumerable.Range(0, ways)
            .Select(way => Arrange(marks, way, left, right))
            .MinBy(places => places.Sum(p => p.IsAside ? 1 : 0) + 100 * places.Max(p => (int?)p.Row).GetValueOrDefault()) ?? [];
    }

    private static List<Place> Arrange(IReadOnlyList<(double Line, double Width)> marks, int way, double left, double right)
    {
        var places = new List<Place>();
        foreach (var (line, width) in marks)
        {
            var side = way % 3;
            way /= 3;
            var start = side switch { 1 => line - AsidePx - width, 2 => line + AsidePx, _ => line - width / 2 };
            var place = new Place(0, Math.Clamp(start, left, Math.Max(left, right - width)), width, line, side != 0);
            while (place.Row < RowsMax && places.Any(other => Collide(place, other)))
                place = place with { Row = place.Row + 1 };
            places.Add(place);
        }

        return places;
    }

    private static bool Collide(Place a, Place b) =>
        (a.Row == b.Row && a.Left < b.Right + GapPx && b.Left < a.Right + GapPx) || Crosses(a, b) || Crosses(b, a);

    /// <summary>Whether one's line, which runs down from its own row, goes through the other's label.</summary>
    private static bool Crosses(Place line, Place label) =>
        line.Row >= label.Row && line.Line > label.Left - 2 && line.Line < label.Right + 2;
}

/// <summary>A label's place: its row from 0 at the plot upwards, its extent, and its line.</summary>
internal readonly record struct Place(int Row, double Left, double Width, double Line, bool IsAside)
{
    public double Right => Left + Width;
}
