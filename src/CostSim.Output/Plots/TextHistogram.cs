using System.Text;
using CostSim.Engine.Aggregation;
using CostSim.Engine.Planning;

namespace CostSim.Output.Plots;

/// <summary>The histogram of a run's cost as a few lines of block characters, for places without pictures.</summary>
public static class TextHistogram
{
    private const int Columns = 64;
    private const int Rows = 5;
    private const string Eighths = " ▁▂▃▄▅▆▇█";

    /// <summary>The share of trials cut off at either end.</summary>
    private const double Tail = 0.0005;

    /// <summary>A mark outside the drawn range widens it by at most this share; marks beyond are shown as arrows.</summary>
    private const double Widening = 0.5;

    /// <param name="aggregates">The run.</param>
    /// <param name="marks">Costs in USD and their labels, such as <c>P50 $166.0</c>.</param>
    /// <param name="measure">Which cost.</param>
    /// <returns>Lines without trailing spaces; null if all trials cost the same.</returns>
    public static string? Draw(Aggregates aggregates, IReadOnlyList<(double Usd, string Label)> marks, Measure measure = Measure.Cost)
    {
        var cost = aggregates.Total(measure);
        var cells = new List<CostCell>();
        foreach (var cell in cost.Histogram.Cells())
            cells.Add(new CostCell((cell.First - 0.5) * cost.UnitsPerStep, (cell.Last + 0.5) * cost.UnitsPerStep, cell.Count));
        if (cost.Moments.Min == cost.Moments.Max)
            return null;
        var (min, max) = Middle(cells, cost.Moments.Count);
        var room = (max - min) * Widening;
        foreach (var (usd, _) in marks)
            (min, max) = (Math.Min(min, Math.Max(usd, min - room)), Math.Max(max, Math.Min(usd, max + room)));
        var axis = new TextAxis(Math.Max(0, min), max, Columns);
        var heights = Heights(cells, axis);
        var lines = Enumerable.Range(0, Rows).Select(
            row => new string([.. heights.Select(height => Eighths[Math.Clamp(height - (Rows - 1 - row) * 8, 0, 8)])]).TrimEnd());
        return string.Join('\n', lines.Concat(axis.Lines(marks)));
    }

    /// <summary>The range of all but the outermost trials.</summary>
    private static (double Min, double Max) Middle(List<CostCell> cells, long trials)
    {
        var (min, max, below) = (cells[0].From, cells[^1].To, 0L);
        foreach (var (from, to, count) in cells)
        {
            if (below <= Tail * trials)
                min = from;
            below += count;
            if (below < (1 - Tail) * trials)
                continue;
            max = to;
            break;
        }

        return (min, max);
    }

    /// <summary>
    /// The height of each column in eighths of a row; a column with a trial is never empty. Cells across columns are divided
    /// proportionally.
    /// </summary>
    private static int[] Heights(List<CostCell> cells, TextAxis axis)
    {
        var counts = new double[Columns];
        foreach (var (from, to, count) in cells)
        {
            var (a, b) = (axis.Place(from), axis.Place(to));
            for (var column = Math.Max(0, (int)a); column < Columns && column < b; column++)
                counts[column] += count * (Math.Min(b, column + 1) - Math.Max(a, column)) / (b - a);
        }

        var peak = counts.Max();
        return [.. counts.Select(count => count > 0 ? Math.Max(1, (int)Math.Round(count / peak * Rows * 8)) : 0)];
    }
}

/// <summary>A horizontal axis of characters.</summary>
/// <param name="Min">USD at the left edge.</param>
/// <param name="Max">USD at the right edge.</param>
/// <param name="Columns">Its width in characters.</param>
internal sealed record TextAxis(double Min, double Max, int Columns)
{
    /// <summary>The position of a cost, from 0 to <see cref="Columns"/>, or beyond.</summary>
    public double Place(double usd) => (usd - Min) / (Max - Min) * Columns;

    /// <summary>The column of a cost, clamped to the axis.</summary>
    public int Column(double usd) => Math.Clamp((int)Place(usd), 0, Columns - 1);

    /// <summary>The axis with a tick at each mark, and the marks' labels below, each in the first line with room for it.</summary>
    public IEnumerable<string> Lines(IReadOnlyList<(double Usd, string Label)> marks)
    {
        var line = new StringBuilder(new string('─', Columns));
        var labels = new List<StringBuilder>();
        foreach (var (usd, label) in marks.OrderBy(mark => mark.Usd))
        {
            line[Column(usd)] = '┬';
            Put(labels, usd, usd > Max ? $"{label} →" : usd < Min ? $"← {label}" : label);
        }

        return [line.ToString(), .. labels.Select(label => label.ToString())];
    }

    private void Put(List<StringBuilder> lines, double usd, string label)
    {
        var start = Math.Clamp(Column(usd) - label.Length / 2, 0, Math.Max(0, Columns - label.Length));
        var line = lines.Find(line => line.Length == 0 || line.Length + 2 <= start);
        if (line is null)
            lines.Add(line = new StringBuilder());
        line.Append(' ', start - line.Length).Append(label);
    }
}
