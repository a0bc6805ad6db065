using System.Globalization;
using Spectre.Console;

namespace CostSim.Cli.Terminal;

/// <summary>Consoles that draw on a terminal, and write plain text where there is none. <c>NO_COLOR</c> is respected.</summary>
internal static class Consoles
{
    /// <summary>Width of plain text where <c>COLUMNS</c> does not say another: a page of a mail or of a log has it.</summary>
    private const int PlainWidth = 100;

    /// <summary>Narrower than this nothing can be told.</summary>
    private const int WidthMin = 20;

    public static IAnsiConsole For(TextWriter writer, bool isRedirected)
    {
        var settings = new AnsiConsoleSettings { Out = new AnsiConsoleOutput(writer) };
        if (isRedirected)
            (settings.Ansi, settings.ColorSystem, settings.Interactive) = (AnsiSupport.No, ColorSystemSupport.NoColors,
                InteractionSupport.No);
        var console = AnsiConsole.Create(settings);
        if (isRedirected)
            console.Profile.Width = WidthOfPlainText(Environment.GetEnvironmentVariable("COLUMNS"));
        return console;
    }

    private static int WidthOfPlainText(string? columns) =>
        int.TryParse(columns, NumberStyles.None, CultureInfo.InvariantCulture, out var width) && width >= WidthMin ? width : PlainWidth;
}
