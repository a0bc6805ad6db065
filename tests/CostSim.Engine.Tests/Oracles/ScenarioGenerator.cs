using System.Globalization;
using CostSim.Scenarios;

namespace CostSim.Engine.Tests.Oracles;

/// <summary>
/// Small scenarios by chance, as users write them: every word of the language that is supported, at every level. An even number has no draw
/// at run level at all; an odd one has any.
/// </summary>
internal sealed class ScenarioGenerator
{
    private const int UnitsMax = 14;
    private const int CallPhasesMin = 2;
    private const double ProbabilityMin = 0.35;
    private const int RoundedUnitsMin = 5; // a share of them, and a keep of those, round to one at least

    private readonly Xoshiro _random;
    private readonly bool _hasRun;
    private readonly List<string> _tokens = [];
    private readonly List<string> _ratios = [];
    private int _units = 1;

    /// <summary>
    /// At least so many units of an item reach the next phase in the best case: rounding a share of fewer might never take one.
    /// </summary>
    private int _unitsToRound = 1;

    private ScenarioGenerator(int number)
    {
        _random = new Xoshiro((ulong)number + 1_000_003);
        _hasRun = number % 2 == 1;
    }

    /// <summary>The scenario of a number: always the same.</summary>
    public static Scenario Make(int number) => Repository.Read(new ScenarioGenerator(number).Text(number));

    private string Text(int number)
    {
        var factors = string.Concat(Enumerable.Range(0, _random.Whole(1, 3)).Select(MakeFactor));
        var phases = string.Join(",\n", Enumerable.Range(0, _random.Whole(CallPhasesMin, 4)).SelectMany(MakePhases));
        var tier = _random.Chance(0.5) ? "batch" : "standard";
        var allowances = _random.Chance(0.25) ? $$""" , "allowances": [ { "name": "Rest", "outputTokensPerItem": {{PerItem()}} } ] """ : "";
        return $$"""
            { "name": "Generated {{number}}", "items": {{_random.Whole(1, 4)}}, "model": "gpt-5-mini", "tier": "{{tier}}", "spread": {{Spread()}},
              "factors": { {{factors}} }, "phases": [ {{phases}} ] {{allowances}} }
            """;
    }

    /// <summary>Shares of the levels: without a run part they add up to 1.</summary>
    private string Spread()
    {
        var item = _random.Whole(0, 100);
        var call = _hasRun ? _random.Whole(0, 100 - item) : 100 - item;
        return $$"""{ "item": {{Decimal(item / 100.0)}}, "call": {{Decimal(call / 100.0)}} }""";
    }

    private string MakeFactor(int index)
    {
        var isRatio = _random.Chance(0.5);
        (isRatio ? _ratios : _tokens).Add($"f{index}");
        return $"\"f{index}\": {(isRatio ? Shape(1.1, 4, splits: true) : Tokens(600))}, ";
    }

    private IEnumerable<string> MakePhases(int index)
    {
        var split = _random.Whole(1, Math.Max(1, Math.Min(7, UnitsMax / _units)));
        if (split > 1 && _random.Chance(0.4))
        {
            // Units may also be made in a phase without calls, and some of them dropped there.
            Split(split);
            yield return $$"""{ "id": "local{{index}}", "local": true, "split": {{split}} {{Keep()}} }""";
            split = 1;
        }

        Split(split);
        var share = split == 1 && _random.Chance(0.3) ? $", \"share\": {(_random.Chance(0.2) ? ComposedProbability() : Probability())}"
            : split > 1 ? $", \"split\": {split}" : "";
        var model = _random.Whole(0, 9) switch
        {
            0 or 1 => ", \"model\": \"gpt-5\", \"tier\": \"batch\"",
            2 or 3 => ", \"model\": \"claude-haiku-4-5\"",
            _ => "",
        };
        yield return $$"""
            { "id": "phase{{index}}" {{model}} {{share}}, {{Call(model)}} {{Keep()}} {{Retry(model)}} }
            """;
    }

