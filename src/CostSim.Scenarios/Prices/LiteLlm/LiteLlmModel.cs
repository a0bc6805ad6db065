using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;
using CostSim.Scenarios.Language;

namespace CostSim.Scenarios;

/// <summary>One model of LiteLLM's list, taken apart into amounts by tier and length of the call.</summary>
internal sealed partial class LiteLlmModel
{
    private const decimal PicoUsdPerUsd = 1e12m;
    private const long MostPicoUsd = 100_000_000_000; // $100,000 for a million tokens, the most that a catalogue takes
    private const string Reasoning = "output_cost_per_reasoning_token";
    private const int LongestText = 200;

    /// <summary>Kinds of use whose price is that of tokens; a price of anything else is beside it.</summary>
    private static readonly HashSet<string> OfTokens = ["", "chat", "completion", "embedding", "responses"];

    private readonly string _key;
    private readonly string _mode;
    private readonly string? _sourceNamed;
    private readonly DateOnly? _deprecatedOn;
    private readonly long? _window;
    private readonly long? _outputMax;
    private readonly Dictionary<(Tier Tier, long? Above), Dictionary<PriceComponent, long>> _amounts = [];
    private readonly HashSet<string> _unmapped = [];
    private readonly HashSet<string> _leftOutFor = [];
    private readonly List<string> _units = [];

