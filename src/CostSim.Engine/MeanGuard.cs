using CostSim.Engine.Execution;
using CostSim.Engine.Planning;
using CostSim.Engine.Planning.Expected;
using CostSim.Numerics.Simd;

namespace CostSim.Engine;

/// <summary>
/// Checks the mean of a collapse (sampling all items at once) against the exact expectation of one item, computed independently, at some
/// draws of the run-level factors. A collapse that fails the check is not used.
/// </summary>
internal static class MeanGuard
{
    /// <summary>Tolerance for the calls and the cost of every phase, averaged over the draws.</summary>
    private const double Tolerance = 1e-4;

    /// <summary>
    /// Tolerance at a single draw, and for any one sum of a phase: tables are interpolated, and a sum of few calls matters little in the
    /// whole.
    /// </summary>
    private const double ToleranceOfOne = 2e-3;

    /// <summary>Differences below this share of a phase's sums are rounding.</summary>
    private const double Rounding = 1e-9;

    /// <summary>Draws of the run-level factors.</summary>
    private const int Points = 6;

    /// <summary>Number of draws if an evaluation is slow.</summary>
    private const int PointsOfLong = 2;
    private const double PicoUsdPerUsd = 1e12;
    private const long LongSteps = 50_000;
    private const long StepsMax = 400_000;

    /// <summary>The difference in words; null if there is none.</summary>
    public static string? Missed(Plan plan, IKernels kernels)
    {
        var means = new CollapsedMeans(plan, LevelSeeds.OfPlanning, kernels, Points);
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
                ? $"sampled all at once, the mean of {plan.Phases[missed].Id} would differ from that of its calls" : null;
        }
        catch (NotVouchedForException e)
        {
            return e.Message;
        }
    }

    /// <summary>A phase's calls and cost by both methods.</summary>
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
                    total.Constant * (total.IsFee ? PicoUsdPerUsd : total.IsOperations ? 1 : total.PricePicoUsd),
                    (value, draw) => value * runValues[draw]);
                (_cost, _expectedCost) = (_cost + sums[i] * each, _expectedCost + expected.Totals[i] * each);
            }

            (_calls, _expectedCalls) = (_calls + calls, _expectedCalls + expected.Calls);
        }

        /// <summary>Where each call is drawn there is no sum to compare; NaN counts as equal.</summary>
        private static bool IsBeyond(double value, double expected, double tolerance, double size) =>
            Math.Abs(value - expected) > tolerance * Math.Abs(expected) + Rounding * size;
    }
}
