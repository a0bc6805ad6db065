using CostSim.Drawing;

namespace CostSim.Output.Plots;

/// <summary>A vertical line at a cost, with its label above the plot.</summary>
/// <param name="Usd">Where.</param>
/// <param name="Label">What the label says.</param>
/// <param name="Ink">Colour of line and label.</param>
/// <param name="Dashed">Whether the line is dashed.</param>
internal sealed record Mark(double Usd, string Label, Ink Ink, bool Dashed = false);

/// <summary>Sets labels above a plot in as many rows as it takes for none to touch another.</summary>
internal static class MarkLabels
{
    public const double RowHeightPx = 19;
    private const double SizePx = 13;
    private const double GapPx = 14;

    /// <summary>The row, from 0 at the plot upwards, and the left edge in px of each label.</summary>
    public static IReadOnlyList<(int Row, double Left)> Place(IReadOnlyList<Mark> marks, CostAxis axis, double left, double right)
    {
        var places = new List<(int Row, double Left)>();
        var taken = new List<(int Row, double Left, double Right)>();
        foreach (var mark in marks)
        {
            var width = TextMeasure.Width(mark.Label, SizePx, FontWeight.SemiBold);
            var start = Math.Clamp(axis.At(mark.Usd) - width / 2, left, Math.Max(left, right - width));
            var row = 0;
            while (taken.Any(t => t.Row == row && start < t.Right + GapPx && t.Left < start + width + GapPx))
                row++;
            taken.Add((row, start, start + width));
            places.Add((row, start));
        }

        return places;
    }

    /// <summary>Draws the lines down to <paramref name="bottom"/> and the labels above <paramref name="top"/>.</summary>
    public static void Draw(Layer scene, IReadOnlyList<Mark> marks, CostAxis axis, double left, double right, double top, double bottom)
    {
        var places = Place(marks, axis, left, right);
        for (var i = 0; i < marks.Count; i++)
        {
            var mark = marks[i];
            var x = CostAxis.Crisp(axis.At(mark.Usd));
            var baseline = top - 7 - places[i].Row * RowHeightPx;
            double[] dashes = mark.Dashed ? [5, 3] : [];
            scene.Line(x, baseline + 4, x, bottom, mark.Ink, 1.5, dashes);
            scene.Text(mark.Label, places[i].Left, baseline, SizePx, mark.Ink, FontWeight.SemiBold);
        }
    }
}
