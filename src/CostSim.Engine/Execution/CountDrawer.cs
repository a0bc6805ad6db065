using System.Numerics;
using CostSim.Engine.Planning;
using CostSim.Engine.Planning.Collapse;
using CostSim.Numerics.Random;
using CostSim.Numerics.Simd;

namespace CostSim.Engine.Execution;

/// <summary>Samples totals of counts over all items of a run, as whole numbers.</summary>
/// <remarks>
/// A total of many events is its mean plus a normal deviation, corrected for skewness (Cornish and Fisher's first term) and rounded. A
/// total of few events is sampled exactly, by inverting the binomial distribution.
/// </remarks>
internal sealed class CountDrawer(LevelSeeds seeds, IKernels kernels)
{
    /// <summary>Below this many expected events (or failures) the exact distribution is sampled.</summary>
    private const double FewEvents = 12;

    /// <summary>1/(k + 1): a multiplication takes a third of the time of a division.</summary>
    private static readonly double[] Reciprocals = [.. Enumerable.Range(1, 256).Select(k => 1.0 / k)];

    private readonly float[] _deviates = new float[BlockEvaluator.BlockSize];
    private readonly float[] _first = new float[BlockEvaluator.BlockSize];
    private readonly float[] _second = new float[BlockEvaluator.BlockSize];
    private readonly float[] _moments = new float[4 * BlockEvaluator.BlockSize];
    private readonly double[] _means = new double[BlockEvaluator.BlockSize];
    private readonly double[] _trials = new double[BlockEvaluator.BlockSize];
    private readonly uint[] _words = new uint[BlockEvaluator.BlockSize];

    /// <summary>Samples how many units a probability selects.</summary>
    /// <param name="step">How.</param>
    /// <param name="units">The number of units.</param>
    /// <param name="average">The average of their items, relative to the mean; empty if all items are alike.</param>
    /// <param name="open">
    /// The probability left over by the choices before; read unless this is the first, and reduced. Empty if this is the only choice.
    /// </param>
    /// <param name="surplus">Receives the number taken beyond the expected number; may be empty.</param>
    /// <param name="runDraws">The run-level draws of the block.</param>
    /// <param name="firstTrial">The block's first trial.</param>
    /// <param name="taken">The units taken; not <paramref name="units"/>.</param>
    public void Thin(
        ThinStep step, ReadOnlySpan<double> units, ReadOnlySpan<double> average, Span<double> open, Span<double> surplus,
        float[][] runDraws, long firstTrial,
        Span<double> taken)
    {
        var length = taken.Length;
        var chances = Chances(step.Chance, runDraws, _first, length);
        var means = _means.AsSpan(0, length);
        var trials = _trials.AsSpan(0, length);
        for (var t = 0; t < length; t++)
            means[t] = chances[t];
        if (!average.IsEmpty)
            Elementwise.Multiply(means, average, means);
        if (!open.IsEmpty)
            TakeOf(open, step.OpensFirst, means);
        // If probabilities differ between units, fewer units with a higher probability have the same mean and variance.
        if (average.IsEmpty)
            units.CopyTo(trials);
        else
            Match(units, chances, step.Unevenness, means, trials);
        Elementwise.Binomial(trials, means, Deviates(seeds.Call, step.Stream, firstTrial, length), taken);
        DrawFew(step.Stream, firstTrial, trials, means, taken);
        if (!average.IsEmpty)
            Elementwise.AtMost(units, taken);
        for (var t = 0; t < surplus.Length; t++)
            surplus[t] = taken[t] - trials[t] * Math.Clamp(means[t], 0, 1);
    }

    /// <summary>Each probability, conditional on none of those before.</summary>
    private static void TakeOf(Span<double> open, bool isFirst, Span<double> chances)
    {
        for (var t = 0; t < chances.Length; t++)
        {
            var (left, chance) = (isFirst ? 1 : open[t], chances[t]);
            open[t] = Math.Max(0, left - chance);
            chances[t] = left > chance ? chance / left : 1;
        }
    }

