using System.Globalization;

namespace CostSim.Engine.Tests.Oracles.Law;

/// <summary>Writes amounts: the next shape and level of the place's deck, between ends that the place allows.</summary>
internal sealed class LawAmounts(Xoshiro random, LawDeck deck)
{
    /// <summary>Chance that an amount is a plain number.</summary>
    public double Certain { get; init; }

    /// <summary>Whether tokens are plain numbers, all of them.</summary>
    public bool CertainTokens { get; set; }

    /// <summary>Standard deviation of lognormal tokens over their mean: at most so much.</summary>
    public double TailMax { get; set; } = 0.8;

    /// <summary>An amount of the place, possibly a plain number.</summary>
    public string Of(LawPlace place)
    {
        var (low, high) = place.Ends();
        return Between(place, low, high);
    }

    /// <summary>An amount of the place between other ends than the usual ones.</summary>
    public string Between(LawPlace place, double low, double high)
    {
        low *= random.Between(1, 1.2);
        high *= random.Between(0.8, 1);
        var isPlain = place.IsTokens() ? CertainTokens || random.Chance(Certain) : random.Chance(Certain);
        return isPlain ? Number(place == LawPlace.Split ? random.Whole(1, 3) : random.Between(low, high))
            : Uncertain(place, deck.Deal(place), low, high);
    }

    /// <summary>An amount of the place between ends of its own, and no plain number.</summary>
    public string Drawn(LawPlace place, double low, double high) => Uncertain(place, deck.Deal(place), low, high);

    /// <summary>A factor at item level, a chance in itself: a multiple of it may stand wherever an amount does.</summary>
    /// <param name="number">Which of the shapes it has.</param>
    public string ItemFactor(int number)
    {
        var card = new LawCard(Word(number), "item");
        return card.Word == "betaFrom"
            ? """{ "betaFrom": { "k": 3, "n": 9 }, "level": "item" }"""
            : Uncertain(LawPlace.Share, card, random.Between(0.05, 0.2), random.Between(0.6, 0.95));
    }

    /// <summary>A factor at call level, of tokens.</summary>
    /// <param name="number">Which of the shapes it has.</param>
    /// <param name="low">Its lower end.</param>
    /// <param name="high">Its upper end.</param>
    public string CallFactor(int number, double low, double high) =>
        Uncertain(LawPlace.Visible, new LawCard(Word(number), "call"), low, high);

    public static string Number(double value) => value.ToString("G5", CultureInfo.InvariantCulture);

    private static string Word(int number) =>
        LawDeck.Divisible.Concat(LawDeck.Whole).ElementAt(number % (LawDeck.Divisible.Length + LawDeck.Whole.Length));

    private string Uncertain(LawPlace place, LawCard card, double low, double high)
    {
        var level = Level(place, card.Level);
        if (card.Word == "betaFrom")
            return Beta(place, low, high, level);
        if (card.Word == "chance" && place == LawPlace.Ratio)
            return $$"""{ "sum": [1, { {{Shape("range", low - 1, high - 1, bounded: true)}}, "chance": {{Number(random.Between(0.2, 0.8))}} {{level}} }] }""";
        return $"{{ {Shape(card.Word, low, high, place.IsBounded())} {level} }}";
    }

    private string Level(LawPlace place, string level) => level switch
    {
        "default" => "",
        "spread" when place.IsOfCalls() =>
            $$""", "spread": { "item": {{Number(random.Between(0.1, 0.5))}}, "call": {{Number(random.Between(0.1, 0.4))}} }""",
        "spread" => $$""", "spread": { "item": {{Number(random.Between(0.2, 0.9))}} }""",
        _ => $", \"level\": \"{level}\"",
    };

    /// <summary>A share of a count: a chance as it is, a multiple of it elsewhere.</summary>
    private string Beta(LawPlace place, double low, double high, string level)
    {
        var n = random.Whole(4, 30);
        var beta = $$"""{ "betaFrom": { "k": {{random.Whole(0, n / 2)}}, "n": {{n}} } {{level}} }""";
        return place switch
        {
            LawPlace.Ratio => $$"""{ "sum": [1, { "product": [{{Number(high - 1)}}, {{beta}}] }] }""",
            LawPlace.Split => $$"""{ "sum": [{{Number(low)}}, { "product": [{{Number(high - low)}}, {{beta}}] }] }""",
            LawPlace.Share or LawPlace.Keep or LawPlace.Cached => beta,
            _ => $$"""{ "product": [{{Number(high)}}, {{beta}}] }""",
        };
    }

