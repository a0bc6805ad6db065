using CostSim.Output.Summaries;
using CostSim.Studies;

namespace CostSim.Cli.Terminal;

/// <summary>Shows on the error stream how far a study has come, and says of a long one how long it takes.</summary>
/// <param name="fewer">How to ask for fewer trials.</param>
internal sealed class TerminalWatcher(string fewer) : IStudyWatcher
{
    /// <summary>A watcher, or nobody where the command is to be quiet.</summary>
    public static IStudyWatcher Of(bool quiet, string fewer) => quiet ? StudyWatcher.Nobody : new TerminalWatcher(fewer);

    public T Plan<T>(Func<T> work, CancellationToken cancellation) => ProgressBar.While("planning", work, cancellation);

    public T Draw<T>(Stretch stretch, Func<Action<double>?, T> work, CancellationToken cancellation) =>
        ProgressBar.Show(stretch.Trials, Notice(stretch), work, cancellation, stretch.IsCap);

    private TimeNotice Notice(Stretch stretch) => stretch.Reason switch
    {
        StretchReason.Unasked => TimeNotices.OfUnasked(stretch.Trials, fewer),
        StretchReason.Expected => TimeNotices.OfExpected(stretch.Trials, $"±{Figures.Stated(stretch.Precision!.Value)}"),
        // A number of trials is reached whatever they find, unless it is the most there may be.
        _ => TimeNotices.OfAsked(stretch.IsCallByCall, stretch.IsCap && stretch.Precision is null),
    };
}
