using CostSim.Scenarios.Reading.Words;

namespace CostSim.Scenarios.Language;

/// <summary>All words of one kind of object.</summary>
/// <param name="Place">The kind of object.</param>
/// <param name="Noun">The object as a message names it.</param>
/// <param name="Words">The words, in the order in which messages list them.</param>
internal sealed record PlaceWords(Place Place, string Noun, IReadOnlyList<Word> Words)
{
    /// <summary>Keys with a number in them, or null.</summary>
    public NumberedKey? Numbered { get; init; }

    /// <summary>Words from elsewhere that no single word of this language says.</summary>
    public IReadOnlyList<ForeignWords> Foreign { get; init; } = [];

    /// <summary>Whether the object is in a price catalogue, not in a scenario.</summary>
    public bool IsOfCatalogue => Place >= Place.Catalogue;

    public IEnumerable<string> Keys => Words.Select(word => word.Key);

    /// <summary>The keys, as a message lists them.</summary>
    public string Listed => KeyedNode.List(Keys) + (Numbered is { } numbered ? $", {numbered.Shown}" : "");

    public Word? Find(string key) => Words.FirstOrDefault(word => word.Key == key);

    public bool Allows(string key) => Find(key) is not null || Numbered?.IsLike(key) == true;

    /// <summary>What to write instead of a foreign word, and the one key that it means; null where there is nothing to say.</summary>
    public (string? Key, string? Hint) InsteadOf(string foreign)
    {
        foreach (var word in Words)
        {
            if (HintFor(foreign, word.Foreign) is { } hint)
                return (word.Key, hint);
        }

        return (null, HintFor(foreign, Foreign));
    }

    private static string? HintFor(string foreign, IEnumerable<ForeignWords> known) =>
        known.FirstOrDefault(each => each.Words.Contains(foreign))?.Hint;
}

/// <summary>A key with a number in it: <c>90%</c>, <c>p90</c>.</summary>
/// <param name="Shown">As a message adds it to a list of other keys.</param>
/// <param name="Before">What stands before the number.</param>
/// <param name="After">What stands after it.</param>
/// <param name="Form">What may stand there.</param>
internal sealed record NumberedKey(string Shown, string Before, string After, Form Form)
{
    /// <summary>What makes a percentage interval a normal one: <c>normal90%</c>.</summary>
    public const string Normal = "normal";

    /// <summary>A central interval, lognormal or normal.</summary>
    public static readonly NumberedKey Percentage = new("`90%` (any percentage)", Normal, "%", new PairForm()) { IsBeforeOptional = true };

    /// <summary>A percentile of a fitted shape.</summary>
    public static readonly NumberedKey Percentile = new("`p90` (any percentile)", "p", "", new NumberForm());

    /// <summary>Whether what stands before the number may be left out.</summary>
    public bool IsBeforeOptional { get; init; }

    /// <summary>The pattern of the keys whose number is more than 0 and less than 100.</summary>
    public string Pattern =>
        $"^{(IsBeforeOptional ? $"({Before})?" : Before)}(?!0*[.]?0*{After}$)0*[0-9]{{0,2}}([.][0-9]*)?{After}$";

    /// <summary>Whether the key is such a one, whatever its number.</summary>
    public bool IsLike(string key)
    {
        var isMarked = key.StartsWith(Before, StringComparison.Ordinal);
        var rest = isMarked ? key[Before.Length..] : key;
        return (isMarked || IsBeforeOptional) && rest.Length > After.Length && rest.EndsWith(After, StringComparison.Ordinal)
            && rest[..^After.Length].All(letter => char.IsAsciiDigit(letter) || letter == '.');
    }
}
