using CostSim.Engine;

namespace CostSim.Cli.Terminal;

/// <summary>What is said of a run that turns out to be long, once its pace was measured; null of any other.</summary>
/// <param name="seconds">About how long it takes, from its start to its end.</param>
internal delegate string? TimeNotice(double seconds);

/// <summary>The sentences about long runs.</summary>
internal static class TimeNotices
{
    private const double WorthSaying = 10;

    /// <summary>Of a run whose length was asked for.</summary>
    /// <param name="isCallByCall">Whether calls are drawn one by one.</param>
    /// <param name="isCap">Whether it may end earlier.</param>
    public static TimeNotice OfAsked(bool isCallByCall, bool isCap = false) => seconds =>
        seconds >= WorthSaying ? $"{(isCallByCall ? "call by call " : "")}this takes {(isCap ? "at most " : "")}about {Words(seconds)}"
            : null;

    /// <summary>
    /// Of a run whose length was left to the program: only where the fewest trials there may be take longer than it is meant to.
    /// </summary>
    /// <param name="most">The most trials there will be.</param>
    /// <param name="fewer">How to ask for fewer.</param>
    public static TimeNotice OfUnasked(long most, string fewer) => seconds =>
        seconds > TrialBudget.Seconds
            ? FormattableString.Invariant($"call by call even {most:N0} trials take about {Words(seconds)}; {fewer}") : null;

    /// <summary>Of a run that ends by its precision, after its first look.</summary>
    /// <param name="expected">So many trials it is expected to take.</param>
    /// <param name="precision">What was asked for.</param>
    public static TimeNotice OfExpected(long expected, string precision) => seconds =>
        seconds >= WorthSaying ? FormattableString.Invariant($"{precision} takes about {expected:N0} trials: about {Words(seconds)}")
            : null;

    /// <summary>A time in words, to two or three digits.</summary>
    public static string Words(double seconds) => seconds < 120 ? FormattableString.Invariant($"{seconds:0} seconds")
        : seconds < 7200 ? FormattableString.Invariant($"{seconds / 60:0} minutes")
        : FormattableString.Invariant($"{seconds / 3600:N0} hours");
}
