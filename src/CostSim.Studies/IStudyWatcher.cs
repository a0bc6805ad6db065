namespace CostSim.Studies;

/// <summary>
/// Observes the progress of a study, for example with a progress bar. Each method runs the given work once and returns its result.
/// </summary>
public interface IStudyWatcher
{
    /// <summary>Planning, whose progress is unknown.</summary>
    T Plan<T>(Func<T> work, CancellationToken cancellation);

    /// <summary>Drawing trials.</summary>
    /// <param name="stretch">What is known before it starts.</param>
    /// <param name="work">
    /// The work; its argument is called with the number of completed trials, or is null if progress is not needed.
    /// </param>
    /// <param name="cancellation">Stops the observation; the work is cancelled separately.</param>
    T Draw<T>(Stretch stretch, Func<Action<double>?, T> work, CancellationToken cancellation);
}

/// <summary>Trials about to be simulated.</summary>
/// <param name="Trials">Their number.</param>
/// <param name="Reason">The reason for this number.</param>
/// <param name="IsCallByCall">Whether calls are drawn one by one.</param>
/// <param name="IsCap">Whether it may end earlier.</param>
public sealed record Stretch(long Trials, StretchReason Reason, bool IsCallByCall, bool IsCap)
{
    /// <summary>The precision of P95 that decides, as a share, or null.</summary>
    public double? Precision { get; init; }
}

/// <summary>The reason for a number of trials.</summary>
public enum StretchReason
{
    /// <summary>Requested.</summary>
    Asked,

    /// <summary>The default that fits into the time.</summary>
    Unasked,

    /// <summary>Expected for the requested precision.</summary>
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