    public LiteLlmModel(string key, JsonElement entry)
    {
        _key = key;
        Provider = Text(entry, "litellm_provider") ?? "";
        _mode = Text(entry, "mode") ?? "";
        _sourceNamed = Text(entry, "source");
        _deprecatedOn = DateOnly.TryParseExact(
            Text(entry, "deprecation_date"), "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) ? day : null;
        (_window, _outputMax) = (Tokens(entry, "max_input_tokens"), Tokens(entry, "max_output_tokens"));
        // Without a price for an hour, one provider's only write price is still that for five minutes.
        var hasLifetimes = Provider == "anthropic"
            || entry.EnumerateObject().Any(field => field.Name.Contains("_above_1hr", StringComparison.Ordinal));
        foreach (var field in entry.EnumerateObject())
            Take(field, hasLifetimes);
        if (entry.TryGetProperty(Reasoning, out var reasoning) && TryPicoUsd(reasoning) != Find(Tier.Standard, null, PriceComponent.Output))
            _leftOutFor.Add($"{Reasoning} is not the price of output");
        if (_units.Count > 0 && _amounts.Count > 0 && !OfTokens.Contains(_mode))
            _leftOutFor.Add($"priced by the {_units[0]} too, as {_mode}");
    }

    /// <summary>Who sells it; empty where the list does not say.</summary>
    public string Provider { get; }

    /// <summary>What could not be taken over, each reason once; of a model that is left out as a whole only why it is.</summary>
    public IReadOnlyCollection<string> Unmapped => _leftOutFor.Count > 0 ? _leftOutFor : _unmapped;

    /// <summary>The rows of the model; none where a part of its price cannot be said.</summary>
    public IReadOnlyList<PriceRow> Rows(string source, DateOnly day)
    {
        if (Provider.Length == 0)
            _leftOutFor.Add("no litellm_provider");
        if (!HasName())
            _leftOutFor.Add("no name that a catalogue takes");
        if (_amounts.Count == 0 && _units.Count > 0)
            _leftOutFor.Add($"priced by the {_units[0]}, not by the token");
        if (_leftOutFor.Count > 0)
            return [];
        var tiers = _amounts.Keys.Select(key => key.Tier).Distinct().OrderBy(tier => tier == Tier.Standard ? 0 : 1);
        var rows = tiers.SelectMany(tier => Rows(tier, source, day)).ToList();
        if (rows.Count == 0 && _unmapped.Count == 0)
            _unmapped.Add("no price of tokens");
        return rows;
    }

    /// <summary>What the list says of the model beside its prices, or null.</summary>
    public ModelFacts? Facts(string source, DateOnly day) => (_window ?? _outputMax) is null && _deprecatedOn is null ? null
        : new ModelFacts(Provider, Model, day, Named(source))
        {
            ContextWindowTokens = _window,
            MaxOutputTokens = _outputMax,
            DeprecatedOn = _deprecatedOn,
        };

    private string Model => _key.StartsWith($"{Provider}/", StringComparison.Ordinal) ? _key[(Provider.Length + 1)..] : _key;

    private bool HasOutput => _mode != "embedding";

    private bool HasName() => Model.Length is > 0 and <= LongestText && !_key.Any(char.IsControl);

    private string Named(string source) => _sourceNamed is null ? source : $"{source}, which names {_sourceNamed}";

    private List<PriceRow> Rows(Tier tier, string source, DateOnly day)
    {
        var limits = _amounts.Keys.Where(key => key.Tier == tier).Select(key => key.Above).ToList();
        if (limits.Any(limit => Find(tier, limit, PriceComponent.Input) is null
                || (HasOutput && Find(tier, limit, PriceComponent.Output) is null)) || !limits.Contains(null))
            _unmapped.Add($"{tier}: input or output has no price");
        else if (limits.Count > 2)
            _unmapped.Add($"{tier}: several limits of long contexts");
        else if (tier != Tier.Standard && _amounts.Keys.Any(key => key.Tier == Tier.Standard && key.Above is not null) && limits.Count < 2)
            _unmapped.Add($"{tier}: no price for long contexts, which standard has");
        else
            return [.. limits.Order().Select(limit => new PriceRow
            {
                Provider = Provider,
                Model = Model,
                Tier = tier,
                AboveInputTokens = limit,
                PicoUsd = _amounts[(tier, limit)],
                From = day,
                CheckedOn = day,
                Source = Named(source),
            })];
        return [];
    }

    private void Take(JsonProperty field, bool hasLifetimes)
    {
        if (field.Value.ValueKind == JsonValueKind.Null || field.Name == Reasoning)
            return;
        if (TokenPrice().Match(field.Name) is not { Success: true } match || ComponentOf(match, hasLifetimes) is not { } component)
        {
            TakeOther(field);
            return;
        }

        var above = match.Groups["above"] is { Success: true } limit ? long.Parse(limit.Value, CultureInfo.InvariantCulture) * 1000
            : (long?)null;
        var tier = match.Groups["tier"] is not { Success: true } named ? Tier.Standard
            : named.Value == "batches" ? Tier.Batch : new Tier(named.Value);
        if (!HasOutput && component == PriceComponent.Output && IsZero(field.Value))
            return;
        if (TryPicoUsd(field.Value) is not { } picoUsd)
            _unmapped.Add(IsZero(field.Value) ? $"{field.Name} is 0, which is not established" : $"{field.Name} is no price");
        else if (!_amounts.TryGetValue((tier, above), out var amounts))
            _amounts.Add((tier, above), new() { [component] = picoUsd });
        else if (!amounts.TryAdd(component, picoUsd) && amounts[component] != picoUsd)
            _leftOutFor.Add($"{field.Name} is written twice");
    }

    /// <summary>A price that a row cannot say: of other tokens it is a part of the price, of anything else it is beside it.</summary>
    private void TakeOther(JsonProperty field)
    {
        if (field.Name == "tiered_pricing")
            _leftOutFor.Add("tiered_pricing: prices by range");
        else if (!IsOfMoney(field.Name) || IsZero(field.Value))
            return;
        else if (OtherToken().IsMatch(field.Name) && TryPicoUsd(field.Value) is not null)
            _leftOutFor.Add($"{field.Name} is a price that a row cannot say");
        else
        {
            _unmapped.Add($"field {field.Name}");
            if (Unit().Match(field.Name) is { Success: true } unit)
                _units.Add(unit.Groups["unit"].Value);
        }
    }

    private static PriceComponent? ComponentOf(Match match, bool hasLifetimes) =>
        (match.Groups["what"].Value, match.Groups["hour"].Success) switch
        {
            ("input_cost_per_token", false) => PriceComponent.Input,
            ("output_cost_per_token", false) => PriceComponent.Output,
            ("input_cost_per_audio_token", false) => PriceComponent.AudioInput,
            ("input_cost_per_image_token", false) => PriceComponent.ImageInput,
            ("cache_read_input_token_cost" or "input_cost_per_token_cache_hit", false) => PriceComponent.CachedInput,
            ("cache_creation_input_token_cost", true) => PriceComponent.CacheWrite1h,
            ("cache_creation_input_token_cost", false) => hasLifetimes ? PriceComponent.CacheWrite5m : PriceComponent.CacheWrite,
            _ => null,
        };

    private static bool IsOfMoney(string field) =>
        field.Contains("cost", StringComparison.Ordinal) || field.Contains("pric", StringComparison.Ordinal)
        || field.Contains("multiplier", StringComparison.Ordinal);

    private long? Find(Tier tier, long? above, PriceComponent component) =>
        _amounts.TryGetValue((tier, above), out var amounts) && amounts.TryGetValue(component, out var picoUsd) ? picoUsd : null;

    /// <summary>Picodollars of a token, if it is a positive amount of whole picodollars but for the last digits of a double.</summary>
    private static long? TryPicoUsd(JsonElement amount)
    {
        if (amount.ValueKind != JsonValueKind.Number
            || !decimal.TryParse(amount.GetRawText(), NumberStyles.Float, CultureInfo.InvariantCulture, out var usd)
            || usd <= 0 || usd > MostPicoUsd / PicoUsdPerUsd)
            return null;
        var picoUsd = usd * PicoUsdPerUsd;
        var whole = Math.Round(picoUsd);
        return whole > 0 && Math.Abs(picoUsd - whole) < 0.001m ? (long)whole : null;
    }

    private static bool IsZero(JsonElement amount) =>
        amount.ValueKind == JsonValueKind.Number && amount.TryGetDouble(out var usd) && usd == 0;

    /// <summary>A number of tokens that a catalogue takes; null where the list has none, or words.</summary>
    private static long? Tokens(JsonElement entry, string name) =>
        entry.TryGetProperty(name, out var tokens) && tokens.ValueKind == JsonValueKind.Number && tokens.TryGetDouble(out var number)
            && number >= 1 && number <= AmountRole.Tokens.Max && number == Math.Floor(number)
            ? (long)number
            : null;

    private static string? Text(JsonElement entry, string name) =>
        entry.TryGetProperty(name, out var text) && text.ValueKind == JsonValueKind.String
            && text.GetString() is { Length: > 0 and <= LongestText } found && !found.Any(char.IsControl)
            ? found
            : null;

    [GeneratedRegex(
        @"^(?<what>(input|output)_cost_per_token|input_cost_per_token_cache_hit|input_cost_per_(audio|image)_token"
            + @"|cache_(read|creation)_input_token_cost)(?<hour>_above_1hr)?(_above_(?<above>\d{1,6})k_tokens)?"
            + @"(_(?<tier>batches|flex|priority))?$")]
    private static partial Regex TokenPrice();

    // Audio from a cache, and DBUs, in which one provider states its prices a second time, are beside the price.
    [GeneratedRegex(@"^(output_cost_per_(audio|image|video)_token|input_cost_per_video_token|citation_cost_per_token)")]
    private static partial Regex OtherToken();

    [GeneratedRegex(@"_per_(video_per_|audio_per_)?(?<unit>character|image|pixel|query|request|second|page|credit|session)")]
    private static partial Regex Unit();
}
