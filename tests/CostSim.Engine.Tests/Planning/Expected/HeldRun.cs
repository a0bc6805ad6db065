using CostSim.Engine.Planning;
using CostSim.Engine.Planning.Expected;
using CostSim.Engine.Tests.Oracles;
using CostSim.Scenarios;

namespace CostSim.Engine.Tests.Planning.Expected;

/// <summary>A scenario whose run-level draws are held, by expectation and call by call.</summary>
internal sealed class HeldRun
{
    private readonly Plan _plan;

    public HeldRun(Scenario scenario, long items = 16)
    {
        _plan = Planner.Build(scenario, items, fixRun: true);
        RunValues = [.. _plan.RunDraws.Select(draw => draw.SumOf is null ? draw.Quantile.At(0.5) : 0)];
    }

    public IReadOnlyList<double> RunValues { get; }

    public ExpectedItem Expected() => ExpectedItem.Of(_plan, RunValues);

    /// <summary>
    /// Every measure of every phase in which call by call is more than so many standard errors away from the expectation, in words; the
    /// worst first.
    /// </summary>
    /// <param name="expected">The expectation of one item.</param>
    /// <param name="trials">Trials, each of the run's items.</param>
    /// <param name="standardErrors">How many standard errors are chance.</param>
    public IReadOnlyList<string> Disagreements(ExpectedItem expected, int trials, double standardErrors = 4.5)
    {
        var table = Simulated.Run(_plan, trials).Table();
        var found = new List<(double Score, string Words)>();
        for (var p = 0; p < _plan.Phases.Count; p++)
        {
            foreach (var measure in _plan.Measures.Where(measure => measure != Measure.AllCost))
            {
                var mean = Of(expected.Phases[p], measure);
                var sample = Sample.Of(table, p + 1, measure);
                // Rounding has no bias; what the tables of continuous laws are off by is below 1e-5.
                var beyond = Math.Max(0, Math.Abs(sample.Mean - mean) - 1e-5 * Math.Abs(mean) - 1e-9);
                var score = beyond == 0 ? 0 : beyond / Math.Max(sample.MeanError, 1e-12 * Math.Abs(mean));
                if (score > standardErrors)
                    found.Add(
                        (score, $"{_plan.Phases[p].Id} {measure}: {mean:G9} expected, {sample.Mean:G9} ± {sample.MeanError:G2} drawn, "
                            + $"{score:F1} errors"));
            }
        }

        return [.. found.OrderByDescending(each => each.Score).Select(each => each.Words)];
    }

    private double Of(ExpectedPhase phase, Measure measure) => measure switch
    {
        Measure.Calls => phase.Calls * _plan.Items,
        Measure.InputTokens => phase.InputTokens * _plan.Items,
        Measure.OutputTokens => phase.OutputTokens * _plan.Items,
        Measure.Cost => phase.CostUsd * _plan.Items,
        Measure.Operations => phase.OperationsUsd * _plan.Items + phase.OperationsUsdPerRun,
        _ => throw new ArgumentOutOfRangeException(nameof(measure)),
    };
}
