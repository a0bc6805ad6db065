namespace CostSim.Engine.Tests;

public class InterruptibleTests
{
    [Fact]
    public void Work_that_ends_gives_its_result() => Assert.Equal(7, Interruptible.Run(() => 7, TimeSpan.Zero, CancellationToken.None));

    [Fact]
    public void Work_that_fails_gives_its_failure() =>
        Assert.Equal("full",
            Assert.Throws<IOException>(
                () => Interruptible.Run<int>(() => throw new IOException("full"), TimeSpan.Zero, CancellationToken.None)).Message);

    /// <summary>The work ends only after the test has: whoever waited for it would wait forever.</summary>
    [Fact]
    public void Cancelled_work_is_left_behind_although_it_is_blocked()
    {
        using var stop = new CancellationTokenSource();
        var (begun, never) = (new ManualResetEventSlim(), new ManualResetEventSlim());
        var isBackground = false;

        Assert.Throws<OperationCanceledException>(() => Interruptible.Run(() =>
        {
            isBackground = Thread.CurrentThread.IsBackground;
            begun.Set();
            stop.Cancel();
            never.Wait();
            return 0;
        }, TimeSpan.Zero, stop.Token));
        begun.Wait();
        Assert.True(isBackground);
        never.Set();
    }

    [Fact]
    public void Cancelled_work_may_end_by_itself()
    {
        using var stop = new CancellationTokenSource();
        Assert.Equal(7, Interruptible.Run(() =>
        {
            stop.Cancel();
            return 7;
        }, Timeout.InfiniteTimeSpan, stop.Token));
    }

    /// <summary>Else a process would wait for the block of trials in which its workers are.</summary>
    [Fact]
    public void Workers_beside_the_caller_keep_no_process_alive()
    {
        var caller = Environment.CurrentManagedThreadId;
        var isBackground = new bool[3];
        using var all = new Barrier(3);
        Workers.Run(3, 3, job =>
        {
            all.SignalAndWait();
            isBackground[job] = Environment.CurrentManagedThreadId == caller || Thread.CurrentThread.IsBackground;
        });
        Assert.DoesNotContain(false, isBackground);
    }
}
