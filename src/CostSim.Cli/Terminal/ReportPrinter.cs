using CostSim.Output.Reports;
using Spectre.Console;

namespace CostSim.Cli.Terminal;

/// <summary>Draws a report on the terminal, or as plain text where the output is not one.</summary>
internal static class ReportPrinter
{
    private static readonly IAnsiConsole Output = Consoles.For(Console.Out, Console.IsOutputRedirected);

    /// <summary>So wide are tables and lines; what cannot be broken, such as a path, may be wider.</summary>
    private static readonly int Width = Output.Profile.Width;

    public static void Print(Report report)
    {
        Output.WriteLine();
        Print(report.Title, new Style(decoration: Decoration.Bold));
        Print(report.Subtitle, new Style(Color.Grey));
        foreach (var section in report.Sections)
            Print(section);
    }

    /// <summary>Prints one section.</summary>
    public static void Print(Section section)
    {
        if (section.Table is null && section.Lines.Count == 0)
            return;
        Output.WriteLine();
        if (section.Heading is not null)
            Print(section.Heading, new Style(decoration: Decoration.Bold));
        if (section.Table is { } table)
            Output.Write(Draw(TableLayout.Of(table, Width)));
        foreach (var line in section.Lines)
            Print(line.Text, new Style(line.Tone switch { LineTone.Good => Color.Green, LineTone.Caution => Color.Yellow, LineTone.Bad => Color.Red, _ => Color.Default }));
    }

    private static void Print(string text, Style style)
    {
        foreach (var line in TextWrap.Lines(text, Width))
        {
            Output.Write(new Text(line, style));
            Output.WriteLine();
        }
    }

    /// <summary>The layout says how wide each column is and where texts are broken; the border is all that is added.</summary>
    private static Table Draw(TableLayout layout)
    {
        var drawn = new Table { Border = TableBorder.Rounded, BorderStyle = new Style(Color.Grey) };
        foreach (var (column, i) in layout.Table.Columns.Select((column, i) => (column, i)))
        {
            var header = new TableColumn(Lines(layout.Heading(i), new Style(Color.Grey))).Width(layout.Widths[i]).NoWrap();
            drawn.AddColumn(column.IsNumber ? header.RightAligned() : header.LeftAligned());
        }

        foreach (var row in layout.Table.Rows)
        {
            var style = row.Weight switch
            {
                RowWeight.Strong => new Style(decoration: Decoration.Bold),
                RowWeight.Detail => new Style(Color.Grey),
                _ => Style.Plain,
            };
            drawn.AddRow(row.Cells.Select((_, i) => Lines(layout.Cell(row, i), style)));
        }

        return drawn;
    }

    private static Text Lines(IReadOnlyList<string> lines, Style style) => new(string.Join('\n', lines), style);
}
