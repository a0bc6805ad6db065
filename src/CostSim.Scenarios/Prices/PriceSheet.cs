namespace CostSim.Scenarios;

/// <summary>The prices of one day: what the rows of a catalogue that hold on it add up to, each model and tier once.</summary>
public sealed class PriceSheet
{
    private readonly PriceCatalogue _catalogue;
    private readonly Lazy<IReadOnlyList<Price>> _prices;

    internal PriceSheet(PriceCatalogue catalogue, DateOnly day) =>
        (_catalogue, Day, _prices) = (catalogue, day, new(() => Assembled(catalogue.Rows)));

    public DateOnly Day { get; }

    /// <summary>All prices of the day, in the order of the catalogue.</summary>
    public IReadOnlyList<Price> Prices => _prices.Value;

    /// <summary>
    /// The prices of a model: its tiers, of every provider that sells it by this name; empty where none is known. The name is exact, an
    /// alias, or either with its provider before a slash.
    /// </summary>
    public IReadOnlyList<Price> PricesOf(string name) => Assembled(_catalogue.RowsOf(name));

    /// <summary>A price with the adjustments that are for its model, by any of its names.</summary>
    public Price Adjusted(Price price, IReadOnlyList<PriceAdjustment> adjustments) => price.With(
        [.. adjustments.Where(one => one.Models.Count == 0 || one.Models.Any(name => _catalogue.RowsOf(name).Any(
            row => (row.Provider, row.Model) == (price.Provider, price.Model))))]);

    /// <summary>The rows of the day behind a price.</summary>
    public IReadOnlyList<PriceRow> RowsOf(Price price) =>
        [.. _catalogue.RowsOf(price.Provider, price.Model).Where(row => row.Tier == price.Tier && row.HoldsOn(Day))];

    /// <summary>The fee of a provider's tool on the day, or null where none is known.</summary>
    public ToolFee? FeeOf(string provider, string name) =>
        _catalogue.FeesOf(provider).FirstOrDefault(fee => fee.Name == name && fee.HoldsOn(Day));

    /// <summary>The names of a provider's fees on the day.</summary>
    public IReadOnlyList<string> FeesOf(string provider) =>
        [.. _catalogue.FeesOf(provider).Where(fee => fee.HoldsOn(Day)).Select(fee => fee.Name).Distinct()];

    /// <summary>What the rows that hold on the day add up to, each model and tier once.</summary>
    private List<Price> Assembled(IEnumerable<PriceRow> rows) =>
        [.. rows.Where(row => row.HoldsOn(Day)).GroupBy(row => row.Key).Select(ofTier => Assemble([.. ofTier])).OfType<Price>()];

    /// <summary>
    /// One price of the rows of a model and tier, or null where its input has none, or its output for long calls where short ones have one.
    /// </summary>
    private static Price? Assemble(IReadOnlyList<PriceRow> rows)
    {
        var used = new List<PriceRow>();
        // Of several limits the user's own counts: own rows go first.
        var limit = rows.FirstOrDefault(row => row.AboveInputTokens is not null)?.AboveInputTokens;
        if (Find(null, PriceComponent.Input) is not { } input)
            return null;
        var output = Find(null, PriceComponent.Output);
        LongContextPrice? longer = null;
        if (limit is { } above)
        {
            var longOutput = Find(limit, PriceComponent.Output);
            if (Find(limit, PriceComponent.Input) is not { } longInput || (longOutput is null) != (output is null))
                return null;
            longer = Others(new LongContextPrice(above, longInput, longOutput), limit);
        }

        var price = Others(new Price(rows[0].Provider, rows[0].Model, rows[0].Tier, input, output, default, "", longer), null);
        used = [.. rows.Where(used.Contains)];
        return price with
        {
            CheckedOn = used.Min(row => row.CheckedOn),
            Source = Sources(used.Where(row => !IsOfCaching(row))),
            CacheSource = used.Any(IsOfCaching) ? Sources(used.Where(IsOfCaching)) : null,
            From = used.Max(row => row.From),
            To = used.Min(row => row.To),
            IsOwn = used.Any(row => row.IsOwn),
        };

        T Others<T>(T prices, long? above)
            where T : TokenPrices => (T)(prices with
            {
                CachedInputPicoUsd = Find(above, PriceComponent.CachedInput),
                CacheWrite = new CacheWritePrices(
                    Find(above, PriceComponent.CacheWrite), Find(above, PriceComponent.CacheWrite5m),
                    Find(above, PriceComponent.CacheWrite1h)),
                AudioInputPicoUsd = Find(above, PriceComponent.AudioInput),
                ImageInputPicoUsd = Find(above, PriceComponent.ImageInput),
            });

        long? Find(long? above, PriceComponent component)
        {
            if (rows.FirstOrDefault(row => row.AboveInputTokens == above && row.PicoUsd.ContainsKey(component)) is not { } row)
                return null;
            used.Add(row);
            return row.PicoUsd[component];
        }
    }

    private static bool IsOfCaching(PriceRow row) =>
        !row.PicoUsd.ContainsKey(PriceComponent.Input) && !row.PicoUsd.ContainsKey(PriceComponent.Output);

    private static string Sources(IEnumerable<PriceRow> rows) =>
        string.Join("; ", rows.Select(
            row => $"{(row.IsOwn ? "your price list: " : "")}{(row.IsDerived ? "derived: " : "")}{row.Source}").Distinct());
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
        new(PriceComponent.AudioInput, "audioInput"),
        new(PriceComponent.ImageInput, "imageInput"),
        new(PriceComponent.Output, "output"),
    ];

    public static string Of(PriceComponent component) => All.First(name => name.Component == component).Word;
}
