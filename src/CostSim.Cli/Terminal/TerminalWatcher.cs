using CostSim.Output.Summaries;
using CostSim.Studies;

namespace CostSim.Cli.Terminal;

/// <summary>Shows the progress of a study on the error stream, and the estimated time of a long one.</summary>
/// <param name="fewer">How to ask for fewer trials.</param>
internal sealed class TerminalWatcher(string fewer) : IStudyWatcher
{
    /// <summary>A watcher, or a silent one for a quiet command.</summary>
    public static IStudyWatcher Of(bool quiet, string fewer) => quiet ? StudyWatcher.Nobody : new TerminalWatcher(fewer);

    public T Plan<T>(Func<T> work, CancellationToken cancellation) => ProgressBar.While("planning", work, cancellation);

    public T Draw<T>(Stretch stretch, Func<Action<double>?, T> work, CancellationToken cancellation) =>
        ProgressBar.Show(stretch.Trials, Notice(stretch), work, cancellation, stretch.IsCap);

    private TimeNotice Notice(Stretch stretch) => stretch.Reason switch
    {
        StretchReason.Unasked => TimeNotices.OfUnasked(stretch.Trials, fewer),
        StretchReason.Expected => TimeNotices.OfExpected(stretch.Trials, $"±{Figures.Stated(stretch.Precision!.Value)}"),
        // A fixed number of trials is always reached, unless it is a maximum.
        _ => TimeNotices.OfAsked(stretch.IsCallByCall, stretch.IsCap && stretch.Precision is null),
    };
}
