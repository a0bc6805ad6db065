using Spectre.Console;

namespace CostSim.Cli.Terminal;

/// <summary>Consoles that draw on a terminal, and write plain text where there is none. <c>NO_COLOR</c> is respected.</summary>
internal static class Consoles
{
    /// <summary>Width of plain text: tables are not to be broken because nobody looks.</summary>
    private const int PlainWidth = 200;

    public static IAnsiConsole For(TextWriter writer, bool isRedirected)
    {
        var settings = new AnsiConsoleSettings { Out = new AnsiConsoleOutput(writer) };
        if (isRedirected)
            (settings.Ansi, settings.ColorSystem, settings.Interactive) = (AnsiSupport.No, ColorSystemSupport.NoColors, InteractionSupport.No);
        var console = AnsiConsole.Create(settings);
        if (isRedirected)
            console.Profile.Width = PlainWidth;
        return console;
    }
}
