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

    /// <summary>The measure that counts calls that are cut: its mean is their share.</summary>
    public const int Cut = 4;

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
        var (squares, thirds) = (new double[Measures, Measures], new double[Measures]);
        var ownVariances = new double[_means.Length, Measures];
        var (input, output) = (TermsAt(ofTerms, isOutput: false), TermsAt(ofTerms, isOutput: true));
        for (var item = 0; item < _means.Length; item++)
        {
            AddCalls(input, output, item, squares, thirds);
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

    /// <summary>The terms of the input or of the output, with the one whose own distribution is integrated exactly apart.</summary>
    private TokensAtNodes TermsAt(ReadOnlySpan<double> ofTerms, bool isOutput)
    {
        var (fine, certain) = (isOutput ? _terms.FineOutput : _terms.FineInput, new List<(double Size, double[] Multipliers)>());
        (double Size, double[] Multipliers) own = (0, []);
        for (var t = 0; t < _terms.Terms.Count; t++)
        {
            if (_terms.Terms[t].IsOutput != isOutput)
                continue;
            var term = (_terms.Terms[t].Constant * ofTerms[t], _terms.Multipliers[t]);
            if (t == fine)
                own = term;
            else
                certain.Add(term);
        }

        return new TokensAtNodes([.. certain], own, fine < 0 ? null : _terms.Terms[fine].OwnMoments, _terms.HalfWidths);
    }

    /// <summary>Sets one item's means, and the raw second and third moments of its calls.</summary>
    private void AddCalls(TokensAtNodes inputs, TokensAtNodes outputs, int item, double[,] squares, double[] thirds)
    {
        var (plain, longer, cutShare) = (new KindSums(), new KindSums(), 0.0);
        var weights = _terms.CallWeights;
        for (var call = 0; call < weights.Length; call++)
        {
            var (node, weight) = (item * weights.Length + call, weights[call]);
            inputs.At(node, _source.LongAbove, out var below, out var all);
            outputs.At(node, _source.CutAbove, out var uncut, out _);
            var most = uncut;
            if (_source.IsAskedAgain)
                outputs.At(node, _source.OutputMax, out most, out _);
            var cut = CutOutput(uncut, most);
            PartialMoments billed = new(1, uncut.First + cut.First, uncut.Second + cut.Second, uncut.Third + cut.Third);
            // A call that is asked again has its input twice.
            var times = _source.IsAskedAgain ? 2 : 1;
            plain.Add(weight, below, billed, cut, times);
            longer.Add(weight, all - below, billed, cut, times);
            cutShare += weight * cut.Chance;
        }

        plain.CopyTo(0, _means[item], squares, thirds);
        longer.CopyTo(2, _means[item], squares, thirds);
        _means[item][Cut] = squares[Cut, Cut] = thirds[Cut] = cutShare;
    }

    /// <summary>Probability and moments of the billed output of calls that are cut.</summary>
    /// <param name="uncut">Moments of the output up to where a call is cut.</param>
    /// <param name="most">Those up to the greatest output of a call; the same if cut calls are not asked again.</param>
    private PartialMoments CutOutput(in PartialMoments uncut, in PartialMoments most)
    {
        var (over, cap) = (double.IsFinite(_source.OutputMax) ? Math.Max(0, 1 - most.Chance) : 0, _source.BilledOutputMax);
        var cut = over > 0 ? new PartialMoments(over, over * cap, over * cap * cap, over * cap * cap * cap) : default;
        if (!_source.IsAskedAgain)
            return cut;
        // First all of what is allowed, then the whole answer.
        var answered = most - uncut;
        return cut + new PartialMoments(
            Math.Max(0, answered.Chance), Math.Max(0, answered.First), Math.Max(0, answered.Second), Math.Max(0, answered.Third))
            .Shifted(_source.AskedAgainAbove, 1);
    }

    /// <summary>The tokens of a call at the nodes of the draws: certain ones, and a multiple of one that is integrated exactly.</summary>
    private sealed class TokensAtNodes(
        (double Size, double[] Multipliers)[] certain, (double Size, double[] Multipliers) own, TruncatedMoments? law, double[] halfWidths)
    {
        /// <summary>Moments of the tokens at a node: up to the threshold, and in total.</summary>
        public void At(int node, double threshold, out PartialMoments below, out PartialMoments all)
        {
            var sum = 0.0;
            foreach (var (size, multipliers) in certain)
                sum += size * multipliers[node];
            var scale = law is null ? 0 : own.Size * own.Multipliers[node];
            if (scale <= 0)
            {
                var half = sum * halfWidths[node];
                all = PartialMoments.Uniform(sum - half, sum + half, double.PositiveInfinity);
                below = PartialMoments.Uniform(sum - half, sum + half, threshold);
                return;
            }

            all = law!.All.Shifted(sum, scale);
            below = double.IsInfinity(threshold) ? all : law.Below((threshold - sum) / scale).Shifted(sum, scale);
        }
    }

    /// <summary>
    /// Sums over the calls that are long, or over those that are not. Input and output are independent given the draws they share.
    /// </summary>
    private struct KindSums
    {
        private double _input;
        private double _output;
        private double _inputSquare;
        private double _both;
        private double _outputSquare;
        private double _inputOfCut;
        private double _outputOfCut;
        private double _inputThird;
        private double _outputThird;

        /// <param name="weight">The weight of the node.</param>
        /// <param name="input">The input of calls of this kind.</param>
        /// <param name="billed">The billed output.</param>
        /// <param name="cut">That of calls that are cut.</param>
        /// <param name="times">How often a cut call has its input.</param>
        public void Add(double weight, in PartialMoments input, in PartialMoments billed, in PartialMoments cut, int times)
        {
            var (p, first) = (input.Chance, input.First);
            _input += weight * first * (1 + cut.Chance * (times - 1));
            _output += weight * p * billed.First;
            _inputSquare += weight * input.Second * (1 + cut.Chance * (times * times - 1));
            _both += weight * first * (billed.First + (times - 1) * cut.First);
            _outputSquare += weight * p * billed.Second;
            _inputOfCut += weight * first * times * cut.Chance;
            _outputOfCut += weight * p * cut.First;
            _inputThird += weight * input.Third * (1 + cut.Chance * (times * times * times - 1));
            _outputThird += weight * p * billed.Third;
        }

        /// <summary>Copies them to their measures.</summary>
        /// <param name="at">The measure of this kind's input; that of its output follows.</param>
        public readonly void CopyTo(int at, double[] means, double[,] squares, double[] thirds)
        {
            (means[at], means[at + 1]) = (_input, _output);
            (squares[at, at], squares[at + 1, at], squares[at + 1, at + 1]) = (_inputSquare, _both, _outputSquare);
            (squares[Cut, at], squares[Cut, at + 1]) = (_inputOfCut, _outputOfCut);
            (thirds[at], thirds[at + 1]) = (_inputThird, _outputThird);
        }
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
