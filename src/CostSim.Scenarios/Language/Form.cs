using System.Text.Json.Nodes;
using CostSim.Scenarios.Reading.Syntax;
using CostSim.Scenarios.Reading.Words;

namespace CostSim.Scenarios.Language;

/// <summary>What may stand at a word: told to editors as JSON schema, and held by the reader.</summary>
internal abstract record Form
{
    /// <summary>The JSON schema, made anew: a node of JSON has one parent.</summary>
    public abstract JsonObject ToSchema();

    /// <summary>What the schema defines once, by its name.</summary>
    public static JsonObject Definition(string name) => new() { ["$ref"] = $"#/definitions/{name}" };
}

/// <summary>A form of single values.</summary>
internal abstract record Form<T> : Form
{
    /// <summary>The value, or null and an error that says what is allowed.</summary>
    public abstract T? Read(ScenarioNode node, string path, Scalars scalars);
}

/// <summary>An object with words of its own.</summary>
internal sealed record ObjectForm(Place Place) : Form
{
    public override JsonObject ToSchema() => Definition(Named(Place));

    public static string Named(Place place) => char.ToLowerInvariant($"{place}"[0]) + $"{place}"[1..];
}

/// <summary>A list of so many elements.</summary>
internal sealed record ListForm(Form Element, int Min = 0, int Max = int.MaxValue) : Form
{
    public bool IsList(ScenarioNode node) => node.Kind == NodeKind.Array && node.Elements.Count >= Min && node.Elements.Count <= Max;

    public override JsonObject ToSchema()
    {
        var schema = new JsonObject { ["type"] = "array", ["items"] = Element.ToSchema(), ["minItems"] = Min };
        if (Max < int.MaxValue)
            schema["maxItems"] = Max;
        return schema;
    }
}

/// <summary>A list of elements that differ in form.</summary>
internal sealed record TupleForm(params IReadOnlyList<Form> Elements) : Form
{
    public override JsonObject ToSchema() => new()
    {
        ["type"] = "array",
        ["items"] = new JsonArray([.. Elements.Select(element => element.ToSchema())]),
        ["minItems"] = Elements.Count,
        ["maxItems"] = Elements.Count,
    };
}

/// <summary>An object whose keys are chosen by the author.</summary>
internal sealed record MapForm(Form Value, int Min = 1, int Max = int.MaxValue) : Form
{
    /// <summary>What no key may be; null for keys that are names as those of factors are.</summary>
    public IReadOnlyList<string>? Reserved { get; init; }

    public override JsonObject ToSchema()
    {
        var schema = new JsonObject
        {
            ["type"] = "object",
            ["propertyNames"] = Reserved is null ? new NameForm().ToSchema() : NameForm.Other(Reserved),
            ["additionalProperties"] = Value.ToSchema(),
            ["minProperties"] = Min,
        };
        if (Max < int.MaxValue)
            schema["maxProperties"] = Max;
        return schema;
    }
}

/// <summary>Changes by paths: one grammar everywhere, whose values no schema can know.</summary>
internal sealed record ChangesForm : Form
{
    public override JsonObject ToSchema() => new()
    {
        ["type"] = "object",
        ["minProperties"] = 1,
        ["propertyNames"] = new JsonObject { ["pattern"] = "^[^.]+(\\.[^.]+)*$" },
    };
}

/// <summary>One of several forms.</summary>
internal sealed record AnyForm(params IReadOnlyList<Form> Forms) : Form
{
    public override JsonObject ToSchema() => new() { ["anyOf"] = new JsonArray([.. Forms.Select(form => form.ToSchema())]) };
}
