using System.Diagnostics;
using System.Runtime.CompilerServices;

namespace CostSim.Benchmarks;

/// <summary>How long work keeps the processor, in seconds: on a busy machine a thread waits more than it works.</summary>
internal static class ProcessorTime
{
    /// <summary>
    /// Processor time of this process while it does the work a number of times, after a time that does not count and fills the caches.
    /// Windows counts it in ticks of 16 ms, so there it is the clock.
    /// </summary>
    /// <param name="work">The work.</param>
    /// <param name="repeats">How often it is done.</param>
    /// <param name="stackOffset">
    /// By how many steps of sixteen bytes the stack is moved. Registers that a kernel puts there for a while cross cache lines or do not,
    /// as the stack happens to lie in this process; from one process to the next that can be a third of the time. Taking turns makes
    /// processes alike.
    /// </param>
    public static double Of(Action work, int repeats, int stackOffset = 0)
    {
        work();
        if (OperatingSystem.IsWindows())
        {
            var from = Stopwatch.GetTimestamp();
            Repeat(work, repeats, stackOffset);
            return Stopwatch.GetElapsedTime(from).TotalSeconds;
        }

        var before = Environment.CpuUsage.TotalTime;
        Repeat(work, repeats, stackOffset);
        return (Environment.CpuUsage.TotalTime - before).TotalSeconds;
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void Repeat(Action work, int repeats, int stackOffset)
    {
        Span<byte> moved = stackalloc byte[16 * (stackOffset + 1)];
        moved[^1] = 1;
        for (var i = 0; i < repeats; i++)
            work();
    }
}
