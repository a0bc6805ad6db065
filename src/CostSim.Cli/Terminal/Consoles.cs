using System.Globalization;
using Spectre.Console;

namespace CostSim.Cli.Terminal;

/// <summary>Consoles that use colours on a terminal and write plain text otherwise. <c>NO_COLOR</c> is respected.</summary>
internal static class Consoles
{
    /// <summary>Default width of plain text without <c>COLUMNS</c>, suitable for mails and logs.</summary>
    private const int PlainWidth = 100;

    /// <summary>Minimum width.</summary>
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
