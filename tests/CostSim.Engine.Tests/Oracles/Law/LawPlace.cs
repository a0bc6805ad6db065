namespace CostSim.Engine.Tests.Oracles.Law;

/// <summary>The places of a scenario in which an amount can stand.</summary>
internal enum LawPlace
{
    Input,
    Output,
    Visible,
    Ratio,
    Reasoning,
    ExtraInput,
    Fix,
    UsdPerUnit,
    Cached,
    Split,
    Share,
    Keep,
    Rate,
    Duplicate,
    Route,
    Allowance,
    Operations,
}

/// <summary>What a place allows.</summary>
internal static class LawPlaces
{
    public static IReadOnlyList<LawPlace> All { get; } = Enum.GetValues<LawPlace>();

    /// <summary>Whether the amount is drawn for each call, so that it may have a call part.</summary>
    public static bool IsOfCalls(this LawPlace place) => place <= LawPlace.UsdPerUnit;

    /// <summary>Whether it is a chance, which ends at 1.</summary>
    public static bool IsChance(this LawPlace place) =>
        place is LawPlace.Share or LawPlace.Keep or LawPlace.Rate or LawPlace.Duplicate or LawPlace.Route or LawPlace.Cached;

    /// <summary>Whether the place refuses laws without an upper end, or below its least value.</summary>
    public static bool IsBounded(this LawPlace place) => place.IsChance() || place is LawPlace.Split or LawPlace.Ratio;

    /// <summary>Whether it is the tokens of a call, or a part of them.</summary>
    public static bool IsTokens(this LawPlace place) => place <= LawPlace.Fix || place == LawPlace.Cached;

    /// <summary>Usual ends of an amount there: tokens, chances, units, USD.</summary>
    public static (double Low, double High) Ends(this LawPlace place) => place switch
    {
        LawPlace.Input => (150, 1_200),
        LawPlace.Output => (60, 500),
        LawPlace.Visible => (40, 300),
        LawPlace.Ratio => (1.1, 3.5),
        LawPlace.Reasoning => (80, 1_500),
        LawPlace.ExtraInput => (20, 300),
        LawPlace.Fix => (100, 900),
        LawPlace.UsdPerUnit => (0.1, 1.2),
        LawPlace.Cached => (0.3, 0.95),
        LawPlace.Split => (0.7, 3.4),
        LawPlace.Share => (0.1, 0.7),
        LawPlace.Keep => (0.55, 0.95),
        LawPlace.Rate => (0.05, 0.45),
        LawPlace.Duplicate => (0.02, 0.3),
        LawPlace.Route => (0.05, 0.3),
        LawPlace.Allowance => (100, 900),
        _ => (0.01, 0.4),
    };
}
