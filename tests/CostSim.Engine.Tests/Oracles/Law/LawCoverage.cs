using System.Text.Json;
using CostSim.Scenarios;

namespace CostSim.Engine.Tests.Oracles.Law;

/// <summary>
/// What a scenario holds, found in what the reader made of it and not in what the generator meant: shapes at levels and places, names in
/// pairs of places, constructs.
/// </summary>
internal sealed class LawCoverage
{
    private readonly JsonElement _text;
    private readonly List<LawUse> _uses;

    private LawCoverage(Scenario scenario, string text)
    {
        _text = JsonDocument.Parse(text).RootElement;
        _uses = [.. LawUse.Of(scenario)];
        Items = scenario.Items;
        Shapes = [.. _uses.SelectMany(ShapesOf)];
        Pairs = [.. LawPair.Of(_uses).Distinct()];
        Constructs = [.. LawFlow.Of(scenario, _uses).Distinct()];
    }

    public long Items { get; }

    /// <summary>Every shape with its level and place, as often as it stands there.</summary>
    public IReadOnlyList<(string Word, string Level, LawPlace Place)> Shapes { get; }

    /// <summary>Pairs of places that one item-level name stands in, each once.</summary>
    public IReadOnlyList<string> Pairs { get; }

    /// <summary>Constructs, each once.</summary>
    public IReadOnlyList<string> Constructs { get; }

    public static LawCoverage Of(Scenario scenario, string text) => new(scenario, text);

    /// <summary>The words of the amount's object: its shape and its modifiers.</summary>
    private IEnumerable<(string Word, string Level, LawPlace Place)> ShapesOf(LawUse use)
    {
        if (use.Amount is not Uncertain { Spread: var spread } amount)
            yield break;
        var level = !spread.IsOneLevel ? "spread" : spread.Item == 1 ? "item" : spread.Call == 1 ? "call" : "run";
        var written = At(amount.Path);
        if (written.ValueKind == JsonValueKind.Array)
            yield return ("range", level, use.Place);
        if (written.ValueKind != JsonValueKind.Object)
            yield break;
        foreach (var member in written.EnumerateObject())
        {
            var word = member.Name.EndsWith('%') && !member.Name.StartsWith("normal", StringComparison.Ordinal) ? "90%" : member.Name;
            if (LawDeck.Divisible.Contains(word) || LawDeck.Whole.Contains(word))
                yield return (word, level, use.Place);
        }
    }

    private JsonElement At(string path)
    {
        var node = _text;
        foreach (var key in path.Split('.'))
        {
            node = node.ValueKind != JsonValueKind.Array ? node.GetProperty(key)
                : int.TryParse(key, out var index) ? node[index]
                : node.EnumerateArray().Single(phase => phase.GetProperty("id").GetString() == key);
        }

        return node;
    }
}
