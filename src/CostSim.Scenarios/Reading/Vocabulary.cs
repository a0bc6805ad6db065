namespace CostSim.Scenarios.Reading;

/// <summary>The kinds of objects that a scenario is made of; each has its own keys.</summary>
internal enum Place
{
    Scenario,
    Spread,
    Phase,
    Retry,
    Fix,
    Amount,
    Allowance,
    Limit,
    Expectation,
    Currency,
    Catalogue,
    PriceRow,
    PriceAmounts,
    PriceAlias,
}

/// <summary>Every key of the language, and where it stands.</summary>
internal static class Vocabulary
{
    /// <summary>Words that give an amount its law. <c>"p%"</c> stands for every percentage.</summary>
    public static readonly IReadOnlyList<string> ShapeWords = ["range", "triangular", "pert", "discrete"];

    private static readonly Dictionary<Place, string[]> Keys = new()
    {
        [Place.Scenario] =
        [
            "$schema", "name", "item", "items", "model", "tier", "spread", "factors", "phases", "allowances", "limits", "expect", "timing",
            "completionWindowHours", "pricesOn", "currency",
        ],
        [Place.Spread] = ["item", "call"],
        [Place.Phase] =
        [
            "id", "name", "local", "share", "split", "inputTokens", "outputTokens", "visibleTokens", "billedPerVisible",
            "reasoningTokens", "maxOutputTokens", "model", "tier", "retry", "keep", "counts",
        ],
        [Place.Retry] = ["name", "rate", "rounds", "capPerItem", "extraInputTokens", "fix"],
        [Place.Fix] = ["inputTokens", "outputTokens", "visibleTokens", "billedPerVisible", "reasoningTokens", "maxOutputTokens", "model", "tier"],
        [Place.Amount] = [.. ShapeWords, "lambda", "chance", "level", "spread", "product", "sum", "cached", "of", "lifetime"],
        [Place.Allowance] = ["name", "inputTokensPerItem", "outputTokensPerItem"],
        [Place.Limit] = ["atMostUsd", "confidence"],
        [Place.Expectation] =
        [
            "items", "tier", "absoluteUsd", "absoluteRoundedToUsd", "realisticUsd", "realisticRoundedToUsd", "rounding",
        ],
        [Place.Currency] = ["code", "perUsd", "on"],
        [Place.Catalogue] = ["rows", "aliases"],
        [Place.PriceRow] = ["provider", "model", "tier", "aboveInputTokens", "usdPerMillion", "from", "to", "checkedOn", "source", "derived", "note"],
        [Place.PriceAmounts] = [.. ComponentName.All.Values],
        [Place.PriceAlias] = ["provider", "model", "names"],
    };

    // Words that people bring along from elsewhere, with what this language says instead.
    private static readonly Dictionary<(Place, string), (string? Key, string Hint)> Instead = new()
    {
        [(Place.Retry, "attempts")] = ("rounds", "`rounds` is attempts − 1."),
        [(Place.Retry, "maxAttempts")] = ("rounds", "`rounds` is attempts − 1."),
        [(Place.Amount, "min")] = (null, "A hard minimum and maximum are written [min, max]."),
        [(Place.Amount, "max")] = (null, "A hard minimum and maximum are written [min, max]."),
        [(Place.Amount, "uniform")] = (null, "A uniform amount is written [min, max], or { \"range\": [min, max] }."),
        [(Place.Amount, "mode")] = (null, "Written { \"triangular\": [min, mode, max] } or { \"pert\": [min, mode, max] }."),
        [(Place.Spread, "run")] = (null, "The run share is what `item` and `call` leave: it is not written."),
    };

    public static IReadOnlyList<string> KeysOf(Place place) => Keys[place];

    public static bool Allows(Place place, string key) =>
        Keys[place].Contains(key) || (place == Place.Amount && IsPercentage(key));

    /// <summary>Whether the key is a percentage word such as <c>90%</c>, whatever its number.</summary>
    public static bool IsPercentage(string key) =>
        key.Length > 1 && key[^1] == '%' && key[..^1].All(letter => char.IsAsciiDigit(letter) || letter == '.');

    /// <summary>What to write instead of a word that people bring along, and the key that it stands for; null where there is nothing to say.</summary>
    public static (string? Key, string? Hint) InsteadOf(Place place, string key) => Instead.GetValueOrDefault((place, key));

    /// <summary>The places other than <paramref name="place"/> at which the key stands.</summary>
    public static IEnumerable<Place> OtherPlacesOf(Place place, string key) =>
        Keys.Where(entry => entry.Key != place && IsOfCatalogue(entry.Key) == IsOfCatalogue(place) && entry.Value.Contains(key)).Select(entry => entry.Key);

    /// <summary>Whether the place is in a price catalogue, not in a scenario.</summary>
    public static bool IsOfCatalogue(Place place) => place is Place.Catalogue or Place.PriceRow or Place.PriceAmounts or Place.PriceAlias;

    /// <summary>The place as a message names it.</summary>
    public static string Named(Place place) => place switch
    {
        Place.Scenario => "the scenario",
        Place.Spread => "`spread`",
        Place.Phase => "a phase",
        Place.Retry => "`retry`",
        Place.Fix => "`fix`",
        Place.Amount => "an amount",
        Place.Allowance => "an allowance",
        Place.Limit => "a limit",
        Place.Currency => "`currency`",
        Place.Catalogue => "a price catalogue",
        Place.PriceRow => "a price row",
        Place.PriceAmounts => "`usdPerMillion`",
        Place.PriceAlias => "an alias",
        _ => "an entry of `expect`",
    };
}
