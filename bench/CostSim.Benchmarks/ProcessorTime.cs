using System.Diagnostics;

namespace CostSim.Benchmarks;

/// <summary>How long work keeps the processor, in seconds: on a busy machine a thread waits more than it works.</summary>
internal static class ProcessorTime
{
    /// <summary>
    /// Processor time of this process while it does the work a number of times, after a time that does not count and fills the caches. Windows
    /// counts it in ticks of 16 ms, so there it is the clock.
    /// </summary>
    public static double Of(Action work, int repeats)
    {
        work();
        if (OperatingSystem.IsWindows())
        {
            var from = Stopwatch.GetTimestamp();
            Repeat(work, repeats);
            return Stopwatch.GetElapsedTime(from).TotalSeconds;
        }

        var before = Environment.CpuUsage.TotalTime;
        Repeat(work, repeats);
        return (Environment.CpuUsage.TotalTime - before).TotalSeconds;
    }

    private static void Repeat(Action work, int repeats)
    {
        for (var i = 0; i < repeats; i++)
            work();
    }
}