    private string Call(string model)
    {
        // No call needs 800 tokens for certain, so that a cap of more never cuts them all.
        var cap = _random.Chance(0.2) ? $"\"maxOutputTokens\": {_random.Whole(800, 1_000)}, " : "";
        return $"\"inputTokens\": {Input(model)}, {cap}" + _random.Whole(0, 2) switch
        {
            0 => $"\"outputTokens\": {AnyTokens(300)}",
            1 => $"\"visibleTokens\": {AnyTokens(300)}, \"billedPerVisible\": {AnyRatio()}",
            _ => $"\"visibleTokens\": {AnyTokens(200)}, \"reasoningTokens\": {AnyTokens(900)}",
        };
    }

    private string Retry(string model)
    {
        if (_random.Chance(0.5))
            return "";
        var cap = _random.Chance(0.5) ? $", \"capPerItem\": {_random.Whole(1, 6)}" : "";
        var extra = _random.Chance(0.5) ? $", \"extraInputTokens\": {AnyTokens(100)}" : "";
        var fix = _random.Chance(0.4) ? $", \"fix\": {{ {Call(model)} }}" : "";
        return $$""", "retry": { "rate": {{(_random.Chance(0.2) ? ComposedProbability() : Probability())}}, "rounds": {{_random.Whole(1, 3)}} {{cap}} {{extra}} {{fix}} }""";
    }

    /// <summary>Input tokens, at times some of them cached: alone, or besides others.</summary>
    private string Input(string model)
    {
        if (!_random.Chance(0.35))
            return AnyTokens(900);
        var lifetime = !model.Contains("claude", StringComparison.Ordinal) ? ""
            : _random.Chance(0.5) ? ", \"lifetime\": \"5m\"" : ", \"lifetime\": \"1h\"";
        var cached =
            $"{{ \"cached\": {(_random.Chance(0.3) ? ComposedProbability() : Probability())}, \"of\": {AnyTokens(900)} {lifetime} }}";
        return _random.Chance(0.5) ? cached : $"{{ \"sum\": [{cached}, {Simple(300)}] }}";
    }

    /// <summary>A chance that is made of others: at most 0.85 × 0.9 + 0.1.</summary>
    private string ComposedProbability() => _random.Chance(0.5)
        ? $"{{ \"product\": [{Probability()}, {Shape(0.7, 0.9, splits: false)}] }}".Replace(
            "\"call\"", "\"item\"", StringComparison.Ordinal)
        : $"{{ \"sum\": [{{ \"product\": [{Probability()}, 0.9] }}, {Probability().Replace("0.", "0.0", StringComparison.Ordinal)}] }}";

    /// <summary>A keep, drawn or rounded; the phase's share is counted alike. Rounding needs units enough not to be all or none.</summary>
    private string Keep()
    {
        if (_random.Chance(0.5))
            return "";
        var keep = $", \"keep\": {Probability()}";
        if (_unitsToRound < RoundedUnitsMin || _random.Chance(0.6))
            return keep;
        _unitsToRound = (int)(_unitsToRound * ProbabilityMin);
        return keep + ", \"counts\": \"rounded\"";
    }

    private void Split(int split) => (_units, _unitsToRound) = (_units * split, _unitsToRound * split);

    /// <summary>A share or rate between 0.35 and 0.85, certain, or uncertain at item or run level.</summary>
    private string Probability()
    {
        var low = _random.Between(ProbabilityMin, 0.6);
        var high = low + _random.Between(0.05, 0.25);
        return _random.Whole(0, _hasRun ? 3 : 1) switch
        {
            0 => Decimal(low),
            1 => $$"""{ "range": [{{Decimal(low)}}, {{Decimal(high)}}], "level": "item" }""",
            2 => $"[{Decimal(low)}, {Decimal(high)}]",
            _ => $$"""{ "triangular": [{{Decimal(low)}}, {{Decimal(high)}}, {{Decimal(high)}}], "spread": { "item": 0.4 } }""",
        };
    }

    private string AnyTokens(double scale) => _random.Whole(0, 9) switch
    {
        0 => $"{{ \"product\": [{Simple(scale)}, {Shape(0.5, 1.2, splits: true)}] }}",
        1 => $"{{ \"sum\": [{Simple(scale / 2)}, {{ \"product\": [{Simple(scale / 2)}, 0.7] }}] }}",
        2 => $"{{ \"product\": [0.8, {{ \"sum\": [{Simple(scale / 2)}, {Simple(scale / 2)}] }}, {Shape(0.5, 1.2, splits: true)}] }}",
        _ => Simple(scale),
    };

