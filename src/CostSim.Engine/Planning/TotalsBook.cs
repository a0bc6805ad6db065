using CostSim.Numerics.Simd;
using CostSim.Scenarios;

namespace CostSim.Engine.Planning;

/// <summary>The place of a call, after which the streams of its draws are named.</summary>
/// <param name="Streams">Numbers for streams; null if calls draw nothing.</param>
/// <param name="Name">Phase and kind of call.</param>
/// <param name="Round">0 for first calls, otherwise the round of the retry.</param>
internal sealed record CallSite(StreamNames? Streams, string Name, int Round);

/// <summary>
/// The sums of one phase. Terms with the same constant, price and run-level draws share a total, so that first and repeated calls of one
/// amount are one sum.
/// </summary>
internal sealed class TotalsBook(FactorBook book, ItemProducts products)
{
    private readonly List<Total> _totals = [];
    private readonly Dictionary<Total, TotalKind> _kinds = new(ReferenceEqualityComparer.Instance);
    private readonly List<CallSource> _sources = [];

    public IReadOnlyList<Total> Totals => _totals;

    public IReadOnlyList<CallSource> Sources => _sources;

    /// <summary>The sources added since the last call.</summary>
    public IReadOnlyList<CallSource> TakeSources()
    {
        List<CallSource> added = [.. _sources];
        _sources.Clear();
        return added;
    }

    /// <summary>Adds one kind of call.</summary>
    public void AddSource(CallTokens tokens, CallSite site, bool billed)
    {
        var terms = InputTerms(tokens, site);
        var ofOutput = new TotalKind(IsOutput: true, tokens.Price.OutputPicoUsd ?? 0);
        terms.AddRange(tokens.Output.Select(product => MakeTerm(product, ofOutput, site)));
        terms.AddRange(FeeTerms(tokens, site));
        _sources.Add(new CallSource(site.Round, [.. terms.Where(IsSomething)], billed));
    }

    /// <summary>What each call costs beside its tokens.</summary>
    private IEnumerable<Term> FeeTerms(CallTokens tokens, CallSite site) => tokens.Fees.SelectMany(CallTokens.WrittenOut)
        .Select(product => MakeTerm(product, new TotalKind(IsOutput: false, 0) { IsFee = true }, site));

    /// <summary>Adds one kind of call whose tokens are needed call by call.</summary>
    /// <param name="tokens">Their tokens; if calls are asked again, all input has one price.</param>
    /// <param name="limits">Where their output is cut.</param>
    /// <param name="longer">The prices of long calls, or null if none is long.</param>
    /// <param name="site">Their place.</param>
    public void AddSingleSource(CallTokens tokens, OutputLimits limits, LongContextPrice? longer, CallSite site)
    {
        var price = tokens.Price;
        var whole = limits.IsAskedAgain && tokens.Apart.Count > 0 ? tokens.Apart[0] : null;
        var inputPicoUsd = whole?.Rates.Rest ?? price.InputPicoUsd;
        var totals = (
            PlainTotal(isOutput: false, inputPicoUsd), PlainTotal(isOutput: true, price.OutputPicoUsd ?? 0),
            PlainTotal(isOutput: false, longer is null ? inputPicoUsd : whole?.LongRates.Rest ?? longer.InputPicoUsd),
            PlainTotal(isOutput: true, longer?.OutputPicoUsd ?? price.OutputPicoUsd ?? 0));
        // A cap does not affect the input: if only the cap needs individual calls, input is summed as usual.
        var isSummed = longer is null && !limits.IsAskedAgain;
        var single = new SingleSource(
            isSummed ? [] : MakeProducts(tokens.Input, site), MakeProducts(tokens.Output, site),
            limits.Most, longer?.AboveInputTokens ?? double.PositiveInfinity, totals)
        { AskedAgainAbove = limits.AskedAgainAbove };
        var terms = isSummed ? InputTerms(tokens, site) : [];
        terms.AddRange(FeeTerms(tokens, site));
        _sources.Add(new CallSource(site.Round, [.. terms.Where(IsSomething)], BilledCalls: true, single));
        if (!isSummed && whole is null)
            AddCacheOfSingle(tokens, single, site);
    }

    /// <summary>Adds operations cost per unit or per item: USD as sums of products of amounts.</summary>
    public void AddOperations(Amount[][] usd, CallSite site) =>
        _sources.Add(
            new CallSource(site.Round,
                [.. usd.Select(product => MakeTerm(product, new TotalKind(IsOutput: false, 0) { IsOperations = true }, site))],
                    BilledCalls: false));

    /// <summary>Adds operations cost per run.</summary>
    public void AddOperationsOfRun(Amount[] usd)
    {
        var (constant, run, _, _) = TakeApart(usd, new CallSite(null, "", 0));
        TotalOf(new TotalKind(IsOutput: false, 0) { IsOperations = true, IsPerRun = true }, constant, run);
    }

