using System.Numerics;
using CostSim.Engine.Planning;
using CostSim.Engine.Planning.Collapse;
using CostSim.Numerics.Random;
using CostSim.Numerics.Simd;

namespace CostSim.Engine.Execution;

/// <summary>Draws the totals of counts over all items of a run, as whole numbers.</summary>
/// <remarks>
/// A total of many events is its mean plus a normal deviation, with the skewness of the law (Cornish and Fisher's first term), rounded. One of few events
/// is drawn exactly, by inverting the binomial law.
/// </remarks>
internal sealed class CountDrawer(ulong seed, IKernels kernels, double items)
{
    /// <summary>Below so many expected events (or so many expected failures) the exact law is drawn.</summary>
    private const double FewEvents = 12;

    /// <summary>1/(k + 1): a multiplication takes a third of the time of a division.</summary>
    private static readonly double[] Reciprocals = [.. Enumerable.Range(1, 256).Select(k => 1.0 / k)];

    private readonly float[] _deviations = new float[BlockEvaluator.BlockSize];
    private readonly float[] _first = new float[BlockEvaluator.BlockSize];
    private readonly float[] _second = new float[BlockEvaluator.BlockSize];
    private readonly float[] _moments = new float[4 * BlockEvaluator.BlockSize];
    private readonly double[] _round = new double[BlockEvaluator.BlockSize];

    /// <summary>Standard normal deviations of a stream.</summary>
    public ReadOnlySpan<float> Deviations(uint stream, long firstTrial, int length)
    {
        var deviations = _deviations.AsSpan(0, length);
        kernels.DrawDeviates(seed, new WordAddress(stream, 0, 0), firstTrial, deviations);
        return deviations;
    }

    /// <summary>Draws a count.</summary>
    /// <param name="count">How.</param>
    /// <param name="parents">The totals it is taken from.</param>
    /// <param name="runDraws">The run-level draws of the block.</param>
    /// <param name="firstTrial">The block's first trial.</param>
    /// <param name="result">The totals drawn; not <paramref name="parents"/>.</param>
    public void Draw(CountTotal count, ReadOnlySpan<double> parents, float[][] runDraws, long firstTrial, Span<double> result)
    {
        switch (count)
        {
            case RoundedAlike { Chance: { IsConstant: true, Constant: var share } }:
                for (var t = 0; t < result.Length; t++)
                    result[t] = items * CountRule.Round(parents[t] / items, share);
                break;
            case RoundedAlike alike:
                // In float, as the kernel rounds item by item: a half must be a half for both.
                Chances(alike.Chance, runDraws, _first);
                for (var t = 0; t < result.Length; t++)
                    result[t] = items * MathF.Round(_first[t] * (float)(parents[t] / items));
                break;
            case BinomialTotal binomial:
                DrawBinomial(binomial, parents, runDraws, firstTrial, result);
                break;
            case TabulatedTotal tabulated:
                DrawTabulated(tabulated, parents, runDraws, firstTrial, result);
                break;
            default:
                throw new ArgumentException($"{count.GetType().Name} is not known", nameof(count));
        }
    }

    private void DrawBinomial(BinomialTotal binomial, ReadOnlySpan<double> parents, float[][] runDraws, long firstTrial, Span<double> result)
    {
        Chances(binomial.Chance, runDraws, _first);
        var round = _round.AsSpan(0, result.Length);
        parents.CopyTo(round);
        result.Clear();
        foreach (var stream in binomial.Streams)
        {
            DrawBinomial(_first, stream, round, firstTrial, round);
            Elementwise.AddScaled(round, 1, result);
        }
    }

