using System.Globalization;
using System.Security.Cryptography;
using CostSim.Scenarios.Language;
using CostSim.Scenarios.Reading.Syntax;
using CostSim.Scenarios.Reading.Words;

namespace CostSim.Scenarios.Reading;

/// <summary>What reading a price catalogue gave: the catalogue where it is sound, and every finding, in the order of the text.</summary>
/// <param name="Content">What the file says, or null where there is an error.</param>
/// <param name="Diagnostics">What is wrong.</param>
public sealed record CatalogueReading(CatalogueContent? Content, IReadOnlyList<Diagnostic> Diagnostics)
{
    /// <summary>The catalogue, or null where there is an error.</summary>
    public PriceCatalogue? Catalogue { get; } = Content is null ? null : new PriceCatalogue(Content);
}

/// <summary>
/// Reads price catalogues: JSON text to a <see cref="PriceCatalogue"/>, or to what is wrong with it. The form is in docs/prices.md.
/// </summary>
public sealed class CatalogueReader
{
    private const decimal PicoUsdPerMillion = 1_000_000m; // $1 for a million tokens is 1e-6 USD, 1e6 picodollars, for one

    private readonly Findings _findings;
    private readonly Scalars _scalars;
    private readonly List<ReadRow> _rows = [];
    private readonly Dictionary<(string Provider, string Model), Spot> _facts = [];

    /// <summary>A row, and the object that says it.</summary>
    private sealed record ReadRow(PriceRow Row, KeyedNode Node);

    private CatalogueReader(Findings findings) => (_findings, _scalars) = (findings, new Scalars(findings));

    /// <summary>Reads a catalogue file. That it is missing, a folder or too large is a finding too.</summary>
    public static CatalogueReading ReadFile(string path)
    {
        var findings = new Findings();
        return ScenarioFile.ReadPrices(path, findings) is { } bytes ? Read(path, bytes)
            : new CatalogueReading(null, findings.InTextOrder());
    }

    /// <summary>Reads a catalogue from its text.</summary>
    /// <param name="source">What diagnostics call the text: a file name.</param>
    /// <param name="utf8">The text, in UTF-8, with or without a byte order mark.</param>
    public static CatalogueReading Read(string source, ReadOnlySpan<byte> utf8)
    {
        var findings = new Findings();
        var catalogue = ScenarioText.IsText(
            source, ref utf8, out var hashed, "A price catalogue is an object: { \"rows\": [ … ] }", findings)
            && new TreeReader(source, 0, 1, findings).Read(utf8) is { } root
                ? new CatalogueReader(findings).Bind(root, Convert.ToHexStringLower(SHA256.HashData(hashed)))
                : null;
        return new CatalogueReading(catalogue, findings.InTextOrder());
    }

    private CatalogueContent? Bind(ScenarioNode root, string hash)
    {
        if (KeyedNode.Open(root, "", Place.Catalogue, _findings) is not { } catalogue)
            return null;
        var rows = _scalars.List(catalogue.Require("rows"), "rows");
        for (var i = 0; i < rows.Count; i++)
        {
            if (KeyedNode.Open(rows[i], $"rows.{i}", Place.PriceRow, _findings) is { } keyed && BindRow(keyed) is { } row)
                _rows.Add(new ReadRow(row, keyed));
        }

        var aliases = Each(catalogue, "aliases", Place.PriceAlias, BindAlias);
        var facts = Each(catalogue, "models", Place.PriceModel, BindFacts);
        var fees = Each(catalogue, "fees", Place.ToolFee, BindFee);
        var ratios = Each(catalogue, "tokenizers", Place.TokenizerRatio, BindRatio);
        if (catalogue.Find("rows") is { Kind: NodeKind.Array, Elements.Count: 0 } empty)
            _findings.Error(empty.Spot, "rows", "the catalogue has no rows");
        ReportOverlaps();
        return _findings.HasErrors || _rows.Count == 0 ? null
            : new CatalogueContent([.. _rows.Select(row => row.Row)], aliases)
            {
                Models = facts,
                Fees = fees,
                Tokenizers = ratios,
                Hash = hash,
            };
    }

