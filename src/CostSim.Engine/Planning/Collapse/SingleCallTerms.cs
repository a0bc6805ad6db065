using CostSim.Numerics.Simd;
using CostSim.Numerics.Tables;

namespace CostSim.Engine.Planning.Collapse;

/// <summary>
/// The tokens of a call, arranged for quadrature: item-level draws and shared call-level factors become nodes; one exclusive call-level
/// factor each of input and output is integrated exactly between thresholds.
/// </summary>
internal sealed class SingleCallTerms
{
    /// <summary>Maximum number of distributions of items and calls for Gaussian quadrature, and of nodes in total.</summary>
    private const int ManyLaws = 3;
    private const int NodesMax = 10_000;

    /// <summary>Nodes of the factor that is spread out if nothing else smooths a threshold.</summary>
    private const int SpreadMax = 300;
    private const int SpreadMin = 40;

    /// <summary>Nodes of Gaussian quadrature per distribution; fewer if the total would be too large.</summary>
    private const int GaussNodes = 6;

    /// <summary>
    /// A factor with a standard deviation below this share of another's does not smooth a threshold between that one's nodes.
    /// </summary>
    private const double Narrow = 0.25;

    private readonly Plan _plan;
    private readonly List<TermOfCall> _terms = [];
    private readonly List<int> _items;
    private readonly List<WeightedValues> _itemLaws;

    public SingleCallTerms(Plan plan, SingleSource source)
    {
        _plan = plan;
        var streams = source.Input.Concat(source.Output).SelectMany(product => product.Calls.Select(factor => factor.Stream).Distinct())
            .CountBy(stream => stream).ToDictionary();
        _terms.AddRange(source.Input.Select(product => new TermOfCall(plan, product, false, factor => streams[factor.Stream] == 1)));
        _terms.AddRange(source.Output.Select(product => new TermOfCall(plan, product, true, factor => streams[factor.Stream] == 1)));
        _items = [.. _terms.SelectMany(term => term.ItemDraws).Distinct().Order()];
        _itemLaws = [.. _items.Select(draw => WeightedValues.Of(plan.ItemDraws[draw].Quantile))];
        (FineInput, FineOutput) = (Finest(false), Finest(true));
        Lay(source);
    }

    /// <summary>The terms: those of the input, then those of the output.</summary>
    public IReadOnlyList<TermOfCall> Terms => _terms;

    /// <summary>Index of the term whose own call-level distribution is integrated exactly, or −1.</summary>
    public int FineInput { get; }

    public int FineOutput { get; }

    /// <summary>Weights of the item nodes.</summary>
    public double[] ItemWeights { get; private set; } = [];

    /// <summary>Weights of the nodes of a call.</summary>
    public double[] CallWeights { get; private set; } = [];

    /// <summary>
    /// For each term, at each item node and each call node within it: the multiplier of its constant and run-level draws.
    /// </summary>
    public double[][] Multipliers { get; private set; } = [];

    /// <summary>The width of the cell of each such pair of nodes, relative to its value; 0 for a point.</summary>
    public double[] HalfWidths { get; private set; } = [];

    /// <summary>The product of item draws at each item node.</summary>
    public double[] OfItems(IReadOnlyList<int> draws) =>
        [.. _itemNodes.Select(
            node => draws.Aggregate(1.0,
                (product, draw) =>
                    product * (_items.IndexOf(draw) is var i and >= 0 ? node.Values[i] : _plan.ItemDraws[draw].Quantile.Mean)))];

    private List<QuadratureNode> _itemNodes = [];

    private int Finest(bool isOutput)
    {
        var own = _terms.Where(term => term.IsOutput == isOutput && term.Own is not null).ToList();
        return own.Count == 0 ? -1 : _terms.IndexOf(own.MaxBy(term => term.Constant * term.MeanOfDraws * Math.Sqrt(term.Own!.Variance))!);
    }

