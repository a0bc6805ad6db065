using CostSim.Engine.Checks;

namespace CostSim.Cli;

/// <summary>What a shell learns of how a command ended.</summary>
internal static class ExitCode
{
    public const int Done = 0;

    /// <summary>The command did its work, and what it holds against a bar does not reach it.</summary>
    public const int GateFailed = 1;

    /// <summary>The command was misused, or the scenario has an error.</summary>
    public const int BadInput = 2;

    /// <summary>Too few trials to say whether the bar is reached.</summary>
    public const int Inconclusive = 3;

    /// <summary>Reading or writing failed.</summary>
    public const int IoFailed = 4;

    /// <summary>Stopped by Ctrl-C or a request to end.</summary>
    public const int Interrupted = 130;

    /// <summary>How a command ends whose bar is judged by trials.</summary>
    public static int Of(Verdict verdict) => verdict switch { Verdict.Pass => Done, Verdict.Fail => GateFailed, _ => Inconclusive };
}
