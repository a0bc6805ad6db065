using System.Globalization;
using CostSim.Numerics.Tables;

namespace CostSim.Engine.Planning.Expected;

/// <summary>Mean tokens of a call whose output is cut at a limit, or whose price depends on its input.</summary>
/// <remarks>
/// Draws that occur in several products are enumerated; given them, the products are independent. One factor of a sum keeps its full
/// distribution, the others are reduced to a few values with the same first three moments.
/// </remarks>
internal sealed class SingleCallMean
{
    private const int NodesOfShared = 32;
    private const int NodesOfMany = 12;
    private const int NodesOfRest = 40;

    private readonly SingleSource _source;
    private readonly Dictionary<long, QuantileFunction> _quantiles = [];
    private readonly List<(long Variable, WeightedValues Values)> _shared = [];
    private readonly TokenProduct[] _input;
    private readonly TokenProduct[] _output;

    /// <param name="source">The calls.</param>
    /// <param name="plan">The plan.</param>
    /// <param name="deciding">The item-level draws with values in a point.</param>
    /// <param name="laws">Laws.</param>
    public SingleCallMean(SingleSource source, Plan plan, IReadOnlyList<int> deciding, LawBook laws)
    {
        _source = source;
        var input = source.Input.Select(product => Variables(product, plan, deciding)).ToList();
        var output = source.Output.Select(product => Variables(product, plan, deciding)).ToList();
        // If neither price nor number of calls depends on the other, input is an ordinary sum.
        var together = double.IsFinite(source.LongAbove) || source.IsAskedAgain ? input.Concat(output) : output;
        HashSet<long> shared = [.. together.SelectMany(variables => variables.Distinct()).GroupBy(variable => variable).Where(
            same => same.Count() > 1).Select(same => same.Key)];
        shared.UnionWith(
            together.SelectMany(variables => variables.GroupBy(variable => variable)).Where(same => same.Count() > 1).Select(
                same => same.Key));
        foreach (var variable in shared.Order())
            _shared.Add((variable, laws.Values(_quantiles[variable]).Thinned(shared.Count == 1 ? NodesOfShared : NodesOfMany)));
        _input = [.. source.Input.Select((product, i) => Product(product, input[i]))];
        _output = [.. source.Output.Select((product, i) => Product(product, output[i]))];

        TokenProduct Product(ProductPlan product, List<long> variables)
        {
            var own = variables.Where(variable => !shared.Contains(variable)).GroupBy(variable => variable)
                .Select(same => (Quantile: _quantiles[same.Key], Power: same.Count())).ToList();
            int[] common = [.. variables.Where(shared.Contains).Select(variable => _shared.FindIndex(each => each.Variable == variable))];
            return new TokenProduct(
                product, [.. plan.ItemProducts[product.ItemProduct].Where(deciding.Contains)], common, own, laws, NodesOfRest);
        }
    }

    /// <summary>Whether the mean depends on item-level values of a point.</summary>
    public bool IsByItem => _input.Concat(_output).Any(product => product.IsByItem);

    /// <summary>
    /// The key of sources with equal means: everything except the streams, of which only equality matters.
    /// </summary>
    public static string Likeness(SingleSource source, Func<QuantileFunction, int> number)
    {
        var streams = source.Input.Concat(source.Output).SelectMany(product => product.Calls).Select(call => call.Stream).Distinct()
            .ToList();
        return FormattableString.Invariant($"{source.OutputMax:R}>{source.AskedAgainAbove:R}>{source.LongAbove:R}:{Products(source.Input)}:{Products(source.Output)}");

        string Products(IReadOnlyList<ProductPlan> products) => string.Join('+', products.Select(product => string.Create(
            CultureInfo.InvariantCulture,
            $"{product.Constant:R}*{string.Join('*', product.RunDraws)}*{product.ItemProduct}*{Calls(product)}")));

        string Calls(ProductPlan product) =>
            string.Join('*', product.Calls.Select(call => $"{streams.IndexOf(call.Stream)}/{number(call.Quantile)}"));
    }

