using System.Security.Cryptography;
using System.Text;
using CostSim.Scenarios.Reading.Words;

namespace CostSim.Scenarios;

/// <summary>What tokens cost and from when to when: dated rows, and a day. What is not in it has no price, and is never $0.</summary>
public sealed class PriceCatalogue
{
    /// <summary>Those who sell what others make: a bare name means the maker's own offer.</summary>
    private static readonly HashSet<string> Platforms = ["azure", "bedrock", "groq", "vertex"];

    private static readonly Lazy<PriceCatalogue> LazyBuiltIn = new(() => Of(CatalogueFile.BuiltIn));

    private readonly IReadOnlyList<CatalogueFile> _files;
    private readonly Lazy<IReadOnlyList<PriceRow>> _rows;
    private readonly DateOnly? _day;

    /// <summary>A catalogue of the given rows, no two of which give one component on one day.</summary>
    /// <param name="rows">The rows; at least one.</param>
    /// <param name="aliases">Other names of their models.</param>
    /// <param name="day">The day whose prices hold where nobody names one; null for the last day on which a row was checked.</param>
    public PriceCatalogue(IReadOnlyList<PriceRow> rows, IReadOnlyList<PriceAlias> aliases, DateOnly? day = null)
        : this(new CatalogueContent(rows, aliases), day)
    {
    }

    /// <summary>A catalogue of all that a file says.</summary>
    public PriceCatalogue(CatalogueContent content, DateOnly? day = null)
        : this([new CatalogueFile(content)], day) => Hash = content.Hash;

    private PriceCatalogue(IReadOnlyList<CatalogueFile> files, DateOnly? day)
    {
        (_files, _day) = (files, day);
        _rows = new(() => [.. files.SelectMany(file => file.Content.Rows)]);
    }

    /// <summary>The catalogue that is part of the program.</summary>
    public static PriceCatalogue BuiltIn => LazyBuiltIn.Value;

    /// <summary>All rows, in the order of the catalogue.</summary>
    public IReadOnlyList<PriceRow> Rows => _rows.Value;

    public IReadOnlyList<PriceAlias> Aliases => [.. _files.SelectMany(file => file.Content.Aliases)];

    /// <summary>What is known of models beside their prices.</summary>
    public IReadOnlyList<ModelFacts> Models => [.. _files.SelectMany(file => file.Content.Models)];

    /// <summary>What providers charge for a use of their tools.</summary>
    public IReadOnlyList<ToolFee> Fees => [.. _files.SelectMany(file => file.Content.Fees)];

    /// <summary>How tokenizers compare.</summary>
    public IReadOnlyList<TokenizerRatio> Tokenizers => [.. _files.SelectMany(file => file.Content.Tokenizers)];

    /// <summary>
    /// The day whose prices hold where a scenario names none. The catalogue has no clock: whoever has one says <see cref="AsOf"/>.
    /// </summary>
    public DateOnly Day => _day ?? Rows.Max(row => row.CheckedOn);

    /// <summary>SHA-256 of the catalogue's file in lower-case hexadecimal, or null where it was not read from one.</summary>
    public string? Hash { get; private init; }

    /// <summary>The same rows with another day.</summary>
    public PriceCatalogue AsOf(DateOnly day) => new(_files, day) { Hash = Hash };

    /// <summary>
    /// This catalogue with the user's own laid over it: an own row has the first word on the components and days that it states, and what
    /// it does not state stays. So does what is known of a model, a fee or a tokenizer as a whole.
    /// </summary>
    public PriceCatalogue With(PriceCatalogue own) =>
        new([.. own._files.Select(file => new CatalogueFile(file.Content.AsOwn())), .. _files], _day)
        {
            Hash = HashOf([Hash, own.Hash]),
        };

    /// <summary>What is known of a model, or null.</summary>
    public ModelFacts? FactsOf(string provider, string model) =>
        Naming(model).SelectMany(file => file.Models).FirstOrDefault(facts => facts.Provider == provider && facts.Model == model);

    /// <summary>What a provider charges for a use of its tools, whatever the day.</summary>
    public IEnumerable<ToolFee> FeesOf(string provider) =>
        Naming(provider).SelectMany(file => file.Fees).Where(fee => fee.Provider == provider);

    /// <summary>
    /// Tokens that one tokenizer makes of a text for each token of another; 1 for the same one, null where nothing is established.
    /// </summary>
    public TokenizerRatio? RatioOf(string tokenizer, string relativeTo)
    {
        var ratios = Naming(tokenizer).SelectMany(file => file.Tokenizers).ToList();
        return ratios.Find(ratio => (ratio.Name, ratio.RelativeTo) == (tokenizer, relativeTo))
            ?? (ratios.Find(ratio => (ratio.Name, ratio.RelativeTo) == (relativeTo, tokenizer)) is { } other
                ? other with { Name = tokenizer, RelativeTo = relativeTo, Factor = 1 / other.Factor } : null);
    }

    /// <summary>The prices of a day.</summary>
    public PriceSheet On(DateOnly day) => new(this, day);

    /// <summary>
    /// The rows of a model, whatever their day: by its exact name, an alias, or either with its provider before a slash. A bare name is the
    /// offer of its maker where there is one, and not that of a platform.
    /// </summary>
    public IReadOnlyList<PriceRow> RowsOf(string name)
    {
        var rows = Meant(name);
        // Own rows under a name that is an alias elsewhere mean that name.
        if (rows.Exists(row => row.IsOwn && row.Model == name))
            rows.RemoveAll(row => row.Model != name);
        if (rows.Exists(row => !Platforms.Contains(row.Provider)))
            rows.RemoveAll(row => Platforms.Contains(row.Provider) && !row.IsOwn);
        return rows.Count == 0 && name.IndexOf('/', StringComparison.Ordinal) is > 0 and var slash
            ? [.. Meant(name[(slash + 1)..]).Where(row => row.Provider == name[..slash])]
            : rows;
    }

    /// <summary>The name of a model, or an alias, that is nearest to a misspelt one; null where none is near.</summary>
    public string? Nearest(string name) =>
        Suggestions.Nearest(name, Rows.Select(row => row.Model).Concat(Aliases.SelectMany(alias => alias.Names)).Distinct());

    /// <summary>All rows of a provider's model, by its exact name.</summary>
    internal IEnumerable<PriceRow> RowsOf(string provider, string model) =>
        Naming(model).SelectMany(file => file.Rows).Where(row => row.Provider == provider && row.Model == model);

    private static PriceCatalogue Of(IReadOnlyList<CatalogueFile> files) =>
        new(files, null) { Hash = HashOf(files.Select(file => file.Hash)) };

    private static string HashOf(IEnumerable<string?> hashes) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(string.Join('\n', hashes))));

    /// <summary>The rows of every provider's model that goes by a name, its own or an alias.</summary>
    private List<PriceRow> Meant(string name)
    {
        var aliases = Naming(name).SelectMany(file => file.Aliases).Where(alias => alias.Names.Contains(name)).ToList();
        return
        [
            .. Naming([name, .. aliases.Select(alias => alias.Model)]).SelectMany(file => file.Rows).Where(
                row => row.Model == name || aliases.Exists(alias => alias.Provider == row.Provider && alias.Model == row.Model)),
        ];
    }

    /// <summary>What the files say that have one of the names; the others are not read.</summary>
    private IEnumerable<CatalogueContent> Naming(params IEnumerable<string> names) =>
        _files.Where(file => names.Any(file.MayName)).Select(file => file.Content);
}
