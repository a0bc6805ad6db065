using CostSim.Numerics.Tables;

namespace CostSim.Engine.Planning.Expected;

/// <summary>
/// Integrates over the item-level draws that determine units, with weighted values. Draw by draw: given those before, its distribution is
/// divided where the integrand jumps or has a kink, and each piece has Gaussian quadrature nodes.
/// </summary>
internal sealed class ItemIntegral
{
    /// <summary>Nodes of a draw with rounded shares of so many numbers of units that their jumps are ignored.</summary>
    private const int NodesOfMany = 64;

    /// <summary>Nodes of a draw that occurs in a single probability, and of each of several.</summary>
    private const int NodesOfOne = 12;
    private const int NodesOfEach = 7;

    /// <summary>Maximum number of points.</summary>
    private const double PointsMax = 8192;

    /// <summary>If a draw as a number of units has more pieces than this, only some are evaluated.</summary>
    private const int PiecesMax = 24;
    private const int PiecesOfGroup = 5;

    private readonly Plan _plan;
    private readonly DecidingRules _rules;
    private readonly LawBook _laws;
    private readonly Dictionary<int, IReadOnlyList<(double Value, double Weight)>> _ownNodes = [];
    private readonly int[] _draws;
    private readonly int[] _nodes;
    private readonly DecidingRule[][] _rulesOf;

    /// <param name="plan">The plan.</param>
    /// <param name="rules">The rules.</param>
    /// <param name="isLinear">Whether only means pass through the phases: then everything is a polynomial in the draws.</param>
    /// <param name="laws">Laws.</param>
    public ItemIntegral(Plan plan, DecidingRules rules, bool isLinear, LawBook laws)
    {
        (_plan, _rules, _laws) = (plan, rules, laws);
        // Draws with steps last: the positions of steps depend on the draws before.
        _draws =
            [.. rules.Draws.OrderBy(
                draw => rules.All.Any(rule => rule.Kind is RuleKind.Amount or RuleKind.Rounded && rule.ItemDraws.Contains(draw)) ? 1 : 0)
            .ThenBy(draw => plan.ItemDraws[draw].Quantile is StepQuantile ? 0 : 1).ThenBy(draw => draw)];
        _rulesOf = [.. _draws.Select(
            (draw, place) =>
                rules.All.Where(rule => rule.ItemDraws.Contains(draw) && !rule.ItemDraws.Any(other => Array.IndexOf(_draws, other) > place))
                    .ToArray())];
        _nodes = [.. _draws.Select(draw => isLinear ? Math.Min(NodesOf(draw), (Degree(draw) + 2) / 2) : NodesOf(draw))];
        if (_nodes.Aggregate(1.0, (product, nodes) => product * nodes) > PointsMax)
            throw new NotVouchedForException(
                $"{_draws.Length} item-level factors determine an item's units, too many to integrate over");
    }

    /// <summary>Sets the draws' values in the point and calls the function with the weight.</summary>
    public void Visit(ItemPoint point, Action<double> visit) => Visit(0, 1, point, visit);

    /// <summary>The values of a probability, with weights, over item-level draws that occur only in it.</summary>
    public List<(double Chance, double Weight)> OwnValues(ItemPoint point, Factor chance, IReadOnlyList<int> draws)
    {
        var values = new List<(double Chance, double Weight)>();
        Visit(0, 1);
        foreach (var draw in draws)
            point.Items[draw] = double.NaN;
        return values;

        void Visit(int place, double weight)
        {
            if (place == draws.Count)
            {
                values.Add((point.Value(chance), weight));
                return;
            }

            foreach (var (value, share) in OwnNodes(draws[place], draws.Count))
            {
                point.Items[draws[place]] = value;
                Visit(place + 1, weight * share);
            }
        }
    }

    private IReadOnlyList<(double Value, double Weight)> OwnNodes(int draw, int draws)
    {
        if (_ownNodes.TryGetValue(draw, out var known))
            return known;
        var values = _laws.Values(_plan.ItemDraws[draw].Quantile);
        return _ownNodes[draw] = GaussRule.Of(values.Values, values.Weights, draws == 1 ? NodesOfOne : NodesOfEach);
    }

    private void Visit(int place, double weight, ItemPoint point, Action<double> visit)
    {
        if (place == _draws.Length)
        {
            visit(weight);
            return;
        }

        foreach (var (value, share) in Nodes(place, point))
        {
            point.Items[_draws[place]] = value;
            Visit(place + 1, weight * share, point, visit);
        }
    }

