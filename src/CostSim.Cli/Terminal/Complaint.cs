using CostSim.Scenarios;
using Spectre.Console;

namespace CostSim.Cli.Terminal;

/// <summary>A mistake in the command line; the message is for the user.</summary>
internal sealed class UsageException(string message) : Exception(message);

/// <summary>Prints errors and warnings on the error stream, in colour if it is a terminal with colours.</summary>
internal static class Complaint
{
    private static readonly IAnsiConsole Errors = Consoles.For(Console.Error, Console.IsErrorRedirected);

    /// <summary>Prints one line and returns the exit code.</summary>
    public static int Print(string message, int exitCode)
    {
        Write("costsim: ", Color.Red, message);
        return exitCode;
    }

    /// <summary>Prints one line of information.</summary>
    public static void Note(string message) => Write("costsim: ", Color.Grey, message);

    /// <summary>Prints what belongs to a line above, each on its line.</summary>
    public static void Print(IEnumerable<string> lines)
    {
        foreach (var line in lines)
            Write("  ", Color.Default, line);
    }

    /// <summary>Prints findings of a scenario, each on its line.</summary>
    public static void Print(IEnumerable<Diagnostic> diagnostics)
    {
        foreach (var diagnostic in diagnostics)
            Write("", diagnostic.Severity switch { Severity.Error => Color.Red, Severity.Warning => Color.Yellow, _ => Color.Grey },
                diagnostic.ToString());
    }

    /// <summary>Written unwrapped, so that lines can be searched and clicked.</summary>
    private static void Write(string prefix, Color colour, string message)
    {
        try
        {
            Errors.Profile.Width = int.MaxValue;
            Errors.Write(new Text(prefix + message, new Style(colour)));
            Errors.WriteLine();
        }
        catch (IOException)
        {
            // The error stream is closed; only the exit code remains.
        }
    }
}
