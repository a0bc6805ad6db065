using System.Diagnostics;
using System.Globalization;
using CostSim.Engine;
using Spectre.Console;
using Spectre.Console.Rendering;

namespace CostSim.Cli.Terminal;

/// <summary>
/// Shows progress on the error stream: on a terminal a bar with trials per second and time left, for work that takes over a second;
/// otherwise a line with the estimated time of a long run.
/// </summary>
internal static class ProgressBar
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(0.6);
    private static readonly TimeSpan Step = TimeSpan.FromSeconds(0.1);

    /// <summary>Runs work that reports the number of completed trials.</summary>
    /// <param name="trials">Total number of trials.</param>
    /// <param name="notice">Makes the line about its time, if there is no bar.</param>
    /// <param name="work">The work; its argument is called with the number of completed trials.</param>
    /// <param name="cancellation">Removes the bar from the terminal.</param>
    /// <param name="isCap">Whether it may end earlier.</param>
    /// <param name="unit">What is counted, if it is not trials.</param>
    public static T Show<T>(
        long trials, TimeNotice notice, Func<Action<double>?, T> work, CancellationToken cancellation, bool isCap = false,
        string unit = "trials")
    {
        var clock = Stopwatch.StartNew();
        var pace = new Pace(() => clock.Elapsed.TotalSeconds);
        if (Console.IsErrorRedirected)
            return work(Announced(trials, pace, notice));
        var task = Task.Run(() => work(pace.Tell), CancellationToken.None);
        if (!Wait(task, Patience))
        {
            Consoles.For(Console.Error, isRedirected: false).Progress().AutoClear(true).Columns(
                new TaskDescriptionColumn(), new ProgressBarColumn(), new PercentageColumn(),
                new PaceColumn(() => $"{Count(pace.Trials / clock.Elapsed.TotalSeconds)} {unit}/s"),
                new PaceColumn(
                    () => pace.SecondsOf(trials) is { } seconds
                        ? $"{TimeNotices.Words(Math.Max(0, seconds - clock.Elapsed.TotalSeconds))} left" : "")).Start(context =>
                {
                    var bar = context.AddTask($"{(isCap ? "up to " : "")}{Count(trials)} {unit}", maxValue: trials);
                    Watch(task, () => bar.Value = pace.Trials, cancellation);
                    bar.Value = trials;
                });
        }

        return task.GetAwaiter().GetResult();
    }

    /// <summary>
    /// Runs work whose progress is unknown: shows a spinner on a terminal, for work that takes over a second.
    /// </summary>
    /// <param name="what">What the work is.</param>
    /// <param name="work">The work.</param>
    /// <param name="cancellation">Removes the spinner from the terminal.</param>
    public static T While<T>(string what, Func<T> work, CancellationToken cancellation)
    {
        if (Console.IsErrorRedirected)
            return work();
        var task = Task.Run(work, CancellationToken.None);
        if (!Wait(task, Patience))
            Consoles.For(Console.Error, isRedirected: false).Status().Start(what, _ => Watch(task, () => { }, cancellation));
        return task.GetAwaiter().GetResult();
    }

    /// <summary>Prints the estimated time once, as soon as it is known.</summary>
    private static Action<double> Announced(long trials, Pace pace, TimeNotice notice)
    {
        var isSaid = 0;
        return done =>
        {
            pace.Tell(done);
            if (Volatile.Read(ref isSaid) == 0 && pace.SecondsOf(trials) is { } seconds && Interlocked.Exchange(ref isSaid, 1) == 0
                && notice(seconds) is { } sentence)
                Complaint.Note(sentence);
        };
    }

    private static void Watch(Task task, Action update, CancellationToken cancellation)
    {
        while (!Wait(task, Step))
        {
            cancellation.ThrowIfCancellationRequested();
            update();
        }
    }

    /// <summary>Whether the task ended, successfully or not, within a time.</summary>
    private static bool Wait(Task task, TimeSpan time) => ((IAsyncResult)task).AsyncWaitHandle.WaitOne(time);

    private static string Count(double count) => count.ToString("N0", CultureInfo.InvariantCulture);

    private sealed class PaceColumn(Func<string> text) : ProgressColumn
    {
        protected override bool NoWrap => true;

        public override IRenderable Render(RenderOptions options, ProgressTask task, TimeSpan deltaTime) =>
            new Text(text(), new Style(Color.Grey));
    }
}
