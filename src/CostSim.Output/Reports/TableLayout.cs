namespace CostSim.Output.Reports;

/// <summary>
/// The layout of a table in a given width: its columns, their widths, and line breaks. All tables use the same order: full headings, else
/// short ones, else transposed, else without the least important columns. Numbers and words of headings are never broken.
/// </summary>
/// <param name="Table">The table, with the columns and headings that are shown.</param>
/// <param name="Widths">The width of each column, without borders.</param>
public sealed record TableLayout(ReportTable Table, IReadOnlyList<int> Widths)
{
    /// <summary>Width of border and padding per column.</summary>
    private const int Around = 3;

    /// <summary>Maximum number of lines of a heading, and of a text, for a table that fits.</summary>
    private const int HeadingLinesMax = 3;
    private const int LinesMax = 5;

    /// <summary>Maximum number of rows for a transposed table.</summary>
    private const int TurnedRowsMax = 5;

    /// <summary>Minimum width of a text column if nothing fits.</summary>
    private const int NarrowestText = 8;

    /// <summary>The table in the given number of characters.</summary>
    public static TableLayout Of(ReportTable table, int width)
    {
        var candidates = Candidates(table.In(Medium.Text)).ToList();
        foreach (var candidate in candidates)
        {
            for (var lines = 1; lines <= LinesMax; lines++)
            {
                var least = Least(candidate, lines);
                if (Whole(least) <= width)
                    return new TableLayout(candidate, Widened(candidate, least, width));
            }
        }

        var last = candidates[^1];
        return new TableLayout(last, Widened(last, Squeezed(last, width), width));
    }

    /// <summary>Lines of the heading of a column.</summary>
    public IReadOnlyList<string> Heading(int column) => TextWrap.Lines(Table.Columns[column].Heading, Widths[column]);

    /// <summary>Lines of a cell.</summary>
    public IReadOnlyList<string> Cell(ReportRow row, int column) =>
        Table.Columns[column].IsNumber ? [row.Cells[column].Text] : TextWrap.Lines(row.Cells[column].Text, Widths[column]);

    /// <summary>Variants of the table, from the best to the narrowest.</summary>
    private static IEnumerable<ReportTable> Candidates(ReportTable table)
    {
        yield return table;
        yield return table.Shortened();
        if (IsTurnable(table))
            yield return table.Turned();
        foreach (var rank in table.Columns.Select(column => column.Rank).Where(rank => rank > 0).Distinct().OrderDescending())
        {
            table = table.Without(rank);
            yield return table;
            yield return table.Shortened();
            if (IsTurnable(table))
                yield return table.Turned();
        }
    }

    private static bool IsTurnable(ReportTable table) =>
        table.Rows.Count <= TurnedRowsMax && table.Columns.Count > table.Rows.Count && table.Columns.Skip(1).All(column => column.IsNumber);

    private static int Whole(IReadOnlyList<int> widths) => 1 + widths.Sum(width => width + Around);

    private static int[] Least(ReportTable table, int linesMax) => [.. table.Columns.Select((column, i) => Math.Max(
        Math.Max(TextWrap.LongestWord(column.Heading), TextWrap.LeastWidth(column.Heading, HeadingLinesMax)),
        table.Rows.Select(row => row.Cells[i].Text).Select(text => column.IsNumber ? text.Length : TextWrap.LeastWidth(text, linesMax))
            .DefaultIfEmpty().Max()))];

    /// <summary>Text columns share the width left by numbers.</summary>
    private static int[] Squeezed(ReportTable table, int width)
    {
        var widths = Least(table, int.MaxValue);
        var texts = Enumerable.Range(0, widths.Length).Where(i => !table.Columns[i].IsNumber).ToList();
        while (Whole(widths) > width
            && texts.Where(i => widths[i] > Math.Max(NarrowestText, TextWrap.LongestWord(table.Columns[i].Heading)))
                .ToList() is { Count: > 0 } wide)
            widths[wide.MaxBy(i => widths[i])]--;
        return widths;
    }

    /// <summary>The remaining width goes to the columns that need least to fit in one line, one after the other.</summary>
    private static int[] Widened(ReportTable table, int[] least, int width)
    {
        var widths = least.ToArray();
        int[] natural = [.. table.Columns.Select(
            (column, i) => table.Rows.Select(row => row.Cells[i].Text.Length).Append(column.Heading.Length).Max())];
        var left = Math.Max(0, width - Whole(widths));
        foreach (var column in Enumerable.Range(0, widths.Length).OrderBy(i => natural[i] - widths[i]))
        {
            var more = Math.Clamp(natural[column] - widths[column], 0, left);
            (widths[column], left) = (widths[column] + more, left - more);
        }

        return widths;
    }
}
