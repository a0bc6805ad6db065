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
    /// The prices of a model: its tiers, of every provider that sells it by this name; empty where none is known. The name is exact, an alias, or
    /// either with its provider before a slash.
    /// </summary>
    public IReadOnlyList<Price> PricesOf(string name) =>
    [
        .. _catalogue.RowsOf(name).Select(row => row.Key).Distinct()
            .Select(key => _prices.GetValueOrDefault(key)).OfType<Price>(),
    ];

    /// <summary>The rows of the day behind a price.</summary>
    public IReadOnlyList<PriceRow> RowsOf(Price price) =>
    [
        .. _catalogue.Rows.Where(row => row.Provider == price.Provider && row.Model == price.Model && row.Tier == price.Tier && row.HoldsOn(Day)),
    ];

    /// <summary>One price of the rows of a model and tier, or null where its input or output, for short calls or long ones, has none.</summary>
    private static Price? Assemble(IReadOnlyList<PriceRow> rows)
    {
        var plain = Components(rows, null);
        var limit = rows.Max(row => row.AboveInputTokens);
        var longer = limit is null ? null : Components(rows, limit);
        if (!IsWhole(plain) || (longer is not null && !IsWhole(longer)))
            return null;
        return new Price(
            rows[0].Provider, rows[0].Model, rows[0].Tier, plain[PriceComponent.Input], plain[PriceComponent.Output],
            rows.Min(row => row.CheckedOn), Sources(rows.Where(row => !IsOfCaching(row))))
        {
            CacheSource = rows.Any(IsOfCaching) ? Sources(rows.Where(IsOfCaching)) : null,
            CachedInputPicoUsd = Find(plain, PriceComponent.CachedInput),
            CacheWrite = CacheWrites(plain),
            LongContext = longer is null ? null : new LongContextPrice(limit!.Value, longer[PriceComponent.Input], longer[PriceComponent.Output])
            {
                CachedInputPicoUsd = Find(longer, PriceComponent.CachedInput),
                CacheWrite = CacheWrites(longer),
            },
            From = rows.Max(row => row.From),
            To = rows.Min(row => row.To),
        };
    }

    private static bool IsOfCaching(PriceRow row) => !row.PicoUsd.ContainsKey(PriceComponent.Input) && !row.PicoUsd.ContainsKey(PriceComponent.Output);

    private static string Sources(IEnumerable<PriceRow> rows) =>
        string.Join("; ", rows.Select(row => row.IsDerived ? $"derived: {row.Source}" : row.Source).Distinct());

    private static Dictionary<PriceComponent, long> Components(IEnumerable<PriceRow> rows, long? limit) =>
        rows.Where(row => row.AboveInputTokens == limit).SelectMany(row => row.PicoUsd).ToDictionary();

    private static bool IsWhole(Dictionary<PriceComponent, long> components) =>
        components.ContainsKey(PriceComponent.Input) && components.ContainsKey(PriceComponent.Output);

    private static CacheWritePrices CacheWrites(Dictionary<PriceComponent, long> components) => new(
        Find(components, PriceComponent.CacheWrite), Find(components, PriceComponent.CacheWrite5m), Find(components, PriceComponent.CacheWrite1h));

    private static long? Find(Dictionary<PriceComponent, long> components, PriceComponent component) =>
        components.TryGetValue(component, out var picoUsd) ? picoUsd : null;
}

/// <summary>What the catalogue calls a component.</summary>
public static class ComponentName
{
    private static readonly Dictionary<PriceComponent, string> Words = new()
    {
        [PriceComponent.Input] = "input",
        [PriceComponent.CachedInput] = "cachedInput",
        [PriceComponent.CacheWrite] = "cacheWrite",
        [PriceComponent.CacheWrite5m] = "cacheWrite5m",
        [PriceComponent.CacheWrite1h] = "cacheWrite1h",
        [PriceComponent.Output] = "output",
    };

    public static string Of(PriceComponent component) => Words[component];

    /// <summary>All components with their words, in the order in which they are listed.</summary>
    public static IReadOnlyDictionary<PriceComponent, string> All => Words;
}
