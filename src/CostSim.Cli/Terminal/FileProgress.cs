using CostSim.Batches;

namespace CostSim.Cli.Terminal;

/// <summary>Shows how far the reading of large files has come.</summary>
internal static class FileProgress
{
    /// <summary>Reads, with a bar where the sizes of all files are known, else with a spinner.</summary>
    /// <param name="what">What is done meanwhile, for the spinner.</param>
    /// <param name="files">The files.</param>
    /// <param name="isQuiet">Whether nothing is shown.</param>
    /// <param name="read">The work; its argument is called with the stored bytes read so far, of all files together.</param>
    /// <param name="cancellation">Removes the bar from the terminal.</param>
    public static T Show<T>(
        string what, IReadOnlyList<BatchFile> files, bool isQuiet, Func<Action<long>?, T> read, CancellationToken cancellation)
    {
        if (isQuiet)
            return read(null);
        return files.Sum(file => file.Length) is { } bytes && files.All(file => file.Length is not null)
            ? ProgressBar.Show(
                ToMegabytes(bytes), TimeNotices.OfAsked(isCallByCall: false),
                tell => read(tell is null ? null : done => tell(ToMegabytes(done))), cancellation, unit: "MB")
            : ProgressBar.While(what, () => read(null), cancellation);
    }

    private static long ToMegabytes(long bytes) => bytes / 1_000_000 + 1;
}
