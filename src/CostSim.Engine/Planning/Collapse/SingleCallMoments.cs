using CostSim.Numerics.Tables;

namespace CostSim.Engine.Planning.Collapse;

/// <summary>
/// Computes moments of the five measures of one call at given run-level products: input and output if the call is not long, input and
/// output if it is, and whether it is cut. Where a cut call is asked again, both calls count together.
/// </summary>
internal sealed class SingleCallMoments
{
    /// <summary>Number of measures.</summary>
    public const int Measures = 5;

    private readonly SingleSource _source;
    private readonly SingleCallTerms _terms;

    /// <summary>Deviations of the shared item-level products at each item node, relative to their means.</summary>
    private readonly double[][] _shared;
    private readonly double[][] _means;

    /// <param name="source">The calls.</param>
    /// <param name="terms">Their tokens.</param>
    /// <param name="shared">Item-level products, as lists of item draws, whose averages get slopes.</param>
    public SingleCallMoments(SingleSource source, SingleCallTerms terms, IReadOnlyList<IReadOnlyList<int>> shared)
    {
        (_source, _terms) = (source, terms);
        _shared = [.. shared.Select(draws => Relative(terms.OfItems(draws)))];
        _means = [.. terms.ItemWeights.Select(_ => new double[Measures])];
        double[] Relative(double[] values)
        {
            var mean = values.Zip(terms.ItemWeights, (value, weight) => value * weight).Sum();
            return [.. values.Select(value => mean > 0 ? value / mean - 1 : 0)];
        }
    }

    /// <summary>Number of nodes of the draws of an item and a call.</summary>
    public int Nodes => _terms.ItemWeights.Length * _terms.CallWeights.Length;

    /// <summary>The moments.</summary>
    /// <param name="ofTerms">The run-level product of each term.</param>
    public MomentsOfCall At(ReadOnlySpan<double> ofTerms)
    {
        var result = new MomentsOfCall(_shared.Length);
        var squares = new double[Measures, Measures];
        var thirds = new double[Measures];
        var ownVariances = new double[_means.Length, Measures];
        for (var item = 0; item < _means.Length; item++)
        {
            Array.Clear(squares);
            Array.Clear(thirds);
            AddCalls(ofTerms, item, squares, thirds);
            var (mean, weight) = (_means[item], _terms.ItemWeights[item]);
            for (var a = 0; a < Measures; a++)
            {
                result.Mean[a] += weight * mean[a];
                for (var b = 0; b <= a; b++)
                    result.Within[a, b] += weight * (squares[a, b] - mean[a] * mean[b]);
                ownVariances[item, a] = squares[a, a] - mean[a] * mean[a];
                result.ThirdWithin[a] += weight * (thirds[a] - 3 * mean[a] * squares[a, a] + 2 * mean[a] * mean[a] * mean[a]);
            }
        }

        Regress(result);
        AddBetween(result, ownVariances);
        return result;
    }

    /// <summary>Adds one item's calls: means to the item, raw second and third moments to the sums.</summary>
    private void AddCalls(ReadOnlySpan<double> ofTerms, int item, double[,] squares, double[] thirds)
    {
        var mean = _means[item];
        Array.Clear(mean);
        Span<double> below = stackalloc double[TruncatedMoments.Count], all = stackalloc double[TruncatedMoments.Count];
        Span<double> uncut = stackalloc double[TruncatedMoments.Count], most = stackalloc double[TruncatedMoments.Count];
        Span<double> none = stackalloc double[TruncatedMoments.Count];
        for (var call = 0; call < _terms.CallWeights.Length; call++)
        {
            var node = item * _terms.CallWeights.Length + call;
            var weight = _terms.CallWeights[call];
            Sum(ofTerms, node, isOutput: false, _source.LongAbove, below, all);
            Sum(ofTerms, node, isOutput: true, _source.CutAbove, uncut, none);
            uncut.CopyTo(most);
            if (_source.IsAskedAgain)
                Sum(ofTerms, node, isOutput: true, _source.OutputMax, most, none);
            AddCall(weight, below, all, uncut, CutOutput(uncut, most), mean, squares, thirds);
        }
    }

