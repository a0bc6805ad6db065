namespace CostSim.Scenarios.Reading;

/// <summary>The kinds of objects that a scenario is made of; each has its own keys.</summary>
internal enum Place
{
    Scenario,
    Run,
    Spread,
    Phase,
    Retry,
    Fix,
    Amount,
    Component,
    Fit,
    Percentiles,
    Beta,
    Correlation,
    Allowance,
    Operation,
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
    public static readonly IReadOnlyList<string> ShapeWords = [.. ShapeWord.All.Select(word => word.Key)];

    /// <summary>Keys that go with one of these words alone.</summary>
    private static readonly IReadOnlyList<string> Companions = [.. ShapeWord.All.Select(word => word.Companion?.Key).OfType<string>()];

    /// <summary>What makes a percentage interval a normal one: <c>normal90%</c>.</summary>
    public const string NormalPrefix = "normal";

    private static readonly Dictionary<Place, string[]> Keys = new()
    {
        [Place.Scenario] =
        [
            "$schema", "name", "item", "items", "runs", "model", "tier", "safetyMargin", "spread", "factors", "phases", "allowances", "operations",
            "variants", "limits", "expect", "correlations", "timing", "completionWindowHours", "pricesOn", "currency",
        ],
        [Place.Run] = ["items", "period", "change"],
        [Place.Spread] = ["item", "call"],
        [Place.Phase] =
        [
            "id", "name", "local", "usdPerUnit", "only", "share", "split", "join", "duplicate", "inputTokens", "outputTokens", "visibleTokens", "billedPerVisible",
            "reasoningTokens", "maxOutputTokens", "model", "tier", "retry", "keep", "route", "counts",
        ],
        [Place.Retry] = ["name", "rate", "rounds", "capPerItem", "extraInputTokens", "fix", "rerun", "failed"],
        [Place.Fix] = ["inputTokens", "outputTokens", "visibleTokens", "billedPerVisible", "reasoningTokens", "maxOutputTokens", "model", "tier"],
        [Place.Amount] =
        [
            .. ShapeWords, "by", .. Companions, "truncate", "clip", "chance", "level", "spread", "product", "sum", "cached", "of",
            "lifetime",
        ],
        [Place.Component] = [.. ShapeWords.Where(word => word != "mixture"), .. Companions, "truncate", "clip"],
        [Place.Fit] = ["mean", "sd"],
        [Place.Percentiles] = ["min", "max"],
        [Place.Beta] = ["k", "n"],
        [Place.Correlation] = ["between", "rank", "matrix"],
        [Place.Allowance] = ["name", "inputTokensPerItem", "outputTokensPerItem"],
        [Place.Operation] = ["name", "usdPerRun", "usdPerItem"],
        [Place.Limit] = ["run", "atMostUsd", "confidence", "per", "of"],
        [Place.Expectation] =
        [
            "items", "tier", "absoluteUsd", "absoluteRoundedToUsd", "realisticUsd", "realisticRoundedToUsd", "rounding",
        ],
        [Place.Currency] = ["code", "perUsd", "on"],
        [Place.Catalogue] = ["rows", "aliases"],
        [Place.PriceRow] = ["provider", "model", "tier", "aboveInputTokens", "usdPerMillion", "from", "to", "checkedOn", "source", "derived", "note"],
        [Place.PriceAmounts] = [.. ComponentName.All.Select(name => name.Word)],
        [Place.PriceAlias] = ["provider", "model", "names"],
    };

    public static IReadOnlyList<string> KeysOf(Place place) => Keys[place];

    public static bool Allows(Place place, string key) =>
        Keys[place].Contains(key) || place switch
        {
            Place.Amount or Place.Component => IsPercentage(key),
            Place.Fit or Place.Percentiles => IsPercentile(key),
            _ => false,
        };

    /// <summary>The keys with a number in them, as a message adds them to a list of the others.</summary>
    public static string PatternsOf(Place place) => place switch
    {
        Place.Amount or Place.Component => ", `90%` (any percentage)",
        Place.Fit or Place.Percentiles => ", `p90` (any percentile)",
        _ => "",
    };

    /// <summary>Whether the key is a percentage word such as <c>90%</c> or <c>normal90%</c>, whatever its number.</summary>
    public static bool IsPercentage(string key)
    {
        var number = key.StartsWith(NormalPrefix, StringComparison.Ordinal) ? key[NormalPrefix.Length..] : key;
        return number.Length > 1 && number[^1] == '%' && IsNumber(number[..^1]);
    }

    /// <summary>Whether the key is a percentile such as <c>p95</c>, whatever its number.</summary>
    public static bool IsPercentile(string key) => key.Length > 1 && key[0] == 'p' && IsNumber(key[1..]);

    private static bool IsNumber(string text) => text.All(letter => char.IsAsciiDigit(letter) || letter == '.');

    /// <summary>The places other than <paramref name="place"/> at which the key stands.</summary>
    public static IEnumerable<Place> OtherPlacesOf(Place place, string key) =>
        Keys.Where(entry => entry.Key != place && IsOfCatalogue(entry.Key) == IsOfCatalogue(place) && entry.Value.Contains(key)).Select(entry => entry.Key);

    /// <summary>Whether the place is in a price catalogue, not in a scenario.</summary>
    public static bool IsOfCatalogue(Place place) => place is Place.Catalogue or Place.PriceRow or Place.PriceAmounts or Place.PriceAlias;

    /// <summary>The place as a message names it.</summary>
    public static string Named(Place place) => place switch
    {
        Place.Scenario => "the scenario",
        Place.Run => "a run",
        Place.Spread => "`spread`",
        Place.Phase => "a phase",
        Place.Retry => "`retry`",
        Place.Fix => "`fix`",
        Place.Amount => "an amount",
        Place.Component => "a shape of a mixture",
        Place.Fit => "`normal` or `lognormal`",
        Place.Percentiles => "`percentiles`",
        Place.Beta => "`betaFrom`",
        Place.Correlation => "an entry of `correlations`",
        Place.Allowance => "an allowance",
        Place.Operation => "an entry of `operations`",
        Place.Limit => "a limit",
        Place.Currency => "`currency`",
        Place.Catalogue => "a price catalogue",
        Place.PriceRow => "a price row",
        Place.PriceAmounts => "`usdPerMillion`",
        Place.PriceAlias => "an alias",
        _ => "an entry of `expect`",
    };
}