    private static void Match(
        ReadOnlySpan<double> units, ReadOnlySpan<float> chances, double unevenness, Span<double> means, Span<double> trials)
    {
        for (var t = 0; t < trials.Length; t++)
        {
            var expected = units[t] * Math.Clamp(means[t], 0, 1);
            trials[t] = expected > 0 ? Math.Ceiling(expected / Math.Min(1, chances[t] * unevenness)) : 0;
            means[t] = trials[t] > 0 ? Math.Min(1, expected / trials[t]) : 0;
        }
    }

    /// <summary>Samples the exact distribution where few events, or few failures, are expected.</summary>
    private void DrawFew(uint stream, long firstTrial, ReadOnlySpan<double> trials, ReadOnlySpan<double> chances, Span<double> taken)
    {
        ReadOnlySpan<uint> words = [];
        for (var from = 0; from < trials.Length; from += Vector<double>.Count)
        {
            var (n, p) = (new Vector<double>(trials[from..]), new Vector<double>(chances[from..]));
            if (!Vector.LessThanAny(Vector.MinNative(n * p, n * (Vector<double>.One - p)), new Vector<double>(FewEvents)))
                continue;
            if (words.IsEmpty)
                words = Words(stream, firstTrial, trials.Length);
            for (var t = from; t < from + Vector<double>.Count; t++)
            {
                if (trials[t] * chances[t] < FewEvents)
                    taken[t] = Invert(trials[t], chances[t], Uniform(words[t]));
                else if (trials[t] * (1 - chances[t]) < FewEvents)
                    taken[t] = trials[t] - Invert(trials[t], 1 - chances[t], 1 - Uniform(words[t]));
            }
        }
    }

    /// <summary>The words of a block: if one trial has few events, most have.</summary>
    private ReadOnlySpan<uint> Words(uint stream, long firstTrial, int length)
    {
        var words = _words.AsSpan(0, length);
        kernels.Words(seeds.Call, new WordAddress(stream, 0, 0), firstTrial, words);
        return words;
    }

    /// <summary>Items × round(units of an item × chance).</summary>
    public void RoundAlike(
        RoundAlikeStep step, ReadOnlySpan<double> units, ReadOnlySpan<double> items, float[][] runDraws, Span<double> result)
    {
        if (step.IsCertain)
        {
            for (var t = 0; t < result.Length; t++)
                result[t] = items[t] == 0 ? 0 : items[t] * CountRule.Round(units[t] / items[t], step.Chance.Constant);
            return;
        }

        // In float, as in the item-by-item kernel: both must agree on halves.
        var chances = Chances(step.Chance, runDraws, _first, result.Length);
        for (var t = 0; t < result.Length; t++)
            result[t] = items[t] == 0 ? 0 : items[t] * MathF.Round(chances[t] * (float)(units[t] / items[t]));
    }

    /// <summary>Samples a count from a table of moments.</summary>
    /// <param name="step">How.</param>
    /// <param name="units">The totals of the parent count.</param>
    /// <param name="items">The items that have them.</param>
    /// <param name="runDraws">The run-level draws of the block.</param>
    /// <param name="firstTrial">The block's first trial.</param>
    /// <param name="variance">Receives the variance given the units; may be empty.</param>
    /// <param name="result">The totals drawn; not <paramref name="units"/>.</param>
    public void Tabulated(
        TabulatedStep step, ReadOnlySpan<double> units, ReadOnlySpan<double> items, float[][] runDraws, long firstTrial,
        Span<double> variance, Span<double> result)
    {
        var table = step.Table;
        var moments = _moments.AsSpan(0, 4 * result.Length);
        kernels.Interpolate(table.Grid, Place(table, 0, runDraws, _first.AsSpan(0, result.Length)),
            Place(table, 1, runDraws, _second.AsSpan(0, result.Length)), moments);
        var means = _means.AsSpan(0, result.Length);
        Elementwise.Count(
            moments, items, units, Deviates(step.OfItems ? seeds.Item : seeds.Call, step.Stream, firstTrial, result.Length),
            (step.PerItem.Min, step.PerItem.Max, step.PerUnitMax), means, variance, result);
        if (step.Small.Count == 0)
            return;
        for (var from = 0; from < means.Length; from += Vector<double>.Count)
        {
            if (!Vector.LessThanAny(new Vector<double>(means[from..]), new Vector<double>(FewEvents)))
                continue;
            for (var t = from; t < from + Vector<double>.Count; t++)
            {
                if (means[t] < FewEvents)
                    result[t] = Few(step, units[t], runDraws, firstTrial + t, t);
            }
        }
    }

