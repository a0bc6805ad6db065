using System.Globalization;
using System.Text.Json;
using CostSim.Scenarios.Reading.Words;

namespace CostSim.Scenarios.Reading.Shapes;

/// <summary>One number of every line of a file of JSON lines, found by its path: <c>usage.output_tokens</c>.</summary>
internal static class JsonLinesColumn
{
    private static readonly string[] Endings = [".jsonl", ".ndjson"];
    private static readonly JsonDocumentOptions Options = new() { MaxDepth = 256 };

    /// <summary>Whether a file is one of JSON lines, by its name without that of a compression.</summary>
    public static bool Is(string name) => Endings.Any(ending => name.EndsWith(ending, StringComparison.OrdinalIgnoreCase));

    /// <summary>The numbers at a path; lines are counted from 1.</summary>
    /// <param name="utf8">The file.</param>
    /// <param name="path">Keys, and indices of lists from 0, with points between them.</param>
    public static ColumnReading Read(ReadOnlyMemory<byte> utf8, string path)
    {
        var keys = path.Split('.');
        var values = new List<double>();
        if (utf8.Span.StartsWith("\uFEFF"u8))
            utf8 = utf8[3..];
        for (var line = 1; utf8.Length > 0; line++)
        {
            var length = utf8.Span.IndexOf((byte)'\n') is >= 0 and var end ? end : utf8.Length;
            var text = utf8[..length];
            utf8 = utf8[Math.Min(utf8.Length, length + 1)..];
            if (text.Span.Trim(" \t\r"u8).IsEmpty)
                continue;
            if (Value(text, keys, $"line {line}", out var value) is { } fault)
                return fault;
            if (values.Count == ColumnReading.ValuesMax)
                return ColumnReading.TooMany;
            values.Add(value);
        }

        return values.Count > 0 ? ColumnReading.Of(values) : ColumnReading.Refused("the file has no line");
    }

    private static ColumnReading? Value(ReadOnlyMemory<byte> line, string[] keys, string place, out double value)
    {
        value = 0;
        try
        {
            using var json = JsonDocument.Parse(line, Options);
            var at = json.RootElement;
            for (var depth = 0; depth < keys.Length; depth++)
            {
                if (Step(at, keys[depth]) is not { } next)
                    return ColumnReading.Refused(
                        $"{place}: there is no value at {Shorten.Quoted(string.Join('.', keys[..(depth + 1)]))}", Nearest(at, keys, depth));
                at = next;
            }

            var where = $"{place}, at {Shorten.Quoted(string.Join('.', keys))}";
            return at.ValueKind == JsonValueKind.Null ? ColumnReading.WithoutValue(where)
                : at.ValueKind == JsonValueKind.Number && at.TryGetDouble(out value) && ColumnReading.IsValue(value) ? null
                : ColumnReading.NotANumber(where);
        }
        catch (JsonException)
        {
            return ColumnReading.Refused($"{place} is not JSON", "A .jsonl file has one JSON object on each line.");
        }
        catch (InvalidOperationException)
        {
            // A key that is no text: half of a pair of code units.
            return ColumnReading.Refused($"{place} has a key that is not valid text");
        }
    }

    private static JsonElement? Step(JsonElement at, string key) => at.ValueKind switch
    {
        JsonValueKind.Object when at.TryGetProperty(key, out var value) => value,
        JsonValueKind.Array when int.TryParse(key, NumberStyles.None, CultureInfo.InvariantCulture, out var i) && i < at.GetArrayLength() =>
            at[i],
        _ => null,
    };

    /// <summary>The path with a key that is almost the one asked for; other keys are content, and not shown.</summary>
    private static string Nearest(JsonElement at, string[] keys, int depth)
    {
        var near = at.ValueKind == JsonValueKind.Object
            ? Suggestions.Nearest(keys[depth], at.EnumerateObject().Select(property => property.Name)) : null;
        return near is null ? "Write the keys that lead to it, with points between them: \"usage.output_tokens\"."
            : $"Did you mean {Shorten.Quoted(string.Join('.', [.. keys[..depth], near, .. keys[(depth + 1)..]]))}?";
    }
}