    /// <summary>Probability and moments of the billed output of calls that are cut.</summary>
    /// <param name="uncut">Moments of the output up to where a call is cut.</param>
    /// <param name="most">Those up to the greatest output of a call; the same if cut calls are not asked again.</param>
    private BilledMoments CutOutput(ReadOnlySpan<double> uncut, ReadOnlySpan<double> most)
    {
        var (over, cap) = (double.IsFinite(_source.OutputMax) ? Math.Max(0, 1 - most[0]) : 0, _source.BilledOutputMax);
        var cut = over > 0 ? new BilledMoments(over, over * cap, over * cap * cap, over * cap * cap * cap) : default;
        if (!_source.IsAskedAgain)
            return cut;
        // First all of what is allowed, then the whole answer.
        Span<double> answered = stackalloc double[TruncatedMoments.Count];
        for (var k = 0; k < answered.Length; k++)
            answered[k] = Math.Max(0, most[k] - uncut[k]);
        Shifted(answered, _source.AskedAgainAbove, 1, answered);
        return new BilledMoments(
            cut.Chance + answered[0], cut.First + answered[1], cut.Second + answered[2], cut.Third + answered[3]);
    }

    private readonly record struct BilledMoments(double Chance, double First, double Second, double Third);

    /// <summary>Input and output are independent here, given the draws they share.</summary>
    private void AddCall(
        double weight, ReadOnlySpan<double> shortInput, ReadOnlySpan<double> allInput, ReadOnlySpan<double> uncut, BilledMoments cut,
        double[] mean, double[,] squares, double[] thirds)
    {
        BilledMoments billed = new(1, uncut[1] + cut.First, uncut[2] + cut.Second, uncut[3] + cut.Third);
        // A call that is asked again has its input twice.
        var times = _source.IsAskedAgain ? 2 : 1;
        var (once, twice, thrice) = (
            1 + cut.Chance * (times - 1), 1 + cut.Chance * (times * times - 1), 1 + cut.Chance * (times * times * times - 1));
        var inputOutput = billed.First + (times - 1) * cut.First;
        for (var kind = 0; kind < 2; kind++)
        {
            var (p, first, second, third) = kind == 0
                ? (shortInput[0], shortInput[1], shortInput[2], shortInput[3])
                : (allInput[0] - shortInput[0], allInput[1] - shortInput[1], allInput[2] - shortInput[2], allInput[3] - shortInput[3]);
            var (input, output) = (2 * kind, 2 * kind + 1);
            mean[input] += weight * first * once;
            mean[output] += weight * p * billed.First;
            squares[input, input] += weight * second * twice;
            squares[output, input] += weight * first * inputOutput;
            squares[output, output] += weight * p * billed.Second;
            squares[4, input] += weight * first * times * cut.Chance;
            squares[4, output] += weight * p * cut.First;
            thirds[input] += weight * third * thrice;
            thirds[output] += weight * p * billed.Third;
        }

        mean[4] += weight * cut.Chance;
        squares[4, 4] += weight * cut.Chance;
        thirds[4] += weight * cut.Chance;
    }

    /// <summary>Moments of the tokens of a call at a node: up to the threshold, and in total.</summary>
    private void Sum(ReadOnlySpan<double> ofTerms, int node, bool isOutput, double threshold, Span<double> below, Span<double> all)
    {
        var fine = isOutput ? _terms.FineOutput : _terms.FineInput;
        var (certain, scale) = (0.0, 0.0);
        for (var t = 0; t < _terms.Terms.Count; t++)
        {
            if (_terms.Terms[t].IsOutput != isOutput)
                continue;
            var value = _terms.Terms[t].Constant * ofTerms[t] * _terms.Multipliers[t][node];
            if (t == fine)
                scale = value;
            else
                certain += value;
        }

        if (scale <= 0)
        {
            var half = certain * _terms.HalfWidths[node];
            TruncatedMoments.Uniform(certain - half, certain + half, double.PositiveInfinity, all);
            TruncatedMoments.Uniform(certain - half, certain + half, threshold, below);
            return;
        }

        var law = _terms.Terms[fine].OwnMoments!;
        Shifted(law.All, certain, scale, all);
        if (double.IsInfinity(threshold))
        {
            all.CopyTo(below);
            return;
        }

        Span<double> own = stackalloc double[TruncatedMoments.Count];
        law.Below((threshold - certain) / scale, own);
        Shifted(own, certain, scale, below);
    }

    /// <summary>The moments of certain + scale × X.</summary>
    private static void Shifted(ReadOnlySpan<double> m, double c, double s, Span<double> to)
    {
        var (m1, m2, m3) = (s * m[1], s * s * m[2], s * s * s * m[3]);
        (to[0], to[1], to[2], to[3]) = (m[0], c * m[0] + m1, c * c * m[0] + 2 * c * m1 + m2,
            c * c * c * m[0] + 3 * c * c * m1 + 3 * c * m2 + m3);
    }

