using System.Text.Json.Nodes;
using CostSim.Scenarios.Language;

namespace CostSim.Scenarios.Drafts;

/// <summary>An amount of a scenario that is to be written.</summary>
public abstract record AmountDraft
{
    /// <summary>As it stands in a scenario, made anew: a node of JSON has one parent.</summary>
    internal abstract JsonNode ToJson();

    /// <summary>An object of the language.</summary>
    private protected static JsonObject Object(params ReadOnlySpan<(string Key, JsonNode? Value)> members) =>
        Written.Object(Place.Amount, members);

    private protected static JsonArray List(IEnumerable<AmountDraft> parts) => [.. parts.Select(part => part.ToJson())];
}

/// <summary>A certain number.</summary>
public sealed record NumberDraft(double Value) : AmountDraft
{
    internal override JsonNode ToJson() => JsonValue.Create(Value);
}

/// <summary>A factor of the scenario.</summary>
public sealed record NameDraft(string Name) : AmountDraft
{
    internal override JsonNode ToJson() => JsonValue.Create(Name);
}

/// <summary>A hard minimum and maximum, unknown for the whole run.</summary>
public sealed record RangeDraft(double Min, double Max) : AmountDraft
{
    /// <summary>The chance that it is there at all; else it is 0.</summary>
    public double Chance { get; init; } = 1;

    internal override JsonNode ToJson() => Chance == 1
        ? Object(("range", Pair), ("level", "run")) : Object(("range", Pair), ("chance", Chance), ("level", "run"));

    private JsonArray Pair => [Min, Max];
}

/// <summary>Measured values in a column of a file beside the scenario.</summary>
/// <param name="File">The file.</param>
/// <param name="Column">Its column.</param>
/// <param name="IsOfItem">Whether each item has its own value; else each call.</param>
public sealed record ColumnDraft(string File, string Column, bool IsOfItem) : AmountDraft
{
    internal override JsonNode ToJson() => Object(("file", File), ("column", Column), ("level", IsOfItem ? "item" : "call"));
}

/// <summary>A product of amounts.</summary>
public sealed record ProductDraft(params IReadOnlyList<AmountDraft> Parts) : AmountDraft
{
    internal override JsonNode ToJson() => Object(("product", List(Parts)));
}

/// <summary>A sum of amounts.</summary>
public sealed record SumDraft(params IReadOnlyList<AmountDraft> Parts) : AmountDraft
{
    /// <summary>The sum of some amounts, or the only one of them.</summary>
    public static AmountDraft Of(IReadOnlyList<AmountDraft> parts) => parts is [var only] ? only : new SumDraft(parts);

    internal override JsonNode ToJson() => Object(("sum", List(Parts)));
}

/// <summary>Tokens of which a share is read from a cache.</summary>
/// <param name="Share">The share.</param>
/// <param name="Of">All of these tokens.</param>
/// <param name="Lifetime">Which lifetime is paid for; null where the model has no choice of them.</param>
public sealed record CachedDraft(AmountDraft Share, AmountDraft Of, string? Lifetime) : AmountDraft
{
    internal override JsonNode ToJson() => Lifetime is null
        ? Object(("cached", Share.ToJson()), ("of", Of.ToJson()))
        : Object(("cached", Share.ToJson()), ("of", Of.ToJson()), ("lifetime", Lifetime));
}

/// <summary>Input tokens of several kinds, each at its own price.</summary>
/// <param name="Text">Those of text.</param>
/// <param name="Audio">Those of audio, or null.</param>
/// <param name="Image">Those of images, or null.</param>
public sealed record ModalDraft(AmountDraft Text, AmountDraft? Audio, AmountDraft? Image) : AmountDraft
{
    internal override JsonNode ToJson()
    {
        var written = Object(("text", Text.ToJson()));
        if (Audio is not null)
            written.Add("audio", Audio.ToJson());
        if (Image is not null)
            written.Add("image", Image.ToJson());
        return written;
    }
}
