using CostSim.Engine.Execution;
using CostSim.Engine.Planning;
using CostSim.Engine.Planning.Expected;
using CostSim.Numerics.Simd;

namespace CostSim.Engine;

/// <summary>
/// Holds what a collapse comes to on average against the exact expectation of one item, which knows nothing of it, at some draws of the run-level factors. What it cannot
/// vouch for is not drawn at once.
/// </summary>
internal static class MeanGuard
{
    /// <summary>The calls and the cost of every phase may differ by this share.</summary>
    private const double Tolerance = 1e-4;

    /// <summary>Any sum of a phase by this: a small one, as of few repeated calls, is read from a table that is good for the whole.</summary>
    private const double ToleranceOfSums = 2e-3;

    /// <summary>Draws of the run-level factors.</summary>
    private const int Points = 4;

    /// <summary>The draws are the same for all scenarios, so that the choice of a method depends on the scenario alone.</summary>
    private const ulong Seed = 0x9E3779B97F4A7C15;

    /// <summary>What differs, in words; null where nothing does.</summary>
    public static string? Missed(Plan plan, IKernels kernels)
    {
        var means = new CollapsedMeans(plan, Seed, kernels);
        var atOnce = means.Of();
        var item = new ItemExpectation(plan);
        try
        {
            for (var point = 0; point < Points; point++)
            {
                var expected = item.At(means.RunValues(point));
                for (var p = 0; p < plan.Phases.Count; p++)
                {
                    if (Differs(plan.Phases[p], means.RunValues(point), atOnce[p].Calls[point], [.. atOnce[p].Totals.Select(total => total[point])], expected.Phases[p]))
                        return $"drawn at once, the mean of {plan.Phases[p].Id} would not be that of its calls";
                }
            }
        }
        catch (NotVouchedForException e)
        {
            return e.Message;
        }

        return null;
    }

    private static bool Differs(PhasePlan phase, double[] runValues, double calls, double[] sums, ExpectedPhase expected)
    {
        double cost = 0, expectedCost = 0;
        for (var i = 0; i < sums.Length; i++)
        {
            var total = phase.Totals[i];
            if (total.TakesSum || total.IsPerRun)
                continue;
            if (IsBeyond(sums[i], expected.Totals[i], ToleranceOfSums))
                return true;
            var each = total.RunDraws.Aggregate(total.Constant * (total.IsOperations ? 1 : total.PricePicoUsd), (value, draw) => value * runValues[draw]);
            (cost, expectedCost) = (cost + sums[i] * each, expectedCost + expected.Totals[i] * each);
        }

        return IsBeyond(calls, expected.Calls, Tolerance) || IsBeyond(cost, expectedCost, Tolerance);
    }

    private static bool IsBeyond(double value, double expected, double tolerance) => Math.Abs(value - expected) > tolerance * Math.Abs(expected);
}
