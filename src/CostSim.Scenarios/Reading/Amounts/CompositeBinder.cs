using CostSim.Scenarios.Language;
using CostSim.Scenarios.Reading.Syntax;
using CostSim.Scenarios.Reading.Words;

namespace CostSim.Scenarios.Reading.Amounts;

/// <summary>Reads amounts that are made of others: products, sums, and tokens with a share from a cache.</summary>
internal sealed class CompositeBinder(Findings findings, Scalars scalars)
{
    /// <summary>Limits of an amount written out as a sum of products: more is a slip, or hostile.</summary>
    private const int MostTerms = 100;
    private const int MostFactors = 1000;
    private const int DeepestNames = 16;

    private static readonly (string Word, Modality Modality)[] Modalities =
        [("text", Modality.Text), ("audio", Modality.Audio), ("image", Modality.Image)];

    private static readonly string[] Words = ["product", "sum", "cached", .. Modalities.Select(each => each.Word)];

    private readonly MultiplierCheck _multipliers = new(findings);

    /// <summary>Whether the object says that it is made of other amounts.</summary>
    public static bool IsComposite(KeyedNode amount) => Words.Any(amount.Has) || amount.Has("of") || amount.Has("lifetime");

    /// <summary>The amount, or null after an error.</summary>
    /// <param name="amount">The object; it has one of the words.</param>
    /// <param name="role">What it is used for.</param>
    /// <param name="amounts">Reads the parts.</param>
    public Amount? Bind(KeyedNode amount, AmountRole role, AmountBinder amounts)
    {
        if (SoleWord(amount) is not { } word)
            return null;
        if (word == "cached")
            return BindCached(amount, role, amounts);
        if (Modalities.Any(each => each.Word == word))
            return BindModalities(amount, role, amounts);
        var (node, path) = (amount.Find(word)!, amount.PathOf(word));
        if (Inside(role.Within, word) is not { } within)
        {
            ReportNesting(amount, word, role.Within);
            return null;
        }

        var elements = scalars.List(node, path);
        if (node.Kind == NodeKind.Array && elements.Count == 0)
            findings.Error(node.Spot, path, $"an empty list stands where the parts of a {word} belong", "One amount or more.");
        if (word == "product")
            CheckSums(elements, path);
        var inner = role.Part(within, role.MayBeCached && within == Nesting.Sum);
        var parts = elements.Select((element, i) => amounts.Bind(element, $"{path}.{i}", inner)).ToList();
        if (elements.Count == 0 || amount.HasStranger || parts.Any(part => part is null))
            return null;
        if (word == "product")
            _multipliers.Check(parts!, [.. elements.Select(element => amounts.Factors.SpotOf(element) ?? element.Spot)]);
        return Bounded(amount, word == "sum" ? new Sum(amount.Path, parts!) : new Product(amount.Path, parts!));
    }

    /// <summary>The one word that the object says, or null after an error.</summary>
    private string? SoleWord(KeyedNode amount)
    {
        var words = Words.Where(amount.Has).ToList();
        if (words.Count == 0)
        {
            var alone = amount.Has("of") ? "of" : "lifetime";
            if (!amount.HasStranger)
                findings.Error(amount.SpotOf(alone), amount.PathOf(alone), $"`{alone}` belongs to `cached`",
                    "Written { \"cached\": share, \"of\": amount }.");
            return null;
        }

        string[] own = words[0] == "cached" ? ["cached", "of", "lifetime"]
            : Modalities.Any(each => each.Word == words[0]) ? [.. Modalities.Select(each => each.Word)] : [words[0]];
        var extra = amount.Members.Select(member => member.Key).FirstOrDefault(key => !own.Contains(key));
        if (extra is null)
            return words[0];
        findings.Error(
            amount.SpotOf(extra), amount.PathOf(extra), $"`{extra}` does not go with `{words[0]}`",
            extra is "level" or "spread" or "chance" ? "Levels, spreads and chances belong to its parts."
                : "Keep one of them, or put one into the other.");
        return null;
    }

