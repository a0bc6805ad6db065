using CostSim.Engine.Planning;
using CostSim.Numerics.Random;
using CostSim.Numerics.Simd;

namespace CostSim.Engine.Execution;

/// <summary>Samples the run-level draws of a plan: independent values, correlated ones, and sums of them.</summary>
internal sealed class RunDrawer
{
    private readonly Plan _plan;
    private readonly ulong _seed;
    private readonly IKernels _kernels;
    private readonly int[] _independent;
    private readonly int[] _sums;
    private readonly float[][] _deviates;
    private readonly double[] _sum = new double[BlockEvaluator.BlockSize];

    public RunDrawer(Plan plan, ulong seed, IKernels kernels)
    {
        (_plan, _seed, _kernels) = (plan, seed, kernels);
        _sums = [.. Enumerable.Range(0, plan.RunDraws.Count).Where(draw => plan.RunDraws[draw].SumOf is not null)];
        _independent = [.. Enumerable.Range(0, plan.RunDraws.Count).Except(_sums).Except(plan.Correlated.SelectMany(group => group.Draws))];
        _deviates = BlockEvaluator.Arrays(plan.Correlated.Select(group => group.Draws.Count).DefaultIfEmpty(0).Max());
    }

    /// <summary>Samples a block.</summary>
    /// <param name="firstTrial">The first trial.</param>
    /// <param name="length">Number of trials, whole groups.</param>
    /// <param name="values">One array per run-level draw.</param>
    public void Draw(long firstTrial, int length, float[][] values)
    {
        foreach (var draw in _independent)
            _kernels.Draw(_seed, Address(draw), _plan.RunDraws[draw].Quantile, firstTrial, values[draw].AsSpan(0, length));
        foreach (var group in _plan.Correlated)
            Draw(group, firstTrial, length, values);
        foreach (var draw in _sums)
            DrawSum.AddUp(_plan.RunDraws[draw].SumOf!, values, [], values[draw].AsSpan(0, length));
    }

    private void Draw(CorrelatedDraws group, long firstTrial, int length, float[][] values)
    {
        var sum = _sum.AsSpan(0, length);
        for (var i = 0; i < group.Draws.Count; i++)
        {
            var draw = group.Draws[i];
            _kernels.DrawDeviates(_seed, Address(draw), firstTrial, _deviates[i].AsSpan(0, length));
            sum.Clear();
            for (var j = 0; j <= i; j++)
                Elementwise.AddScaled(_deviates[j].AsSpan(0, length), group.Weights[i][j], sum);
            var drawn = values[draw].AsSpan(0, length);
            for (var t = 0; t < length; t++)
                drawn[t] = (float)sum[t];
            _kernels.ApplyToDeviates(_plan.RunDraws[draw].Quantile, drawn);
        }
    }

    private WordAddress Address(int draw) => new(_plan.RunDraws[draw].Stream, 0, 0);
}
