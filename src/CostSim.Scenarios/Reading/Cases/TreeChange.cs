using System.Globalization;
using CostSim.Scenarios.Reading.Syntax;
using CostSim.Scenarios.Reading.Words;

namespace CostSim.Scenarios.Reading.Cases;

/// <summary>A change of one value of a node tree: <c>--set</c>, the <c>change</c> of a run and the variants speak one grammar.</summary>
/// <param name="path">What is changed: keys, phases by their id, elements of other lists by their index from 0, joined by points.</param>
/// <param name="shown">What findings call the path: with the variant that it stands in.</param>
/// <param name="value">What replaces the old value as a whole; null removes it.</param>
/// <param name="start">Where the change is written.</param>
/// <param name="findings">Takes what is wrong with it.</param>
internal sealed class TreeChange(string path, string shown, ScenarioNode value, Spot start, Findings findings)
{
    /// <summary>Makes every change of a map of paths and values.</summary>
    /// <param name="tree">The scenario.</param>
    /// <param name="map">The map.</param>
    /// <param name="place">The path of the map.</param>
    /// <param name="findings">Takes what is wrong with them.</param>
    /// <param name="hasRuns">Whether each run has its own number of items.</param>
    public static void MakeAll(ScenarioNode tree, ScenarioNode map, string place, Findings findings, bool hasRuns)
    {
        var first = new Dictionary<string, Member>();
        foreach (var member in map.Members)
        {
            var shown = $"{place}.{member.Key}";
            var head = member.Key.Split('.')[0];
            if (!first.TryAdd(member.Key, member))
                KeyedNode.ReportTwice(member, first[member.Key].Spot, shown, findings);
            else if (CaseBook.IsOfCases(head))
                findings.Error(
                    member.Spot, shown, $"`{head}` cannot be changed from within", "Changes are of what all runs and variants share.");
            else if (head == "items" && hasRuns)
                findings.Error(member.Spot, shown, "each run says its own `items`", "Write a run of its own.");
            else if (IsPath(member.Key, shown, member.Spot, findings))
                new TreeChange(member.Key, shown, member.Value, member.Spot, findings).Make(tree);
        }
    }

    public static bool IsPath(string path, string shown, Spot spot, Findings findings)
    {
        if (!path.Split('.').Any(string.IsNullOrWhiteSpace))
            return true;
        findings.Error(spot, shown, "the path has an empty part", "Keys are joined by single points: phases.P4.retry.rate");
        return false;
    }

    /// <summary>What stands at a path, or null.</summary>
    public static ScenarioNode? At(ScenarioNode root, string path)
    {
        var (node, here) = ((ScenarioNode?)root, "");
        foreach (var segment in path.Split('.'))
        {
            node = node is null ? null : Child(node, here, segment);
            here = here.Length == 0 ? segment : $"{here}.{segment}";
        }

        return node;
    }

    public void Make(ScenarioNode root)
    {
        if (Parent(root) is { } parent)
            SetLast(parent);
    }

    private ScenarioNode? Parent(ScenarioNode root)
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

            ReportMissing(node, here, segments[i]);
            return null;
        }

        if (node.Kind is NodeKind.Object or NodeKind.Array)
            return node;
        findings.Error(
            start, shown, $"`{string.Join('.', segments[..^1])}` is {node.Shown}, so it has no `{Shorten.Plain(segments[^1])}`",
            "Change it as a whole.");
        return null;
    }

    private void SetLast(ScenarioNode parent)
    {
        var segments = path.Split('.');
        var (here, last) = (string.Join('.', segments[..^1]), segments[^1]);
        if (parent.Kind == NodeKind.Object)
        {
            SetMember(parent, last);
            return;
        }

        var index = IndexOf(parent, here, last);
        if (index < 0)
            ReportMissing(parent, here, last);
        else if (value.Kind == NodeKind.Null)
            parent.Elements.RemoveAt(index);
        else if (ScenarioNode.Same(parent.Elements[index], value))
            WarnOfNoEffect();
        else
            parent.Elements[index] = value.Copy();
    }

    // A copy stands in the tree: a further change may reach into it, and the value may be made part of other trees.
    private void SetMember(ScenarioNode parent, string key)
    {
        var index = parent.Members.FindIndex(member => member.Key == key);
        var isSame = index < 0 ? value.Kind == NodeKind.Null : ScenarioNode.Same(parent.Members[index].Value, value);
        if (isSame)
            WarnOfNoEffect();
        else if (value.Kind == NodeKind.Null)
            parent.Members.RemoveAt(index);
        else if (index >= 0)
            parent.Members[index] = new Member(key, value.Spot, value.Copy());
        else
            parent.Members.Add(new Member(key, value.Spot, value.Copy()));
    }

    private void WarnOfNoEffect() => findings.Warning(
        value.Spot, shown,
        value.Kind == NodeKind.Null ? "this change has no effect: there is nothing to remove"
            : $"this change has no effect: the value is {value.Shown} already");

    private static ScenarioNode? Child(ScenarioNode node, string here, string segment) => node.Kind switch
    {
        NodeKind.Object => node.ValueOf(segment),
        NodeKind.Array when IndexOf(node, here, segment) is >= 0 and var index => node.Elements[index],
        _ => null,
    };

    // Phases go by their id, and elements of every other list by their index from 0.
    private static int IndexOf(ScenarioNode list, string here, string segment) => here == "phases"
        ? list.Elements.FindIndex(phase => IdOf(phase) == segment)
        : int.TryParse(segment, NumberStyles.None, CultureInfo.InvariantCulture, out var index) && index < list.Elements.Count ? index : -1;

    private static string? IdOf(ScenarioNode phase) =>
        phase.ValueOf("id") is { Kind: NodeKind.Text } id ? id.Text : null;

    private void ReportMissing(ScenarioNode node, string here, string segment)
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
            NodeKind.Array =>
                $"{where} has {node.Elements.Count} elements, and `{Shorten.Plain(segment)}` is none of them: they count from 0",
            NodeKind.Object => $"{where} has no `{Shorten.Plain(segment)}`",
            _ => $"{where} is {node.Shown}, so it has no `{Shorten.Plain(segment)}`",
        };
        var nearest = Suggestions.Nearest(segment, there);
        var hint = nearest is not null ? $"Did you mean `{nearest}`?"
            : there.Count > 0 ? $"There are: {KeyedNode.List(there.Take(20))}." : null;
        findings.Error(start, shown, message, hint);
    }
}