    /// <summary>What the parts stand in, or null where the language ends.</summary>
    private static Nesting? Inside(Nesting within, string word) => (within, word) switch
    {
        (Nesting.None, "sum") => Nesting.Sum,
        (Nesting.None, _) => Nesting.Product,
        (Nesting.Sum, "product") => Nesting.ProductInSum,
        (Nesting.Product, "sum") => Nesting.SumInProduct,
        _ => null,
    };

    private void ReportNesting(KeyedNode amount, string word, Nesting within)
    {
        var outer = within is Nesting.Sum or Nesting.SumInProduct ? "sum" : "product";
        var (message, hint) = word == outer
            ? ($"a {word} within a {word}", $"Write its parts into the outer {word}.")
            : ($"a {word} within a {outer} within a {word}", "Name the inner part: an entry of `factors` may be a product or a sum.");
        findings.Error(amount.SpotOf(word), amount.PathOf(word), message, hint);
    }

    private void CheckSums(IReadOnlyList<ScenarioNode> factors, string path)
    {
        var sums = Enumerable.Range(0, factors.Count).Where(i => factors[i].Members.Any(member => member.Key == "sum")).ToList();
        if (sums.Count > 1)
            findings.Error(factors[sums[1]].Spot, $"{path}.{sums[1]}", "a second sum in one product",
                "Name the inner part: an entry of `factors` may be a sum.");
    }

    private Composite? BindCached(KeyedNode amount, AmountRole role, AmountBinder amounts)
    {
        if (!role.MayBeCached)
        {
            findings.Error(
                amount.SpotOf("cached"), amount.PathOf("cached"), "`cached` stands in `inputTokens`, or in its sum",
                "Only input tokens of a call are read from a cache.");
            return null;
        }

        var share = amounts.Bind(amount, "cached");
        var of = amounts.Bind(amount, "of", role.Part(Nesting.None));
        var lifetime = amount.Text("lifetime");
        if (share is null || of is null || amount.HasStranger || (amount.Has("lifetime") && lifetime is null))
            return null;
        return Bounded(amount, new Cached(amount.Path, share, of, lifetime));
    }

    /// <summary>Input by what it is made from: the terms of its text, and those that have a price of their own.</summary>
    private Composite? BindModalities(KeyedNode amount, AmountRole role, AmountBinder amounts)
    {
        if (!role.MayBeCached || role.Within != Nesting.None)
        {
            var first = Modalities.First(each => amount.Has(each.Word)).Word;
            findings.Error(
                amount.SpotOf(first), amount.PathOf(first), "tokens of text, audio and images stand apart in `inputTokens` alone",
                "Written \"inputTokens\": { \"text\": 200, \"audio\": 19200 }.");
            return null;
        }

        var terms = new List<Amount>();
        foreach (var (word, modality) in Modalities.Where(each => amount.Has(each.Word)))
        {
            if (amounts.Bind(amount, word, modality == Modality.Text ? role : role.Part(Nesting.None)) is not { } part)
                return null;
            if (modality != Modality.Text)
                terms.Add(new Modal(amount.PathOf(word), modality, part));
            else
                terms.AddRange(part is Sum text ? text.Terms : [part]);
        }

        return amount.HasStranger ? null : Bounded(amount, new Sum(amount.Path, terms));
    }

    private Composite? Bounded(KeyedNode amount, Composite composite)
    {
        var (terms, factors, depth) = composite.Extent;
        if (terms <= MostTerms && factors <= MostFactors && depth <= DeepestNames)
            return composite;
        var reason = depth > DeepestNames
            ? $"{depth} amounts within each other, by their names"
            : $"{Shorten.Number(terms)} products of {Shorten.Number(factors)} amounts, written out";
        findings.Error(
            amount.Node.Spot, amount.Path, $"this amount is too large: {reason}",
            $"At most {DeepestNames} within each other, and {MostTerms} products of {MostFactors:#,##0} amounts together.");
        return null;
    }
}
