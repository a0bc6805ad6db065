using System.Security.Cryptography;
using System.Text;
using CostSim.Scenarios.Reading;
using CostSim.Scenarios.Reading.Words;

namespace CostSim.Scenarios;

/// <summary>What tokens cost and from when to when: dated rows, and a day. What is not in it has no price, and is never $0.</summary>
public sealed class PriceCatalogue
{
    private const string Resources = "CostSim.Scenarios.Prices.";

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

    /// <summary>What is known of models beside their prices.</summary>
    public IReadOnlyList<ModelFacts> Models { get; init; } = [];

    /// <summary>What providers charge for a use of their tools.</summary>
    public IReadOnlyList<ToolFee> Fees { get; init; } = [];

    /// <summary>How tokenizers compare.</summary>
    public IReadOnlyList<TokenizerRatio> Tokenizers { get; init; } = [];

    /// <summary>
    /// The day whose prices hold where a scenario names none. The catalogue has no clock: whoever has one says <see cref="AsOf"/>.
    /// </summary>
    public DateOnly Day { get; }

    /// <summary>SHA-256 of the catalogue's file in lower-case hexadecimal, or null where it was not read from one.</summary>
    public string? Hash { get; init; }

    /// <summary>The same rows with another day.</summary>
    public PriceCatalogue AsOf(DateOnly day) =>
        new(Rows, Aliases, day) { Models = Models, Fees = Fees, Tokenizers = Tokenizers, Hash = Hash };

    /// <summary>
    /// This catalogue with the user's own laid over it: an own row has the first word on the components and days that it states, and what
    /// it does not state stays. So does what is known of a model, a fee or a tokenizer as a whole.
    /// </summary>
    public PriceCatalogue With(PriceCatalogue own) =>
        new([.. own.Rows.Select(row => row with { IsOwn = true }), .. Rows], [.. own.Aliases, .. Aliases], Day)
        {
            Models = [.. own.Models, .. Models],
            Fees = [.. own.Fees.Select(fee => fee with { IsOwn = true }), .. Fees],
            Tokenizers = [.. own.Tokenizers, .. Tokenizers],
            Hash = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{Hash}\n{own.Hash}"))),
        };

    /// <summary>What is known of a model, or null.</summary>
    public ModelFacts? FactsOf(string provider, string model) =>
        Models.FirstOrDefault(facts => facts.Provider == provider && facts.Model == model);

    /// <summary>
    /// Tokens that one tokenizer makes of a text for each token of another; 1 for the same one, null where nothing is established.
    /// </summary>
    public TokenizerRatio? RatioOf(string tokenizer, string relativeTo) =>
        Tokenizers.FirstOrDefault(ratio => (ratio.Name, ratio.RelativeTo) == (tokenizer, relativeTo))
        ?? Tokenizers.Where(ratio => (ratio.Name, ratio.RelativeTo) == (relativeTo, tokenizer))
            .Select(ratio => ratio with { Name = tokenizer, RelativeTo = relativeTo, Factor = 1 / ratio.Factor }).FirstOrDefault();

    /// <summary>The prices of a day.</summary>
    public PriceSheet On(DateOnly day) => new(this, day);

    /// <summary>The rows of a model, whatever their day: by its exact name, an alias, or either with its provider before a slash.</summary>
    public IReadOnlyList<PriceRow> RowsOf(string name)
    {
        var rows = Rows.Where(row => Means(row, name)).ToList();
        // Own rows under a name that is an alias elsewhere mean that name.
        if (rows.Any(row => row.IsOwn && row.Model == name))
            rows.RemoveAll(row => row.Model != name);
        return rows.Count == 0 && name.IndexOf('/', StringComparison.Ordinal) is > 0 and var slash
            ? [.. Rows.Where(row => row.Provider == name[..slash] && Means(row, name[(slash + 1)..]))]
            : rows;
    }

    /// <summary>The name of a model, or an alias, that is nearest to a misspelt one; null where none is near.</summary>
    public string? Nearest(string name) =>
        Suggestions.Nearest(name, Rows.Select(row => row.Model).Concat(Aliases.SelectMany(alias => alias.Names)).Distinct());

    private bool Means(PriceRow row, string name) => row.Model == name
        || Aliases.Any(alias => alias.Provider == row.Provider && alias.Model == row.Model && alias.Names.Contains(name));

    /// <summary>The files of all providers, by their names.</summary>
    private static PriceCatalogue ReadBuiltIn()
    {
        var assembly = typeof(PriceCatalogue).Assembly;
        var names = assembly.GetManifestResourceNames().Where(name => name.StartsWith(Resources, StringComparison.Ordinal))
            .Order(StringComparer.Ordinal);
        var files = names.Select(name => Read(name[Resources.Length..], assembly.GetManifestResourceStream(name)!)).ToList();
        return new PriceCatalogue([.. files.SelectMany(file => file.Rows)], [.. files.SelectMany(file => file.Aliases)])
        {
            Models = [.. files.SelectMany(file => file.Models)],
            Fees = [.. files.SelectMany(file => file.Fees)],
            Tokenizers = [.. files.SelectMany(file => file.Tokenizers)],
            Hash = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(string.Join('\n', files.Select(file => file.Hash))))),
        };
    }

    private static PriceCatalogue Read(string name, Stream stream)
    {
        using var text = new MemoryStream();
        using (stream)
            stream.CopyTo(text);
        var reading = CatalogueReader.Read($"prices/{name}", text.ToArray());
        return reading.Catalogue ?? throw new InvalidDataException(string.Join('\n', reading.Diagnostics));
    }
}
