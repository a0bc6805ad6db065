using System.Text.Json.Nodes;
using CostSim.Scenarios.Reading;

namespace CostSim.Scenarios.Schema;

/// <summary>What may stand at a key, in the words of JSON schema. Each is made anew: a node of JSON has one parent.</summary>
internal static class SchemaForm
{
    /// <summary>Names that others refer to: ids, labels, runs.</summary>
    public const string IdPattern = "^[A-Za-z0-9_-]{1,64}$";

    public static JsonObject Any() => [];

    public static JsonObject Text() => new() { ["type"] = "string", ["minLength"] = 1, ["maxLength"] = 200 };

    public static JsonObject Id() => new() { ["type"] = "string", ["pattern"] = IdPattern };

    public static JsonObject Day() => new() { ["type"] = "string", ["pattern"] = "^[0-9]{4}-[0-9]{2}-[0-9]{2}$" };

    public static JsonObject Word(params string[] words) => new() { ["enum"] = new JsonArray([.. words.Select(word => (JsonNode)word)]) };

    public static JsonObject True() => new() { ["const"] = true };

    public static JsonObject Real() => new() { ["type"] = "number" };

    public static JsonObject Number(double min = 0, double? max = null)
    {
        var form = new JsonObject { ["type"] = "number", ["minimum"] = min };
        if (max is { } most)
            form["maximum"] = most;
        return form;
    }

    public static JsonObject Positive(double max) => new() { ["type"] = "number", ["exclusiveMinimum"] = 0, ["maximum"] = max };

    public static JsonObject Whole(long min, long max) => new() { ["type"] = "integer", ["minimum"] = min, ["maximum"] = max };

    /// <summary>A list of so many numbers.</summary>
    public static JsonObject Numbers(int count, double min = 0, double? max = null) =>
        new() { ["type"] = "array", ["items"] = Number(min, max), ["minItems"] = count, ["maxItems"] = count };

    public static JsonObject ListOf(JsonObject element, int min = 0) => new() { ["type"] = "array", ["items"] = element, ["minItems"] = min };

    /// <summary>An object whose keys are chosen by the author.</summary>
    public static JsonObject MapOf(JsonObject value, string pattern = IdPattern) => new()
    {
        ["type"] = "object",
        ["propertyNames"] = new JsonObject { ["pattern"] = pattern },
        ["additionalProperties"] = value,
        ["minProperties"] = 1,
    };

    public static JsonObject OneOf(params JsonObject[] forms) => new() { ["anyOf"] = new JsonArray([.. forms]) };

    /// <summary>An object of a place, by its definition.</summary>
    public static JsonObject ObjectOf(Place place) => Definition(Named(place));

    /// <summary>An amount with the bounds of what it is used for.</summary>
    public static JsonObject AmountOf(double min = 0, double? max = null) => OneOf(
        Number(min, max), Numbers(2, min, max), Definition("factorName"), ObjectOf(Place.Amount));

    public static JsonObject Probability() => Definition("probability");

    public static JsonObject Tokens() => Definition("tokens");

    public static JsonObject Definition(string name) => new() { ["$ref"] = $"#/definitions/{name}" };

    public static string Named(Place place) => char.ToLowerInvariant($"{place}"[0]) + $"{place}"[1..];

    /// <summary>Changes by paths: the same grammar everywhere, whose values no schema can know.</summary>
    public static JsonObject Changes() => new()
    {
        ["type"] = "object",
        ["minProperties"] = 1,
        ["propertyNames"] = new JsonObject { ["pattern"] = "^[^.]+(\\.[^.]+)*$" },
    };
}
