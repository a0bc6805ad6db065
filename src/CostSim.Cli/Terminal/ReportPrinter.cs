using CostSim.Output.Reports;
using Spectre.Console;

namespace CostSim.Cli.Terminal;

/// <summary>Draws a report on the terminal, or as plain text where the output is not one.</summary>
internal static class ReportPrinter
{
    private static readonly IAnsiConsole Output = Consoles.For(Console.Out, Console.IsOutputRedirected);

    public static void Print(Report report)
    {
        var console = Output;
        console.WriteLine();
        console.Write(new Text(report.Title, new Style(decoration: Decoration.Bold)));
        console.WriteLine();
        console.Write(new Text(report.Subtitle, new Style(Color.Grey)));
        console.WriteLine();
        foreach (var section in report.Sections)
            Print(console, section);
    }

    /// <summary>Prints one section.</summary>
    public static void Print(Section section) => Print(Output, section);

    private static void Print(IAnsiConsole console, Section section)
    {
        if (section.Table is null && section.Lines.Count == 0)
            return;
        console.WriteLine();
        if (section.Heading is not null)
        {
            console.Write(new Text(section.Heading, new Style(decoration: Decoration.Bold)));
            console.WriteLine();
        }

        if (section.Table is { } table)
            console.Write(Draw(table.For(console.Profile.Width)));
        foreach (var line in section.Lines)
        {
            var colour = line.Tone switch { LineTone.Good => Color.Green, LineTone.Caution => Color.Yellow, LineTone.Bad => Color.Red, _ => Color.Default };
            console.Write(new Text(line.Text, new Style(colour)));
            console.WriteLine();
        }
    }

    private static Table Draw(ReportTable table)
    {
        var drawn = new Table { Border = TableBorder.Rounded, BorderStyle = new Style(Color.Grey) };
        foreach (var column in table.Columns)
        {
            var header = new TableColumn(new Text(column.Heading, new Style(Color.Grey)));
            drawn.AddColumn(column.IsNumber ? header.RightAligned().NoWrap() : header.LeftAligned());
        }

        foreach (var row in table.Rows)
        {
            var style = row.Weight switch
            {
                RowWeight.Strong => new Style(decoration: Decoration.Bold),
                RowWeight.Detail => new Style(Color.Grey),
                _ => Style.Plain,
            };
            drawn.AddRow(row.Cells.Select(cell => new Text(cell, style)));
        }

        return drawn;
    }
}
