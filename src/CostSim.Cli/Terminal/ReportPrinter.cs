using CostSim.Output.Reports;
using Spectre.Console;

namespace CostSim.Cli.Terminal;

/// <summary>Prints a report in the width of the terminal, in colour if available.</summary>
internal static class ReportPrinter
{
    private static readonly IAnsiConsole Output = Consoles.For(Console.Out, Console.IsOutputRedirected);
    private static readonly int Width = Output.Profile.Width;

    public static void Print(Report report) => Print(TextReport.Lines(report, Width));

    /// <summary>Prints one section.</summary>
    public static void Print(Section section) => Print(TextReport.Lines(section, Width));

    private static void Print(IEnumerable<TextLine> lines)
    {
        // The lines are already wrapped; unbreakable text, such as a path, stays whole.
        Output.Profile.Width = int.MaxValue;
        foreach (var line in lines)
        {
            foreach (var span in line.Spans)
                Output.Write(new Text(span.Text, StyleOf(span.Role)));
            Output.WriteLine();
        }
    }

    private static Style StyleOf(TextRole role) => role switch
    {
        TextRole.Title => new Style(decoration: Decoration.Bold),
        TextRole.Muted => new Style(Color.Grey),
        TextRole.Good => new Style(Color.Green),
        TextRole.Caution => new Style(Color.Yellow),
        TextRole.Bad => new Style(Color.Red),
        _ => Style.Plain,
    };
}
