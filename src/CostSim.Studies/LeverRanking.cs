using CostSim.Scenarios.Levers;

namespace CostSim.Studies;

/// <summary>The result of <c>costsim levers</c>.</summary>
public sealed record LeverRanking
{
    /// <summary>Version of the JSON format; increased when a field changes its meaning or is removed.</summary>
    public const int SchemaVersion = 1;

    /// <summary>The scenario as it is.</summary>
    public required RunSummary Base { get; init; }

    public required ulong Seed { get; init; }

    public required long Trials { get; init; }

    /// <summary>The command that reproduces it, or null if not from a command.</summary>
    public string? Command { get; init; }

    /// <summary>
    /// The precision of P95, if the default number of trials was used call by call; otherwise null.
    /// </summary>
    public Precision? Precision { get; init; }

    /// <summary>The levers, the largest saving first.</summary>
    public required IReadOnlyList<LeverResult> Levers { get; init; }

    /// <summary>Kinds of levers that do not apply, with the reason in words.</summary>
    public required IReadOnlyList<(LeverKind Kind, string Reason)> Others { get; init; }
}

/// <summary>A lever and its effect on the run.</summary>
/// <param name="Lever">The lever.</param>
/// <param name="Difference">The run with it minus the run without it, trial by trial on the same draws.</param>
public sealed record LeverResult(Lever Lever, CostDifference Difference)
{
    /// <summary>The changes as words of a command.</summary>
    public string Words => string.Join(' ', Lever.Changes.Select(change => $"--set {Quoted(change)}"));

    private static string Quoted(string word) =>
        word.All(letter => char.IsAsciiLetterOrDigit(letter) || "-_./=".Contains(letter, StringComparison.Ordinal))
        ? word : $"'{word.Replace("'", "'\\''", StringComparison.Ordinal)}'";
}

/// <summary>Names of levers.</summary>
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
