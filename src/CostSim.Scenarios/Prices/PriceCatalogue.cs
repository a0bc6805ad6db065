using System.Globalization;
using System.Text.Json;

namespace CostSim.Scenarios;

/// <summary>What tokens cost: one row for each model and tier whose price is known. What is not in it has no price, and is never $0.</summary>
public sealed class PriceCatalogue
{
    private const string Resource = "CostSim.Scenarios.Prices.catalogue.json";
    private const decimal PicoUsdPerMillion = 1_000_000m; // $1 for a million tokens is 1e-6 USD, 1e6 picodollars, for one

    private static readonly Lazy<PriceCatalogue> LazyBuiltIn = new(ReadBuiltIn);

    private readonly Dictionary<string, List<Price>> _rows = [];

    /// <summary>A catalogue of the given rows.</summary>
    /// <exception cref="ArgumentException">Two rows name one provider, model and tier.</exception>
    public PriceCatalogue(IEnumerable<Price> rows)
    {
        Rows = rows.ToList();
        foreach (var row in Rows)
        {
            if (!_rows.TryGetValue(row.Model, out var ofModel))
                _rows.Add(row.Model, ofModel = []);
            if (ofModel.Any(other => other.Provider == row.Provider && other.Tier == row.Tier))
                throw new ArgumentException($"Two prices of {row.Provider} {row.Model}, {row.Tier}.", nameof(rows));
            ofModel.Add(row);
        }

        Models = _rows.Keys.ToList();
    }

    /// <summary>The catalogue that is part of the program.</summary>
    public static PriceCatalogue BuiltIn => LazyBuiltIn.Value;

    /// <summary>All rows, in the order of the catalogue.</summary>
    public IReadOnlyList<Price> Rows { get; }

    /// <summary>The names of all models, each once, in the order of the catalogue.</summary>
    public IReadOnlyList<string> Models { get; }

    /// <summary>The rows of a model: its tiers, of every provider that sells it by this name; empty where it is not known.</summary>
    public IReadOnlyList<Price> RowsOf(string model) => _rows.TryGetValue(model, out var rows) ? rows : [];

    private static PriceCatalogue ReadBuiltIn()
    {
        using var stream = typeof(PriceCatalogue).Assembly.GetManifestResourceStream(Resource)!;
        using var document = JsonDocument.Parse(stream, new JsonDocumentOptions { CommentHandling = JsonCommentHandling.Skip });
        return new PriceCatalogue(document.RootElement.GetProperty("rows").EnumerateArray().Select(ReadRow).ToList());
    }

    // The resource is part of the program and its rows are tested one by one, so a fault in it is a fault of the program.
    private static Price ReadRow(JsonElement row)
    {
        var source = row.GetProperty("source").GetString()!;
        if (row.TryGetProperty("sourceDate", out var date))
            source = $"{source}, {date.GetString()}";
        return new Price(
            row.GetProperty("provider").GetString()!,
            row.GetProperty("model").GetString()!,
            row.GetProperty("tier").GetString() == "batch" ? Tier.Batch : Tier.Standard,
            PicoUsd(row.GetProperty("inputUsdPerMillion")),
            PicoUsd(row.GetProperty("outputUsdPerMillion")),
            DateOnly.ParseExact(row.GetProperty("checkedOn").GetString()!, "yyyy-MM-dd", CultureInfo.InvariantCulture),
            source,
            ReadLongContext(row));
    }

    private static LongContextPrice? ReadLongContext(JsonElement row) => row.TryGetProperty("longContext", out var longer)
        ? new LongContextPrice(
            longer.GetProperty("aboveInputTokens").GetInt64(), PicoUsd(longer.GetProperty("inputUsdPerMillion")), PicoUsd(longer.GetProperty("outputUsdPerMillion")))
        : null;

    private static long PicoUsd(JsonElement usdPerMillion)
    {
        var picoUsd = usdPerMillion.GetDecimal() * PicoUsdPerMillion;
        return picoUsd == Math.Floor(picoUsd) && picoUsd > 0
            ? (long)picoUsd
            : throw new InvalidDataException($"{usdPerMillion} USD for a million tokens is no whole number of picodollars a token.");
    }
}
