using CostSim.Engine.Planning.Collapse;
using CostSim.Numerics.Simd;

namespace CostSim.Engine.Execution;

/// <summary>Executes the steps of a collapse for a block of trials. A register holds one number per trial.</summary>
internal sealed class StepRunner
{
    private static readonly double[] Zeros = new double[BlockEvaluator.BlockSize];
    private static readonly double[] Ones = [.. Enumerable.Repeat(1.0, BlockEvaluator.BlockSize)];

    private readonly double[][] _registers;
    private readonly CountDrawer _counts;
    private readonly float[][] _runDraws;
    private readonly LevelSeeds _seeds;
    private readonly IKernels _kernels;
    private readonly float[] _chances = new float[BlockEvaluator.BlockSize];
    private readonly float[] _deviates = new float[BlockEvaluator.BlockSize];
    private readonly float[] _roots = new float[BlockEvaluator.BlockSize];
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

    /// <summary>Whether all deviates are 0, so that only rounding to whole units differs from the means.</summary>
    public bool IsMean
    {
        get => _counts.IsMean;
        init => _counts.IsMean = value;
    }

    /// <summary>Start of the block, and its number of trials: whole groups.</summary>
    public void Start(long firstTrial, int length) => (_firstTrial, _length) = (firstTrial, length);

    /// <summary>The whole register.</summary>
    public double[] Register(int register) => _registers[register];

    public Span<double> this[int register] => _registers[register].AsSpan(0, _length);

    public void Run(IReadOnlyList<Step> steps)
    {
        for (var i = 0; i < steps.Count; i++)
            Run(steps[i]);
    }

    /// <summary>Standard normal deviates mixed from several streams.</summary>
    public void Deviates(IReadOnlyList<MixPart> mix, ulong seed, Span<float> deviates)
    {
        if (mix.Count == 1 && mix[0].Weight == 1)
        {
            _counts.DrawDeviates(seed, mix[0].Stream, _firstTrial, deviates);
            return;
        }

        deviates.Clear();
        for (var i = 0; i < mix.Count; i++)
            Elementwise.AddScaled(_counts.Deviates(seed, mix[i].Stream, _firstTrial, deviates.Length), mix[i].Weight, deviates);
    }

    private void Run(Step step)
    {
        var result = this[step.Result];
        switch (step)
        {
            case ThinStep thin:
                _counts.Thin(
                    thin, this[thin.Units], Known(thin.Average), Known(thin.Open), Known(thin.Surplus), _runDraws, _firstTrial, result);
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
                Scatters.Taken(OrZeros(scatter.Before), this[scatter.Units], this[scatter.Taken], scatter.Unevenness, result);
                break;
            case CountedScatterStep counted:
                Scatters.Counted(OrZeros(counted.Before), this[counted.Variance], this[counted.Counted], result);
                break;
            case ScatterSumStep sum:
                Run(sum, result);
                break;
            case AverageStep average:
                Run(average, result);
                break;
            default:
                throw new ArgumentException($"{step.GetType().Name} is not a known step", nameof(step));
        }
    }

    private Span<double> Known(int? register) => register is { } known ? this[known] : [];

    private void Run(SumStep sum, Span<double> result)
    {
        for (var i = 0; i < sum.Terms.Count; i++)
        {
            var term = sum.Terms[i];
            if (term.Times is { } times)
                Elementwise.AddProduct(this[term.Register], this[times], term.Weight, result, isNew: i == 0);
            else
                Elementwise.AddScaled(this[term.Register], term.Weight, result, isNew: i == 0);
        }
    }

    private void Run(AmountStep amount, Span<double> result)
    {
        var units = this[amount.Units];
        if (amount.Chance.RunDraws.Count > 0)
        {
            // In float, as for the rounding of each item's amount.
            var each = Chances(amount.Chance);
            for (var t = 0; t < result.Length; t++)
                result[t] = units[t] * Math.Max(1, MathF.Round(each[t]));
            return;
        }

        Scatters.Amount(units, amount.Chance.Constant, amount.Average is { } average ? this[average] : Ones.AsSpan(0, _length), result);
    }

    private void Run(ScatterSumStep sum, Span<double> result)
    {
        result.Clear();
        for (var i = 0; i < sum.Terms.Count; i++)
        {
            var term = sum.Terms[i];
            Scatters.AddPair(
                this[term.First], this[term.Second], term.Coefficient, term.Constant, OrZeros(term.Scatter), Known(term.Less), result);
        }

        if (sum.Over is { } over)
            Scatters.OverSquare(this[over], result);
    }

    private void Run(AverageStep average, Span<double> result)
    {
        ReadOnlySpan<double> before = average.Base is { } register ? this[register] : Ones.AsSpan(0, _length);
        if (IsMean)
        {
            before.CopyTo(result);
            return;
        }

        var of = average.Variance;
        var deviates = _deviates.AsSpan(0, _length);
        Deviates(average.Mix, average.OfItems ? _seeds.Item : _seeds.Call, deviates);
        // The average of n copies has 1/√n of the skewness of one copy, and 1/n of its variance.
        var bend = 0.0;
        if (average.Shape.Fold is { } fold)
            fold.Apply(Roots(of), deviates);
        else
            bend = average.Shape.Skewness / (6 * Math.Sqrt(Math.Max(double.Epsilon, of.Each)));
        if (of.Choice is { } choice)
        {
            var variance = _variance.AsSpan(0, _length);
            before.CopyTo(result);
            Scatters.Choose(choice, of.Each, Chances(choice.Chance), this[choice.Taken], this[choice.Surplus], variance, result);
            Scatters.Deviate(result, (1, 0), variance, Zeros.AsSpan(0, _length), deviates, (bend, average.Least), result);
            return;
        }

        Scatters.Deviate(before, (of.Each, of.Constant), OrZeros(of.Now), OrZeros(of.Before), deviates, (bend, average.Least), result);
    }

    /// <summary>The equivalent of 1/√n at which the table of sums is read.</summary>
    private ReadOnlySpan<float> Roots(AverageVariance of)
    {
        var roots = _roots.AsSpan(0, _length);
        if (of.Choice is { } chosen)
            Scatters.Roots(this[chosen.Taken], roots);
        else
            Scatters.Roots(of.Past, of.Past + of.Constant, OrZeros(of.Before), OrZeros(of.Now), roots);
        return roots;
    }

    /// <summary>A probability common to all items, trial by trial.</summary>
    private ReadOnlySpan<float> Chances(RunChance chance)
    {
        var chances = _chances.AsSpan(0, _length);
        chances.Fill((float)chance.Constant);
        for (var i = 0; i < chance.RunDraws.Count; i++)
            _kernels.Multiply(chances, _runDraws[chance.RunDraws[i]].AsSpan(0, _length));
        return chances;
    }

    private ReadOnlySpan<double> OrZeros(int? register) => register is { } known ? this[known] : Zeros.AsSpan(0, _length);
}
