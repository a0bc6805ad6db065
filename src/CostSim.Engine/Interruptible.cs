namespace CostSim.Engine;

/// <summary>Work whose caller stops waiting for it once it is cancelled, however long it would take the work itself to notice.</summary>
public static class Interruptible
{
    /// <summary>
    /// Runs work on a background thread, which does not keep the process alive, and waits for its end. Work that is cancelled has a grace
    /// period to end by itself; after that its thread is left behind. So planning, reading and the innermost loops need not look at a
    /// token.
    /// </summary>
    /// <param name="work">The work.</param>
    /// <param name="grace">How long cancelled work is still waited for.</param>
    /// <param name="cancellation">Cancels it.</param>
    /// <exception cref="OperationCanceledException">It was cancelled and did not end within the grace period.</exception>
    public static T Run<T>(Func<T> work, TimeSpan grace, CancellationToken cancellation)
    {
        var task = Task.Factory.StartNew(work, CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);
        var ended = ((IAsyncResult)task).AsyncWaitHandle;
        if (WaitHandle.WaitAny([ended, cancellation.WaitHandle]) != 0 && !ended.WaitOne(grace))
            throw new OperationCanceledException(cancellation);
        return task.GetAwaiter().GetResult();
    }
}
