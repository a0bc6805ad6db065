using CostSim.Engine;

namespace CostSim.Cli.Terminal;

/// <summary>Makes the notice about a long run, once its pace was measured; null for other runs.</summary>
/// <param name="seconds">Estimated total time.</param>
internal delegate string? TimeNotice(double seconds);

/// <summary>The sentences about long runs.</summary>
internal static class TimeNotices
{
    private const double WorthSaying = 10;

    /// <summary>For a run with a requested number of trials.</summary>
    /// <param name="isCallByCall">Whether calls are drawn one by one.</param>
    /// <param name="isCap">Whether it may end earlier.</param>
    public static TimeNotice OfAsked(bool isCallByCall, bool isCap = false) => seconds =>
        seconds >= WorthSaying ? $"{(isCallByCall ? "call by call " : "")}this takes {(isCap ? "at most " : "")}about {Words(seconds)}"
            : null;

    /// <summary>
    /// For a run with the default number of trials: only if even the minimum takes longer than intended.
    /// </summary>
    /// <param name="most">The maximum number of trials.</param>
    /// <param name="fewer">How to ask for fewer.</param>
    public static TimeNotice OfUnasked(long most, string fewer) => seconds =>
        seconds > TrialBudget.Seconds
            ? FormattableString.Invariant($"call by call even {most:N0} trials take about {Words(seconds)}; {fewer}") : null;

    /// <summary>For a run that ends by its precision, after its first look.</summary>
    /// <param name="expected">Expected number of trials.</param>
    /// <param name="precision">The requested precision.</param>
    public static TimeNotice OfExpected(long expected, string precision) => seconds =>
        seconds >= WorthSaying ? FormattableString.Invariant($"{precision} takes about {expected:N0} trials: about {Words(seconds)}")
            : null;

    /// <summary>A time in words, to two or three digits.</summary>
    public static string Words(double seconds) => seconds < 120 ? FormattableString.Invariant($"{seconds:0} seconds")
        : seconds < 7200 ? FormattableString.Invariant($"{seconds / 60:0} minutes")
        : FormattableString.Invariant($"{seconds / 3600:N0} hours");
}
