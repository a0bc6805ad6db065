using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using CostSim.Scenarios.Reading;

namespace CostSim.Scenarios.Schema;

/// <summary>
/// The JSON schema of scenarios, from which editors complete and check. It is made from the vocabulary, so that no word is forgotten; what only the
/// reader can know (the order of two numbers, names, prices, what the phases come to) it lets pass.
/// </summary>
public static class ScenarioSchema
{
    private const string Percentage = "^[0-9]+(\\.[0-9]+)?%$";
    private const string NormalPercentage = "^normal[0-9]+(\\.[0-9]+)?%$";

    /// <summary>What an amount is that has no shape of its own.</summary>
    private static readonly string[] MadeOfOthers = ["product", "sum", "by", "cached"];

    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true, NewLine = "\n", Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>The schema (draft 7), indented, with a line end at its end.</summary>
    public static string Text { get; } = Build().ToJsonString(Indented) + "\n";

    private static JsonObject Build()
    {
        var schema = new JsonObject
        {
            ["$schema"] = "http://json-schema.org/draft-07/schema#",
            ["title"] = "CostSim scenario",
        };
        foreach (var (key, value) in Object(Place.Scenario))
            schema[key] = value?.DeepClone();
        var definitions = new JsonObject
        {
            ["factorName"] = SchemaForm.Id(),
            ["tokens"] = SchemaForm.AmountOf(0, 1e9),
            ["probability"] = SchemaForm.AmountOf(0, 1),
        };
        foreach (var place in Enum.GetValues<Place>().Where(place => place != Place.Scenario && SchemaWords.IsOfScenarios(place)))
            definitions[SchemaForm.Named(place)] = Object(place);
        schema["definitions"] = definitions;
        return schema;
    }

    private static JsonObject Object(Place place)
    {
        var words = SchemaWords.Of(place).ToDictionary(word => word.Key);
        var properties = new JsonObject();
        foreach (var key in Vocabulary.KeysOf(place))
        {
            var word = words.GetValueOrDefault(key);
            var form = word?.Form() ?? SchemaForm.Any();
            // A reader of draft 7 looks at nothing beside a reference.
            if (word is not null)
                form = form.ContainsKey("$ref") ? new JsonObject { ["description"] = word.Description, ["allOf"] = new JsonArray(form) } : Described(word.Description, form);
            properties[key] = form;
        }

        var schema = new JsonObject { ["type"] = "object", ["properties"] = Sorted(properties), ["additionalProperties"] = false };
        foreach (var (key, value) in Rules(place))
            schema[key] = value?.DeepClone();
        return schema;
    }

    private static JsonObject Described(string description, JsonObject form)
    {
        form.Insert(0, "description", description);
        return form;
    }

    /// <summary>Properties in one order, whichever list a word stands in.</summary>
    private static JsonObject Sorted(JsonObject properties) =>
        new(properties.OrderBy(property => property.Key, StringComparer.Ordinal).Select(property => KeyValuePair.Create(property.Key, property.Value?.DeepClone())));

    /// <summary>What must stand in an object, and what cannot stand together.</summary>
    private static JsonObject Rules(Place place) => place switch
    {
        Place.Scenario => new JsonObject { ["required"] = Names("name", "model", "tier", "phases"), ["oneOf"] = Each("items", "runs") },
        Place.Run => new JsonObject { ["required"] = Names("items") },
        Place.Phase => new JsonObject
        {
            ["required"] = Names("id"),
            ["anyOf"] = Each("local", "inputTokens", "usdPerUnit"),
            ["allOf"] = new JsonArray(Output(), Local(), Not("share", "split"), Not("share", "join")),
        },
        Place.Retry => new JsonObject { ["required"] = Names("rate", "rounds") },
        Place.Fix => new JsonObject { ["required"] = Names("inputTokens"), ["allOf"] = new JsonArray(Output()) },
        Place.Amount => Shapes(),
        Place.Fit or Place.Percentiles => new JsonObject { ["patternProperties"] = new JsonObject { ["^p[0-9]+([.][0-9]+)?$"] = SchemaForm.Real() } },
        Place.Beta => new JsonObject { ["required"] = Names("k", "n") },
        Place.Correlation => new JsonObject { ["required"] = Names("between"), ["oneOf"] = Each("rank", "matrix") },
        Place.Allowance => new JsonObject { ["required"] = Names("name"), ["anyOf"] = Each("inputTokensPerItem", "outputTokensPerItem") },
        Place.Operation => new JsonObject { ["required"] = Names("name"), ["anyOf"] = Each("usdPerRun", "usdPerItem") },
        Place.Currency => new JsonObject { ["required"] = Names("code", "perUsd", "on") },
        Place.Limit => new JsonObject { ["required"] = Names("atMostUsd", "confidence") },
        Place.Expectation => new JsonObject { ["required"] = Names("items"), ["anyOf"] = Each("absoluteUsd", "realisticUsd") },
        _ => [],
    };

    /// <summary>A call says its billed output in exactly one way.</summary>
    private static JsonObject Output() => If(Required("inputTokens"), new JsonObject
    {
        ["oneOf"] = new JsonArray(Required("outputTokens"), Required("visibleTokens", "billedPerVisible"), Required("visibleTokens", "reasoningTokens")),
        ["allOf"] = new JsonArray(Not("outputTokens", "visibleTokens"), Not("outputTokens", "billedPerVisible"), Not("outputTokens", "reasoningTokens")),
    });

    private static JsonObject Local() => If(Required("local"), new JsonObject
    {
        ["properties"] = new JsonObject(CallBinder.TokenKeys.Concat(["model", "tier"]).Select(key => KeyValuePair.Create(key, (JsonNode?)false)))
        {
            ["retry"] = Required("rerun"),
        },
    });

    /// <summary>An amount has one shape.</summary>
    private static JsonObject Shapes()
    {
        var shapes = Vocabulary.ShapeWords.Concat(MadeOfOthers).Order(StringComparer.Ordinal);
        return new JsonObject
        {
            ["patternProperties"] = new JsonObject { [Percentage] = SchemaForm.Numbers(2), [NormalPercentage] = SchemaForm.Numbers(2) },
            ["oneOf"] = new JsonArray([.. shapes.Select(shape => Required(shape)), HasKeyLike(Percentage), HasKeyLike(NormalPercentage)]),
            ["allOf"] = new JsonArray(Not("level", "spread")),
        };
    }

    private static JsonObject HasKeyLike(string pattern) => new()
    {
        ["not"] = new JsonObject { ["propertyNames"] = new JsonObject { ["not"] = new JsonObject { ["pattern"] = pattern } } },
    };

    private static JsonObject If(JsonObject condition, JsonObject then) => new() { ["if"] = condition, ["then"] = then };

    private static JsonObject Not(params string[] keys) => new() { ["not"] = Required(keys) };

    private static JsonObject Required(params string[] keys) => new() { ["required"] = Names(keys) };

    private static JsonArray Each(params string[] keys) => new([.. keys.Select(key => Required(key))]);

    private static JsonArray Names(params string[] keys) => new([.. keys.Select(key => (JsonNode)key)]);
}
