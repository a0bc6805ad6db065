using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using CostSim.Scenarios.Language;

namespace CostSim.Scenarios.Drafts;

/// <summary>Objects of the language, and how they stand on one line of a scenario.</summary>
internal static class Written
{
    private static readonly JsonSerializerOptions Letters = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>A word, which the table of the language has at this place.</summary>
    /// <exception cref="ArgumentException">It has not.</exception>
    public static string Word(Place place, string word) => Vocabulary.Whole[place].Allows(word) ? word
        : throw new ArgumentException($"`{word}` does not stand in {Vocabulary.Whole[place].Noun}", nameof(word));

    /// <summary>An object of words that the table of the language has at this place.</summary>
    public static JsonObject Object(Place place, params ReadOnlySpan<(string Key, JsonNode? Value)> members)
    {
        var written = new JsonObject();
        foreach (var (key, value) in members)
            written.Add(Word(place, key), value);
        return written;
    }

    /// <summary>JSON with spaces where people put them: on one line, or where that is too long, a member or element a line.</summary>
    /// <param name="node">The JSON.</param>
    /// <param name="depth">How far the line is indented that it begins on.</param>
    /// <param name="before">The letters before it on this line.</param>
    public static string Text(JsonNode? node, int depth, int before)
    {
        var line = Line(node);
        if (2 * depth + before + line.Length <= DraftText.LettersMax)
            return line;
        return node switch
        {
            JsonObject members => Lines('{', members.Select(member => Member(member.Key, member.Value, depth + 1)), '}', depth),
            JsonArray elements => Lines('[', elements.Select(element => $"{Text(element, depth + 1, 0)},"), ']', depth),
            _ => line,
        };
    }

    /// <summary>A member with its comma.</summary>
    public static string Member(string key, JsonNode? value, int depth)
    {
        var before = $"{Quoted(key)}: ";
        return $"{before}{Text(value, depth, before.Length)},";
    }

    private static string Lines(char open, IEnumerable<string> parts, char close, int depth)
    {
        var (text, indent) = (new StringBuilder().Append(open).Append('\n'), new string(' ', 2 * depth));
        foreach (var part in parts)
            text.Append(indent).Append("  ").Append(part).Append('\n');
        return $"{text}{indent}{close}";
    }

    /// <summary>The same on one line, however long.</summary>
    public static string Line(JsonNode? node) => node switch
    {
        JsonObject { Count: > 0 } members =>
            $"{{ {string.Join(", ", members.Select(member => $"{Quoted(member.Key)}: {Line(member.Value)}"))} }}",
        JsonArray elements => $"[{string.Join(", ", elements.Select(Line))}]",
        _ => node!.ToJsonString(Letters),
    };

    private static string Quoted(string key) => JsonSerializer.Serialize(key, Letters);
}