    private List<(double Value, double Weight)> Nodes(int place, ItemPoint point)
    {
        var (draw, law) = (_draws[place], _plan.ItemDraws[_draws[place]].Quantile);
        var isMany = _rulesOf[place].Any(rule => rule.IsMany);
        var breaks = _rulesOf[place].SelectMany(rule => Breaks(rule, draw, law, point)).Distinct().Order().ToList();
        var values = breaks.Count == 0 || law is StepQuantile or IndexedQuantile or FixedQuantile ? _laws.Values(law)
            : WeightedValues.Of(law, breaks);
        var pieces = new List<int> { 0 };
        var cells = Cells(place, values.Values[0], point);
        for (var i = 1; i < values.Values.Length && breaks.Count > 0; i++)
        {
            var next = Cells(place, values.Values[i], point);
            if (!next.AsSpan().SequenceEqual(cells))
                pieces.Add(i);
            cells = next;
        }

        pieces.Add(values.Values.Length);
        var isAmount = IsAmount(place);
        var most = isMany ? NodesOfMany : _nodes[place];
        var count = isAmount ? (OfTokens(_draws[place]) + 2) / 2
            : pieces.Count == 2 ? most : Math.Clamp((2 * most + pieces.Count - 2) / (pieces.Count - 1), Math.Min(2, most), most);
        var nodes = new List<(double Value, double Weight)>();
        for (var piece = 0; piece + 1 < pieces.Count; piece++)
        {
            var (from, length) = (pieces[piece], pieces[piece + 1] - pieces[piece]);
            nodes.AddRange(GaussRule.Of(values.Values.AsSpan(from, length), values.Weights.AsSpan(from, length), count));
        }

        return isAmount && count == 1 && nodes.Count > PiecesMax && !_rules.HasRounding ? Fewer(nodes) : nodes;
    }

    /// <summary>
    /// Selects some of many numbers of units, as everything is smooth for large numbers. Groups grow with the number; each uses five
    /// pieces, with weights that integrate polynomials of degree four exactly over the group.
    /// </summary>
    private static List<(double Value, double Weight)> Fewer(List<(double Value, double Weight)> pieces)
    {
        var fewer = pieces[..(PiecesMax / 2)];
        for (var from = PiecesMax / 2; from < pieces.Count;)
        {
            var to = Math.Min(pieces.Count, from + Math.Max(PiecesOfGroup, from / 2));
            var group = pieces[from..to];
            from = to;
            if (group.Count <= PiecesOfGroup)
            {
                fewer.AddRange(group);
                continue;
            }

            double[] chosen = [.. Enumerable.Range(0, PiecesOfGroup).Select(i => group[i * (group.Count - 1) / (PiecesOfGroup - 1)].Value)];
            fewer.AddRange(chosen.Select(value => (value, group.Sum(piece => piece.Weight * chosen.Where(other => other != value)
                .Aggregate(1.0, (product, other) => product * (piece.Value - other) / (value - other))))));
        }

        return fewer;
    }

    /// <summary>
    /// Whether a draw only determines numbers of units, so that within a piece only the factor of its tokens changes.
    /// </summary>
    private bool IsAmount(int place)
    {
        var rules = _rules.All.Where(rule => rule.ItemDraws.Contains(_draws[place])).ToList();
        return rules.All(rule => rule.Kind is RuleKind.Amount or RuleKind.Rounded && !rule.IsMany) && rules.Count == _rulesOf[place].Length
            && !IsOfSingleCalls(_draws[place]);
    }

    private long[] Cells(int place, double value, ItemPoint point)
    {
        point.Items[_draws[place]] = value;
        return Array.ConvertAll(_rulesOf[place], rule => rule.IsMany ? 0 : rule.Cell(rule.Value(point)));
    }

    /// <summary>The values of a draw at which a rule crosses a level: rules increase with their draws.</summary>
    private static List<double> Breaks(DecidingRule rule, int draw, QuantileFunction law, ItemPoint point)
    {
        if (rule.IsMany)
            return [];
        var (least, most) = (At(law.Min), At(law.Max));
        return [.. rule.Levels(least, most).Select(Crossing)];

        double At(double value)
        {
            point.Items[draw] = value;
            return rule.Value(point);
        }

        double Crossing(double level)
        {
            double low = law.Min, high = law.Max;
            for (var step = 0; step < 40; step++)
            {
                var middle = (low + high) / 2;
                (low, high) = At(middle) < level ? (middle, high) : (low, middle);
            }

            return (low + high) / 2;
        }
    }

    /// <summary>The highest power of a draw in the results, if only means pass through the phases.</summary>
    private int Degree(int draw) =>
        IsOfSingleCalls(draw) ? int.MaxValue - 2
            : _rules.All.Where(rule => rule.ItemDraws.Contains(draw)).Sum(rule => rule.Degree) + OfTokens(draw);

    private int OfTokens(int draw) => _plan.ItemProducts.Max(product => product.Count(each => each == draw));

    /// <summary>Whether tokens of individual calls are needed, which are not polynomials.</summary>
    private bool IsOfSingleCalls(int draw) =>
        _plan.Phases.SelectMany(phase => DecidingRules.Sources(phase.Passage)).Select(source => source.OneByOne).OfType<SingleSource>()
        .SelectMany(single => single.Input.Concat(single.Output)).Any(product => _plan.ItemProducts[product.ItemProduct].Contains(draw));

    /// <summary>Nodes of a draw in a single piece: fewer if there are more draws or it varies less.</summary>
    private int NodesOf(int draw)
    {
        const double Hardly = 0.12;
        const double Little = 0.3;
        var most = _draws.Length switch { 1 => 12, 2 => 10, 3 => 7, 4 => 5, 5 => 4, _ => 3 };
        var law = _plan.ItemDraws[draw].Quantile;
        var spread = Math.Sqrt(law.Variance) / Math.Max(law.Mean, double.Epsilon);
        return _draws.Length < 3 ? most : Math.Min(most, spread < Hardly ? 2 : spread < Little ? 3 : most);
    }
}