    private string Simple(double scale) => _tokens.Count > 0 && _random.Chance(0.3) ? Name(_tokens) : Tokens(scale);

    private string AnyRatio() => _ratios.Count > 0 && _random.Chance(0.5) ? Name(_ratios) : Shape(1.1, 4, splits: true);

    private string Name(List<string> names) => $"\"{names[_random.Whole(0, names.Count - 1)]}\"";

    private string Tokens(double scale)
    {
        var low = scale * _random.Between(0.1, 0.5);
        return _random.Whole(0, 9) switch
        {
            0 => Decimal(Math.Round(low)),
            1 => $$"""{ "range": [0, {{Decimal(scale)}}], "chance": {{Decimal(_random.Between(0.2, 0.8))}}, "level": {{Level()}} }""",
            2 => $$"""{ "discrete": [[0, 0.3], [{{Decimal(Math.Round(low))}}, 0.5], [{{Decimal(Math.Round(scale))}}, 0.2]], "level": {{Level()}} }""",
            3 => $$"""{ "90%": [{{Decimal(low)}}, {{Decimal(scale)}}] }""",
            4 => $"{{ {Observed(Math.Round(low), Math.Round(scale))}, \"level\": {Level()} }}",
            5 => $$"""{ "lognormal": { "mean": {{Decimal(low)}}, "sd": {{Decimal(low / 2)}} } }""",
            _ => Shape(low, scale, splits: true),
        };
    }

    /// <summary>A shape that cannot be split: fitted, listed, mixed or cut.</summary>
    private string Observed(double low, double high)
    {
        var middle = Math.Round(low + (high - low) * _random.Between(0.25, 0.5));
        return _random.Whole(0, 6) switch
        {
            0 => $$""" "normal": { "mean": {{middle}}, "sd": {{low}} }, "truncate": [{{low / 2}}, {{high}}] """,
            1 => $$""" "normal90%": [{{low}}, {{high}}], "clip": [{{low / 2}}, {{middle}}] """,
            2 => $$""" "percentiles": { "min": 0, "p10": {{low}}, "p50": {{middle}}, "p90": {{high}}, "max": {{3 * high}} } """,
            3 => $$""" "values": [{{low}}, {{high}}, {{middle}}, {{middle}}, 0] """,
            4 => $$""" "mixture": [[[{{low}}, {{middle}}], 0.6], [{ "90%": [{{middle}}, {{high}}] }, 0.3], [{{2 * high}}, 0.1]] """,
            5 => $$""" "mixture": [[0, 0.3], [[{{low}}, {{high}}], 0.5], [{ "triangular": [{{low}}, {{middle}}, {{high}}] }, 0.2]], "truncate": [0, {{middle}}] """,
            _ => $$""" "lognormal": { "p10": {{low}}, "p90": {{high}} }, "truncate": [{{low}}, {{3 * high}}], "clip": [0, {{high}}] """,
        };
    }

    /// <summary>A positive amount between two ends, split as the scenario says or all at one level.</summary>
    private string Shape(double low, double high, bool splits)
    {
        var mode = _random.Whole(0, 3) switch { 0 => low, 1 => high, _ => _random.Between(low, high) };
        var shape = _random.Whole(0, 3) switch
        {
            0 => $"\"triangular\": [{Decimal(low)}, {Decimal(mode)}, {Decimal(high)}]",
            1 => $"\"pert\": [{Decimal(low)}, {Decimal(mode)}, {Decimal(high)}], \"lambda\": {Decimal(_random.Between(0.5, 6))}",
            _ => $"\"range\": [{Decimal(low)}, {Decimal(high)}]",
        };
        return splits && _random.Chance(0.7) ? $"{{ {shape} }}" : $"{{ {shape}, \"level\": {Level()} }}";
    }

    private string PerItem() => _hasRun && _random.Chance(0.5)
        ? """{ "chance": 0.3, "range": [0, 900] }"""
        : """{ "range": [100, 900], "level": "item" }""";

    private string Level() => _random.Whole(_hasRun ? 0 : 1, 2) switch { 0 => "\"run\"", 1 => "\"item\"", _ => "\"call\"" };

    private static string Decimal(double value) => Math.Round(value, 4).ToString(CultureInfo.InvariantCulture);
}
