namespace CostSim.Engine.Planning;

/// <summary>Input by price: the bounds of each part separately, not all reached together.</summary>
/// <param name="Plain">At the input price.</param>
/// <param name="Read">Read from a cache.</param>
/// <param name="Written">Written to a cache.</param>
public sealed record InputParts(PaidTokens Plain, PaidTokens Read, PaidTokens Written)
{
    public static InputParts operator +(InputParts a, InputParts b) => new(a.Plain + b.Plain, a.Read + b.Read, a.Written + b.Written);

    public static InputParts operator *(InputParts a, Bounds calls) => new(a.Plain * calls, a.Read * calls, a.Written * calls);
}

/// <summary>Tokens, and what they cost in USD.</summary>
public readonly record struct PaidTokens(Bounds Tokens, Bounds CostUsd)
{
    public static readonly PaidTokens None = new(Bounds.Zero, Bounds.Zero);

    /// <summary>The tokens with their cost, each bound at its price in picodollars.</summary>
    public static PaidTokens Of(Bounds tokens, long leastPicoUsd, long mostPicoUsd) =>
        new(tokens, tokens * new Bounds(leastPicoUsd * 1e-12, mostPicoUsd * 1e-12));

    public static PaidTokens operator +(PaidTokens a, PaidTokens b) => new(a.Tokens + b.Tokens, a.CostUsd + b.CostUsd);

    public static PaidTokens operator *(PaidTokens a, Bounds calls) => new(a.Tokens * calls, a.CostUsd * calls);
}
