using CostSim.Scenarios;

namespace CostSim.Engine.Tests.Oracles.Law;

/// <summary>The pairs of places in which one item-level name can stand.</summary>
internal static class LawPair
{
    public static IReadOnlyList<string> All { get; } =
    [
        "chance and chance in one phase", "chance and chance along a path", "chance and chance side by side",
        "chance and rate in one phase", "chance and rate of two phases",
        "rate and rate", "chance and tokens in one phase", "chance and tokens of two phases", "rate and tokens",
        "tokens and tokens within a phase", "tokens and tokens of two phases",
        "split and tokens", "split and chance", "split and rate", "twice in one product", "cached share and tokens", "duplicate and tokens",
        "route and tokens", "people and chance",
        "allowance and tokens", "operations and tokens",
    ];

    public static IEnumerable<string> Of(IReadOnlyList<LawUse> uses)
    {
        foreach (var named in uses.Where(use => use.Amount is Uncertain { Spread.Item: > 0 }).GroupBy(use => use.Amount.Path))
        {
            LawUse[] places = [.. named];
            if (places.Any(use => use.Times > 1))
                yield return "twice in one product";
            for (var i = 0; i < places.Length; i++)
            {
                for (var j = i + 1; j < places.Length; j++)
                {
                    if (Name(places[i], places[j]) is { } name)
                        yield return name;
                }
            }
        }
    }

    private static string? Name(LawUse a, LawUse b)
    {
        bool Is(Func<LawPlace, bool> first, Func<LawPlace, bool> second) =>
            (first(a.Place) && second(b.Place)) || (first(b.Place) && second(a.Place));
        var together = a.Phase == b.Phase;
        if (Is(IsChance, IsChance))
            return together ? "chance and chance in one phase"
                : a.Place == LawPlace.Keep || b.Place == LawPlace.Keep ? "chance and chance along a path"
                    : "chance and chance side by side";
        if (Is(IsChance, place => place == LawPlace.Rate))
            return together ? "chance and rate in one phase" : "chance and rate of two phases";
        if (Is(place => place == LawPlace.Rate, place => place == LawPlace.Rate))
            return "rate and rate";
        if (Is(IsChance, IsTokens))
            return together ? "chance and tokens in one phase" : "chance and tokens of two phases";
        if (Is(place => place == LawPlace.Rate, IsTokens))
            return "rate and tokens";
        if (Is(IsTokens, IsTokens))
            return together ? "tokens and tokens within a phase" : "tokens and tokens of two phases";
        return OfOthers(Is);
    }

    private static string? OfOthers(Func<Func<LawPlace, bool>, Func<LawPlace, bool>, bool> isPair)
    {
        (string Name, LawPlace First, Func<LawPlace, bool> Second)[] others =
        [
            ("split and tokens", LawPlace.Split, IsTokens), ("split and chance", LawPlace.Split, IsChance),
            ("split and rate", LawPlace.Split, place => place == LawPlace.Rate),
            ("cached share and tokens", LawPlace.Cached, IsTokens), ("duplicate and tokens", LawPlace.Duplicate, IsTokens),
            ("route and tokens", LawPlace.Route, IsTokens),
            ("people and chance", LawPlace.UsdPerUnit, IsChance), ("allowance and tokens", LawPlace.Allowance, IsTokens),
            ("operations and tokens", LawPlace.Operations, IsTokens),
        ];
        return others.FirstOrDefault(other => isPair(place => place == other.First, other.Second)).Name;
    }

    private static bool IsChance(LawPlace place) => place is LawPlace.Share or LawPlace.Keep;

    private static bool IsTokens(LawPlace place) => place <= LawPlace.Fix;
}
