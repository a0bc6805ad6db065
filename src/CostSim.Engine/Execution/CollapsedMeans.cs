using CostSim.Engine.Planning;
using CostSim.Engine.Planning.Collapse;
using CostSim.Numerics.Random;
using CostSim.Numerics.Simd;

namespace CostSim.Engine.Execution;

/// <summary>
/// The means per item that a collapse gives: its steps and lanes with all deviates 0 and so many items that rounding to whole units is
/// negligible.
/// </summary>
internal sealed class CollapsedMeans
{
    private const double Items = 1L << 40;

    private readonly IKernels _kernels;
    private readonly Plan _plan;
    private readonly CollapsePlan _collapse;
    private readonly StepRunner _runner;
    private readonly int _trials;
    private readonly float[][] _runDraws;

    /// <param name="plan">A plan with a collapse.</param>
    /// <param name="seed">The seed of the run-level draws.</param>
    /// <param name="kernels">The kernels.</param>
    /// <param name="trials">How many trials of the first group are asked for: single calls take time.</param>
    public CollapsedMeans(Plan plan, ulong seed, IKernels kernels, int trials)
    {
        _trials = trials;
        (_plan, _kernels, _runDraws) = (plan, kernels, BlockEvaluator.Arrays(plan.RunDraws.Count));
        _collapse =
            plan.Collapse! with
            {
                Constants = [.. plan.Collapse.Constants.Select(
                (constant, i) => i == 0 ? (constant.Register, Items) : constant)]
            };
        _runner = new StepRunner(_collapse, _runDraws, LevelSeeds.Of(seed), kernels) { IsMean = true };
        new RunDrawer(plan, seed, kernels).Draw(0, WordAddress.TrialsPerGroup, _runDraws);
        _runner.Start(0, WordAddress.TrialsPerGroup);
    }

    /// <summary>The run-level draws of a trial of the first group.</summary>
    public double[] RunValues(int trial) => [.. _runDraws.Select(draws => (double)draws[trial])];

    /// <summary>
    /// For each phase the calls and the sums of one item, trial by trial of the first group, before constants and run-level draws multiply
    /// the sums.
    /// </summary>
    public IReadOnlyList<(double[] Calls, double[][] Totals)> Of()
    {
        var result = new List<(double[], double[][])>();
        for (var p = 0; p < _plan.Phases.Count; p++)
        {
            var phase = _collapse.Phases[p];
            _runner.Run(phase.Steps);
            var calls = new double[WordAddress.TrialsPerGroup];
            var totals = _plan.Phases[p].Totals.Select(_ => new double[WordAddress.TrialsPerGroup]).ToArray();
            for (var t = 0; t < calls.Length; t++)
            {
                calls[t] = phase.Calls is { } billed ? _runner[billed][t] / Items : 0;
                foreach (var lane in phase.Lanes)
                    totals[lane.Total][t] += lane.Mean * _runner[lane.Scaled][t] / Items * MeanOfEach(lane);
            }

            for (var i = 0; i < phase.Singles.Count; i++)
                AddSingles(_plan.Phases[p].Id, phase.Singles[i], i, calls, totals);
            result.Add((calls, totals));
        }

        return result;
    }

    private static double MeanOfEach(Lane lane) => lane.Spread.Each?.Aggregate(1.0, (mean, factor) => mean * factor.Quantile.Mean) ?? 1;

    /// <summary>This many calls hardly deviate if items do not. Where each call is drawn there is no mean to compare.</summary>
    private void AddSingles(string phase, SingleLane lane, int index, double[] calls, double[][] totals)
    {
        var (input, output, longInput, longOutput) = lane.Source.Totals;
        int[] places = [input, output, longInput, longOutput];
        if (lane.Table is not { } table)
        {
            foreach (var place in places)
                Array.Fill(totals[place], double.NaN);
            if (lane.Source.IsAskedAgain)
                Array.Fill(calls, double.NaN);
            return;
        }

        var (sums, cut) = (PhaseSums.Room(places.Length), new double[BlockEvaluator.BlockSize]);
        // Without calls nothing is computed.
        var asked = _runner[lane.Calls].ToArray();
        asked.AsSpan(_trials).Clear();
        var averages = lane.Averages.Select(register => register is { } known ? _runner.Register(known) : null).ToList();
        new SingleCallDrawer(_plan, table, phase, index, _kernels, isExact: true).Draw(
            asked, new double[WordAddress.TrialsPerGroup], averages, _runDraws, 0, 0, 0, sums, cut);
        for (var t = 0; lane.Source.IsAskedAgain && t < calls.Length; t++)
            calls[t] += cut[t] / Items;
        for (var i = 0; i < places.Length; i++)
        {
            for (var t = 0; t < WordAddress.TrialsPerGroup; t++)
                totals[places[i]][t] += sums[i][t] / Items;
        }
    }
}
