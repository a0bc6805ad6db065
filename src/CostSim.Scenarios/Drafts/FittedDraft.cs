using System.Text.Json.Nodes;

namespace CostSim.Scenarios.Drafts;

/// <summary>Where an amount is drawn, as the language says it.</summary>
public enum DraftLevel
{
    Run,
    Item,
    Call,
}

/// <summary>A shape that was fitted to observations, drawn at one level.</summary>
public abstract record FittedDraft(DraftLevel Level) : AmountDraft
{
    private protected JsonNode Word => Level switch { DraftLevel.Run => "run", DraftLevel.Item => "item", _ => "call" };

    private protected static JsonObject Moments(double mean, double sd) => new() { ["mean"] = mean, ["sd"] = sd };
}

/// <summary>A lognormal by its mean and standard deviation.</summary>
public sealed record LognormalDraft(double Mean, double Sd, DraftLevel Level) : FittedDraft(Level)
{
    /// <summary>The chance that it is there at all; else it is 0.</summary>
    public double Chance { get; init; } = 1;

    internal override JsonNode ToJson() => Chance == 1
        ? Object(("lognormal", Moments(Mean, Sd)), ("level", Word))
        : Object(("lognormal", Moments(Mean, Sd)), ("chance", Chance), ("level", Word));
}

/// <summary>A normal between 0 and twice its mean, which leaves the mean where it is.</summary>
public sealed record NormalDraft(double Mean, double Sd, DraftLevel Level) : FittedDraft(Level)
{
    internal override JsonNode ToJson() =>
        Object(("normal", Moments(Mean, Sd)), ("truncate", new JsonArray(0, 2 * Mean)), ("level", Word));
}

/// <summary>Equally likely values.</summary>
public sealed record ValuesDraft(IReadOnlyList<double> Values, DraftLevel Level) : FittedDraft(Level)
{
    internal override JsonNode ToJson() => Object(("values", new JsonArray([.. Values.Select(value => (JsonNode)value)])), ("level", Word));
}

/// <summary>A share of which <paramref name="K"/> of <paramref name="N"/> cases were seen, unknown for the whole run.</summary>
public sealed record BetaFromDraft(long K, long N) : AmountDraft
{
    internal override JsonNode ToJson() => Object(("betaFrom", new JsonObject { ["k"] = K, ["n"] = N }));
}
