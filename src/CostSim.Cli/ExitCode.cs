using CostSim.Engine.Checks;

namespace CostSim.Cli;

/// <summary>Exit codes of commands.</summary>
internal static class ExitCode
{
    public const int Done = 0;

    /// <summary>The command completed, but a checked limit was not met.</summary>
    public const int GateFailed = 1;

    /// <summary>The command was misused, or the scenario has an error.</summary>
    public const int BadInput = 2;

    /// <summary>Too few trials to decide whether a limit is met.</summary>
    public const int Inconclusive = 3;

    /// <summary>Reading or writing failed.</summary>
    public const int IoFailed = 4;

    /// <summary>Stopped by Ctrl-C or a request to end.</summary>
    public const int Interrupted = 130;

    /// <summary>The exit code of a verdict.</summary>
    public static int Of(Verdict verdict) => verdict switch { Verdict.Pass => Done, Verdict.Fail => GateFailed, _ => Inconclusive };
}
