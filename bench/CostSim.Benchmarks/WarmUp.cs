using System.Diagnostics;

namespace CostSim.Benchmarks;

/// <summary>Brings work to the compiler's last tier before it is timed.</summary>
/// <remarks>
/// A method without a loop is compiled in a hurry first, and in full once it was called thirty times and a tenth of a second went by
/// without a new method. On a busy machine that happens late: so all the work in turn, a pause, and again.
/// </remarks>
internal static class WarmUp
{
    private const int Passes = 3;
    private static readonly TimeSpan Turn = TimeSpan.FromMilliseconds(40);
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(250);

    public static void Run(params IReadOnlyList<Action> works)
    {
        for (var pass = 0; pass < Passes; pass++)
        {
            foreach (var work in works)
            {
                var from = Stopwatch.GetTimestamp();
                for (var calls = 0; calls < 40 || Stopwatch.GetElapsedTime(from) < Turn; calls++)
                    work();
            }

            Thread.Sleep(Pause);
        }
    }
}
