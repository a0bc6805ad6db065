namespace CostSim.Output.Reports;

/// <summary>
/// Renders a report as lines of text of a given width; a terminal only adds colour. Unbreakable text, such as a path, may be wider.
/// </summary>
public static class TextReport
{
    /// <summary>The whole report.</summary>
    public static IEnumerable<TextLine> Lines(Report report, int width) =>
    [
        TextLine.Empty, .. Wrapped(report.Title, width, TextRole.Title), .. Wrapped(report.Subtitle, width, TextRole.Muted),
        .. report.Sections.SelectMany(section => Lines(section, width)),
    ];

    /// <summary>One section, after an empty line; nothing if it has neither a table nor lines.</summary>
    public static IEnumerable<TextLine> Lines(Section section, int width) => section.Table is null && section.Lines.Count == 0 ? [] :
    [
        TextLine.Empty,
        .. section.Heading is { } heading ? Wrapped(heading, width, TextRole.Title) : [],
        .. section.Table is { } table ? Table(TableLayout.Of(table, width)) : [],
        .. section.Lines.SelectMany(line => Wrapped(line.Text, width, line.Tone switch
        {
            LineTone.Good => TextRole.Good,
            LineTone.Caution => TextRole.Caution,
            LineTone.Bad => TextRole.Bad,
            _ => TextRole.Plain,
        })),
    ];

    private static IEnumerable<TextLine> Wrapped(string text, int width, TextRole role) =>
        TextWrap.Lines(text, width).Select(line => new TextLine([new TextSpan(line, role)]));

    private static IEnumerable<TextLine> Table(TableLayout layout)
    {
        var columns = Enumerable.Range(0, layout.Widths.Count).ToList();
        yield return Across(layout, '╭', '┬', '╮');
        foreach (var line in Row(layout, [.. columns.Select(layout.Heading)], TextRole.Muted))
            yield return line;
        yield return Across(layout, '├', '┼', '┤');
        foreach (var row in layout.Table.Rows)
        {
            var role = row.Weight switch { RowWeight.Strong => TextRole.Title, RowWeight.Detail => TextRole.Muted, _ => TextRole.Plain };
            foreach (var line in Row(layout, [.. columns.Select(column => layout.Cell(row, column))], role))
                yield return line;
        }

        yield return Across(layout, '╰', '┴', '╯');
    }

    private static TextLine Across(TableLayout layout, char left, char between, char right) =>
        new([new TextSpan(
            $"{left}{string.Join(between, layout.Widths.Select(width => new string('─', width + 2)))}{right}", TextRole.Muted)]);

    /// <summary>As many lines as its longest cell; numbers are right-aligned.</summary>
    private static IEnumerable<TextLine> Row(TableLayout layout, IReadOnlyList<IReadOnlyList<string>> cells, TextRole role)
    {
        for (var i = 0; i < cells.Max(lines => lines.Count); i++)
        {
            var spans = new List<TextSpan>();
            foreach (var (lines, column) in cells.Select((lines, column) => (lines, column)))
            {
                var (text, width) = (i < lines.Count ? lines[i] : "", layout.Widths[column]);
                spans.Add(new TextSpan("│ ", TextRole.Muted));
                spans.Add(new TextSpan($"{(layout.Table.Columns[column].IsNumber ? text.PadLeft(width) : text.PadRight(width))} ", role));
            }

            yield return new TextLine([.. spans, new TextSpan("│", TextRole.Muted)]);
        }
    }
}

/// <summary>A line of a report.</summary>
/// <param name="Spans">Its parts.</param>
public sealed record TextLine(IReadOnlyList<TextSpan> Spans)
{
    public static readonly TextLine Empty = new([]);

    /// <summary>The text without any colour.</summary>
    public override string ToString() => string.Concat(Spans.Select(span => span.Text));
}

/// <summary>A part of a line.</summary>
public readonly record struct TextSpan(string Text, TextRole Role);

/// <summary>The role of a part of a line, for colouring.</summary>
public enum TextRole
{
    Plain,

    /// <summary>A title, or a main result.</summary>
    Title,

    /// <summary>A border, a heading of a column, a detail.</summary>
    Muted,

    /// <summary>Something holds.</summary>
    Good,

    /// <summary>Something to look at.</summary>
    Caution,

    /// <summary>Something does not hold.</summary>
    Bad,
}
