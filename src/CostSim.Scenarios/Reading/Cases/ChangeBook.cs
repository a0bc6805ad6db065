using System.Globalization;
using System.Text;
using CostSim.Scenarios.Reading.Syntax;
using CostSim.Scenarios.Reading.Words;

namespace CostSim.Scenarios.Reading.Cases;

/// <summary>The changes of the command line, made on the node tree before anything is read from it.</summary>
internal sealed class ChangeBook(Findings findings)
{
    private readonly StringBuilder _canonical = new();
    private readonly List<(string Path, ScenarioNode Value)> _made = [];

    /// <summary>The changes that were made, one a line, in a form that does not depend on spaces: part of the scenario's hash.</summary>
    public string Canonical => _canonical.ToString();

    public void Apply(ScenarioNode root, ScenarioChanges changes)
    {
        var order = 0;
        if (changes.Tier is { } tier)
        {
            var word = tier.Name;
            var node = new ScenarioNode(NodeKind.Text, new Spot($"--tier {word}", ++order, 1, 1)) { Text = word };
            _canonical.Append(CultureInfo.InvariantCulture, $"tier={word}\n");
            new TreeChange("tier", "tier", node, node.Spot, new Findings()).Make(root);
            _made.Add(("tier", node));
        }

        foreach (var text in changes.Set)
            Apply(root, text, ++order);
    }

    /// <summary>Makes the changes once more, on a tree that a run or a variant has changed since: what was asked for last holds.</summary>
    public void Repeat(ScenarioNode tree)
    {
        var quiet = new Findings();
        foreach (var (path, value) in _made)
        {
            // Taking an element out by its number is done, and the next one has its number now.
            var isDone = value.Kind == NodeKind.Null && char.IsAsciiDigit(path[(path.LastIndexOf('.') + 1)..][0]);
            if (!isDone && !CaseBook.IsOfCases(path.Split('.')[0]))
                new TreeChange(path, path, value, value.Spot, quiet).Make(tree);
        }
    }

    private void Apply(ScenarioNode root, string text, int order)
    {
        var source = $"--set {Shorten.Plain(text)}";
        var start = new Spot(source, order, 1, 1);
        var equals = text.IndexOf('=', StringComparison.Ordinal);
        if (equals <= 0 || equals == text.Length - 1)
        {
            findings.Error(
                start, "",
                equals < 0 ? "a change has no `=`" : equals == 0 ? "a change has no path before `=`" : "a change has no value after `=`",
                "Written PATH=VALUE: phases.P4.retry.rate=0.1; `null` removes.");
            return;
        }

        var path = text[..equals];
        if (!TreeChange.IsPath(path, path, start, findings) || Value(text, equals + 1, source, order) is not { } value)
            return;
        _canonical.Append(CultureInfo.InvariantCulture, $"{path}={value.ToCanonicalJson()}\n");
        new TreeChange(path, path, value, start, findings).Make(root);
        _made.Add((path, value));
    }

    /// <summary>The value as JSON; a text that is no JSON but one plain word, or a day, is that text.</summary>
    private ScenarioNode? Value(string text, int from, string source, int order)
    {
        var raw = text[from..];
        var column = text[..from].EnumerateRunes().Count() + 1;
        var faults = new Findings();
        if (new TreeReader(source, order, column, faults).Read(Encoding.UTF8.GetBytes(raw)) is { } node)
            return node;
        var isDay = DateOnly.TryParseExact(raw, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out _);
        if (isDay
            || (char.IsAsciiLetter(raw[0])
                && raw.All(letter => char.IsAsciiLetterOrDigit(letter) || "-_.:/".Contains(letter, StringComparison.Ordinal))))
            return new ScenarioNode(NodeKind.Text, new Spot(source, order, 1, column)) { Text = raw };
        foreach (var fault in faults.InTextOrder())
            findings.Error(
                new Spot(source, order, fault.Line, fault.Column), text[..(from - 1)],
                $"the value is no JSON and no plain word: {fault.Message}", fault.Hint);
        return null;
    }
}
