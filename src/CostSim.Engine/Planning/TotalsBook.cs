using CostSim.Numerics.Simd;
using CostSim.Scenarios;

namespace CostSim.Engine.Planning;

/// <summary>Where a call stands: what the streams of its own draws are named after.</summary>
/// <param name="Streams">Numbers for streams; null where calls draw nothing of their own.</param>
/// <param name="Name">Phase and kind of call.</param>
/// <param name="Round">0 for first calls, else the round of the retry.</param>
internal sealed record CallSite(StreamNames? Streams, string Name, int Round);

/// <summary>
/// The sums of one phase. Terms that the same constant, price and run-level draws multiply share a total, so that first calls and repeated
/// calls of one amount are one sum.
/// </summary>
internal sealed class TotalsBook(FactorBook book, ItemProducts products)
{
    private readonly List<Total> _totals = [];
    private readonly List<CallSource> _sources = [];

    public IReadOnlyList<Total> Totals => _totals;

    public IReadOnlyList<CallSource> Sources => _sources;

    /// <summary>The sources added since this was last asked.</summary>
    public IReadOnlyList<CallSource> TakeSources()
    {
        List<CallSource> added = [.. _sources];
        _sources.Clear();
        return added;
    }

    /// <summary>Adds one kind of call: input and output tokens as sums of products of amounts.</summary>
    public void AddSource(Amount[][] input, Amount[][] output, Price price, CallSite site, bool billed)
    {
        var terms = new List<Term>();
        terms.AddRange(input.Select(product => MakeTerm(product, isOutput: false, price.InputPicoUsd, site)));
        terms.AddRange(output.Select(product => MakeTerm(product, isOutput: true, price.OutputPicoUsd, site)));
        _sources.Add(new CallSource(site.Round, [.. terms.Where(term => _totals[term.Total].Constant != 0)], billed));
    }

    /// <summary>Adds one kind of call whose tokens are needed call by call.</summary>
    public void AddSingleSource(Amount[][] input, Amount[][] output, Price price, double outputMax, LongContextPrice? longer, CallSite site)
    {
        var totals = (
            TotalOf(isOutput: false, 1, [], price.InputPicoUsd), TotalOf(isOutput: true, 1, [], price.OutputPicoUsd),
            TotalOf(isOutput: false, 1, [], longer?.InputPicoUsd ?? price.InputPicoUsd), TotalOf(isOutput: true, 1, [], longer?.OutputPicoUsd ?? price.OutputPicoUsd));
        var single = new SingleSource(
            [.. input.Select(product => MakeProduct(product, site))], [.. output.Select(product => MakeProduct(product, site))],
            outputMax, longer?.AboveInputTokens ?? double.PositiveInfinity, totals);
        _sources.Add(new CallSource(site.Round, [], BilledCalls: true, single));
    }

    /// <summary>Adds money of operations, once a unit or once an item: USD as sums of products of amounts.</summary>
    public void AddOperations(Amount[][] usd, CallSite site) =>
        _sources.Add(new CallSource(site.Round, [.. usd.Select(product => MakeTerm(product, site))], BilledCalls: false));

    /// <summary>Adds money of operations once a run.</summary>
    public void AddOperationsOfRun(Amount[] usd)
    {
        var (constant, run, _, _) = TakeApart(usd, new CallSite(null, "", 0));
        Known(new Total(IsOutput: false, constant, run, 0) { IsOperations = true, IsPerRun = true });
    }

    private Term MakeTerm(Amount[] usd, CallSite site)
    {
        var (constant, run, item, calls) = TakeApart(usd, site);
        return new Term(Known(new Total(IsOutput: false, constant, run, 0) { IsOperations = true }), products.Of(item), calls);
    }

    private ProductPlan MakeProduct(Amount[] product, CallSite site)
    {
        var (constant, run, item, calls) = TakeApart(product, site);
        return new ProductPlan(constant, run, products.Of(item), calls);
    }

    private Term MakeTerm(Amount[] product, bool isOutput, long price, CallSite site)
    {
        var (constant, run, item, calls) = TakeApart(product, site);
        return new Term(TotalOf(isOutput, constant, run, price), products.Of(item), calls);
    }

    /// <summary>In the order of the product: a draw's index depends on what stands before the phase, and the order of a product decides its last bit.</summary>
    private (double Constant, List<int> Run, List<int> Item, CallFactor[] Calls) TakeApart(Amount[] product, CallSite site)
    {
        var factors = product.Select(book.Of).ToList();
        return (
            factors.Aggregate(1.0, (value, factor) => value * factor.Constant),
            [.. factors.SelectMany(factor => factor.RunDraws)],
            [.. factors.SelectMany(factor => factor.ItemDraws)],
            [.. factors.SelectMany(factor => factor.CallParts).Select(part => new CallFactor(site.Streams!.Of($"{part.Name}@{site.Name}"), part.Quantile))]);
    }

    private int TotalOf(bool isOutput, double constant, List<int> runDraws, long price) => Known(new Total(isOutput, constant, runDraws, price));

    /// <summary>The index of a total like this one, which is added where there is none yet.</summary>
    private int Known(Total wanted)
    {
        // Equal but for the list of draws, which records compare by reference.
        var known = _totals.FindIndex(total => total with { RunDraws = wanted.RunDraws } == wanted && total.RunDraws.SequenceEqual(wanted.RunDraws));
        if (known >= 0)
            return known;
        _totals.Add(wanted);
        return _totals.Count - 1;
    }
}
