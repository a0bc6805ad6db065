using CostSim.Engine.Execution;
using CostSim.Engine.Planning;
using CostSim.Engine.Planning.Expected;
using CostSim.Numerics.Simd;

namespace CostSim.Engine;

/// <summary>
/// Holds what a collapse comes to on average against the exact expectation of one item, which knows nothing of it, at some draws of the
/// run-level factors. What it cannot vouch for is not drawn at once.
/// </summary>
internal static class MeanGuard
{
    /// <summary>The calls and the cost of every phase, averaged over the draws, may differ by this share.</summary>
    private const double Tolerance = 1e-4;

    /// <summary>
    /// At one draw of them, and any sum of a phase, by this: a table is read between its nodes, and a sum of few calls is good for the
    /// whole.
    /// </summary>
    private const double ToleranceOfOne = 2e-3;

    /// <summary>What is less than this share of a phase's sums is rounding.</summary>
    private const double Rounding = 1e-9;

    /// <summary>Draws of the run-level factors.</summary>
    private const int Points = 6;

    /// <summary>Where an evaluation takes long, fewer have to do.</summary>
    private const int PointsOfLong = 2;
    private const long LongSteps = 50_000;
    private const long StepsMax = 400_000;

    /// <summary>What differs, in words; null where nothing does.</summary>
    public static string? Missed(Plan plan, IKernels kernels)
    {
        var means = new CollapsedMeans(plan, LevelSeeds.OfPlanning, kernels);
        var atOnce = means.Of();
        try
        {
            var item = new ItemExpectation(plan) { StepsMax = StepsMax };
            var sums = plan.Phases.Select(_ => new Compared()).ToList();
            for (var point = 0; point < (point == 0 || item.Steps < LongSteps ? Points : PointsOfLong); point++)
            {
                var (runValues, expected) = (means.RunValues(point), item.At(means.RunValues(point)));
                for (var p = 0; p < plan.Phases.Count; p++)
                    sums[p].Add(plan.Phases[p], runValues, atOnce[p].Calls[point], [.. atOnce[p].Totals.Select(total => total[point])],
                        expected.Phases[p]);
            }

            return sums.FindIndex(sum => sum.Differs) is >= 0 and var missed
                ? $"drawn at once, the mean of {plan.Phases[missed].Id} would not be that of its calls" : null;
        }
        catch (NotVouchedForException e)
        {
            return e.Message;
        }
    }

    /// <summary>A phase's calls and cost, by both.</summary>
    private sealed class Compared
    {
        private bool _differs;
        private double _calls;
        private double _expectedCalls;
        private double _cost;
        private double _expectedCost;

        public bool Differs => _differs || IsBeyond(_calls, _expectedCalls, Tolerance, 0) || IsBeyond(_cost, _expectedCost, Tolerance, 0);

        public void Add(PhasePlan phase, double[] runValues, double calls, double[] sums, ExpectedPhase expected)
        {
            var size = expected.Totals.Select(Math.Abs).DefaultIfEmpty(0).Max();
            for (var i = 0; i < sums.Length; i++)
            {
                var total = phase.Totals[i];
                if (total.TakesSum || total.IsPerRun)
                    continue;
                _differs |= IsBeyond(sums[i], expected.Totals[i], ToleranceOfOne, size);
                var each = total.RunDraws.Aggregate(
                    total.Constant * (total.IsOperations ? 1 : total.PricePicoUsd), (value, draw) => value * runValues[draw]);
                (_cost, _expectedCost) = (_cost + sums[i] * each, _expectedCost + expected.Totals[i] * each);
            }

            (_calls, _expectedCalls) = (_calls + calls, _expectedCalls + expected.Calls);
        }

        /// <summary>Where each call is drawn there is no sum to compare; what is no number is within everything.</summary>
        private static bool IsBeyond(double value, double expected, double tolerance, double size) =>
            Math.Abs(value - expected) > tolerance * Math.Abs(expected) + Rounding * size;
    }
}
