using CostSim.Scenarios.Reading;
using CostSim.Scenarios.Reading.Words;

namespace CostSim.Scenarios;

/// <summary>What tokens cost and from when to when: dated rows, and a day. What is not in it has no price, and is never $0.</summary>
public sealed class PriceCatalogue
{
    private const string Resource = "CostSim.Scenarios.Prices.catalogue.json";

    private static readonly Lazy<PriceCatalogue> LazyBuiltIn = new(ReadBuiltIn);

    /// <summary>A catalogue of the given rows, no two of which give one component on one day.</summary>
    /// <param name="rows">The rows; at least one.</param>
    /// <param name="aliases">Other names of their models.</param>
    /// <param name="day">The day whose prices hold where nobody names one; null for the last day on which a row was checked.</param>
    public PriceCatalogue(IReadOnlyList<PriceRow> rows, IReadOnlyList<PriceAlias> aliases, DateOnly? day = null) =>
        (Rows, Aliases, Day) = (rows, aliases, day ?? rows.Max(row => row.CheckedOn));

    /// <summary>The catalogue that is part of the program.</summary>
    public static PriceCatalogue BuiltIn => LazyBuiltIn.Value;

    /// <summary>All rows, in the order of the catalogue.</summary>
    public IReadOnlyList<PriceRow> Rows { get; }

    public IReadOnlyList<PriceAlias> Aliases { get; }

    /// <summary>The day whose prices hold where a scenario names none. The catalogue has no clock: whoever has one says <see cref="AsOf"/>.</summary>
    public DateOnly Day { get; }

    /// <summary>SHA-256 of the catalogue's file in lower-case hexadecimal, or null where it was not read from one.</summary>
    public string? Hash { get; init; }

    /// <summary>The same rows with another day.</summary>
    public PriceCatalogue AsOf(DateOnly day) => new(Rows, Aliases, day) { Hash = Hash };

    /// <summary>The prices of a day.</summary>
    public PriceSheet On(DateOnly day) => new(this, day);

    /// <summary>The rows of a model, whatever their day: by its exact name, an alias, or either with its provider before a slash.</summary>
    public IReadOnlyList<PriceRow> RowsOf(string name)
    {
        var rows = Rows.Where(row => Means(row, name)).ToList();
        return rows.Count == 0 && name.IndexOf('/', StringComparison.Ordinal) is > 0 and var slash
            ? [.. Rows.Where(row => row.Provider == name[..slash] && Means(row, name[(slash + 1)..]))]
            : rows;
    }

    /// <summary>The name of a model, or an alias, that is nearest to a misspelt one; null where none is near.</summary>
    public string? Nearest(string name) =>
        Suggestions.Nearest(name, Rows.Select(row => row.Model).Concat(Aliases.SelectMany(alias => alias.Names)).Distinct());

    private bool Means(PriceRow row, string name) => row.Model == name
        || Aliases.Any(alias => alias.Provider == row.Provider && alias.Model == row.Model && alias.Names.Contains(name));

    private static PriceCatalogue ReadBuiltIn()
    {
        using var stream = typeof(PriceCatalogue).Assembly.GetManifestResourceStream(Resource)!;
        using var text = new MemoryStream();
        stream.CopyTo(text);
        var reading = CatalogueReader.Read("prices/catalogue.json", text.ToArray());
        return reading.Catalogue ?? throw new InvalidDataException(string.Join('\n', reading.Diagnostics));
    }
}