    /// <summary>The sound ones among the entries of a list.</summary>
    private List<T> Each<T>(KeyedNode catalogue, string key, Place place, Func<KeyedNode, T?> bind)
        where T : class =>
        [
            .. _scalars.List(catalogue.Find(key), key)
                .Select((node, i) => KeyedNode.Open(node, $"{key}.{i}", place, _findings) is { } keyed ? bind(keyed) : null).OfType<T>(),
        ];

    private ModelFacts? BindFacts(KeyedNode entry)
    {
        var (provider, model, checkedOn, source) =
            (entry.Text("provider"), entry.Text("model"), entry.Day("checkedOn"), entry.Text("source"));
        var facts = new ModelFacts(provider ?? "", model ?? "", checkedOn ?? default, source ?? "")
        {
            Caching = entry.Read<Caching?>("caching"),
            LeastCacheableTokens = entry.Whole("leastCacheableTokens"),
            ContextWindowTokens = entry.Whole("contextWindowTokens"),
            MaxOutputTokens = entry.Whole("maxOutputTokens"),
            Tokenizer = entry.Text("tokenizer"),
            DeprecatedOn = entry.Day("deprecatedOn"),
            RetiredOn = entry.Day("retiredOn"),
            Note = entry.Text("note"),
        };
        if (provider is not null && model is not null && !_facts.TryAdd((provider, model), entry.Node.Spot))
            _findings.Error(
                entry.SpotOf("model"), entry.PathOf("model"),
                $"{Shorten.Quoted(model)} by {provider} has an entry already, in line {_facts[(provider, model)].Line}");
        return provider is null || model is null || checkedOn is null || source is null ? null : facts;
    }

    private ToolFee? BindFee(KeyedNode entry)
    {
        var (provider, name, usd) = (entry.Text("provider"), entry.Text("name"), entry.Number("usdPerCall"));
        var (from, to, checkedOn, source) = (entry.Day("from"), entry.Day("to"), entry.Day("checkedOn"), entry.Text("source"));
        entry.Text("note");
        return provider is null || name is null || usd is null || from is null || checkedOn is null || source is null ? null
            : new ToolFee(provider, name, (decimal)usd.Value, from.Value, to, checkedOn.Value, source);
    }

    private TokenizerRatio? BindRatio(KeyedNode entry)
    {
        var (name, relativeTo, factor) = (entry.Text("name"), entry.Text("relativeTo"), entry.Number("factor"));
        var (checkedOn, source) = (entry.Day("checkedOn"), entry.Text("source"));
        entry.Text("note");
        return name is null || relativeTo is null || factor is null || checkedOn is null || source is null ? null
            : new TokenizerRatio(name, relativeTo, factor.Value, checkedOn.Value, source);
    }

    private PriceRow? BindRow(KeyedNode row)
    {
        var (provider, model, tier) = (row.Text("provider"), row.Text("model"), row.Read<Tier>("tier"));
        var above = row.Whole("aboveInputTokens");
        var amounts = BindAmounts(row);
        var (from, to) = (row.Day("from"), row.Day("to"));
        if (from > to)
            _findings.Error(row.Find("to")!.Spot, row.PathOf("to"), $"the last day lies before the first, {from:yyyy-MM-dd}");
        var checkedOn = row.Day("checkedOn");
        var source = row.Text("source");
        var note = row.Text("note");
        var isDerived = row.IsTrue("derived");
        return provider is null || model is null || tier is null || amounts is null || from is null || checkedOn is null || source is null
            ? null : new PriceRow
            {
                Provider = provider,
                Model = model,
                Tier = tier,
                AboveInputTokens = above,
                PicoUsd = amounts,
                From = from.Value,
                To = to,
                CheckedOn = checkedOn.Value,
                Source = source,
                IsDerived = isDerived,
                Note = note,
            };
    }

