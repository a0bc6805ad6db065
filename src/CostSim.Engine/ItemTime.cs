using System.Diagnostics;
using CostSim.Engine.Execution;
using CostSim.Engine.Planning;
using CostSim.Numerics.Random;

namespace CostSim.Engine;

/// <summary>
/// Measures how long one item takes call by call. Its maximum number of draws is a poor guide: it may be reached once in a million trials.
/// </summary>
internal static class ItemTime
{
    /// <summary>Above this many seconds, compilation time is negligible.</summary>
    private const double Long = 0.05;

    /// <summary>Seconds that one item of a plan takes in a group of trials, on one thread.</summary>
    /// <param name="plan">The plan.</param>
    /// <param name="options">How it will be run.</param>
    /// <param name="cancellation">Stops the measurement.</param>
    /// <exception cref="OperationCanceledException">It was cancelled.</exception>
    public static double OfGroup(Plan plan, SimulationOptions options, CancellationToken cancellation)
    {
        var evaluator = BlockEvaluator.Create(plan with { Items = 1, Collapse = null }, options.Seed, options.Kernels);
        evaluator.Cancellation = cancellation;
        var first = Measure();
        return first >= Long ? first : Math.Min(first, Measure());

        double Measure()
        {
            var clock = Stopwatch.StartNew();
            evaluator.Evaluate(0, WordAddress.TrialsPerGroup);
            return clock.Elapsed.TotalSeconds;
        }
    }
}
