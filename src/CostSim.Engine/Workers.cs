using System.Runtime.ExceptionServices;

namespace CostSim.Engine;

/// <summary>Dedicated threads that share jobs. The thread pool would choose their number itself and start some late.</summary>
public static class Workers
{
    /// <summary>
    /// Does jobs 0, 1, … on several threads, the caller's among them, each of which takes the next job when it is free. Once one has failed
    /// no other is begun; when all threads have ended, the first failure in the order of jobs is thrown: the one that a single thread would
    /// have met.
    /// </summary>
    public static void Run(int threads, int jobs, Action<int> job)
    {
        var failures = new Exception?[jobs];
        var (next, hasFailed) = (-1, false);
        var others = new Thread[Math.Clamp(threads, 1, Math.Max(1, jobs)) - 1];
        for (var i = 0; i < others.Length; i++)
        {
            // Background threads do not keep an ending process alive.
            others[i] = new Thread(Work) { IsBackground = true };
            others[i].Start();
        }

        Work();
        foreach (var thread in others)
            thread.Join();
        foreach (var failure in failures)
        {
            if (failure is not null)
                ExceptionDispatchInfo.Throw(failure);
        }

        void Work()
        {
            while (!Volatile.Read(ref hasFailed) && Interlocked.Increment(ref next) is var mine && mine < jobs)
            {
                try
                {
                    job(mine);
                }
                catch (Exception e)
                {
                    failures[mine] = e;
                    Volatile.Write(ref hasFailed, true);
                }
            }
        }
    }
}
