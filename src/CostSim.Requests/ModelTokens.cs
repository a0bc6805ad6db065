namespace CostSim.Requests;

/// <summary>How the tokens of a family of models are counted, and on what ground.</summary>
/// <param name="Family">The family, for people.</param>
/// <param name="Encoding">The encoding that is counted with.</param>
/// <param name="Factor">Tokens of the model for one of the encoding.</param>
/// <param name="FactorMin">The least that this factor may be.</param>
/// <param name="FactorMax">The greatest.</param>
/// <param name="Basis">Where that is from.</param>
public sealed record ModelTokens(
    string Family, TokenEncoding Encoding, double Factor, double FactorMin, double FactorMax, string Basis)
{
    private const string NothingEstablished = "no published measurement was found: nothing is established";

    /// <summary>How a model is counted of which nothing is known.</summary>
    public static readonly ModelTokens Unknown =
        new("unknown", TokenEncoding.O200kBase, 1, 0.6, 1.6, $"an unknown model; {NothingEstablished}");

    private static readonly ModelTokens O200k = new(
        "OpenAI", TokenEncoding.O200kBase, 1, 1, 1, "the provider's table of encodings (tiktoken, model.py)")
    { IsPublished = true };

    private static readonly ModelTokens Cl100k = O200k with { Encoding = TokenEncoding.Cl100kBase };

    private static readonly ModelTokens OfLaterOpenAi = O200k with
    {
        FactorMin = 0.9,
        FactorMax = 1.1,
        Basis = "assumed: no table of the provider that was found names this model",
        IsPublished = false,
    };

    private static readonly ModelTokens Claude = new(
        "Claude", TokenEncoding.O200kBase, 1.2, 1, 1.4,
        "claude-3.5-sonnet against gpt-4o, published in May 2025: 1.16 for English articles, 1.21 for mathematics, 1.30 for Python");

    private static readonly ModelTokens ClaudeSince47 = Claude with
    {
        Family = "Claude since 4.7",
        Factor = 1.5,
        FactorMin = 1,
        FactorMax = 2,
        Basis = "as other Claude, times the new tokenizer of claude-opus-4-7: 1.0 to 1.35 by the provider, 1.0 to 1.47 as measured by "
            + "others in April 2026; assumed for later models",
    };

    private static readonly ModelTokens Gemini = new(
        "Gemini", TokenEncoding.O200kBase, 1, 0.6, 1.3,
        "secondary sources: 5 to 10 % more for English, fewer for Asian scripts; nothing is established");

    private static readonly ModelTokens Others =
        new("others", TokenEncoding.O200kBase, 1, 0.7, 1.5, NothingEstablished);

    /// <summary>The one table: names begin with the first word; of several the longest counts.</summary>
    private static readonly (string Beginning, ModelTokens Tokens)[] Table =
    [
        ("gpt-4o", O200k), ("chatgpt-4o", O200k), ("gpt-4.1", O200k), ("gpt-4.5", O200k), ("gpt-5", O200k), ("o1", O200k), ("o3", O200k),
        ("o4", O200k), ("gpt-6", OfLaterOpenAi), ("gpt-oss", OfLaterOpenAi),
        ("gpt-4", Cl100k), ("gpt-3.5", Cl100k), ("gpt-35", Cl100k), ("text-embedding-3", Cl100k), ("text-embedding-ada-002", Cl100k),
        ("claude", Claude), ("claude-opus-4-7", ClaudeSince47), ("claude-opus-4-8", ClaudeSince47), ("claude-opus-5", ClaudeSince47),
        ("claude-sonnet-5", ClaudeSince47), ("claude-haiku-5", ClaudeSince47),
        ("claude-fable", ClaudeSince47), ("claude-mythos", ClaudeSince47),
        ("gemini", Gemini),
        ("llama", Others with { Family = "Llama" }), ("nova", Others with { Family = "Nova" }), ("titan", Others with { Family = "Titan" }),
        ("mistral", Others with { Family = "Mistral" }), ("mixtral", Others with { Family = "Mistral" }),
        ("ministral", Others with { Family = "Mistral" }), ("command", Others with { Family = "Command" }),
    ];

    /// <summary>Whether the provider has published how texts become tokens; else every count is an estimate.</summary>
    public bool IsPublished { get; private init; }

    /// <summary>How a model is counted.</summary>
    /// <param name="model">Its name, as requests or jobs have it: with or without a provider, a region or a date.</param>
    public static ModelTokens Of(string? model)
    {
        var found = model is null ? [] : Table.Where(row => Begins(model, row.Beginning)).ToList();
        return found.Count == 0 ? Unknown : found.MaxBy(row => row.Beginning.Length).Tokens;
    }

    /// <summary>At the start of the name, or behind a provider or region: <c>us.anthropic.claude…</c>, <c>models/gemini…</c>.</summary>
    private static bool Begins(string model, string beginning)
    {
        for (var i = model.IndexOf(beginning, StringComparison.OrdinalIgnoreCase); i >= 0;
            i = model.IndexOf(beginning, i + 1, StringComparison.OrdinalIgnoreCase))
        {
            if (i == 0 || model[i - 1] is '.' or '/' or ':')
                return true;
        }

        return false;
    }
}
