using System.Globalization;
using CostSim.Numerics.Simd;

namespace CostSim.Engine.Planning.Collapse;

/// <summary>
/// Plans the calls of a phase that are cut or priced individually: from a table of one call's moments if they are many, one by one if they
/// are few.
/// </summary>
internal sealed class SingleLanePlanner(Plan plan, Populations book, PopulationFlow flow)
{
    /// <summary>Up to this mean number of calls each is drawn: their sum is not yet normal, and drawing is as fast.</summary>
    private const int FewCalls = 200;

    private readonly Dictionary<string, SingleCallTable> _tables = [];

    /// <summary>The lanes of a phase.</summary>
    public IReadOnlyList<SingleLane> Of(PhasePlan phase) =>
    [
        .. LaneTerms.PoolsOf(plan, phase).Where(pool => flow.CallsOf(pool) is not null)
            .SelectMany(
                pool => pool.Sources.Where(source => source.OneByOne is not null && source.Round <= 1).Select(
                    source => Plan(flow.CallsOf(pool)!, source))).OfType<SingleLane>(),
    ];

    private SingleLane? Plan(PoolUnits calls, CallSource source)
    {
        IReadOnlyList<Population> parts = source.Round == 0 ? [calls.First] : calls.Repeated;
        if (parts.Count == 0)
            return null;
        var units = book.Union(parts);
        var single = source.OneByOne!;
        var itemDraws = single.Input.Concat(single.Output).SelectMany(product => plan.ItemProducts[product.ItemProduct]).Distinct()
            .ToList();
        if (parts.Any(part => itemDraws.Exists(part.Weight.Draws.Contains)))
            throw new NotCollapsibleException(
                "maxOutputTokens or a long-context price, with an item-level factor that determines both its calls and their tokens");
        // Item effects shared with other sums are not drawn with the call.
        if (units.Expected <= FewCalls && (itemDraws.Count == 0 || (units.AtMostOne && itemDraws.TrueForAll(book.Uses.IsAlone))))
            return new SingleLane(units.Units, EachWithItsItem(single), null, units.Units, []);
        var products = new SingleCallProducts(plan, single);
        if (products.Obstacle() is { } obstacle)
            throw new NotCollapsibleException(obstacle);
        var key = KeyOf(single);
        if (!_tables.TryGetValue(key, out var table))
            table = _tables[key] = new SingleCallTable(
                plan, products, book.Budget, product => plan.ItemProducts[product].Any(draw => !book.Uses.IsAlone(draw)));
        var averages = table.ItemProducts.Select(product => plan.ItemProducts[product].Any(draw => !book.Uses.IsAlone(draw))
            ? units.Average(book.Laws.Product(plan.ItemProducts[product]), book.Laws) ?? book.One : (int?)null);
        var constant = book.Steps.Constant(units.Systematic(book.Laws) / plan.Items);
        var concentration = units.Scatter is { } scatter
            ? book.Steps.Add(result => new SumStep([new SumTerm(constant, 1), new SumTerm(scatter, 1)], result)) : constant;
        book.Shapes.AddTable(table.Error);
        book.Shapes.AddSum(table.AtCentre.Skewness, table.AtCentre.Variation, units.Expected);
        return new SingleLane(units.Units, single, table, concentration, [.. averages]);
    }

    /// <summary>The key of a table: calls that differ only in their streams share one.</summary>
    private static string KeyOf(SingleSource single)
    {
        var streams = new List<uint>();
        return FormattableString.Invariant(
            $"{single.OutputMax} {single.AskedAgainAbove} {single.LongAbove} {Of(single.Input)} | {Of(single.Output)}");

        string Of(IEnumerable<ProductPlan> products) => string.Join('+', products.Select(product => string.Create(
            CultureInfo.InvariantCulture,
            $"{product.Constant:r} {string.Join(',', product.RunDraws)} {product.ItemProduct} "
                + $"{string.Join(',', product.Calls.Select(Name))}")));

        string Name(CallFactor factor)
        {
            if (!streams.Contains(factor.Stream))
                streams.Add(factor.Stream);
            var quantile = factor.Quantile;
            return string.Create(
                CultureInfo.InvariantCulture,
                $"{streams.IndexOf(factor.Stream)}:{quantile.Min:r}:{quantile.Max:r}:{quantile.Mean:r}:{quantile.Variance:r}");
        }
    }

    /// <summary>The calls with their items' draws as draws of each call: exact if no item has two.</summary>
    private SingleSource EachWithItsItem(SingleSource single) =>
        single with { Input = [.. single.Input.Select(EachWithItsItem)], Output = [.. single.Output.Select(EachWithItsItem)] };

    private ProductPlan EachWithItsItem(ProductPlan product) => product with
    {
        ItemProduct = 0,
        // One stream for all uses of the draw: a call's input and output have the same item.
        Calls = [.. product.Calls,
            .. plan.ItemProducts[product.ItemProduct].Select(
                draw => new CallFactor(book.Stream($"item/{plan.ItemDraws[draw].Name}"), plan.ItemDraws[draw].Quantile))],
    };
}
