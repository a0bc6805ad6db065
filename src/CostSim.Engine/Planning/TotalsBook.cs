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

    /// <summary>Adds one kind of call: input and output tokens as sums of products of amounts.</summary>
    public void AddSource(Amount[][] input, Amount[][] output, Price price, CallSite site, bool billed)
    {
        var terms = new List<Term>();
        terms.AddRange(input.Select(product => MakeTerm(product, isOutput: false, price.InputPicoUsd, site)));
        terms.AddRange(output.Select(product => MakeTerm(product, isOutput: true, price.OutputPicoUsd, site)));
        _sources.Add(new CallSource(site.Round, [.. terms.Where(term => _totals[term.Total].Constant != 0)], billed));
    }

    private Term MakeTerm(Amount[] product, bool isOutput, long price, CallSite site)
    {
        var factors = product.Select(book.Of).ToList();
        var constant = factors.Aggregate(1.0, (value, factor) => value * factor.Constant);
        var run = factors.SelectMany(factor => factor.RunDraws).Order().ToList();
        var item = factors.SelectMany(factor => factor.ItemDraws).Order().ToList();
        var calls = factors.SelectMany(factor => factor.CallParts)
            .Select(part => new CallFactor(site.Streams!.Of($"{part.Name}@{site.Name}"), part.Quantile)).ToArray();
        return new Term(TotalOf(isOutput, constant, run, price), products.Of(item), calls);
    }

    private int TotalOf(bool isOutput, double constant, List<int> runDraws, long price)
    {
        var known = _totals.FindIndex(total =>
            total.IsOutput == isOutput && total.Constant == constant && total.PricePicoUsd == price && total.RunDraws.SequenceEqual(runDraws));
        if (known >= 0)
            return known;
        _totals.Add(new Total(isOutput, constant, runDraws, price));
        return _totals.Count - 1;
    }
}
