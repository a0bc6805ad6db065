using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

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
        text.Append("{\n  // ").Append(about.ReplaceLineEndings(" ")).Append("\n  \"rows\": [");
        text.AppendJoin(',', catalogue.Rows.Select(row => $"\n    {Row(row)}")).Append("\n  ]");
        if (catalogue.Aliases.Count > 0)
            text.Append(",\n  \"aliases\": [").AppendJoin(',', catalogue.Aliases.Select(alias => $"\n    {Alias(alias)}")).Append("\n  ]");
        return Encoding.UTF8.GetBytes(text.Append("\n}\n").ToString());
    }

    private static string Row(PriceRow row)
    {
        var amounts = string.Join(", ", ComponentName.All.Where(known => row.PicoUsd.ContainsKey(known.Component))
            .Select(
                known => string.Create(CultureInfo.InvariantCulture, $"\"{known.Word}\": {row.PicoUsd[known.Component] / 1e6m:0.######}")));
        string?[] members =
        [
            Member("provider", row.Provider), Member("model", row.Model), Member("tier", row.Tier.Name),
            row.AboveInputTokens is { } above ? string.Create(CultureInfo.InvariantCulture, $"\"aboveInputTokens\": {above}") : null,
            $"\"usdPerMillion\": {{ {amounts} }}", Member("from", row.From), Member("to", row.To), Member("checkedOn", row.CheckedOn),
            Member("source", row.Source),
            row.IsDerived ? "\"derived\": true" : null, Member("note", row.Note),
        ];
        return $"{{ {string.Join(", ", members.OfType<string>())} }}";
    }

    private static string Alias(PriceAlias alias) =>
        $"{{ {Member("provider", alias.Provider)}, {Member("model", alias.Model)}, \"names\": "
            + $"{JsonSerializer.Serialize(alias.Names, Plain)} }}";

    private static string? Member(string key, string? value) =>
        value is null ? null : $"\"{key}\": {JsonSerializer.Serialize(value, Plain)}";

    private static string? Member(string key, DateOnly? day) =>
        day is { } known ? string.Create(CultureInfo.InvariantCulture, $"\"{key}\": \"{known:yyyy-MM-dd}\"") : null;
}
