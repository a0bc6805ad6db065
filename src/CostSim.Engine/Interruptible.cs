namespace CostSim.Engine;

/// <summary>Runs work that the caller can abandon on cancellation without waiting for the work to notice.</summary>
public static class Interruptible
{
    /// <summary>
    /// Runs work on a background thread, which does not keep the process alive, and waits for it to finish. Cancelled work has a grace
    /// period to finish; after that its thread is abandoned. So planning, reading and inner loops need not check a token.
    /// </summary>
    /// <param name="work">The work.</param>
    /// <param name="grace">How long to wait for cancelled work.</param>
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
