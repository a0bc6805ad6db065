using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using CostSim.Scenarios.Language;

namespace CostSim.Scenarios.Schema;

/// <summary>
/// The JSON schema of scenarios, from which editors complete and check. It is made from the language's table, so that no word is
/// forgotten; what only the reader can know (the order of two numbers, names, prices, what the phases come to) it lets pass.
/// </summary>
public static class ScenarioSchema
{
    /// <summary>What an amount is that has no shape of its own; nothing else stands beside it but what belongs to it.</summary>
    private static readonly string[] MadeOfOthers = ["product", "sum", "by", "cached"];

    /// <summary>What input tokens are made from; one or more of these.</summary>
    private static readonly string[] Modalities = ["text", "audio", "image"];

    private static readonly JsonSerializerOptions Indented =
        new() { WriteIndented = true, NewLine = "\n", Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>The schema (draft 7), indented, with a line end at its end.</summary>
    public static string Text { get; } = TextOf(Vocabulary.Whole);

    /// <summary>The schema of a language.</summary>
    internal static string TextOf(Vocabulary language)
    {
        var schema = new JsonObject
        {
            ["$schema"] = "http://json-schema.org/draft-07/schema#",
            ["title"] = "CostSim scenario",
        };
        foreach (var (key, value) in Object(language[Place.Scenario]))
            schema[key] = value?.DeepClone();
        var definitions = new JsonObject
        {
            ["name"] = NameForm.Whole(),
            ["tokens"] = AmountRole.Tokens.Whole(),
            ["probability"] = AmountRole.Share.Whole(),
        };
        foreach (var words in language.Places.Where(words => words is { IsOfCatalogue: false, Place: not Place.Scenario }))
            definitions[ObjectForm.Named(words.Place)] = Object(words);
        schema["definitions"] = definitions;
        return schema.ToJsonString(Indented) + "\n";
    }

    private static JsonObject Object(PlaceWords words)
    {
        var schema = new JsonObject { ["type"] = "object" };
        var properties = new JsonObject();
        foreach (var word in words.Words.OrderBy(word => word.Key, StringComparer.Ordinal))
        {
            var form = word.Form.ToSchema();
            // A reader of draft 7 looks at nothing beside a reference.
            var described = form.ContainsKey("$ref") ? new JsonObject { ["allOf"] = new JsonArray(form) } : form;
            described.Insert(0, "description", word.Description);
            properties[word.Key] = described;
        }

        schema["properties"] = properties;
        if (words.Numbered is { } numbered)
            schema["patternProperties"] = new JsonObject { [numbered.Pattern] = numbered.Form.ToSchema() };
        schema["additionalProperties"] = false;
        var required = words.Words.Where(word => word is { IsRequired: true, Beside: null }).Select(word => word.Key).ToArray();
        if (required.Length > 0)
            schema["required"] = Names(required);
        foreach (var (key, value) in Rules(words))
            schema[key] = value?.DeepClone();
        if (Dependencies(words) is { Count: > 0 } dependencies)
            schema["dependencies"] = dependencies;
        return schema;
    }

    /// <summary>Words without which others may not stand.</summary>
    private static JsonObject Dependencies(PlaceWords words)
    {
        var dependencies = new JsonObject();
        foreach (var word in words.Words.Where(word => word.Beside is not null))
        {
            dependencies[word.Key] = Names(word.Beside!);
            if (word.IsRequired)
                dependencies[word.Beside!] = Names(word.Key);
        }

        return dependencies;
    }

    /// <summary>What must stand together in an object, and what cannot.</summary>
    private static JsonObject Rules(PlaceWords words) => words.Place switch
    {
        Place.Scenario => new JsonObject { ["oneOf"] = Each("items", "runs") },
        Place.Phase => new JsonObject
        {
            ["anyOf"] = Each("local", "inputTokens", "usdPerUnit"),
            ["allOf"] = new JsonArray(
                Output(), Without("local", [.. PhaseWords.CallKeys], Required("rerun")),
                Without("usdPerUnit", ["local", .. PhaseWords.CallKeys], None("extraInputTokens", "fix")),
                Not("share", "split"), Not("join", "only"), Not("join", "share"), Not("join", "split"),
                If(With("retry", With("rate", Word(PhaseWords.Cut))), Required("inputTokens", "maxOutputTokens"))),
        },
        Place.Retry => new JsonObject
        {
            ["allOf"] = new JsonArray(
                Not("rerun", "extraInputTokens"), Not("rerun", "fix"),
                If(Required("maxOutputTokens"), With("rate", Word(PhaseWords.Cut))),
                If(With("rate", Word(PhaseWords.Cut)), CutRetry())),
        },
        Place.Fix => new JsonObject { ["allOf"] = new JsonArray(Output()) },
        Place.Amount or Place.Component => Shapes(words),
        Place.Fit => new JsonObject { ["minProperties"] = 2, ["maxProperties"] = 2 },
        Place.Percentiles => new JsonObject { ["minProperties"] = 2 },
        Place.Correlation => new JsonObject { ["oneOf"] = Each("rank", "matrix") },
        Place.Allowance => new JsonObject { ["anyOf"] = Each("inputTokensPerItem", "outputTokensPerItem") },
        Place.Operation => new JsonObject { ["anyOf"] = Each("usdPerRun", "usdPerItem") },
        Place.Expectation => new JsonObject { ["anyOf"] = Each("absoluteUsd", "realisticUsd") },
        _ => [],
    };

    private static JsonObject CutRetry() => new()
    {
        ["required"] = Names("maxOutputTokens"),
        ["not"] = new JsonObject { ["anyOf"] = Each(PhaseWords.OfRefusals) },
        ["properties"] = new JsonObject { ["rounds"] = new JsonObject { ["const"] = 1 } },
    };

    private static JsonObject Word(string word) => new() { ["const"] = word };

    /// <summary>An object with a key whose value is of a kind.</summary>
    private static JsonObject With(string key, JsonObject value) => new()
    {
        ["type"] = "object", ["required"] = Names(key), ["properties"] = new JsonObject { [key] = value },
    };

    /// <summary>A call says its billed output in exactly one way.</summary>
    private static JsonObject Output() => If(Required("inputTokens"), new JsonObject
    {
        ["oneOf"] = new JsonArray(
            Required("outputTokens"), Required("visibleTokens", "billedPerVisible"), Required("visibleTokens", "reasoningTokens")),
        ["allOf"] = new JsonArray(
            Not("outputTokens", "visibleTokens"), Not("outputTokens", "billedPerVisible"), Not("outputTokens", "reasoningTokens")),
    });

    /// <summary>A phase that makes no call has nothing that says one.</summary>
    private static JsonObject Without(string key, string[] others, JsonObject retry) => If(Required(key), new JsonObject
    {
        ["properties"] = new JsonObject(others.Select(other => KeyValuePair.Create(other, (JsonNode?)false))) { ["retry"] = retry },
    });

    /// <summary>An amount has one shape, or is made of others and has nothing else.</summary>
    private static JsonObject Shapes(PlaceWords words)
    {
        var made = MadeOfOthers.Where(word => words.Find(word) is not null).ToList();
        var shapes = words.Words.OfType<ShapeWord>().Select(word => word.Key).Concat(made).Order(StringComparer.Ordinal);
        var hasModalities = Modalities.All(word => words.Find(word) is not null);
        JsonObject Modal() => new() { ["anyOf"] = Each(Modalities) };
        return new JsonObject
        {
            ["oneOf"] = new JsonArray(
            [
                .. shapes.Select(shape => Required(shape)), .. hasModalities ? [Modal()] : Array.Empty<JsonObject>(),
                HasKeyLike(words.Numbered!.Pattern),
            ]),
            ["allOf"] = new JsonArray(
            [
                Not("level", "spread"),
                .. made.Select(word => If(Required(word), Only(
                    [word, .. words.Words.Where(other => other.Beside == word).Select(other => other.Key)]))),
                .. hasModalities ? [If(Modal(), Only(Modalities))] : Array.Empty<JsonObject>(),
            ]),
        };
    }

    private static JsonObject HasKeyLike(string pattern) => new()
    {
        ["not"] = new JsonObject { ["propertyNames"] = new JsonObject { ["not"] = new JsonObject { ["pattern"] = pattern } } },
    };

    private static JsonObject If(JsonObject condition, JsonObject then) => new() { ["if"] = condition, ["then"] = then };

    private static JsonObject Not(params string[] keys) => new() { ["not"] = Required(keys) };

    private static JsonObject Only(params string[] keys) => new() { ["propertyNames"] = new JsonObject { ["enum"] = Names(keys) } };

    private static JsonObject None(params string[] keys) => new() { ["not"] = new JsonObject { ["anyOf"] = Each(keys) } };

    private static JsonObject Required(params string[] keys) => new() { ["required"] = Names(keys) };

    private static JsonArray Each(params string[] keys) => new([.. keys.Select(key => Required(key))]);

    private static JsonArray Names(params string[] keys) => new([.. keys.Select(key => (JsonNode)key)]);
}