    /// <summary>Draws a binomial total of each trial's own chance.</summary>
    /// <param name="chances">The chance of each trial.</param>
    /// <param name="stream">The stream.</param>
    /// <param name="parents">The totals it is taken from.</param>
    /// <param name="firstTrial">The block's first trial.</param>
    /// <param name="result">The totals drawn; may be <paramref name="parents"/>.</param>
    public void DrawBinomial(ReadOnlySpan<float> chances, uint stream, ReadOnlySpan<double> parents, long firstTrial, Span<double> result)
    {
        var deviations = Deviations(stream, firstTrial, result.Length);
        for (var t = 0; t < result.Length; t++)
            result[t] = Binomial(parents[t], chances[t], deviations[t], stream, firstTrial + t);
    }

    private void DrawTabulated(TabulatedTotal tabulated, ReadOnlySpan<double> parents, float[][] runDraws, long firstTrial, Span<double> result)
    {
        var table = tabulated.Table;
        var moments = _moments.AsSpan(0, 4 * result.Length);
        kernels.Interpolate(table.Grid, Place(table, 0, runDraws, _first.AsSpan(0, result.Length)), Place(table, 1, runDraws, _second.AsSpan(0, result.Length)), moments);
        var means = _round.AsSpan(0, result.Length);
        Elementwise.Count(
            moments, items, parents, Deviations(tabulated.Stream, firstTrial, result.Length),
            (items * tabulated.PerItem.Min, items * tabulated.PerItem.Max, tabulated.PerUnitMax), means, result);
        if (tabulated.Small is not { } small)
            return;
        for (var from = 0; from < means.Length; from += Vector<double>.Count)
        {
            if (!Vector.LessThanAny(new Vector<double>(means[from..]), new Vector<double>(FewEvents)))
                continue;
            for (var t = from; t < from + Vector<double>.Count; t++)
            {
                if (means[t] < FewEvents)
                    result[t] = Few(small, parents[t], runDraws, firstTrial + t, t);
            }
        }
    }

    /// <summary>Few repeated calls, none of which meets a cap: round after round by the exact law.</summary>
    private double Few(BinomialTotal small, double parent, float[][] runDraws, long trial, int t)
    {
        var chance = (float)small.Chance.Constant;
        foreach (var draw in small.Chance.RunDraws)
            chance *= runDraws[draw][t];
        var (left, sum) = (parent, 0.0);
        foreach (var stream in small.Streams)
        {
            left = Invert(left, Math.Clamp((double)chance, 0, 1), Uniform(stream, trial));
            sum += left;
        }

        return sum;
    }

    private double Binomial(double n, double chance, double z, uint stream, long trial)
    {
        var p = Math.Clamp(chance, 0, 1);
        if (n * p < FewEvents)
            return Invert(n, p, Uniform(stream, trial));
        if (n * (1 - p) < FewEvents)
            return n - Invert(n, 1 - p, 1 - Uniform(stream, trial));
        var value = Math.Round(n * p + Math.Sqrt(n * p * (1 - p)) * z + (1 - 2 * p) / 6 * (z * z - 1));
        return Math.Clamp(value, 0, n);
    }

    /// <summary>The word of a trial as a number in (0, 1).</summary>
    private double Uniform(uint stream, long trial) => (new WordAddress(stream, 0, 0).Word(seed, trial) + 0.5) / 4294967296.0;

    /// <summary>
    /// The least count whose cumulative binomial probability reaches u, term by term from 0. Multiplications and divisions only, so that the bits are the same
    /// everywhere; n·p is below <see cref="FewEvents"/>, so the first term does not underflow.
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
        // Rounding may keep the sum below u for ever: so far out no law of few events has anything left.
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
    public void Chances(Factor chance, float[][] runDraws, float[] result)
    {
        Array.Fill(result, (float)chance.Constant);
        foreach (var draw in chance.RunDraws)
            kernels.Multiply(result, runDraws[draw]);
    }

    /// <summary>Each trial's place on an axis of the table; anything where it has no such axis.</summary>
    private ReadOnlySpan<float> Place(CountTable table, int axis, float[][] runDraws, Span<float> room) =>
        axis < table.Axes.Count ? ProductOfDraws.Of(table.Axes[axis].RunDraws, runDraws, room, kernels) : room;
}
