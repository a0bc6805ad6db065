using CostSim.Engine.Planning;
using CostSim.Scenarios;

namespace CostSim.Engine.Tests.Oracles;

/// <summary>
/// Mean and variance of every measure of the run and of each phase, in closed form: expectations of products of independent factors,
/// mixed second moments of counts by enumeration, items independent given the run.
/// </summary>
/// <remarks>
/// Token factors may stand at any level. Shares and rates are certain, or held (run), or one of them has an item part, over which counts
/// are averaged; a rate drawn once a run is out of its reach.
/// </remarks>
internal sealed class ClosedForm
{
    /// <summary>
    /// Nodes of the average over a share or rate: many where the count jumps, and the place of the jump is found to half a node.
    /// </summary>
    private const int NodesOfRounded = 2000;

    private const int NodesOfDrawn = 200;

    private readonly Scenario _scenario;
    private readonly long _items;
    private readonly bool _fixRun;
    private readonly List<CallKind> _kinds = [];
    private readonly Dictionary<(int, int), double> _mean = [];
    private readonly Dictionary<((int, int), (int, int)), double> _product = [];

    public ClosedForm(Scenario scenario, long items, bool fixRun = false)
    {
        (_scenario, _items, _fixRun) = (scenario, items, fixRun);
        for (var p = 0; p < scenario.Phases.Count; p++)
            AddKinds(p, scenario.Phases[p]);
        for (var a = 0; a < scenario.Allowances.Count; a++)
            AddAllowance(a, scenario.Allowances[a]);
        AverageCounts();
    }

    public int Scopes => 1 + _scenario.Phases.Count + _scenario.Allowances.Count;

    public double Mean(int scope, Measure measure) =>
        _items * TermsOf(scope, measure).Sum(x => x.Term.Constant * x.Term.Mean * CountMean(x.Kind));

    public double Variance(int scope, Measure measure)
    {
        var terms = TermsOf(scope, measure);
        var sum = 0.0;
        foreach (var (kindA, a) in terms)
        {
            foreach (var (kindB, b) in terms)
            {
                var run = FactorPart.Expectation(a.Run.Concat(b.Run));
                var item = FactorPart.Expectation(a.Item.Concat(b.Item));
                var apart = FactorPart.Expectation(a.Call) * FactorPart.Expectation(b.Call);
                var same = item * CountProduct(kindA, kindB) * apart;
                if (ReferenceEquals(kindA, kindB))
                    same += item * CountMean(kindA) * (FactorPart.Expectation(a.Call.Concat(b.Call)) - apart);
                var other = FactorPart.Expectation(a.Item) * FactorPart.Expectation(b.Item) * apart * CountMean(kindA) * CountMean(kindB);
                // Kept together, so that what cancels between items cancels first.
                sum += a.Constant * b.Constant * _items * (run * (same - other) + _items * (run - a.RunMean * b.RunMean) * other);
            }
        }

        return sum;
    }

    private List<(CallKind Kind, Term Term)> TermsOf(int scope, Measure measure) =>
        [.. _kinds.Where(kind => scope == 0 || kind.Scope == scope).SelectMany(kind => kind.Terms(measure).Select(term => (kind, term)))];

    private double CountMean(CallKind kind) => kind.Count is { } count ? _mean[count] : 1;

    private double CountProduct(CallKind a, CallKind b) => (a.Count, b.Count) switch
    {
        (null, null) => 1,
        ({ } count, null) => _mean[count],
        (null, { } count) => _mean[count],
        ({ } first, { } second) => _product.TryGetValue((first, second), out var known) ? known : _product[(second, first)],
    };

    private void AddKinds(int p, Phase phase)
    {
        if (phase.Call is not { } call)
            return;
        _kinds.Add(Kind(p, 0, call, null));
        for (var round = 1; round <= (phase.Retry?.Rounds ?? 0); round++)
        {
            _kinds.Add(Kind(p, round, call, phase.Retry!.ExtraInputTokens));
            if (phase.Retry.Fix is { } fix)
                _kinds.Add(Kind(p, round, fix, null));
        }
    }

    private CallKind Kind(int p, int round, Call call, Amount? extra)
    {
        var input = Terms(call.InputTokens);
        if (extra is not null)
            input.AddRange(Terms(extra));
        List<Term> output = call.Output switch
        {
            BilledOutput billed => Terms(billed.Tokens),
            OverheadOutput overhead => Times(Terms(overhead.VisibleTokens), Terms(overhead.BilledPerVisible)),
            ReasoningOutput reasoning => [.. Terms(reasoning.VisibleTokens), .. Terms(reasoning.ReasoningTokens)],
            _ => throw new NotSupportedException(),
        };
        return new CallKind(p + 1, (p, round), input, output, CacheDifferences(call.InputTokens, call.Model.Price), call.Model.Price);
    }

    /// <summary>
    /// What caches change of the cost of the input, were all of it plain: a read share at one difference, the rest of each at another.
    /// </summary>
    private List<Term> CacheDifferences(Amount input, Price price)
    {
        if (input is Sum sum)
            return [.. sum.Terms.SelectMany(term => CacheDifferences(term, price))];
        if (input is not Cached cached)
            return [];
        var (read, write) = (price.CachedInputPicoUsd!.Value, price.CacheWrite.Of(cached.Lifetime) ?? price.InputPicoUsd);
        var (all, share) = (Terms(cached.Of), Terms(cached.Share));
        return [.. Times(all, share).Select(term => term.Priced(read - write)),
            .. all.Select(term => term.Priced(write - price.InputPicoUsd))];
    }

    /// <summary>An amount, multiplied out.</summary>
    private List<Term> Terms(Amount amount) => amount switch
    {
        Sum sum => [.. sum.Terms.SelectMany(Terms)],
        Product product => product.Factors.Select(Terms).Aggregate(Times),
        Cached cached => Terms(cached.Of),
        _ => [Product(amount)],
    };

