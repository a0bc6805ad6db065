using CostSim.Drawing;

namespace CostSim.Output.Plots;

/// <summary>A vertical line at a cost, with its label above the plot.</summary>
/// <param name="Usd">Where.</param>
/// <param name="Label">Text of the label.</param>
/// <param name="Ink">Colour of line and label.</param>
/// <param name="Dashed">Whether the line is dashed.</param>
internal sealed record Mark(double Usd, string Label, Ink Ink, bool Dashed = false);

/// <summary>
/// Arranges labels above a plot so that labels do not overlap and lines do not cross them. Each label is centred over its line, or to its
/// left or right; the arrangement with the fewest rows wins, then the one with the fewest labels moved aside. A label that does not fit is
/// omitted, as tables have its number too; its line stays.
/// </summary>
internal static class MarkLabels
{
    public const double RowHeightPx = 19;

    /// <summary>Rows above the plot.</summary>
    public const int RowsMax = 3;

    /// <summary>Maximum number of labels: more would be unreadable and too many to try.</summary>
    public const int LabelsMax = 6;

    private const double SizePx = 13;
    private const double GapPx = 14;
    private const double AsidePx = 5;

    /// <summary>The font of a page depends on the reader and may be wider than Inter.</summary>
    private const double PageFont = 1.15;

    /// <summary>Draws the lines through the frame and the labels above it.</summary>
    public static void Draw(Lettering lettering, IReadOnlyList<Mark> marks, CostAxis axis, PlotFrame frame)
    {
        var area = frame.Area;
        var places = Arrange(
            [.. marks.Select(
                mark => (CostAxis.Crisp(axis.At(mark.Usd)),
                    TextMeasure.Width(mark.Label, SizePx, FontWeight.SemiBold) * (frame.IsBare ? PageFont : 1)))], area.Left, area.Right);
        for (var i = 0; i < marks.Count; i++)
        {
            var (mark, place) = (marks[i], places[i]);
            var baseline = area.Top - 7 - place.Row * RowHeightPx;
            Dashes? dashes = mark.Dashed ? new(5, 3) : null;
            // A centred label ends its line; for a label at its side, the line goes up to the label's top.
            var lineTop = !place.IsShown ? area.Top
                : place.Left < place.Line && place.Right > place.Line ? baseline + 4 : baseline - SizePx + 2;
            lettering.Line(place.Line, lineTop, place.Line, area.Bottom, mark.Ink, 1.5, dashes);
            if (place.IsShown)
                lettering.Text(mark.Label, place.Left, baseline, SizePx, mark.Ink, FontWeight.SemiBold);
        }
    }

    /// <summary>The place of each label.</summary>
    /// <param name="marks">The px of each line, and the width of its label; the most important first.</param>
    /// <param name="left">Labels stay right of this.</param>
    /// <param name="right">Labels stay left of this.</param>
    internal static IReadOnlyList<LabelPlace> Arrange(IReadOnlyList<(double Line, double Width)> marks, double left, double right)
    {
        var search = new Search(marks, left, right);
        search.Try([], price: 0, rowMax: 0);
        return search.Best;
    }

    private static bool Collide(LabelPlace a, LabelPlace b) =>
        (a.Row == b.Row && a.Left < b.Right + GapPx && b.Left < a.Right + GapPx) || Crosses(a, b) || Crosses(b, a);

    /// <summary>Whether the line of one label, down from its row, crosses the other label.</summary>
    private static bool Crosses(LabelPlace line, LabelPlace label) =>
        line.Row >= label.Row && line.Line > label.Left - 2 && line.Line < label.Right + 2;

    /// <summary>Searches all arrangements of labels, with pruning (branch and bound).</summary>
    private sealed class Search(IReadOnlyList<(double Line, double Width)> marks, double left, double right)
    {
        private const int RowPrice = 10;
        private const int LeftOutPrice = 1000;

        private int _bestPrice = int.MaxValue;

        public IReadOnlyList<LabelPlace> Best { get; private set; } = [];

        public void Try(List<LabelPlace> placed, int price, int rowMax)
        {
            if (price + rowMax * RowPrice >= _bestPrice)
                return;
            if (placed.Count == marks.Count)
            {
                (_bestPrice, Best) = (price + rowMax * RowPrice, [.. placed]);
                return;
            }

            var (line, width) = marks[placed.Count];
            for (var row = 0; row < RowsMax && placed.Count < LabelsMax; row++)
            {
                foreach (var start in new[] { line - width / 2, line - AsidePx - width, line + AsidePx })
                {
                    var place = new LabelPlace(row, Math.Clamp(start, left, Math.Max(left, right - width)), width, line);
                    if (width <= right - left && !placed.Any(other => other.IsShown && Collide(place, other)))
                        Go(place, start == line - width / 2 ? 0 : 1);
                }
            }

            // Earlier labels are more important, so omitting them costs more.
            Go(new LabelPlace(0, line, 0, line, IsShown: false), LeftOutPrice + marks.Count - placed.Count);

            void Go(LabelPlace place, int more)
            {
                placed.Add(place);
                Try(placed, price + more, Math.Max(rowMax, place.Row));
                placed.RemoveAt(placed.Count - 1);
            }
        }
    }
}

/// <summary>A label's place: its row from 0 at the plot upwards, its extent, and its line.</summary>
internal readonly record struct LabelPlace(int Row, double Left, double Width, double Line, bool IsShown = true)
{
    public double Right => Left + Width;
}
