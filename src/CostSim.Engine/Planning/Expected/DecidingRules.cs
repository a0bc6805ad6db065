namespace CostSim.Engine.Planning.Expected;

/// <summary>The rules by which item-level draws determine the units of an item, and those draws.</summary>
internal sealed class DecidingRules
{
    private readonly Plan _plan;
    private readonly List<DecidingRule> _rules = [];
    private readonly HashSet<int> _own;
    private readonly Dictionary<CountRule, DecidingRule> _rounded = new(ReferenceEqualityComparer.Instance);

    public DecidingRules(Plan plan)
    {
        _plan = plan;
        _own = OwnDraws(plan);
        foreach (var passage in Passage.All(plan))
            AddPassage(passage);
        Draws = [.. _rules.SelectMany(rule => rule.ItemDraws).Distinct().Order()];
        foreach (var single in plan.Phases.SelectMany(phase => Sources(phase.Passage)).Select(source => source.OneByOne)
            .OfType<SingleSource>())
        {
            AddLimit(single.Output, single.OutputMax);
            AddLimit(single.Output, single.AskedAgainAbove);
            AddLimit(single.Input, single.LongAbove);
        }
    }

    public IReadOnlyList<DecidingRule> All => _rules;

    /// <summary>
    /// The item-level draws that occur only in one probability, which applies to an item's units once: the distribution of that count is
    /// mixed over them, so that they need no integration.
    /// </summary>
    public IReadOnlyList<int> Own(Factor chance) => [.. chance.ItemDraws.Where(_own.Contains)];

    /// <summary>Whether any share of units is rounded, per item or per run.</summary>
    public bool HasRounding { get; private set; }

    /// <summary>
    /// The item-level draws on which units or the price of a single call depend nonlinearly; in ascending order.
    /// </summary>
    public IReadOnlyList<int> Draws { get; }

    /// <summary>Whether a rounded share was requested with new numbers of units.</summary>
    public bool TakeNewUnits()
    {
        var isNew = _rules.Any(rule => rule.HasNewUnits);
        _rules.ForEach(rule => rule.HasNewUnits = false);
        return isNew;
    }

    /// <summary>Called with the units of which a rounded share is taken.</summary>
    public Action<int> Asked(CountRule rule) => _rounded.TryGetValue(rule, out var deciding) ? deciding.Asked : _ => { };

    /// <summary>The sources of a passage and of what it repeats.</summary>
    public static IEnumerable<CallSource> Sources(Passage passage) => passage.Pools.SelectMany(pool => pool.Sources.Concat(
        pool.Retry?.Reruns.SelectMany(rerun => rerun.Passages).SelectMany(Sources) ?? []));

    private HashSet<int> OwnDraws(Plan plan)
    {
        var (once, often) = (new List<Factor>(), new List<Factor>());
        foreach (var passage in Passage.All(plan))
        {
            foreach (var rule in passage.Takes.Concat(passage.Duplicates).Concat(passage.Keeps).Select(group => group.Rule)
                .OfType<CountRule>())
                (rule.Rounded ? often : once).Add(rule.Chance);
            foreach (var retry in passage.Pools.Select(pool => pool.Retry).OfType<RetryPlan>())
                (retry.Streams.Count == 1 && retry.FailedStream is null ? once : often).Add(retry.Rate);
            often.AddRange(
                passage.Splits.Select(split => split.Amount).OfType<Factor>().Concat(
                    passage.Routes.SelectMany(route => route.Ways).Select(way => way.Chance)));
        }

        HashSet<int> elsewhere = [.. often.SelectMany(chance => chance.ItemDraws).SelectMany(Parts),
            .. plan.ItemProducts.SelectMany(product => product)];
        elsewhere.UnionWith(
            once.SelectMany(chance => chance.ItemDraws).Where(draw => plan.ItemDraws[draw].SumOf is not null).SelectMany(Parts));
        return [.. once.SelectMany(chance => chance.ItemDraws).Where(draw => plan.ItemDraws[draw].SumOf is null).GroupBy(draw => draw)
            .Where(same => same.Count() == 1 && !elsewhere.Contains(same.Key)).Select(same => same.Key)];
    }

    private void AddPassage(Passage passage)
    {
        foreach (var rule in passage.Takes.Concat(passage.Duplicates).Concat(passage.Keeps).Select(group => group.Rule).OfType<CountRule>())
        {
            HasRounding |= rule.Rounded;
            if (Add([rule.Chance], 1, rule.Rounded ? RuleKind.Rounded : RuleKind.Chance) is { Kind: RuleKind.Rounded } rounded)
                _rounded[rule] = rounded;
        }

        foreach (var amount in passage.Splits.Select(split => split.Amount).OfType<Factor>())
            Add([amount], 1, RuleKind.Amount);
        foreach (var retry in passage.Pools.Select(pool => pool.Retry).OfType<RetryPlan>())
            Add([retry.Rate], retry.Streams.Count + (retry.FailedStream is null ? 0 : 1), RuleKind.Chance);
        foreach (var route in passage.Routes)
        {
            for (var way = 0; way < route.Ways.Count; way++)
            {
                Add([route.Ways[way].Chance], 1, RuleKind.Chance);
                if (way > 0)
                    Add([.. route.Ways.Take(way + 1).Select(each => each.Chance)], 0, RuleKind.Chance);
            }
        }
    }

    private void AddLimit(IReadOnlyList<ProductPlan> products, double limit)
    {
        if (!double.IsFinite(limit)
            || products.Any(product => product.Calls.Length > 0 || _plan.ItemProducts[product.ItemProduct].Except(Draws).Any()))
            return;
        var terms = products.Select(product => new Factor
        {
            Path = "",
            Constant = product.Constant,
            RunDraws = product.RunDraws,
            ItemDraws = _plan.ItemProducts[product.ItemProduct],
            Support = Bounds.Zero,
            Drawable = Bounds.Zero,
        });
        Add([.. terms], 0, RuleKind.Limit, limit);
    }

    private DecidingRule? Add(IReadOnlyList<Factor> terms, int degree, RuleKind kind, double limit = double.PositiveInfinity)
    {
        var draws = terms.SelectMany(term => term.ItemDraws).SelectMany(Parts).Where(draw => !_own.Contains(draw)).GroupBy(draw => draw)
            .ToList();
        if (draws.Count == 0)
            return null;
        var rule = new DecidingRule(
            terms, [.. draws.Select(same => same.Key)], degree * draws.Max(same => same.Count()), kind)
        { Limit = limit };
        _rules.Add(rule);
        return rule;
    }

    private IEnumerable<int> Parts(int draw) =>
        _plan.ItemDraws[draw].SumOf is { } products ? products.SelectMany(product => product.ItemDraws) : [draw];
}
