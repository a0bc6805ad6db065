namespace CostSim.Engine.Tests.Oracles.Law;

/// <summary>A shape at a level.</summary>
/// <param name="Word">The word of the language that names the shape or the modifier.</param>
/// <param name="Level">
/// <c>run</c>, <c>item</c>, <c>call</c>, <c>spread</c> for an own division over levels, or <c>default</c> for the scenario's.
/// </param>
internal sealed record LawCard(string Word, string Level);

/// <summary>
/// Deals the shapes and levels of a place in turn, from scenario to scenario: chance would leave some combination out of a thousand
/// scenarios, a deck does not.
/// </summary>
internal sealed class LawDeck(int number)
{
    /// <summary>Shapes that can be divided over the levels.</summary>
    public static readonly string[] Divisible = ["range", "triangular", "pert", "lognormal", "90%"];

    /// <summary>Shapes and modifiers that stand at one level.</summary>
    public static readonly string[] Whole = ["normal", "normal90%", "discrete", "mixture", "percentiles", "betaFrom", "values", "truncate",
        "clip", "chance"];

    private static readonly Dictionary<LawPlace,
        LawCard[]> Cards = LawPlaces.All.ToDictionary(place => place, place => CardsOf(place).ToArray());

    private readonly Dictionary<LawPlace, int> _dealt = [];

    /// <summary>Every shape at every level that the place allows.</summary>
    public static IReadOnlyList<LawCard> Of(LawPlace place) => Cards[place];

    public LawCard Deal(LawPlace place)
    {
        var cards = Cards[place];
        var dealt = _dealt.GetValueOrDefault(place);
        _dealt[place] = dealt + 1;
        // A step that shares no divisor with the number of cards comes to all of them.
        var step = Enumerable.Range(7, cards.Length).First(candidate => Divisor(candidate, cards.Length) == 1);
        return cards[(int)(((long)number * step + dealt * 3L) % cards.Length)];
    }

    private static int Divisor(int a, int b) => b == 0 ? a : Divisor(b, a % b);

    private static IEnumerable<LawCard> CardsOf(LawPlace place)
    {
        string[] levels = place.IsOfCalls() ? ["run", "item", "call"] : ["run", "item"];
        foreach (var word in Divisible)
        {
            foreach (var level in levels)
                yield return new LawCard(word, level);
            // Where a lognormal needs a cut, it stands at one level.
            if (place.IsBounded() && word is ("lognormal" or "90%"))
                continue;
            yield return new LawCard(word, "spread");
            if (place.IsOfCalls())
                yield return new LawCard(word, "default");
        }

        foreach (var word in Whole)
        {
            foreach (var level in levels)
                yield return new LawCard(word, level);
        }
    }
}
