using CostSim.Engine.Planning.Collapse;
using CostSim.Numerics.Simd;

namespace CostSim.Engine.Execution;

/// <summary>Works out the steps of a collapse for a block of trials: registers of one number a trial.</summary>
internal sealed class StepRunner
{
    private readonly double[][] _registers;
    private readonly CountDrawer _counts;
    private readonly float[][] _runDraws;
    private readonly LevelSeeds _seeds;
    private readonly IKernels _kernels;
    private readonly float[] _mixed = new float[BlockEvaluator.BlockSize];
    private readonly float[] _chances = new float[BlockEvaluator.BlockSize];
    private readonly double[] _variance = new double[BlockEvaluator.BlockSize];
    private long _firstTrial;
    private int _length;

    public StepRunner(CollapsePlan collapse, float[][] runDraws, LevelSeeds seeds, IKernels kernels)
    {
        (_runDraws, _seeds, _kernels, _counts) = (runDraws, seeds, kernels, new CountDrawer(seeds, kernels));
        _registers = [.. Enumerable.Range(0, collapse.Registers).Select(_ => new double[BlockEvaluator.BlockSize])];
        foreach (var (register, value) in collapse.Constants)
            Array.Fill(_registers[register], value);
    }

    /// <summary>Where the block begins, and how many trials it has: whole groups.</summary>
    public void Start(long firstTrial, int length) => (_firstTrial, _length) = (firstTrial, length);

    public Span<double> this[int register] => _registers[register].AsSpan(0, _length);

    public void Run(IReadOnlyList<Step> steps)
    {
        for (var i = 0; i < steps.Count; i++)
            Run(steps[i]);
    }

    /// <summary>Standard normal deviates that a mix of streams makes.</summary>
    public ReadOnlySpan<float> Deviates(IReadOnlyList<MixPart> mix, ulong seed)
    {
        if (mix.Count == 1 && mix[0].Weight == 1)
            return _counts.Deviates(seed, mix[0].Stream, _firstTrial, _length);
        var sum = _mixed.AsSpan(0, _length);
        sum.Clear();
        for (var i = 0; i < mix.Count; i++)
        {
            var (stream, weight) = mix[i];
            var deviates = _counts.Deviates(seed, stream, _firstTrial, _length);
            for (var t = 0; t < sum.Length; t++)
                sum[t] += weight * deviates[t];
        }

        return sum;
    }

    private void Run(Step step)
    {
        var result = this[step.Result];
        switch (step)
        {
            case ThinStep thin:
                _counts.Thin(thin, this[thin.Units], Known(thin.Average), Known(thin.Open), Known(thin.Surplus), _runDraws, _firstTrial, result);
                break;
            case SumStep sum:
                Run(sum, result);
                break;
            case TabulatedStep count:
                _counts.Tabulated(count, this[count.Units], this[count.Items], _runDraws, _firstTrial, Known(count.Variance), result);
                break;
            case RoundAlikeStep alike:
                _counts.RoundAlike(alike, this[alike.Units], this[alike.Items], _runDraws, result);
                break;
            case AmountStep amount:
                Run(amount, result);
                break;
            case RatioStep ratio:
                Elementwise.Ratio(this[ratio.Above], Known(ratio.Below), result);
                break;
            case ScatterStep scatter:
                Run(scatter, result);
                break;
            case CountedScatterStep counted:
                Run(counted, result);
                break;
            case ScatterSumStep sum:
                Run(sum, result);
                break;
            case AverageStep average:
                Run(average, result);
                break;
            default:
                throw new ArgumentException($"{step.GetType().Name} is not known", nameof(step));
        }
    }

    private Span<double> Known(int? register) => register is { } known ? this[known] : [];

    private void Run(SumStep sum, Span<double> result)
    {
        result.Clear();
        for (var i = 0; i < sum.Terms.Count; i++)
        {
            var term = sum.Terms[i];
            if (term.Times is { } times)
                Elementwise.AddProduct(this[term.Register], this[times], term.Weight, result);
            else
                Elementwise.AddScaled(this[term.Register], term.Weight, result);
        }
    }

    private void Run(AmountStep amount, Span<double> result)
    {
        var units = this[amount.Units];
        if (amount.Run.Count > 0)
        {
            // In float, as each item's amount is rounded.
            var each = _chances.AsSpan(0, _length);
            each.Fill((float)amount.Mean);
            for (var i = 0; i < amount.Run.Count; i++)
                _kernels.Multiply(each, _runDraws[amount.Run[i]].AsSpan(0, _length));
            for (var t = 0; t < result.Length; t++)
                result[t] = units[t] * Math.Max(1, MathF.Round(each[t]));
            return;
        }

        var average = Known(amount.Average);
        for (var t = 0; t < result.Length; t++)
            result[t] = Math.Max(units[t], Math.Round(units[t] * amount.Mean * (average.IsEmpty ? 1 : average[t])));
    }

