using CostSim.Scenarios.Levers;

namespace CostSim.Studies;

/// <summary>What <c>costsim levers</c> found, in numbers.</summary>
public sealed record LeverRanking
{
    /// <summary>Version of the form of the JSON; raised when a field changes its meaning or goes.</summary>
    public const int SchemaVersion = 1;

    /// <summary>The scenario as it is.</summary>
    public required RunSummary Base { get; init; }

    public required ulong Seed { get; init; }

    public required long Trials { get; init; }

    /// <summary>The command that makes this result again, or null where none made it.</summary>
    public string? Command { get; init; }

    /// <summary>
    /// How well P95 of the scenario is known where the number of trials was left to the program and it goes call by call; else null.
    /// </summary>
    public Precision? Precision { get; init; }

    /// <summary>The levers, the greatest saving first.</summary>
    public required IReadOnlyList<LeverResult> Levers { get; init; }

    /// <summary>Kinds of which there is none, each with the reason in words.</summary>
    public required IReadOnlyList<(LeverKind Kind, string Reason)> Others { get; init; }
}

/// <summary>A lever, and what it changes of the run.</summary>
/// <param name="Lever">The lever.</param>
/// <param name="Difference">The run with it less the run without it, trial by trial on the same draws.</param>
public sealed record LeverResult(Lever Lever, CostDifference Difference)
{
    /// <summary>The changes as words of a command.</summary>
    public string Words => string.Join(' ', Lever.Changes.Select(change => $"--set {Quoted(change)}"));

    private static string Quoted(
        string word) => word.All(letter => char.IsAsciiLetterOrDigit(letter) || "-_./=".Contains(letter, StringComparison.Ordinal))
        ? word : $"'{word.Replace("'", "'\\''", StringComparison.Ordinal)}'";
}

/// <summary>What levers are called.</summary>
public static class LeverName
{
    public static string Of(LeverKind kind) => kind switch
    {
        LeverKind.BatchTier => "batch tier",
        LeverKind.Deduplication => "deduplication",
        LeverKind.Caching => "caching",
        LeverKind.FailedPartOnly => "failed part only",
        LeverKind.SmallerModel => "smaller model",
        LeverKind.SampledChecks => "sampled checks",
        _ => "lower reasoning",
    };
}
