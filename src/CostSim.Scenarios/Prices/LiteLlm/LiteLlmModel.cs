using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace CostSim.Scenarios;

/// <summary>One model of LiteLLM's list, taken apart into amounts by tier and length of the call.</summary>
internal sealed partial class LiteLlmModel
{
    private const decimal PicoUsdPerUsd = 1e12m;
    private const long MostPicoUsd = 100_000_000_000; // $100,000 for a million tokens, the most that a catalogue takes
    private const string Reasoning = "output_cost_per_reasoning_token";
    private const int LongestText = 200;

    private readonly string _key;
    private readonly string? _sourceNamed;
    private readonly string? _deprecated;
    private readonly Dictionary<(Tier Tier, long? Above), Dictionary<PriceComponent, long>> _amounts = [];
    private readonly HashSet<string> _unmapped = [];
    private bool _isPartial;

    public LiteLlmModel(string key, JsonElement entry)
    {
        _key = key;
        Provider = Text(entry, "litellm_provider") ?? "";
        _sourceNamed = Text(entry, "source");
        _deprecated = Text(entry, "deprecation_date");
        // Without a price for an hour, one provider's only write price is still that for five minutes.
        var hasLifetimes = Provider == "anthropic"
            || entry.EnumerateObject().Any(field => field.Name.Contains("_above_1hr", StringComparison.Ordinal));
        foreach (var field in entry.EnumerateObject())
            Take(field, hasLifetimes);
        if (entry.TryGetProperty(Reasoning, out var reasoning) && TryPicoUsd(reasoning) != Find(Tier.Standard, null, PriceComponent.Output))
            LeaveOut($"{Reasoning} is not the price of output");
    }

    /// <summary>Who sells it; empty where the list does not say.</summary>
    public string Provider { get; }

    /// <summary>What could not be taken over, each reason once.</summary>
    public IReadOnlyCollection<string> Unmapped => _unmapped;

    /// <summary>The rows of the model; none where a part of its price cannot be said.</summary>
    public IReadOnlyList<PriceRow> Rows(string source, DateOnly day)
    {
        if (Provider.Length == 0)
            _unmapped.Add("no litellm_provider");
        if (!HasName())
            _unmapped.Add("no name that a catalogue takes");
        if (_unmapped.Count > 0 && (_isPartial || Provider.Length == 0 || !HasName()))
            return [];
        var rows = Rows(Tier.Standard, source, day).Concat(Rows(Tier.Batch, source, day)).ToList();
        if (rows.Count == 0 && _unmapped.Count == 0)
            _unmapped.Add("no price of tokens");
        return rows;
    }

    private string Model => _key.StartsWith($"{Provider}/", StringComparison.Ordinal) ? _key[(Provider.Length + 1)..] : _key;

    private bool HasName() => Model.Length is > 0 and <= LongestText && !_key.Any(char.IsControl);

    private List<PriceRow> Rows(Tier tier, string source, DateOnly day)
    {
        var limits = _amounts.Keys.Where(key => key.Tier == tier).Select(key => key.Above).ToList();
        if (limits.Count == 0)
            return [];
        if (limits.Any(limit => Find(tier, limit, PriceComponent.Input) is null || Find(tier, limit, PriceComponent.Output) is null)
            || !limits.Contains(null))
            _unmapped.Add($"{tier}: input or output has no price");
        else if (limits.Count > 2)
            _unmapped.Add($"{tier}: several limits of long contexts");
        else if (tier == Tier.Batch && _amounts.Keys.Any(key => key.Tier == Tier.Standard && key.Above is not null) && limits.Count < 2)
            _unmapped.Add("batch: no price for long contexts, which standard has");
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
                Source = _sourceNamed is null ? source : $"{source}, which names {_sourceNamed}",
                Note = _deprecated is null ? null : $"deprecated by the provider on {_deprecated}",
            })];
        return [];
    }

    private void Take(JsonProperty field, bool hasLifetimes)
    {
        if (field.Value.ValueKind == JsonValueKind.Null || field.Name == Reasoning)
            return;
        if (TokenPrice().Match(field.Name) is not { Success: true } match || ComponentOf(match, hasLifetimes) is not { } component)
        {
            if (field.Name == "tiered_pricing")
                LeaveOut("tiered_pricing: prices by range");
            else if (IsOfMoney(field.Name))
                _unmapped.Add($"field {field.Name}");
            return;
        }

        var above = match.Groups["above"] is { Success: true } limit ? long.Parse(limit.Value, CultureInfo.InvariantCulture) * 1000
            : (long?)null;
        var tier = match.Groups["batch"].Success ? Tier.Batch : Tier.Standard;
        if (TryPicoUsd(field.Value) is not { } picoUsd)
            _unmapped.Add(IsZero(field.Value) ? $"{field.Name} is 0, which is not established" : $"{field.Name} is no price");
        else if (!_amounts.TryGetValue((tier, above), out var amounts))
            _amounts.Add((tier, above), new() { [component] = picoUsd });
        else if (!amounts.TryAdd(component, picoUsd))
            LeaveOut($"{field.Name} is written twice");
    }

    private static PriceComponent? ComponentOf(Match match, bool hasLifetimes) =>
        (match.Groups["what"].Value, match.Groups["hour"].Success) switch
        {
            ("input_cost_per_token", false) => PriceComponent.Input,
            ("output_cost_per_token", false) => PriceComponent.Output,
            ("cache_read_input_token_cost", false) => PriceComponent.CachedInput,
            ("cache_creation_input_token_cost", true) => PriceComponent.CacheWrite1h,
            ("cache_creation_input_token_cost", false) => hasLifetimes ? PriceComponent.CacheWrite5m : PriceComponent.CacheWrite,
            _ => null,
        };

    private static bool IsOfMoney(string field) =>
        field.Contains("cost", StringComparison.Ordinal) || field.Contains("pric", StringComparison.Ordinal)
        || field.Contains("multiplier", StringComparison.Ordinal);

    private void LeaveOut(string reason)
    {
        _isPartial = true;
        _unmapped.Add(reason);
    }

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

    private static string? Text(JsonElement entry, string name) =>
        entry.TryGetProperty(name, out var text) && text.ValueKind == JsonValueKind.String
            && text.GetString() is { Length: > 0 and <= LongestText } found && !found.Any(char.IsControl)
            ? found
            : null;

    [GeneratedRegex(
        @"^(?<what>(input|output)_cost_per_token|cache_(read|creation)_input_token_cost)(?<hour>_above_1hr)?"
            + @"(_above_(?<above>\d{1,6})k_tokens)?(?<batch>_batches)?$")]
    private static partial Regex TokenPrice();
}