    private void Lay(SingleSource source)
    {
        var shared = _terms.SelectMany(term => term.SharedCalls).DistinctBy(factor => factor.Stream).ToList();
        var coarse = Enumerable.Range(0, _terms.Count).Where(i => i != FineInput && i != FineOutput && _terms[i].Own is not null).ToList();
        var callLaws = shared.Select(factor => WeightedValues.Of(factor.Quantile)).Concat(coarse.Select(i => _terms[i].Own!)).ToList();
        // If a threshold has no factor of its own to smooth it, or one that hardly varies, the most uncertain of the others is spread out.
        var all = _itemLaws.Concat(callLaws).ToList();
        var widest = all.Count == 0 ? -1 : all.IndexOf(all.MaxBy(law => law.Variance / (law.Mean * law.Mean))!);
        var isBare = (double.IsFinite(source.LongAbove) && IsBare(isOutput: false))
            || (double.IsFinite(source.CutAbove) && IsBare(isOutput: true));
        var spread = isBare ? widest : -1;
        var others = all.Count - (isBare && all.Count > 0 ? 1 : 0);
        // Thinned distributions have nodes where the probability is; a rule with few nodes has them where polynomials need them.
        var gauss = others < ManyLaws ? 0
            : Math.Clamp((int)Math.Pow(isBare ? NodesMax / SpreadMin : NodesMax, 1.0 / others), 3, GaussNodes);
        var spreadNodes = Math.Clamp(
            (int)(NodesMax / (gauss > 0 ? Math.Pow(gauss, others) : others == 2 ? 256 : 32)), SpreadMin, SpreadMax);
        _itemNodes = Nodes(_itemLaws, spread, gauss, spreadNodes);
        var callNodes = Nodes(callLaws, spread - _itemLaws.Count, gauss, spreadNodes);
        ItemWeights = [.. _itemNodes.Select(node => node.Weight)];
        CallWeights = [.. callNodes.Select(node => node.Weight)];
        HalfWidths = [.. _itemNodes.SelectMany(_ => callNodes, (item, call) => item.HalfWidth + call.HalfWidth)];
        Multipliers = [.. _terms.Select((term, t) => _itemNodes.SelectMany(_ => callNodes, (item, call) =>
            term.ItemDraws.Aggregate(1.0, (product, draw) => product * item.Values[_items.IndexOf(draw)])
            * term.SharedCalls.Aggregate(
                1.0, (product, factor) => product * call.Values[shared.FindIndex(same => same.Stream == factor.Stream)])
            * (coarse.IndexOf(t) is var c and >= 0 ? call.Values[shared.Count + c] : 1)).ToArray())];
    }

    /// <summary>Joint nodes of independent distributions: few of each if there are many, many of the one that is spread out.</summary>
    /// <param name="laws">The laws.</param>
    /// <param name="spread">Index of the one that is spread out; out of range for none.</param>
    /// <param name="gauss">Nodes of Gaussian quadrature for each; 0 for cells of a grid instead.</param>
    /// <param name="spreadNodes">Nodes of the one that is spread out.</param>
    private static List<QuadratureNode> Nodes(List<WeightedValues> laws, int spread, int gauss, int spreadNodes)
    {
        var isSpread = spread >= 0 && spread < laws.Count;
        var others = laws.Count - (isSpread ? 1 : 0);
        var each = gauss > 0 ? gauss : others switch { 0 => 1, 1 => isSpread ? 32 : 64, _ => 16 };
        List<QuadratureNode> nodes = [new([], 1, 0)];
        for (var i = 0; i < laws.Count; i++)
        {
            IReadOnlyList<SpreadValue> values = i == spread
                ? laws[i].Spread(spreadNodes)
                : [.. (gauss > 0 ? laws[i].Gauss(each) : laws[i].Thinned(each)) is var thin
                    ? thin.Values.Zip(thin.Weights, (value, weight) => new SpreadValue(value, 0, weight)) : []];
            nodes = [.. nodes.SelectMany(_ => values, (node, value) => new QuadratureNode(
                [.. node.Values, value.Value], node.Weight * value.Weight,
                node.HalfWidth + (value.Value > 0 ? value.HalfWidth / value.Value : 0)))];
        }

        return nodes;
    }

