using CostSim.Scenarios;
using Spectre.Console;

namespace CostSim.Cli.Terminal;

/// <summary>A mistake in how the program was called, in words for whoever called it.</summary>
internal sealed class UsageException(string message) : Exception(message);

/// <summary>Errors and warnings on the error stream; colours only where it is a terminal that has them.</summary>
internal static class Complaint
{
    private static readonly IAnsiConsole Errors = Consoles.For(Console.Error, Console.IsErrorRedirected);

    /// <summary>Prints one line, and gives back the exit code.</summary>
    public static int Print(string message, int exitCode)
    {
        Write("costsim: ", Color.Red, message);
        return exitCode;
    }

    /// <summary>Prints one line that is no complaint.</summary>
    public static void Note(string message) => Write("costsim: ", Color.Grey, message);

    /// <summary>Prints findings of a scenario, each on its line.</summary>
    public static void Print(IEnumerable<Diagnostic> diagnostics)
    {
        foreach (var diagnostic in diagnostics)
            Write("", diagnostic.Severity switch { Severity.Error => Color.Red, Severity.Warning => Color.Yellow, _ => Color.Grey },
                diagnostic.ToString());
    }

    /// <summary>Written as it is: a wrapped line could not be searched for, nor clicked on.</summary>
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
            // Nobody can be told; the exit code remains.
        }
    }
}
