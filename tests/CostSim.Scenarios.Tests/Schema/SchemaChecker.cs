using System.Text.Json;
using System.Text.RegularExpressions;

namespace CostSim.Scenarios.Tests.Schema;

/// <summary>As much of JSON schema, draft 7, as the scenario's schema uses, written from the standard; a word that it does not know is a failure.</summary>
internal sealed class SchemaChecker(JsonElement root)
{
    private static readonly HashSet<string> Remarks = ["$schema", "title", "description", "definitions", "then", "else", "patternProperties", "additionalProperties"];

    /// <summary>Whether a value is as the schema says.</summary>
    public bool Accepts(JsonElement value) => Accepts(root, value);

    private bool Accepts(JsonElement schema, JsonElement value)
    {
        if (schema.ValueKind is JsonValueKind.True or JsonValueKind.False)
            return schema.ValueKind == JsonValueKind.True;
        if (schema.TryGetProperty("$ref", out var reference))
            return Accepts(root.GetProperty("definitions").GetProperty(reference.GetString()!["#/definitions/".Length..]), value);
        return schema.EnumerateObject().All(rule => Holds(rule.Name, rule.Value, schema, value)) && PropertiesHold(schema, value);
    }

    private bool Holds(string rule, JsonElement says, JsonElement schema, JsonElement value) => rule switch
    {
        "type" => IsOfType(says.GetString()!, value),
        "const" => JsonElement.DeepEquals(says, value),
        "enum" => says.EnumerateArray().Any(allowed => JsonElement.DeepEquals(allowed, value)),
        "minimum" => !IsNumber(value, out var number) || number >= says.GetDouble(),
        "maximum" => !IsNumber(value, out var number) || number <= says.GetDouble(),
        "exclusiveMinimum" => !IsNumber(value, out var number) || number > says.GetDouble(),
        "exclusiveMaximum" => !IsNumber(value, out var number) || number < says.GetDouble(),
        "minLength" => value.ValueKind != JsonValueKind.String || value.GetString()!.Length >= says.GetInt32(),
        "maxLength" => value.ValueKind != JsonValueKind.String || value.GetString()!.Length <= says.GetInt32(),
        "pattern" => value.ValueKind != JsonValueKind.String || Regex.IsMatch(value.GetString()!, says.GetString()!),
        "items" => value.ValueKind != JsonValueKind.Array || value.EnumerateArray().All(element => Accepts(says, element)),
        "minItems" => value.ValueKind != JsonValueKind.Array || value.GetArrayLength() >= says.GetInt32(),
        "maxItems" => value.ValueKind != JsonValueKind.Array || value.GetArrayLength() <= says.GetInt32(),
        "required" => value.ValueKind != JsonValueKind.Object || says.EnumerateArray().All(key => value.TryGetProperty(key.GetString()!, out _)),
        "minProperties" => value.ValueKind != JsonValueKind.Object || value.EnumerateObject().Count() >= says.GetInt32(),
        "properties" => value.ValueKind != JsonValueKind.Object || value.EnumerateObject().All(member => !says.TryGetProperty(member.Name, out var form) || Accepts(form, member.Value)),
        "propertyNames" => value.ValueKind != JsonValueKind.Object || value.EnumerateObject().All(member => Accepts(says, JsonSerializer.SerializeToElement(member.Name))),
        "anyOf" => says.EnumerateArray().Any(one => Accepts(one, value)),
        "allOf" => says.EnumerateArray().All(one => Accepts(one, value)),
        "oneOf" => says.EnumerateArray().Count(one => Accepts(one, value)) == 1,
        "not" => !Accepts(says, value),
        "if" => !Accepts(says, value) || Accepts(schema.GetProperty("then"), value),
        _ => Remarks.Contains(rule) ? true : throw new NotSupportedException($"the checker does not know {rule}"),
    };

    private bool PropertiesHold(JsonElement schema, JsonElement value)
    {
        if (value.ValueKind != JsonValueKind.Object)
            return true;
        foreach (var member in value.EnumerateObject())
        {
            var isKnown = schema.TryGetProperty("properties", out var properties) && properties.TryGetProperty(member.Name, out _);
            if (schema.TryGetProperty("patternProperties", out var patterns))
            {
                foreach (var pattern in patterns.EnumerateObject().Where(pattern => Regex.IsMatch(member.Name, pattern.Name)))
                {
                    isKnown = true;
                    if (!Accepts(pattern.Value, member.Value))
                        return false;
                }
            }

            if (!isKnown && schema.TryGetProperty("additionalProperties", out var further) && !Accepts(further, member.Value))
                return false;
        }

        return true;
    }

    private static bool IsNumber(JsonElement value, out double number)
    {
        number = value.ValueKind == JsonValueKind.Number ? value.GetDouble() : 0;
        return value.ValueKind == JsonValueKind.Number;
    }

    private static bool IsOfType(string type, JsonElement value) => type switch
    {
        "object" => value.ValueKind == JsonValueKind.Object,
        "array" => value.ValueKind == JsonValueKind.Array,
        "string" => value.ValueKind == JsonValueKind.String,
        "number" => value.ValueKind == JsonValueKind.Number,
        "integer" => IsNumber(value, out var number) && number == Math.Floor(number),
        "boolean" => value.ValueKind is JsonValueKind.True or JsonValueKind.False,
        _ => throw new NotSupportedException($"the checker does not know the type {type}"),
    };
}