    /// <summary>
    /// Whether the exactly integrated term is missing, or narrow compared with another uncertain factor of the same tokens.
    /// </summary>
    private bool IsBare(bool isOutput)
    {
        var fine = isOutput ? FineOutput : FineInput;
        if (fine < 0)
            return true;
        var own = SizeOf(_terms[fine]) * Math.Sqrt(_terms[fine].Own!.Variance);
        return _terms.Where(term => term.IsOutput == isOutput).Any(term => term.ItemDraws.Select(draw => _itemLaws[_items.IndexOf(draw)])
            .Concat(term.SharedCalls.Select(factor => WeightedValues.Of(factor.Quantile)))
            .Any(law =>
                own < Narrow * SizeOf(term) * (term.Own?.Mean ?? 1) * Math.Sqrt(law.Variance) / Math.Max(law.Mean, double.Epsilon)));

        static double SizeOf(TermOfCall term) =>
            term.Constant * term.MeanOfDraws * term.SharedCalls.Aggregate(1.0, (mean, factor) => mean * factor.Quantile.Mean);
    }

    private sealed record QuadratureNode(double[] Values, double Weight, double HalfWidth);
}

/// <summary>One product in the sum of a call's tokens, separated by what varies in it.</summary>
internal sealed class TermOfCall
{
    public TermOfCall(Plan plan, ProductPlan product, bool isOutput, Func<CallFactor, bool> isOwn)
    {
        IsOutput = isOutput;
        RunDraws = [.. product.RunDraws.Where(draw => plan.RunDraws[draw].Quantile is not FixedQuantile).Order()];
        var items = plan.ItemProducts[product.ItemProduct];
        ItemDraws = [.. items.Where(draw => plan.ItemDraws[draw].Quantile is not FixedQuantile)];
        Constant = product.RunDraws.Except(RunDraws).Select(draw => plan.RunDraws[draw].Quantile.Mean)
            .Concat(items.Except(ItemDraws).Select(draw => plan.ItemDraws[draw].Quantile.Mean)).Aggregate(
                product.Constant, (a, b) => a * b);
        MeanOfDraws = RunDraws.Select(draw => plan.RunDraws[draw].Quantile.Mean).Concat(
            ItemDraws.Select(draw => plan.ItemDraws[draw].Quantile.Mean)).Aggregate(1.0, (a, b) => a * b);
        SharedCalls = [.. product.Calls.Where(factor => !isOwn(factor))];
        CallFactor[] own = [.. product.Calls.Where(isOwn)];
        Own = own.Length == 0 ? null : WeightedValues.Product([.. own.Select(factor => WeightedValues.Of(factor.Quantile))], 64);
        OwnMoments = Own is null ? null : new TruncatedMoments(own.Length == 1 ? WeightedValues.Of(own[0].Quantile) : Own);
    }

    public bool IsOutput { get; }

    /// <summary>The constant part.</summary>
    public double Constant { get; }

    /// <summary>Run-level draws that vary, ascending.</summary>
    public IReadOnlyList<int> RunDraws { get; }

    /// <summary>Item-level draws that vary.</summary>
    public IReadOnlyList<int> ItemDraws { get; }

    /// <summary>Mean of the product of these draws, if independent.</summary>
    public double MeanOfDraws { get; }

    /// <summary>Call-level factors shared with other terms.</summary>
    public IReadOnlyList<CallFactor> SharedCalls { get; }

    /// <summary>The distribution of its exclusive call-level factors, or null.</summary>
    public WeightedValues? Own { get; }

    public TruncatedMoments? OwnMoments { get; }
}