    /// <summary>Means of a call's input and output if it is not long, and if it is, and how often it is asked again.</summary>
    /// <param name="point">The values drawn.</param>
    /// <param name="steps">Counts the values enumerated.</param>
    public MeansOfCall At(ItemPoint point, StepCount steps)
    {
        foreach (var product in _input.Concat(_output))
            product.Stand(point);
        var sum = default(MeansOfCall);
        Visit(0, 1, new double[_shared.Count]);
        return sum;

        void Visit(int place, double weight, double[] values)
        {
            if (place < values.Length)
            {
                var law = _shared[place].Values;
                for (var i = 0; i < law.Values.Length; i++)
                {
                    values[place] = law.Values[i];
                    Visit(place + 1, weight * law.Weights[i], values);
                }

                return;
            }

            var input = TokenSum.Of(_input, values);
            var (longChance, longInput) = double.IsFinite(_source.LongAbove) ? input.Above(_source.LongAbove, steps) : (0, 0);
            var output = TokenSum.Of(_output, values);
            var billed = output.Mean;
            if (double.IsFinite(_source.OutputMax))
            {
                var (cutChance, cutMean) = output.Above(_source.OutputMax, steps);
                billed -= cutMean - _source.OutputMax * cutChance;
            }

            var again = _source.IsAskedAgain ? output.Above(_source.AskedAgainAbove, steps).Chance : 0;
            billed += _source.IsAskedAgain ? again * _source.AskedAgainAbove : 0;
            sum = new MeansOfCall(
                sum.Input + weight * (input.Mean - longInput) * (1 + again), sum.Output + weight * billed * (1 - longChance),
                sum.LongInput + weight * longInput * (1 + again), sum.LongOutput + weight * billed * longChance,
                sum.AskedAgain + weight * again);
        }
    }

    /// <summary>
    /// Ids of a product's draws other than the point's values: item-level draws unchanged, streams of calls as negative numbers.
    /// </summary>
    private List<long> Variables(ProductPlan product, Plan plan, IReadOnlyList<int> deciding)
    {
        var variables = new List<long>();
        foreach (var draw in plan.ItemProducts[product.ItemProduct].Where(draw => !deciding.Contains(draw)))
            Add(draw, plan.ItemDraws[draw].Quantile);
        foreach (var call in product.Calls)
            Add(-1L - call.Stream, call.Quantile);
        return variables;

        void Add(long variable, QuantileFunction quantile)
        {
            variables.Add(variable);
            _quantiles[variable] = quantile;
        }
    }
}

/// <summary>Mean tokens of a call, with those of its repetition.</summary>
/// <param name="Input">Input if it is not long.</param>
/// <param name="Output">Output if it is not long.</param>
/// <param name="LongInput">Input if it is long.</param>
/// <param name="LongOutput">Output if it is long.</param>
/// <param name="AskedAgain">The probability of a repetition.</param>
internal readonly record struct MeansOfCall(double Input, double Output, double LongInput, double LongOutput, double AskedAgain);

/// <summary>One product in the sum of a call's tokens.</summary>
internal sealed class TokenProduct
{
    private readonly ProductPlan _plan;
    private readonly int[] _deciding;
    private readonly int[] _shared;

    /// <param name="plan">The product.</param>
    /// <param name="deciding">Its item-level draws with values in a point.</param>
    /// <param name="shared">Indices of the draws shared with other products, repeated as often as they occur.</param>
    /// <param name="own">Its exclusive draws, each with its power.</param>
    /// <param name="laws">Laws.</param>
    /// <param name="nodes">Number of values of a reduced distribution.</param>
    public TokenProduct(
        ProductPlan plan, int[] deciding, int[] shared, IReadOnlyList<(QuantileFunction Quantile, int Power)> own, LawBook laws, int nodes)
    {
        (_plan, _deciding, _shared) = (plan, deciding, shared);
        var mean = own.Aggregate(1.0, (product, each) => product * laws.Moment(each.Quantile, each.Power));
        Mean = mean;
        if (own.Any(each => each.Power > 1))
            return; // only if nothing is cut: otherwise such a draw is shared
        if (own.Count == 0)
            return;
        // The most uncertain continuous factor keeps its full distribution.
        var ordered = own.Select(each => each.Quantile).OrderByDescending(
            law => law is FixedQuantile or StepQuantile ? -1 : RelativeVariance(law)).ToList();
        Whole = laws.Tail(ordered[0]);
        Rest = WeightedValues.Product([.. ordered.Skip(1).Select(law => laws.Values(law).Thinned(2 * nodes))], nodes);
        Thinned = WeightedValues.Product([laws.Values(ordered[0]).Thinned(2 * nodes), Rest], nodes);
    }