    /// <summary>Whether all deviates are 0.</summary>
    public bool IsMean { get; set; }

    /// <summary>Standard normal deviates of a stream.</summary>
    public ReadOnlySpan<float> Deviates(ulong seed, uint stream, long firstTrial, int length)
    {
        var deviates = _deviates.AsSpan(0, length);
        DrawDeviates(seed, stream, firstTrial, deviates);
        return deviates;
    }

    /// <summary>The same, only where needed.</summary>
    public void DrawDeviates(ulong seed, uint stream, long firstTrial, Span<float> deviates)
    {
        if (IsMean)
            deviates.Clear();
        else
            kernels.DrawDeviates(seed, new WordAddress(stream, 0, 0), firstTrial, deviates);
    }

    /// <summary>Few repeated calls, none limited by a cap: round by round from the exact distribution.</summary>
    private double Few(TabulatedStep step, double units, float[][] runDraws, long trial, int t)
    {
        var chance = (float)step.SmallChance.Constant;
        foreach (var draw in step.SmallChance.RunDraws)
            chance *= runDraws[draw][t];
        var (left, sum) = (units, 0.0);
        foreach (var stream in step.Small)
        {
            left = Invert(left, Math.Clamp((double)chance, 0, 1), Uniform(new WordAddress(stream, 0, 0).Word(seeds.Call, trial)));
            sum += left;
        }

        return sum;
    }

    /// <summary>A word as a number in (0, 1).</summary>
    private static double Uniform(uint word) => (word + 0.5) / 4294967296.0;

    /// <summary>
    /// The least count whose cumulative binomial probability reaches u, term by term from 0. Multiplications and divisions only, so that
    /// the bits are the same everywhere; n·p is below <see cref="FewEvents"/>, so the first term does not underflow.
    /// </summary>
    private static double Invert(double n, double p, double u)
    {
        if (p <= 0 || n <= 0)
            return 0;
        if (p >= 1)
            return n;
        var term = Power(1 - p, (long)n);
        var cumulative = term;
        var odds = p / (1 - p);
        var k = 0;
        // Rounding may keep the sum below u forever; so far out, the remaining probability is negligible.
        while (cumulative < u && k < n && k < Reciprocals.Length)
        {
            term *= (n - k) * (odds * Reciprocals[k]);
            k++;
            cumulative += term;
        }

        return k;
    }

    private static double Power(double value, long exponent)
    {
        var result = 1.0;
        for (; exponent > 0; exponent >>= 1)
        {
            if ((exponent & 1) != 0)
                result *= value;
            value *= value;
        }

        return result;
    }

    /// <summary>A run-level chance, trial by trial.</summary>
    private ReadOnlySpan<float> Chances(RunChance chance, float[][] runDraws, float[] room, int length)
    {
        Array.Fill(room, (float)chance.Constant);
        foreach (var draw in chance.RunDraws)
            kernels.Multiply(room.AsSpan(0, length), runDraws[draw].AsSpan(0, length));
        return room.AsSpan(0, length);
    }

    /// <summary>Each trial's position on an axis of the table; unused if there is no such axis.</summary>
    private ReadOnlySpan<float> Place(CountTable table, int axis, float[][] runDraws, Span<float> room) =>
        axis < table.Axes.Count ? ProductOfDraws.Of(table.Axes[axis].RunDraws, runDraws, room, kernels) : room;
}
