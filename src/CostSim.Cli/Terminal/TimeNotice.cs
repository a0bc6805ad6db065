using CostSim.Engine;

namespace CostSim.Cli.Terminal;

/// <summary>Says before a long run how long it will be.</summary>
internal static class TimeNotice
{
    private static readonly TimeSpan WorthSaying = TimeSpan.FromSeconds(10);

    /// <summary>Of a run whose length was asked for.</summary>
    /// <param name="budget">How fast it goes.</param>
    /// <param name="trials">So many trials there will be.</param>
    /// <param name="isCap">Whether it may end earlier.</param>
    public static void OfAsked(TrialBudget budget, long trials, bool isCap = false)
    {
        if (budget.SecondsOf(trials) is var seconds && seconds >= WorthSaying.TotalSeconds)
            Complaint.Note($"call by call this takes {(isCap ? "at most " : "")}about {Words(seconds)}");
    }

    /// <summary>Of a run whose length was left to the program: only where the fewest trials there may be take longer than it is meant to.</summary>
    /// <param name="budget">How fast it goes.</param>
    /// <param name="most">The most trials there will be.</param>
    /// <param name="fewer">How to ask for fewer.</param>
    public static void OfUnasked(TrialBudget budget, long most, string fewer)
    {
        if (budget.SecondsOf(most) is var seconds && seconds > TrialBudget.Seconds)
            Complaint.Note(FormattableString.Invariant($"call by call even {most:N0} trials take about {Words(seconds)}; {fewer}"));
    }

    /// <summary>Of a run that ends by its precision, after its first look.</summary>
    /// <param name="budget">How fast it goes.</param>
    /// <param name="expected">So many trials it is expected to take.</param>
    /// <param name="precision">What was asked for.</param>
    public static void OfExpected(TrialBudget budget, long expected, string precision)
    {
        if (budget.SecondsOf(expected) is var seconds && seconds >= WorthSaying.TotalSeconds)
            Complaint.Note(FormattableString.Invariant($"{precision} takes about {expected:N0} trials: call by call about {Words(seconds)}"));
    }

    internal static string Words(double seconds) => seconds < 120 ? FormattableString.Invariant($"{seconds:0} seconds")
        : seconds < 7200 ? FormattableString.Invariant($"{seconds / 60:0} minutes")
        : FormattableString.Invariant($"{seconds / 3600:N0} hours");
}