    /// <summary>Its multiplier at the current point.</summary>
    public double Scale { get; private set; }

    /// <summary>The mean of its draws.</summary>
    public double Mean { get; }

    /// <summary>The distribution of one of its factors; null if nothing is drawn.</summary>
    public TailTable? Whole { get; }

    /// <summary>The distribution of the other factors.</summary>
    public WeightedValues? Rest { get; }

    /// <summary>The distribution of all its draws, as a few values.</summary>
    public WeightedValues? Thinned { get; }

    public bool IsByItem => _deciding.Length > 0;

    public double Spread => Thinned is null ? 0 : Math.Sqrt(Thinned.Variance);

    public void Stand(ItemPoint point) =>
        Scale = _deciding.Aggregate(_plan.Constant * point.OfRun(_plan.RunDraws), (product, draw) => product * point.Items[draw]);

    public double ScaleAt(double[] shared) => _shared.Aggregate(Scale, (product, place) => product * shared[place]);

    private static double RelativeVariance(QuantileFunction law) => law.Variance / Math.Max(law.Mean * law.Mean, double.Epsilon);
}

/// <summary>A sum of independent products, each with a scale.</summary>
internal sealed class TokenSum
{
    private readonly List<(TokenProduct Product, double Scale)> _drawn;
    private readonly double _certain;

    private TokenSum(IEnumerable<(TokenProduct Product, double Scale)> products)
    {
        var all = products.ToList();
        Mean = all.Sum(each => each.Scale * each.Product.Mean);
        _drawn = [.. all.Where(each => each.Product.Whole is not null && each.Scale != 0).OrderBy(
            each => each.Scale * each.Product.Spread)];
        _certain = all.Where(each => each.Product.Whole is null).Sum(each => each.Scale * each.Product.Mean);
    }

    public double Mean { get; }

    public static TokenSum Of(TokenProduct[] products, double[] shared) =>
        new(products.Select(product => (product, product.ScaleAt(shared))));

    /// <summary>The probability of exceeding a limit, and the mean of the sum when it does, times that probability.</summary>
    /// <param name="limit">The limit.</param>
    /// <param name="steps">Counts the values enumerated.</param>
    public (double Chance, double Mean) Above(double limit, StepCount steps)
    {
        if (_drawn.Count == 0)
            return _certain > limit ? (1, _certain) : (0, 0);
        double chance = 0, mean = 0;
        Visit(0, 1, _certain);
        return (chance, mean);

        void Visit(int place, double weight, double sum)
        {
            var (product, scale) = _drawn[place];
            if (place + 1 < _drawn.Count)
            {
                var law = product.Thinned!;
                for (var i = 0; i < law.Values.Length; i++)
                    Visit(place + 1, weight * law.Weights[i], sum + scale * law.Values[i]);
                return;
            }

            var rest = product.Rest!;
            steps.Values += rest.Values.Length;
            for (var i = 0; i < rest.Values.Length; i++)
            {
                var times = scale * rest.Values[i];
                if (times == 0)
                {
                    (chance, mean) = sum > limit ? (chance + weight * rest.Weights[i], mean + weight * rest.Weights[i] * sum)
                        : (chance, mean);
                    continue;
                }

                var (above, meanAbove) = product.Whole!.Above((limit - sum) / times);
                chance += weight * rest.Weights[i] * above;
                mean += weight * rest.Weights[i] * (sum * above + times * meanAbove);
            }
        }
    }
}
