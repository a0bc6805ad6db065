namespace CostSim.Scenarios;

/// <summary>The prices of one day: what the rows of a catalogue that hold on it add up to, each model and tier once.</summary>
public sealed class PriceSheet
{
    private readonly PriceCatalogue _catalogue;
    private readonly Dictionary<PriceKey, Price> _prices = [];

    internal PriceSheet(PriceCatalogue catalogue, DateOnly day)
    {
        (_catalogue, Day) = (catalogue, day);
        foreach (var rows in catalogue.Rows.Where(row => row.HoldsOn(day)).GroupBy(row => row.Key))
        {
            if (Assemble([.. rows]) is { } price)
                _prices.Add(rows.Key, price);
        }
    }

    public DateOnly Day { get; }

    /// <summary>All prices of the day, in the order of the catalogue.</summary>
    public IReadOnlyList<Price> Prices => [.. _prices.Values];

    /// <summary>
    /// The prices of a model: its tiers, of every provider that sells it by this name; empty where none is known. The name is exact, an
    /// alias, or either with its provider before a slash.
    /// </summary>
    public IReadOnlyList<Price> PricesOf(string name) =>
    [
        .. _catalogue.RowsOf(name).Select(row => row.Key).Distinct()
            .Select(key => _prices.GetValueOrDefault(key)).OfType<Price>(),
    ];

    /// <summary>The rows of the day behind a price.</summary>
    public IReadOnlyList<PriceRow> RowsOf(Price price) =>
    [
        .. _catalogue.Rows.Where(
            row => row.Provider == price.Provider && row.Model == price.Model && row.Tier == price.Tier && row.HoldsOn(Day)),
    ];

    /// <summary>
    /// One price of the rows of a model and tier, or null where its input or output, for short calls or long ones, has none.
    /// </summary>
    private static Price? Assemble(IReadOnlyList<PriceRow> rows)
    {
        var limit = rows.Max(row => row.AboveInputTokens);
        if (Find(null, PriceComponent.Input) is not { } input || Find(null, PriceComponent.Output) is not { } output)
            return null;
        LongContextPrice? longer = null;
        if (limit is { } above)
        {
            if (Find(limit, PriceComponent.Input) is not { } longInput || Find(limit, PriceComponent.Output) is not { } longOutput)
                return null;
            longer = new LongContextPrice(above, longInput, longOutput)
            {
                CachedInputPicoUsd = Find(limit, PriceComponent.CachedInput),
                CacheWrite = CacheWrites(limit)
            };
        }

        return new Price(
            rows[0].Provider, rows[0].Model, rows[0].Tier, input, output, rows.Min(row => row.CheckedOn),
            Sources(rows.Where(row => !IsOfCaching(row))), longer)
        {
            CacheSource = rows.Any(IsOfCaching) ? Sources(rows.Where(IsOfCaching)) : null,
            CachedInputPicoUsd = Find(null, PriceComponent.CachedInput),
            CacheWrite = CacheWrites(null),
            From = rows.Max(row => row.From),
            To = rows.Min(row => row.To),
        };

        CacheWritePrices CacheWrites(long? above) => new(
            Find(above, PriceComponent.CacheWrite), Find(above, PriceComponent.CacheWrite5m), Find(above, PriceComponent.CacheWrite1h));

        long? Find(long? above, PriceComponent component) =>
            rows.FirstOrDefault(row => row.AboveInputTokens == above && row.PicoUsd.ContainsKey(component))?.PicoUsd[component];
    }

    private static bool IsOfCaching(PriceRow row) =>
        !row.PicoUsd.ContainsKey(PriceComponent.Input) && !row.PicoUsd.ContainsKey(PriceComponent.Output);

    private static string Sources(IEnumerable<PriceRow> rows) =>
        string.Join("; ", rows.Select(row => row.IsDerived ? $"derived: {row.Source}" : row.Source).Distinct());
}

/// <summary>A component, and the catalogue's word for it.</summary>
public sealed record ComponentName(PriceComponent Component, string Word)
{
    /// <summary>All of them, in the order in which they are listed.</summary>
    public static IReadOnlyList<ComponentName> All { get; } =
    [
        new(PriceComponent.Input, "input"),
        new(PriceComponent.CachedInput, "cachedInput"),
        new(PriceComponent.CacheWrite, "cacheWrite"),
        new(PriceComponent.CacheWrite5m, "cacheWrite5m"),
        new(PriceComponent.CacheWrite1h, "cacheWrite1h"),
        new(PriceComponent.Output, "output"),
    ];

    public static string Of(PriceComponent component) => All.First(name => name.Component == component).Word;
}
