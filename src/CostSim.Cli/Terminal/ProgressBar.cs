using System.Diagnostics;
using System.Globalization;
using Spectre.Console;
using Spectre.Console.Rendering;

namespace CostSim.Cli.Terminal;

/// <summary>A bar with trials per second and time left, on the error stream, for work that takes over a second; nothing where that is no terminal.</summary>
internal static class ProgressBar
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(0.6);

    /// <summary>Runs work that tells how many trials are done.</summary>
    /// <param name="trials">So many there will be.</param>
    /// <param name="quiet">Shows nothing.</param>
    /// <param name="work">The work.</param>
    /// <param name="isCap">Whether it may end earlier.</param>
    public static T Show<T>(long trials, bool quiet, Func<Action<long>, T> work, bool isCap = false)
    {
        if (quiet || Console.IsErrorRedirected)
            return work(_ => { });
        long done = 0;
        var clock = Stopwatch.StartNew();
        var task = Task.Run(() => work(now => Raise(ref done, now)));
        if (!Wait(task, Patience))
        {
            var console = Consoles.For(Console.Error, isRedirected: false);
            console.Progress().AutoClear(true).Columns(
                new TaskDescriptionColumn(), new ProgressBarColumn(), new PercentageColumn(), new RateColumn(clock, () => Interlocked.Read(ref done)),
                new RemainingTimeColumn()).Start(context =>
                {
                    var bar = context.AddTask($"{(isCap ? "up to " : "")}{trials.ToString("N0", CultureInfo.InvariantCulture)} trials", maxValue: trials);
                    while (!Wait(task, TimeSpan.FromMilliseconds(100)))
                        bar.Value = Interlocked.Read(ref done);
                    bar.Value = trials;
                });
        }

        return task.GetAwaiter().GetResult();
    }

    /// <summary>Whether the task has ended, well or not, within a time.</summary>
    private static bool Wait(Task task, TimeSpan time) => ((IAsyncResult)task).AsyncWaitHandle.WaitOne(time);

    private static void Raise(ref long done, long now)
    {
        // Threads report in any order; the bar does not go back.
        long seen;
        while ((seen = Interlocked.Read(ref done)) < now && Interlocked.CompareExchange(ref done, now, seen) != seen)
        {
        }
    }

    private sealed class RateColumn(Stopwatch clock, Func<long> done) : ProgressColumn
    {
        protected override bool NoWrap => true;

        public override IRenderable Render(RenderOptions options, ProgressTask task, TimeSpan deltaTime)
        {
            var rate = done() / Math.Max(clock.Elapsed.TotalSeconds, 1e-3);
            return new Text($"{rate.ToString("N0", CultureInfo.InvariantCulture)} trials/s", new Style(Color.Grey));
        }
    }
}
