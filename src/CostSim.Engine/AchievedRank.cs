using CostSim.Engine.Execution;
using CostSim.Engine.Planning;
using CostSim.Numerics.Simd;
using CostSim.Scenarios;

namespace CostSim.Engine;

/// <summary>A requested rank correlation and the one achieved in the trials.</summary>
/// <param name="Asked">The correlation requested by the scenario.</param>
/// <param name="Rank">
/// Spearman's rank correlation of the drawn run parts, with average ranks for ties; null if one of them is held fixed.
/// </param>
/// <param name="Trials">Number of trials it was computed from, the first of the run.</param>
public sealed record AchievedRank(Correlation Asked, double? Rank, int Trials)
{
    /// <summary>Maximum number of trials used: the standard error of a rank correlation is then below 0.002.</summary>
    public const int TrialsMax = 1 << 18;

    /// <summary>Regenerates the run parts of the first trials (random words are addressable) and ranks them.</summary>
    public static IReadOnlyList<AchievedRank> Of(Plan plan, ulong seed, long trials, IKernels kernels)
    {
        if (plan.Correlated.Count == 0)
            return [];
        var count = (int)Math.Min(trials, TrialsMax);
        var drawn = plan.RunDraws.Select(_ => new float[count]).ToArray();
        var drawer = new RunDrawer(plan, seed, kernels);
        var block = BlockEvaluator.Arrays(plan.RunDraws.Count);
        for (var first = 0; first < count; first += BlockEvaluator.BlockSize)
        {
            drawer.Draw(first, BlockEvaluator.BlockSize, block);
            foreach (var draw in plan.Correlated.SelectMany(group => group.Draws))
                block[draw].AsSpan(0, Math.Min(BlockEvaluator.BlockSize, count - first)).CopyTo(drawn[draw].AsSpan(first));
        }

        var ranks = plan.Correlated.SelectMany(group => group.Draws).ToDictionary(draw => draw, draw => Ranks(drawn[draw]));
        return
        [
            .. plan.Correlated.SelectMany(group => group.Pairs.Select(pair =>
                new AchievedRank(pair.Asked, Correlate(ranks[group.Draws[pair.First]], ranks[group.Draws[pair.Second]]), count))),
        ];
    }

    /// <summary>Twice the distance of each value's rank from the middle one; values that agree share the middle of their ranks.</summary>
    private static double[] Ranks(float[] values)
    {
        var sorted = (float[])values.Clone();
        int[] trials = [.. Enumerable.Range(0, values.Length)];
        Array.Sort(sorted, trials);
        var ranks = new double[values.Length];
        for (int from = 0, to; from < sorted.Length; from = to)
        {
            for (to = from + 1; to < sorted.Length && sorted[to] == sorted[from];)
                to++;
            for (var i = from; i < to; i++)
                ranks[trials[i]] = from + to - sorted.Length;
        }

        return ranks;
    }

    private static double? Correlate(double[] a, double[] b)
    {
        double product = 0, squareA = 0, squareB = 0;
        for (var t = 0; t < a.Length; t++)
        {
            product += a[t] * b[t];
            squareA += a[t] * a[t];
            squareB += b[t] * b[t];
        }

        return squareA > 0 && squareB > 0 ? product / Math.Sqrt(squareA * squareB) : null;
    }
}
