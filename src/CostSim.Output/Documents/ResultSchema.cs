using System.ComponentModel;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Schema;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;

namespace CostSim.Output.Documents;

/// <summary>The JSON schemas (draft 2020-12) of the documents for programs, generated from the records that write them.</summary>
public static class ResultSchema
{
    private static readonly JsonSerializerOptions Indented = new()
    {
        WriteIndented = true,
        NewLine = "\n",
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping
    };

    /// <summary>The types by reflection, in the forms in which <see cref="ResultJson"/> writes them.</summary>
    private static readonly JsonSerializerOptions Types = new(ResultJson.Default.Options)
    {
        TypeInfoResolver = new DefaultJsonTypeInfoResolver(),
    };

    private static readonly JsonSchemaExporterOptions Options = new()
    {
        TreatNullObliviousAsNonNullable = true,
        TransformSchemaNode = Described
    };

    /// <summary>Each document by its name, in the order of docs/formats.md.</summary>
    public static IReadOnlyDictionary<string, Type> Documents { get; } = new Dictionary<string, Type>
    {
        ["summary"] = typeof(SummaryDocument),
        ["manifest"] = typeof(ManifestDocument),
        ["check"] = typeof(CheckDocument),
        ["compare"] = typeof(CompareDocument),
        ["baseline"] = typeof(BaselineDocument),
        ["levers"] = typeof(LeversDocument),
        ["explain"] = typeof(ExplainDocument),
        ["validate"] = typeof(IReadOnlyList<ValidateDocument>),
        ["tokens"] = typeof(TokensDocument),
        ["reconcile"] = typeof(ReconcileDocument),
        ["calibrate"] = typeof(CalibrateDocument),
        ["forecast"] = typeof(ForecastDocument),
    };

    /// <summary>The schema of a document, indented, with a line break at its end.</summary>
    /// <param name="name">One of <see cref="Documents"/>.</param>
    public static string Text(string name)
    {
        var schema = Types.GetJsonSchemaAsNode(Documents[name], Options).AsObject();
        schema.Insert(0, "$schema", "https://json-schema.org/draft/2020-12/schema");
        schema.Insert(1, "title", $"costsim {name}");
        return $"{schema.ToJsonString(Indented)}\n";
    }

    /// <summary>Adds descriptions of properties and types, and the required properties.</summary>
    private static JsonNode Described(JsonSchemaExporterContext context, JsonNode node)
    {
        if (node is not JsonObject schema)
            return node;
        var description = Attribute<DescriptionAttribute>(context.PropertyInfo?.AttributeProvider)
            ?? Attribute<DescriptionAttribute>(context.TypeInfo.Type);
        if (description is not null)
            schema.Insert(0, "description", description.Description);
        // Omitted properties are never null.
        if (context.PropertyInfo is { } property && !IsAlwaysThere(property) && schema["type"] is JsonArray { Count: 2 } types)
            schema["type"] = types.Select(type => type!.GetValue<string>()).Single(type => type != "null");
        // The exporter does not see that a value of a dictionary may be null; in all of these it may.
        if (context.Path is [.., "additionalProperties"] && schema["type"] is JsonValue type)
            schema["type"] = new JsonArray(type.GetValue<string>(), "null");
        if (context.TypeInfo.Kind == JsonTypeInfoKind.Object)
            schema["required"] = new JsonArray(
                [.. context.TypeInfo.Properties.Where(IsAlwaysThere).Select(property => (JsonNode)property.Name)]);
        return schema;
    }

    private static bool IsAlwaysThere(JsonPropertyInfo property) =>
        Attribute<JsonIgnoreAttribute>(property.AttributeProvider) is { Condition: JsonIgnoreCondition.Never }
            || !(property.IsGetNullable || Nullable.GetUnderlyingType(property.PropertyType) is not null);

    private static T? Attribute<T>(System.Reflection.ICustomAttributeProvider? provider)
        where T : Attribute =>
        provider?.GetCustomAttributes(typeof(T), inherit: false).OfType<T>().FirstOrDefault();
}
