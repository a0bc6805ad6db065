using System.Diagnostics;

namespace CostSim.Benchmarks.Regression;

/// <summary>
/// Runs this program again with a first generation of 256 MB. By default the collector gives the memory of a small job back to the system
/// every few runs, which then clears it anew page by page: 1.6 million page faults in a check, as much time as the job itself, and all of
/// it in whichever item the rhythm of collections falls into, so that one or two items of a process are twice as slow, others in the next.
/// </summary>
internal static class RareCollections
{
    /// <summary>The collector reads it from the environment alone.</summary>
    private const string Variable = "DOTNET_GCgen0size";

    public static bool AreSet => Environment.GetEnvironmentVariable(Variable) is not null;

    /// <summary>The exit code of the program with these arguments.</summary>
    public static int Run(string[] args)
    {
        var again = new ProcessStartInfo(Environment.ProcessPath!, args) { Environment = { [Variable] = "0x10000000" } };
        using var process = Process.Start(again)!;
        process.WaitForExit();
        return process.ExitCode;
    }
}