    private string Shape(string word, double low, double high, bool bounded)
    {
        var width = high - low;
        double At(double share) => low + width * share;
        string List(params double[] shares) => string.Join(", ", shares.Select(share => Number(At(share))));
        var cut = bounded ? $", \"truncate\": [{List(0, 1)}]" : "";
        switch (word)
        {
            case "range":
                return $"\"range\": [{List(0, 1)}]";
            case "triangular":
                return $"\"triangular\": [{List(0, random.Whole(0, 4) / 4.0, 1)}]";
            case "pert":
                return $"\"pert\": [{List(0, random.Whole(0, 4) / 4.0, 1)}], \"lambda\": {Number(random.Between(0.5, 6))}";
            case "lognormal" when bounded || random.Chance(0.7):
                var mean = At(0.3);
                return $$""" "lognormal": { "mean": {{Number(mean)}}, "sd": {{Number(mean * random.Between(0.3, bounded ? 0.8 : TailMax))}} } {{cut}} """;
            case "lognormal":
                return $$""" "lognormal": { "p10": {{Number(At(0.1))}}, "p90": {{Number(At(0.9))}} } """;
            case "90%":
                return $"\"{random.Whole(2, 9) * 10}%\": [{List(0.1, 0.8)}] {cut}";
            case "normal":
                return $$""" "normal": { "mean": {{Number(At(0.4))}}, "sd": {{Number(width / 4)}} }, "{{(random.Chance(0.5) ? "truncate" : "clip")}}": [{{List(0, 1)}}] """;
            case "normal90%":
                return $"\"normal90%\": [{List(0.1, 0.8)}], \"{(random.Chance(0.5) ? "truncate" : "clip")}\": [{List(0, 1)}]";
            case "percentiles":
                return $$""" "percentiles": { "min": {{List(0)}}, "p10": {{List(random.Between(0.1, 0.2))}}, "p50": {{List(random.Between(0.35, 0.5))}}, "p90": {{List(random.Between(0.7, 0.8))}}, "max": {{List(1)}} } """;
            default:
                return Listed(word, List, bounded, At(0.3));
        }
    }

    /// <summary>Shapes of several values, and what is cut or absent.</summary>
    private string Listed(string word, Func<double[], string> list, bool bounded, double mean)
    {
        string List(params double[] shares) => list(shares);
        switch (word)
        {
            case "discrete":
                var rare = random.Whole(2, 20); // percent
                return $"\"discrete\": [[{List(0)}, {Number((90 - rare) / 100.0)}], [{List(0.2)}, 0.1], [{List(1)}, "
                    + $"{Number(rare / 100.0)}]]";
            case "mixture":
                return $$""" "mixture": [[[{{List(0, 0.3)}}], 0.6], [{ "triangular": [{{List(0.2, 0.4, 0.9)}}] }, 0.3], [{{List(1)}}, 0.1]] """;
            case "values":
                return $"\"values\": [{List(0, 0.05, 0.1, 0.3, 0.3, random.Between(0.4, 0.9), 1)}]";
            case "truncate":
                return $"{Base(List, bounded, mean)}, \"truncate\": [{List(0.1, 0.7)}]";
            case "clip":
                return $"{Base(List, bounded, mean)}, \"clip\": [{List(0.1, 0.7)}]";
            default:
                return $"{(bounded ? $"\"range\": [{List(0, 1)}]" : Base(List, bounded, mean))}, \"chance\": "
                    + $"{Number(random.Between(0.1, 0.9))}";
        }
    }

    /// <summary>What is cut, or there by chance.</summary>
    private string Base(Func<double[], string> list, bool bounded, double mean) => random.Whole(0, 3) switch
    {
        0 => $"\"range\": [{list([0, 1])}]",
        1 => $"\"triangular\": [{list([0, 0.2, 1])}]",
        2 => $$""" "lognormal": { "mean": {{Number(mean)}}, "sd": {{Number(mean * (bounded ? 0.4 : TailMax))}} } """,
        _ => $$""" "mixture": [[[{{list([0, 0.3])}}], 0.7], [[{{list([0.3, 1])}}], 0.3]] """,
    };
}