    private Dictionary<PriceComponent, long>? BindAmounts(KeyedNode row)
    {
        if (row.Open("usdPerMillion") is not { } amounts)
            return null;
        var picoUsd = new Dictionary<PriceComponent, long>();
        foreach (var (component, word) in ComponentName.All)
        {
            if (amounts.Find(word) is { } amount && PicoUsd(amount, amounts.PathOf(word)) is { } found)
                picoUsd.Add(component, found);
        }

        if (amounts.Node.Members.Count == 0)
            _findings.Error(amounts.Node.Spot, amounts.Path, "the row has no price");
        return picoUsd;
    }

    private long? PicoUsd(ScenarioNode node, string path)
    {
        if (_scalars.Number(node, path) is not { } number)
            return null;
        if (PriceWords.Price.Allows(number)
            && decimal.TryParse(node.Text, NumberStyles.Float, CultureInfo.InvariantCulture, out var usd)
                && usd * PicoUsdPerMillion is var picoUsd and > 0 && picoUsd == Math.Floor(picoUsd))
            return (long)picoUsd;
        _findings.Error(
            node.Spot, path,
            $"{node.Shown} is no price: more than 0 and at most {PriceWords.Price.Max:N0} USD for a million tokens, six decimals at "
                + $"most",
            number == 0 ? "Leave out what is not established: it is then unknown, and never $0." : null);
        return null;
    }

    private PriceAlias? BindAlias(KeyedNode alias)
    {
        var (provider, model) = (alias.Text("provider"), alias.Text("model"));
        var list = alias.Require("names");
        var names = _scalars.List(list, alias.PathOf("names")).Select(
            (name, i) => LineForm.Name.Read(name, $"{alias.PathOf("names")}.{i}", _scalars)).OfType<string>().ToList();
        if (provider is null || model is null)
            return null;
        if (!_rows.Any(row => row.Row.Provider == provider && row.Row.Model == model))
            _findings.Error(alias.Find("model")!.Spot, alias.PathOf("model"), $"there is no row of {Shorten.Quoted(model)} by {provider}");
        foreach (var name in names.Where(name => _rows.Any(row => row.Row.Provider == provider && row.Row.Model == name)))
            _findings.Error(list!.Spot, alias.PathOf("names"), $"{Shorten.Quoted(name)} has rows of its own");
        return new PriceAlias(provider, model, names);
    }

    /// <summary>One component has one price a day, and calls have one limit above which they cost more.</summary>
    private void ReportOverlaps()
    {
        foreach (var ofTier in _rows.GroupBy(row => row.Row.Key))
        {
            var rows = ofTier.ToList();
            for (var i = 1; i < rows.Count; i++)
            {
                var (row, node) = rows[i];
                foreach (var (other, otherNode) in rows.Take(i).Where(other => Overlap(row, other.Row)))
                {
                    var line = otherNode.Node.Spot.Line;
                    if (row.AboveInputTokens is { } one && other.AboveInputTokens is { } two && one != two)
                        _findings.Error(node.SpotOf("aboveInputTokens"), node.PathOf("aboveInputTokens"),
                            $"the row in line {line} has another limit, {two:N0}, on the same days");
                    else if (row.AboveInputTokens == other.AboveInputTokens && Both(row, other) is { Count: > 0 } twice)
                        _findings.Error(
                            node.SpotOf("usdPerMillion"), node.PathOf("usdPerMillion"),
                            $"the row in line {line} has a price of {KeyedNode.List(twice)} on the same days",
                            "End the older row with `to` the day before the newer one begins.");
                }
            }
        }
    }

    /// <summary>The components that both rows have.</summary>
    private static List<string> Both(PriceRow a, PriceRow b) =>
        [.. ComponentName.All.Where(name => a.PicoUsd.ContainsKey(name.Component) && b.PicoUsd.ContainsKey(name.Component)).Select(
            name => name.Word)];

    private static bool Overlap(PriceRow a, PriceRow b) => a.From <= (b.To ?? DateOnly.MaxValue) && b.From <= (a.To ?? DateOnly.MaxValue);
}