    private void Run(ScatterStep scatter, Span<double> result)
    {
        var units = this[scatter.Units];
        var taken = this[scatter.Taken];
        var before = Known(scatter.Before);
        for (var t = 0; t < result.Length; t++)
        {
            var value = 1 / taken[t] + scatter.Unevenness * ((before.IsEmpty ? 0 : before[t]) - 1 / units[t]);
            result[t] = taken[t] > 0 ? Math.Max(0, value) : 0;
        }
    }

    private void Run(CountedScatterStep counted, Span<double> result)
    {
        var variance = this[counted.Variance];
        var number = this[counted.Counted];
        var before = Known(counted.Before);
        for (var t = 0; t < result.Length; t++)
            result[t] = number[t] > 0 ? (before.IsEmpty ? 0 : before[t]) + variance[t] / (number[t] * number[t]) : 0;
    }

    private void Run(ScatterSumStep sum, Span<double> result)
    {
        result.Clear();
        for (var i = 0; i < sum.Terms.Count; i++)
        {
            var term = sum.Terms[i];
            var first = this[term.First];
            var second = this[term.Second];
            var scatter = Known(term.Scatter);
            var less = Known(term.Less);
            for (var t = 0; t < result.Length; t++)
            {
                var value = term.Constant + (scatter.IsEmpty ? 0 : scatter[t]) - (less.IsEmpty || less[t] == 0 ? 0 : 1 / less[t]);
                result[t] += term.Coefficient * first[t] * second[t] * value;
            }
        }

        if (sum.Over is not { } over)
            return;
        var all = this[over];
        for (var t = 0; t < result.Length; t++)
            result[t] = all[t] > 0 ? result[t] / (all[t] * all[t]) : 0;
    }

    private void Run(AverageStep average, Span<double> result)
    {
        var variance = _variance.AsSpan(0, _length);
        if (average.Base is { } before)
            this[before].CopyTo(result);
        else
            result.Fill(1);
        if (average.Variance.Choice is { } choice)
            Choose(choice, average.Variance.Each, variance, result);
        else
            VarianceOf(average.Variance, variance);
        var deviates = Deviates(average.Mix, average.OfItems ? _seeds.Item : _seeds.Call);
        // The average of n has the skewness of one over √n, and the variance of one over n.
        var skewness = average.Variance.Each > 0 ? average.Skewness / (6 * Math.Sqrt(average.Variance.Each)) : 0;
        for (var t = 0; t < result.Length; t++)
        {
            double z = deviates[t];
            var sd = Math.Sqrt(variance[t]);
            var bend = Math.Clamp(skewness * sd, -1.0 / 6, 1.0 / 6);
            result[t] = Math.Max(average.Least, result[t] + sd * (z + bend * (z * z - 1)));
        }
    }

    private void VarianceOf(AverageVariance of, Span<double> variance)
    {
        var now = Known(of.Now);
        var before = Known(of.Before);
        for (var t = 0; t < variance.Length; t++)
            variance[t] = Math.Max(0, of.Each * (of.Constant + (now.IsEmpty ? 0 : now[t]) - (before.IsEmpty ? 0 : before[t])));
    }

    /// <summary>See <see cref="ChoiceByChance"/>: adds what goes with the number taken, and gives the variance of the rest.</summary>
    private void Choose(ChoiceByChance choice, double each, Span<double> variance, Span<double> average)
    {
        var taken = this[choice.Taken];
        var surplus = this[choice.Surplus];
        for (var t = 0; t < variance.Length; t++)
        {
            double chance = (float)choice.Chance.Constant;
            for (var i = 0; i < choice.Chance.RunDraws.Count; i++)
                chance *= _runDraws[choice.Chance.RunDraws[i]][t];
            var (slope, left) = (chance * choice.Covariance, Math.Max(1e-9, 1 - chance * choice.Mean));
            variance[t] = taken[t] > 0 ? Math.Max(0, (each - chance * choice.Squares - slope * slope / left) / taken[t]) : 0;
            average[t] -= taken[t] > 0 ? slope / left * surplus[t] / taken[t] : 0;
        }
    }
}