    private static List<Term> Times(List<Term> a, List<Term> b) =>
        [.. a.SelectMany(
            x => b.Select(y => new Term(x.Constant * y.Constant, [.. x.Run, .. y.Run], [.. x.Item, .. y.Item], [.. x.Call, .. y.Call])))];

    private void AddAllowance(int index, Allowance allowance)
    {
        var input = new[] { allowance.InputTokensPerItem }.OfType<Amount>().SelectMany(Terms).ToList();
        var output = new[] { allowance.OutputTokensPerItem }.OfType<Amount>().SelectMany(Terms).ToList();
        _kinds.Add(new CallKind(1 + _scenario.Phases.Count + index, null, input, output, [], _scenario.Model.Price));
    }

    private Term Product(Amount amount) =>
        amount is Certain certain ? new Term(certain.Value, [], [], []) : Times(new Term(1, [], [], []), (Uncertain)amount);

    private Term Times(Term term, Uncertain amount)
    {
        var (path, shape, spread) = (amount.Path, amount.Shape, amount.Spread);
        if (spread.Item == 1)
            return term with { Item = [.. term.Item, FactorPart.Whole(path, shape, amount.Chance)] };
        if (spread.Call == 1)
            return term with { Call = [.. term.Call, FactorPart.Whole(path, shape, amount.Chance)] };
        var run = _fixRun ? FactorPart.Fixed(path, NaiveLaw.Centre(shape, spread) * (amount.Chance > 0.5 ? 1 : 0))
            : spread == Spread.AtRun ? FactorPart.Whole(path, shape, amount.Chance)
            : FactorPart.Run(path, shape, spread);
        return new Term(
            term.Constant,
            [.. term.Run, run],
            spread.Item > 0 ? [.. term.Item, FactorPart.Inner(path, shape, spread.Item)] : term.Item,
            spread.Call > 0 ? [.. term.Call, FactorPart.Inner(path, shape, spread.Call)] : term.Call);
    }

    /// <summary>Count moments, averaged over the item part of the one share or rate that has one.</summary>
    private void AverageCounts()
    {
        var chances = _scenario.Phases.SelectMany(phase => new[] { phase.Share, phase.Keep, phase.Retry?.Rate })
            .OfType<Amount>().SelectMany(DrawnIn).DistinctBy(amount => amount.Path);
        var varying = chances.Where(chance => chance.Spread.Item > 0).ToList();
        if (varying.Count > 1)
            throw new NotSupportedException("two shares or rates with an item part");
        var nodes = varying.Count == 0 ? 1 : _scenario.Phases.Any(phase => phase.RoundedCounts) ? NodesOfRounded : NodesOfDrawn;
        for (var node = 0; node < nodes; node++)
        {
            var counts = new CountMoments(_scenario, amount => Chance(amount, (node + 0.5) / nodes));
            foreach (var (count, mean) in counts.Mean)
                _mean[count] = _mean.GetValueOrDefault(count) + mean / nodes;
            foreach (var (pair, product) in counts.Product)
                _product[pair] = _product.GetValueOrDefault(pair) + product / nodes;
        }
    }

    private static IEnumerable<Uncertain> DrawnIn(Amount amount) => amount switch
    {
        Uncertain drawn => [drawn],
        Product product => product.Factors.SelectMany(DrawnIn),
        Sum sum => sum.Terms.SelectMany(DrawnIn),
        _ => [],
    };

    /// <summary>A share or rate at a quantile of its item part, which is uniform.</summary>
    private double Chance(Amount amount, double quantile)
    {
        if (amount is Certain certain)
            return certain.Value;
        if (amount is Product product)
            return product.Factors.Aggregate(1.0, (value, factor) => value * Chance(factor, quantile));
        if (amount is Sum sum)
            return sum.Terms.Sum(term => Chance(term, quantile));
        var (shape, spread) = (((Uncertain)amount).Shape, ((Uncertain)amount).Spread);
        if (spread.Item < 1 && !_fixRun)
            throw new NotSupportedException($"{amount.Path} is drawn once a run");
        if (spread == Spread.AtItem && shape is UniformShape u)
            return u.Min + (u.Max - u.Min) * quantile;
        var end = spread.Item == 0 ? 1 : Math.Exp(spread.Item * NaiveLaw.LogRange(shape) / 2);
        return NaiveLaw.Centre(shape, spread) * (1 / end + (end - 1 / end) * quantile);
    }

    /// <summary>Calls of one kind: all of a phase's first calls, or its repeated calls or corrections of one round.</summary>
    private sealed record CallKind(
        int Scope, (int Phase, int Round)? Count, List<Term> Input, List<Term> Output, List<Term> Difference, Price Price)
    {
        public IEnumerable<Term> Terms(Measure measure) => measure switch
        {
            Measure.InputTokens => Input,
            Measure.OutputTokens => Output,
            Measure.Calls => Count is null ? [] : [new Term(1, [], [], [])],
            _ => Input.Select(term => term.Priced(Price.InputPicoUsd))
                .Concat(Output.Select(term => term.Priced(Price.OutputPicoUsd!.Value)))
                .Concat(Difference),
        };
    }

    /// <summary>What a call adds: a constant times parts at each level.</summary>
    private sealed record Term(double Constant, List<FactorPart> Run, List<FactorPart> Item, List<FactorPart> Call)
    {
        public double RunMean => FactorPart.Expectation(Run);

        public double Mean => RunMean * FactorPart.Expectation(Item) * FactorPart.Expectation(Call);

        public Term Priced(long picoUsd) => this with { Constant = Constant * picoUsd * 1e-12 };
    }
}
