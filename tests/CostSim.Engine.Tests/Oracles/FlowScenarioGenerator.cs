using System.Globalization;
using CostSim.Scenarios;

namespace CostSim.Engine.Tests.Oracles;

/// <summary>Small scenarios by chance whose units are split, labelled, routed, duplicated, dropped, joined and passed again.</summary>
internal sealed class FlowScenarioGenerator
{
    private readonly Xoshiro _random;
    private readonly List<string> _ids = [];

    /// <summary>Labels of which every unit at hand has one, and any label that a unit at hand can have.</summary>
    private List<string> _whole = [];
    private List<string> _any = [];

    /// <summary>The first phase from which a rerun of one unit can start: none of those after it splits.</summary>
    private int _afterSplit;

    private FlowScenarioGenerator(int number) => _random = new Xoshiro((ulong)number + 7_000_003);

    /// <summary>The scenario of a number: always the same.</summary>
    public static Scenario Make(int number) => Repository.Read(Text(number));

    public static string Text(int number)
    {
        var generator = new FlowScenarioGenerator(number);
        return $$"""
            { "name": "Flow {{number}}", "items": {{generator._random.Whole(1, 3)}}, "model": "gpt-5-mini", "tier": "batch", "spread": { "item": 0.2, "call": 0.3 },
              "phases": [ {{string.Join(",\n", generator.Phases())}} ] }
            """;
    }

    private List<string> Phases()
    {
        var phases = new List<string>();
        if (_random.Chance(0.4))
            phases.Add($$"""{ {{Id("queue")}}, "local": true, "duplicate": {{Probability()}} }""");
        phases.Add(Splitting());
        _afterSplit = _ids.Count - 1;
        var middle = _random.Whole(2, 4);
        for (var i = 0; i < middle; i++)
            phases.Add(Middle(i));
        if (_random.Chance(0.5))
            phases.Add($$"""{ {{Id("check")}}, "local": true, {{Rerun(_random.Whole(_afterSplit + 1, _ids.Count - 2))}} }""");
        if (!_random.Chance(0.5))
            return phases;
        (_whole, _any) = ([], []);
        phases.Add($$"""{ {{Id("join")}}, "join": true, {{Call()}} }""");
        if (_random.Chance(0.7))
            phases.Add(
                $$"""{ {{Id("accept")}}, {{(_random.Chance(0.5) ? "\"local\": true" : Call())}}, {{Rerun(_random.Whole(0, _ids.Count - 2))}} }""");
        return phases;
    }

    private string Splitting()
    {
        switch (_random.Whole(0, 3))
        {
            case 0:
                return $$"""{ {{Id("split")}}, "split": {{_random.Whole(1, 4)}}, {{Call()}} }""";
            case 1:
                return $$"""{ {{Id("split")}}, "split": {{Count()}}, {{Call()}} }""";
            default:
                var id = Id("split");
                var counts = $$"""{ "easy": {{_random.Whole(1, 3)}}, "hard": {{_random.Whole(1, 3)}} }""";
                (_whole, _any) = (["easy", "hard"], ["easy", "hard"]);
                return $$"""{ {{id}}, "split": {{counts}}, {{Call()}} }""";
        }
    }

    private string Middle(int index)
    {
        var only = _any.Count > 0 && _random.Chance(0.4) ? $"\"only\": \"{_any[_random.Whole(0, _any.Count - 1)]}\"," : "";
        var share = _random.Chance(0.3) ? $"\"share\": {Probability()}," : "";
        switch (_random.Whole(0, 5))
        {
            case 0:
                return $$"""{ {{Id($"person{index}")}}, {{only}} {{share}} "usdPerUnit": {{ByLabel(only, () => Amount(0.2, 0.9))}} {{Retry()}} }""";
            case 1:
                var id = Id($"route{index}");
                var rest = _random.Chance(0.5) ? $$""", "calm{{index}}": "rest" """ : "";
                var phase =
                    $$"""{ {{id}}, {{only}} "local": true, "route": { "odd{{index}}": [0.2, 0.4], "even{{index}}": {{(_random.Chance(0.5) ? "0.3" : "[0.1, 0.5]")}} {{rest}} } }""";
                _any.AddRange(rest.Length > 0 ? [$"odd{index}", $"even{index}", $"calm{index}"] : [$"odd{index}", $"even{index}"]);
                if (rest.Length > 0 && only.Length == 0)
                    _whole = [$"odd{index}", $"even{index}", $"calm{index}"];
                return phase;
            case 2:
                return $$"""{ {{Id($"filter{index}")}}, {{only}} "local": true, "keep": {{ByLabel(only, Probability)}} }""";
            default:
                var keep = _random.Chance(0.2) ? $", \"keep\": {Probability()}" : "";
                return $$"""{ {{Id($"call{index}")}}, {{only}} {{share}} {{Call(only)}} {{Retry()}} {{keep}} }""";
        }
    }

    private string Retry() => _random.Chance(0.4)
        ? ""
        : $$""", "retry": { "rate": {{Probability()}}, "rounds": {{_random.Whole(1, 2)}} {{Cap()}} {{Failed()}} }""";

    private string Rerun(int from) =>
        $$""" "retry": { "rate": {{Probability()}}, "rounds": {{_random.Whole(1, 2)}}, "rerun": "{{_ids[from]}}" {{Cap()}} {{Failed()}} }""";

    private string Cap() => _random.Chance(0.4) ? $", \"capPerItem\": {_random.Whole(1, 3)}" : "";

    private string Failed() => _random.Chance(0.5) ? ", \"failed\": \"drop\"" : "";

    private string Call(string only = "") =>
        $"\"inputTokens\": {ByLabel(only, () => Amount(200, 900))}, \"outputTokens\": {Amount(50, 400)}";

    /// <summary>
    /// One amount for each label that every unit has one of; where some labels are taken alone, those of others would be missed.
    /// </summary>
    private string ByLabel(string only, Func<string> amount) => _whole.Count > 0 && only.Length == 0 && _random.Chance(0.5)
        ? $$"""{ "by": { {{string.Join(", ", _whole.Select(label => $"\"{label}\": {amount()}"))}} } }"""
        : amount();

    private string Id(string id)
    {
        _ids.Add(id);
        return $"\"id\": \"{id}\"";
    }

    private string Probability() => _random.Whole(0, 2) switch
    {
        0 => Decimal(_random.Between(0.3, 0.7)),
        1 => $$"""{ "range": [0.2, {{Decimal(_random.Between(0.5, 0.8))}}], "level": "item" }""",
        _ => $"[0.3, {Decimal(_random.Between(0.5, 0.8))}]",
    };

    private string Count() => _random.Chance(0.5) ? "[0.4, 4.6]" : """{ "range": [0.4, 4.6], "level": "item" }""";

    private string Amount(double low, double high) => _random.Whole(0, 3) switch
    {
        0 => Decimal(low + (high - low) * _random.Uniform()),
        1 => $$"""{ "range": [{{Decimal(low)}}, {{Decimal(high)}}], "level": "item" }""",
        _ => $"[{Decimal(low)}, {Decimal(high)}]",
    };

    private static string Decimal(double value) => Math.Round(value, 3).ToString(CultureInfo.InvariantCulture);
}
