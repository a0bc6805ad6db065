using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using CostSim.Scenarios.Language;

namespace CostSim.Scenarios;

/// <summary>Writes a catalogue as its file: one row a line, which is how changes of prices are read.</summary>
public static class CatalogueText
{
    // The text is a file, not a part of a page: what needs no escape in JSON has none.
    private static readonly JsonSerializerOptions Plain = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <param name="catalogue">The catalogue.</param>
    /// <param name="about">A comment for the head of the file: one line.</param>
    public static byte[] Of(PriceCatalogue catalogue, string about)
    {
        var text = new StringBuilder();
        text.Append("{\n  // ").Append(about.ReplaceLineEndings(" "));
        string?[] lists =
        [
            List("rows", catalogue.Rows.Select(Row)), List("aliases", catalogue.Aliases.Select(Alias)),
            List("models", catalogue.Models.Select(Facts)), List("fees", catalogue.Fees.Select(Fee)),
            List("tokenizers", catalogue.Tokenizers.Select(Ratio)),
        ];
        return Encoding.UTF8.GetBytes(text.Append(string.Join(',', lists.OfType<string>())).Append("\n}\n").ToString());
    }

    private static string? List(string key, IEnumerable<string> entries) =>
        string.Join(',', entries.Select(entry => $"\n    {entry}")) is { Length: > 0 } lines ? $"\n  \"{key}\": [{lines}\n  ]" : null;

    private static string Row(PriceRow row)
    {
        var amounts = string.Join(", ", ComponentName.All.Where(known => row.PicoUsd.ContainsKey(known.Component))
            .Select(
                known => string.Create(CultureInfo.InvariantCulture, $"\"{known.Word}\": {row.PicoUsd[known.Component] / 1e6m:0.######}")));
        string?[] members =
        [
            Member("provider", row.Provider), Member("model", row.Model), Member("tier", row.Tier.Name),
            Member("aboveInputTokens", row.AboveInputTokens),
            $"\"usdPerMillion\": {{ {amounts} }}", Member("from", row.From), Member("to", row.To), Member("checkedOn", row.CheckedOn),
            Member("source", row.Source),
            row.IsDerived ? "\"derived\": true" : null, Member("note", row.Note),
        ];
        return Entry(members);
    }

    private static string Alias(PriceAlias alias) =>
        Entry(
            Member("provider", alias.Provider), Member("model", alias.Model),
            $"\"names\": {JsonSerializer.Serialize(alias.Names, Plain)}");

    private static string Facts(ModelFacts facts) =>
        Entry(
            Member("provider", facts.Provider), Member("model", facts.Model),
            Member("caching", facts.Caching is { } caching ? PriceWords.WordOf(caching) : null),
            Member("leastCacheableTokens", facts.LeastCacheableTokens), Member("contextWindowTokens", facts.ContextWindowTokens),
            Member("maxOutputTokens", facts.MaxOutputTokens), Member("tokenizer", facts.Tokenizer),
            Member("deprecatedOn", facts.DeprecatedOn), Member("retiredOn", facts.RetiredOn), Member("checkedOn", facts.CheckedOn),
            Member("source", facts.Source), Member("note", facts.Note));

    private static string Fee(ToolFee fee) =>
        Entry(
            Member("provider", fee.Provider), Member("name", fee.Name), Member("usdPerCall", fee.UsdPerCall), Member("from", fee.From),
            Member("to", fee.To), Member("checkedOn", fee.CheckedOn), Member("source", fee.Source));

    private static string Ratio(TokenizerRatio ratio) =>
        Entry(
            Member("name", ratio.Name), Member("relativeTo", ratio.RelativeTo), Member("factor", (decimal)ratio.Factor),
            Member("checkedOn", ratio.CheckedOn), Member("source", ratio.Source));

    private static string Entry(params IEnumerable<string?> members) => $"{{ {string.Join(", ", members.OfType<string>())} }}";

    private static string? Member(string key, string? value) =>
        value is null ? null : $"\"{key}\": {JsonSerializer.Serialize(value, Plain)}";

    private static string? Member(string key, DateOnly? day) =>
        day is { } known ? string.Create(CultureInfo.InvariantCulture, $"\"{key}\": \"{known:yyyy-MM-dd}\"") : null;

    private static string? Member(string key, decimal? number) =>
        number is { } known ? string.Create(CultureInfo.InvariantCulture, $"\"{key}\": {known:0.############################}") : null;
}