    /// <summary>
    /// The effect of caches on calls whose price depends on their length: the same calls again, with the same draws, counting only the
    /// tokens of each cache, at the price difference.
    /// </summary>
    private void AddCacheOfSingle(CallTokens tokens, SingleSource single, CallSite site)
    {
        var (shortInput, longInput) = (single.Totals.Input, single.Totals.LongInput);
        foreach (var cached in tokens.Apart)
        {
            var read = cached.Of.SelectMany(_ => cached.Share, (product, share) => (Amount[])[.. product, .. share]).ToArray();
            AddDifference(
                cached.Of, cached.Rates.Rest - _totals[shortInput].PricePicoUsd, cached.LongRates.Rest - _totals[longInput].PricePicoUsd);
            AddDifference(read, cached.Rates.Read - cached.Rates.Rest, cached.LongRates.Read - cached.LongRates.Rest);
        }

        void AddDifference(Amount[][] products, long picoUsd, long longPicoUsd)
        {
            if (picoUsd == 0 && longPicoUsd == 0)
                return;
            var nothing = TotalOf(new TotalKind(IsOutput: false, 0) { PartOf = shortInput }, 1, []);
            var totals = (
                nothing, TotalOf(new TotalKind(IsOutput: false, picoUsd) { PartOf = shortInput }, 1, []),
                nothing, TotalOf(new TotalKind(IsOutput: false, longPicoUsd) { PartOf = longInput }, 1, []));
            _sources.Add(new CallSource(
                site.Round, [], BilledCalls: false,
                single with { Output = MakeProducts(products, site), OutputMax = double.PositiveInfinity, Totals = totals }));
        }
    }

    private List<Term> InputTerms(CallTokens tokens, CallSite site)
    {
        var terms = tokens.Plain.Select(product => MakeTerm(product, new TotalKind(IsOutput: false, tokens.Price.InputPicoUsd), site))
            .ToList();
        foreach (var cached in tokens.Apart)
        {
            foreach (var product in cached.Of)
            {
                var whole = MakeTerm(product, new TotalKind(IsOutput: false, cached.Rates.Rest) { Cache = cached.Path }, site);
                terms.Add(whole);
                terms.AddRange(cached.Share.Select(share => MakeRead(product, share, whole.Total, cached.Rates, site)).OfType<Term>());
            }
        }

        return terms;
    }

    /// <summary>The tokens read from a cache: a part of all tokens, at the price difference.</summary>
    /// <returns>What each call adds; null if the share is the same for all items, so that the part follows from the whole.</returns>
    private Term? MakeRead(Amount[] product, Amount[] share, int whole, CacheRates rates, CallSite site)
    {
        var kind = new TotalKind(IsOutput: false, rates.Read - rates.Rest) { PartOf = whole };
        var (constant, run, item, _) = TakeApart(share, site);
        if (item.Count > 0)
            return MakeTerm([.. product, .. share], kind, site);
        TotalOf(kind with { TakesSum = true }, _totals[whole].Constant * constant, run);
        return null;
    }

    private bool IsSomething(Term term) => _totals[term.Total].Constant != 0;

    private int PlainTotal(bool isOutput, long price) => TotalOf(new TotalKind(isOutput, price), 1, []);

    private ProductPlan[] MakeProducts(Amount[][] products, CallSite site) => [.. products.Select(product => MakeProduct(product, site))];

    private ProductPlan MakeProduct(Amount[] product, CallSite site)
    {
        var (constant, run, item, calls) = TakeApart(product, site);
        return new ProductPlan(constant, run, products.Of(item), calls);
    }

    private Term MakeTerm(Amount[] product, TotalKind kind, CallSite site)
    {
        var (constant, run, item, calls) = TakeApart(product, site);
        return new Term(TotalOf(kind, constant, run), products.Of(item), calls);
    }

    /// <summary>
    /// In the order of the product: a draw's index depends on earlier phases, and the order of multiplication affects the last bit.
    /// </summary>
    private (double Constant, List<int> Run, List<int> Item, CallFactor[] Calls) TakeApart(Amount[] product, CallSite site)
    {
        var factors = product.Select(book.Of).ToList();
        return (
            factors.Aggregate(1.0, (value, factor) => value * factor.Constant),
            [.. factors.SelectMany(factor => factor.RunDraws)],
            [.. factors.SelectMany(factor => factor.ItemDraws)],
            Array.ConvertAll([.. factors.SelectMany(factor => factor.CallParts)],
                part => new CallFactor(site.Streams!.Of($"{part.Name}@{site.Name}"), part.Quantile)));
    }

    private int TotalOf(TotalKind kind, double constant, List<int> runDraws)
    {
        var known = _totals.FindIndex(
            total => total.Constant == constant && total.RunDraws.SequenceEqual(runDraws) && _kinds[total] == kind);
        if (known >= 0)
            return known;
        var added = new Total(kind.IsOutput, constant, runDraws, kind.PricePicoUsd)
        {
            PartOf = kind.PartOf,
            TakesSum = kind.TakesSum,
            IsOperations = kind.IsOperations,
            IsFee = kind.IsFee,
            IsPerRun = kind.IsPerRun,
        };
        _totals.Add(added);
        _kinds.Add(added, kind);
        return _totals.Count - 1;
    }

    /// <summary>The key of totals that can be merged, besides their constant and run-level draws.</summary>
    private sealed record TotalKind(bool IsOutput, long PricePicoUsd)
    {
        /// <summary>The cache of these tokens: a part of them is taken, so they cannot be mixed with others.</summary>
        public string? Cache { get; init; }

        /// <summary>See <see cref="Total.PartOf"/>.</summary>
        public int? PartOf { get; init; }

        /// <summary>See <see cref="Total.TakesSum"/>.</summary>
        public bool TakesSum { get; init; }

        /// <summary>See <see cref="Total.IsFee"/>.</summary>
        public bool IsFee { get; init; }

        /// <summary>See <see cref="Total.IsOperations"/>.</summary>
        public bool IsOperations { get; init; }

        /// <summary>See <see cref="Total.IsPerRun"/>.</summary>
        public bool IsPerRun { get; init; }
    }
}
