using System.Text.Json.Nodes;
using CostSim.Scenarios.Language;

namespace CostSim.Scenarios.Tests.Language;

/// <summary>Values for every form of the language: some that it allows, at its bounds too, and some just beyond them.</summary>
internal sealed class Samples(Random random)
{
    private const int DeepestMax = 4;

    /// <summary>Lists up to this long are also made too long; a longer one takes too much time for what it shows.</summary>
    private const int LongestMax = 100;

    /// <summary>The elements of a longer list are one repeated, so that it is wrong in its length alone.</summary>
    private const int FewMax = 4;

    private int _depth;

    public T One<T>(params IReadOnlyList<T> of) => of[random.Next(of.Count)];

    public bool Chance(int oneOf) => random.Next(oneOf) == 0;

    /// <summary>A value of no form in particular.</summary>
    public JsonNode? Stranger() => random.Next(7) switch
    {
        0 => null,
        1 => true,
        2 => false,
        3 => 7,
        4 => "text",
        5 => new JsonArray(),
        _ => new JsonObject(),
    };

    public JsonNode? Of(Form form)
    {
        _depth++;
        var made = _depth > DeepestMax ? 1 : Made(form);
        _depth--;
        return made;
    }

    /// <summary>An object of a place: what must stand in it, and a little more.</summary>
    public JsonObject Of(PlaceWords words)
    {
        var made = new JsonObject();
        if (words.Words.OfType<ShapeWord>().ToList() is { Count: > 0 } shapes)
            Add(One(shapes));
        else if (words.Numbered is not null && Chance(2))
            (made["p10"], made["p90"]) = (1, 2);
        foreach (var word in words.Words)
        {
            if (word.IsRequired ? word.Beside is null || made.ContainsKey(word.Beside) : Chance(words.Words.Count))
                Add(word);
        }

        return made;

        void Add(Word word) => made[word.Key] = Of(word.Form);
    }

    private JsonNode? Made(Form form) => form switch
    {
        NumberForm number => Number(number),
        WholeForm whole => One<double>(whole.Min, whole.Max, whole.Min - 1, whole.Max + 1, whole.Min + 0.5, whole.Min + 1),
        AmountRole role => Amount(role),
        PairForm => Numbers(2),
        NumbersForm numbers => Numbers(numbers.Count),
        RankForm => One<double>(-1, 1, 0, -0.999, 0.5, 2),
        MatrixForm => One<Func<JsonNode>>(
            () => Parse("[[1, 0.5], [0.5, 1]]"), () => Parse("[[1]]"), () => Parse("[[1, 1], [1, 1]]"), () => Parse("[[1, -1], [-1, 1]]"),
            () => Parse("[[1, 2], [3, 1]]"))(),
        LineForm line => One("text", "", " ", "two\nlines", new string('x', line.Longest), new string('x', line.Longest + 1)),
        IdForm => One("hard", "P1", "", "two words", "ä", new string('x', 64), new string('x', 65)),
        DayForm => One("2026-11-21", "2026-02-30", "21.11.2026", "2026-1-2"),
        CurrencyCodeForm => One("EUR", "USD", "eur", "EURO"),
        TrueForm or FalseForm or FlagForm => One<JsonNode>(true, false, "true"),
        TierForm => One("batch", "batch", "standard", "flex", "", "two words"),
        WordForm word => One(word.Word, word.Word + "s"),
        NameForm => One("size", "run", "nobody", "two words", ""),
        ChangesForm => One<Func<JsonNode>>(
            () => Parse("{ \"safetyMargin\": 0.3 }"), () => Parse("{}"), () => Parse("{ \"\": 1 }"), () => Parse("{ \"a..b\": 1 }"),
            () => Parse("{ \" \": 1 }"))(),
        ObjectForm place => Of(Vocabulary.Whole[place.Place]),
        TupleForm tuple => new JsonArray([.. tuple.Elements.Select(Of).Take(One(tuple.Elements.Count, tuple.Elements.Count, 1))]),
        ListForm list => List(list),
        MapForm map => Map(map),
        AnyForm any => Of(One(any.Forms)),
        _ => One(Choices(form)), // the words of a choice
    };

    private double Number(NumberForm form)
    {
        var max = double.IsFinite(form.Max) ? form.Max : 1e6;
        return One(
            form.Min, Math.BitDecrement(form.Min), Math.BitIncrement(form.Min), max, Math.BitDecrement(max), Math.BitIncrement(max),
            (form.Min + Math.Min(max, 100)) / 2, -1);
    }

    private JsonNode? Amount(AmountRole role) => random.Next(8) switch
    {
        0 or 1 or 2 => Number(new NumberForm(role.Min, role.Max)),
        3 => new JsonArray(role.Min, Number(new NumberForm(role.Min, role.Max))),
        4 => Numbers(2),
        5 => Of(new NameForm()),
        _ => Of(Vocabulary.Whole[Place.Amount]),
    };

    private JsonArray Numbers(int count)
    {
        var made = new JsonArray();
        for (var i = One(count, count, count, count, count - 1, count + 1); i > 0; i--)
            made.Insert(0, One(i, i, i, 5, 0.1 * i, -i));
        return made;
    }

    private JsonArray List(ListForm list)
    {
        var count = One(list.Min, list.Min + 1, list.Min + 2, Math.Max(0, list.Min - 1),
            list.Max <= LongestMax ? list.Max + One(0, 1) : list.Min);
        var repeated = count > FewMax ? Of(list.Element) : null;
        return new JsonArray([.. Enumerable.Range(0, count).Select(_ => repeated?.DeepClone() ?? Of(list.Element))]);
    }

    private JsonObject Map(MapForm map)
    {
        var made = new JsonObject();
        var count = One(map.Min, map.Min + 1, 0, map.Max <= LongestMax ? map.Max + One(0, 1) : 1);
        if (count > FewMax && Of(map.Value) is var repeated)
            return new JsonObject(Enumerable.Range(0, count).Select(i => KeyValuePair.Create($"k{i}", repeated?.DeepClone())));
        for (var i = count; i > 0; i--)
            made[One($"k{i}", $"k{i}", $"k{i}", "easy", "two words", "run")] = Of(map.Value);
        return made;
    }

    private static List<string> Choices(Form form) => [.. form.ToSchema()["enum"]!.AsArray().Select(word => (string)word!), "else"];

    private static JsonNode Parse(string text) => JsonNode.Parse(text)!;
}