    /// <summary>
    /// Slopes of the means of the items on the shared products, by the normal equations; a product that duplicates another has none.
    /// </summary>
    private void Regress(MomentsOfCall result)
    {
        var count = _shared.Length;
        var normal = new double[count, count + Measures];
        for (var i = 0; i < count; i++)
        {
            for (var j = 0; j < count; j++)
                normal[i, j] = Expect(item => _shared[i][item] * _shared[j][item]);
            for (var a = 0; a < Measures; a++)
                normal[i, count + a] = Expect(item => _shared[i][item] * _means[item][a]);
        }

        var scales = Enumerable.Range(0, count).Select(i => normal[i, i]).ToArray();
        for (var pivot = 0; pivot < count; pivot++)
        {
            if (normal[pivot, pivot] <= 1e-9 * scales[pivot] || scales[pivot] == 0)
                continue;
            for (var row = 0; row < count; row++)
            {
                if (row == pivot)
                    continue;
                var factor = normal[row, pivot] / normal[pivot, pivot];
                for (var column = 0; column < count + Measures; column++)
                    normal[row, column] -= factor * normal[pivot, column];
            }
        }

        for (var i = 0; i < count; i++)
        {
            for (var a = 0; a < Measures; a++)
                result.Slopes[i, a] = normal[i, i] > 1e-9 * scales[i] && scales[i] > 0 ? normal[i, count + a] / normal[i, i] : 0;
        }
    }

    private double Expect(Func<int, double> of)
    {
        var sum = 0.0;
        for (var item = 0; item < _terms.ItemWeights.Length; item++)
            sum += _terms.ItemWeights[item] * of(item);
        return sum;
    }

    private void AddBetween(MomentsOfCall result, double[,] ownVariances)
    {
        Span<double> left = stackalloc double[Measures];
        for (var item = 0; item < _means.Length; item++)
        {
            var weight = _terms.ItemWeights[item];
            for (var a = 0; a < Measures; a++)
            {
                left[a] = _means[item][a] - result.Mean[a];
                for (var i = 0; i < _shared.Length; i++)
                    left[a] -= result.Slopes[i, a] * _shared[i][item];
            }

            for (var a = 0; a < Measures; a++)
            {
                for (var b = 0; b <= a; b++)
                    result.Between[a, b] += weight * left[a] * left[b];
                result.ThirdMixed[a] += 3 * weight * left[a] * ownVariances[item, a];
                result.ThirdBetween[a] += weight * left[a] * left[a] * left[a];
            }
        }
    }
}

/// <summary>
/// Moments of one call's measures. A sum over items with u calls each has covariance Σu·Within + Σu²·Between, and third cumulants
/// Σu·ThirdWithin + Σu²·ThirdMixed + Σu³·ThirdBetween.
/// </summary>
internal sealed class MomentsOfCall(int shared)
{
    private const int Measures = SingleCallMoments.Measures;

    /// <summary>Number of shared products.</summary>
    public int Shared => shared;

    public double[] Mean { get; } = new double[Measures];

    /// <summary>For each shared product and measure, the slope of the mean on the product's average relative to its mean.</summary>
    public double[,] Slopes { get; } = new double[shared, Measures];

    /// <summary>Covariances within an item, of each measure with the ones before it.</summary>
    public double[,] Within { get; } = new double[Measures, Measures];

    /// <summary>Residual covariances between items, beyond the slopes.</summary>
    public double[,] Between { get; } = new double[Measures, Measures];

    public double[] ThirdWithin { get; } = new double[Measures];

    public double[] ThirdMixed { get; } = new double[Measures];

    public double[] ThirdBetween { get; } = new double[Measures];

    /// <summary>Adds a multiple of other moments.</summary>
    public void Add(MomentsOfCall other, double factor)
    {
        for (var a = 0; a < Measures; a++)
        {
            Mean[a] += factor * other.Mean[a];
            ThirdWithin[a] += factor * other.ThirdWithin[a];
            ThirdMixed[a] += factor * other.ThirdMixed[a];
            ThirdBetween[a] += factor * other.ThirdBetween[a];
            for (var slope = 0; slope < Shared; slope++)
                Slopes[slope, a] += factor * other.Slopes[slope, a];
            for (var b = 0; b <= a; b++)
            {
                Within[a, b] += factor * other.Within[a, b];
                Between[a, b] += factor * other.Between[a, b];
            }
        }
    }
}
