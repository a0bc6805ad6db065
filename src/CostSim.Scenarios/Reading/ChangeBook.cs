using System.Globalization;
using System.Text;

namespace CostSim.Scenarios.Reading;

/// <summary>Makes the changes of the command line on the node tree, before anything is read from it.</summary>
internal sealed class ChangeBook(Findings findings)
{
    private readonly StringBuilder _canonical = new();

    /// <summary>The changes that were made, one a line, in a form that does not depend on spaces: part of the scenario's hash.</summary>
    public string Canonical => _canonical.ToString();

    public void Apply(ScenarioNode root, ScenarioChanges changes)
    {
        var order = 0;
        if (changes.Tier is { } tier)
        {
            var word = tier == Tier.Batch ? "batch" : "standard";
            var node = new ScenarioNode(NodeKind.Text, new Spot($"--tier {word}", ++order, 1, 1)) { Text = word };
            _canonical.Append(CultureInfo.InvariantCulture, $"tier={word}\n");
            SetMember(root, "tier", node, isQuiet: true);
        }

        foreach (var text in changes.Set)
            Apply(root, text, ++order);
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
        if (path.Split('.').Any(string.IsNullOrWhiteSpace))
        {
            findings.Error(start, path, "the path has an empty part", "Keys are joined by single points: phases.P4.retry.rate");
            return;
        }

        if (Value(text, equals + 1, source, order) is not { } value)
            return;
        _canonical.Append(CultureInfo.InvariantCulture, $"{path}={value.ToCanonicalJson()}\n");
        if (Parent(root, path, start) is { } parent)
            SetLast(parent, path, value, start);
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
        if (isDay || (char.IsAsciiLetter(raw[0]) && raw.All(letter => char.IsAsciiLetterOrDigit(letter) || "-_.:/".Contains(letter, StringComparison.Ordinal))))
            return new ScenarioNode(NodeKind.Text, new Spot(source, order, 1, column)) { Text = raw };
        foreach (var fault in faults.InTextOrder())
            findings.Error(
                new Spot(source, order, fault.Line, fault.Column), text[..(from - 1)],
                $"the value is no JSON and no plain word: {fault.Message}", fault.Hint);
        return null;
    }

    private ScenarioNode? Parent(ScenarioNode root, string path, Spot start)
    {
        var segments = path.Split('.');
        var node = root;
        for (var i = 0; i < segments.Length - 1; i++)
        {
            var here = string.Join('.', segments[..i]);
            if (Child(node, here, segments[i]) is { } child)
            {
                node = child;
                continue;
            }

            ReportMissing(node, here, segments[i], path, start);
            return null;
        }

        if (node.Kind is NodeKind.Object or NodeKind.Array)
            return node;
        findings.Error(
            start, path, $"`{string.Join('.', segments[..^1])}` is {node.Shown}, so it has no `{Shorten.Plain(segments[^1])}`",
            "Change it as a whole.");
        return null;
    }

    private void SetLast(ScenarioNode parent, string path, ScenarioNode value, Spot start)
    {
        var segments = path.Split('.');
        var (here, last) = (string.Join('.', segments[..^1]), segments[^1]);
        if (parent.Kind == NodeKind.Object)
        {
            SetMember(parent, last, value, isQuiet: false, path);
            return;
        }

        var index = IndexOf(parent, here, last);
        if (index < 0)
            ReportMissing(parent, here, last, path, start);
        else if (value.Kind == NodeKind.Null)
            parent.Elements.RemoveAt(index);
        else if (ScenarioNode.Same(parent.Elements[index], value))
            WarnOfNoEffect(value, path);
        else
            parent.Elements[index] = value;
    }

    private void SetMember(ScenarioNode parent, string key, ScenarioNode value, bool isQuiet, string path = "")
    {
        var index = parent.Members.FindIndex(member => member.Key == key);
        var isSame = index < 0 ? value.Kind == NodeKind.Null : ScenarioNode.Same(parent.Members[index].Value, value);
        if (isSame)
        {
            if (!isQuiet)
                WarnOfNoEffect(value, path);
        }
        else if (value.Kind == NodeKind.Null)
            parent.Members.RemoveAt(index);
        else if (index >= 0)
            parent.Members[index] = new Member(key, value.Spot, value);
        else
            parent.Members.Add(new Member(key, value.Spot, value));
    }

    private void WarnOfNoEffect(ScenarioNode value, string path) => findings.Warning(
        value.Spot, path, value.Kind == NodeKind.Null ? "this change has no effect: there is nothing to remove" : $"this change has no effect: the value is {value.Shown} already");

    private static ScenarioNode? Child(ScenarioNode node, string here, string segment) => node.Kind switch
    {
        NodeKind.Object => node.Members.Find(member => member.Key == segment)?.Value,
        NodeKind.Array when IndexOf(node, here, segment) is >= 0 and var index => node.Elements[index],
        _ => null,
    };

    // Phases go by their id, and elements of every other list by their index from 0.
    private static int IndexOf(ScenarioNode list, string here, string segment) => here == "phases"
        ? list.Elements.FindIndex(phase => IdOf(phase) == segment)
        : int.TryParse(segment, NumberStyles.None, CultureInfo.InvariantCulture, out var index) && index < list.Elements.Count ? index : -1;

    private static string? IdOf(ScenarioNode phase) =>
        phase.Members.Find(member => member.Key == "id")?.Value is { Kind: NodeKind.Text } id ? id.Text : null;

    private void ReportMissing(ScenarioNode node, string here, string segment, string path, Spot start)
    {
        var where = here.Length == 0 ? "the scenario" : $"`{Shorten.Path(here)}`";
        var there = node.Kind switch
        {
            NodeKind.Object => node.Members.Select(member => member.Key).ToList(),
            NodeKind.Array when here == "phases" => node.Elements.Select(IdOf).OfType<string>().ToList(),
            _ => [],
        };
        var message = node.Kind switch
        {
            NodeKind.Object or NodeKind.Array when here == "phases" => $"there is no phase {Shorten.Quoted(segment)}",
            NodeKind.Array => $"{where} has {node.Elements.Count} elements, and `{Shorten.Plain(segment)}` is none of them: they count from 0",
            NodeKind.Object => $"{where} has no `{Shorten.Plain(segment)}`",
            _ => $"{where} is {node.Shown}, so it has no `{Shorten.Plain(segment)}`",
        };
        var nearest = Suggestions.Nearest(segment, there);
        var hint = nearest is not null ? $"Did you mean `{nearest}`?" : there.Count > 0 ? $"There are: {KeyedNode.List(there.Take(20))}." : null;
        findings.Error(start, path, message, hint);
    }
}
