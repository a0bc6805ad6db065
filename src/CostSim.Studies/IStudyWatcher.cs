namespace CostSim.Studies;

/// <summary>Watches a study: a progress bar, a log, or nobody. It runs the work it is given, once, and returns what that returns.</summary>
public interface IStudyWatcher
{
    /// <summary>Planning, of which nobody knows how far it has come.</summary>
    T Plan<T>(Func<T> work, CancellationToken cancellation);

    /// <summary>Drawing trials.</summary>
    /// <param name="stretch">What is known of it before it starts.</param>
    /// <param name="work">The work, which is given what to call with the number of trials done, or null where nobody wants to know.</param>
    /// <param name="cancellation">Stops the watching; the work knows by itself.</param>
    T Draw<T>(Stretch stretch, Func<Action<double>?, T> work, CancellationToken cancellation);
}

/// <summary>Trials that are about to be drawn.</summary>
/// <param name="Trials">So many there will be.</param>
/// <param name="Reason">Why so many.</param>
/// <param name="IsCallByCall">Whether calls are drawn one by one.</param>
/// <param name="IsCap">Whether it may end earlier.</param>
public sealed record Stretch(long Trials, StretchReason Reason, bool IsCallByCall, bool IsCap)
{
    /// <summary>The precision of P95 that decides, as a share, or null.</summary>
    public double? Precision { get; init; }
}

/// <summary>Why there are so many trials.</summary>
public enum StretchReason
{
    /// <summary>They were asked for.</summary>
    Asked,

    /// <summary>Nobody said, and they fit into the time.</summary>
    Unasked,

    /// <summary>The precision asked for is expected to take so many.</summary>
    Expected,
}

/// <summary>Watchers.</summary>
public static class StudyWatcher
{
    /// <summary>Shows nothing.</summary>
    public static IStudyWatcher Nobody { get; } = new Blind();

    private sealed class Blind : IStudyWatcher
    {
        public T Plan<T>(Func<T> work, CancellationToken cancellation) => work();

        public T Draw<T>(Stretch stretch, Func<Action<double>?, T> work, CancellationToken cancellation) => work(null);
    }
}
