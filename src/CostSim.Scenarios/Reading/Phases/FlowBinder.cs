using CostSim.Scenarios.Language;
using CostSim.Scenarios.Reading.Amounts;
using CostSim.Scenarios.Reading.Syntax;
using CostSim.Scenarios.Reading.Words;

namespace CostSim.Scenarios.Reading.Phases;

/// <summary>Reads what a phase does to the flow of units: which it takes, into how many it splits them, what becomes of them.</summary>
internal sealed class FlowBinder(Findings findings, Scalars scalars, AmountBinder amounts)
{
    private const double SumSlack = 1e-9;

    private static readonly string[] NotWithJoin = ["only", "share", "split"];

    private readonly LabelBinder _labels = new(findings);

    /// <summary>Where each label is given.</summary>
    private readonly Dictionary<string, string> _givers = [];

    /// <summary>The labels that the phase takes; empty for all units.</summary>
    public IReadOnlyList<string> BindOnly(KeyedNode phase, IReadOnlyList<Labels> kinds)
    {
        if (phase.Find("only") is not { } node)
            return [];
        var labels = new List<string>();
        foreach (var element in node.Kind == NodeKind.Array ? node.Elements : [node])
        {
            if (element.Kind != NodeKind.Text)
                findings.Error(element.Spot, phase.PathOf("only"), $"{element.Shown} stands where a label belongs",
                    "Written \"only\": \"hard\", or [\"hard\", \"unsure\"].");
            else if (CheckKnown(element.Text, kinds, element.Spot, phase.PathOf("only")))
                labels.Add(element.Text);
        }

        if (node is { Kind: NodeKind.Array, Elements.Count: 0 })
            findings.Error(
                node.Spot, phase.PathOf("only"), "an empty list stands where labels belong", "Without `only` the phase takes every unit.");
        return labels;
    }

    /// <summary>The phase with its <c>split</c>, <c>join</c> and <c>duplicate</c>.</summary>
    public Phase BindReshaping(KeyedNode phase, Phase draft, bool isLocal)
    {
        draft = phase.Find("split") is { } split ? BindSplit(phase, split, draft) : draft;
        if (phase.Has("join"))
        {
            phase.IsTrue("join");
            foreach (var other in NotWithJoin.Where(phase.Has))
                findings.Error(
                    phase.SpotOf("join"), phase.PathOf("join"),
                    $"`join` makes one of all units of the item, which does not go with `{other}`",
                    $"Put the `{other}` into a phase of its own; a local one will do.");
            draft = draft with { Join = true };
        }

        if (!phase.Has("duplicate"))
            return draft;
        if (!isLocal)
            findings.Error(
                phase.SpotOf("duplicate"), phase.PathOf("duplicate"), "`duplicate` stands only on a local phase",
                "Put it on a local phase where the queue is.");
        return draft with { Duplicate = amounts.Bind(phase, "duplicate") };
    }

    /// <summary>The labels that units get when they go on.</summary>
    public IReadOnlyList<RouteShare> BindRoute(KeyedNode phase)
    {
        const string Example = "{ \"unsure\": [0.1, 0.3], \"sure\": \"rest\" }";
        if (phase.Find("route") is not { } node || _labels.Members(node, phase.PathOf("route"), Example) is not { } members)
            return [];
        var shares = new List<RouteShare>();
        foreach (var member in members)
        {
            var path = $"{phase.PathOf("route")}.{member.Key}";
            Give(member.Key, member.Spot, path, phase.Path);
            if (member.Value is not { Kind: NodeKind.Text, Text: "rest" })
            {
                if (amounts.Bind(member.Value, path, AmountRole.Share) is { } share)
                    shares.Add(new RouteShare(member.Key, share));
            }
            else if (shares.Any(each => each.Share is null))
            {
                findings.Error(member.Value.Spot, path, "\"rest\" stands twice in one `route`", "One label can take the others.");
            }
            else
            {
                shares.Add(new RouteShare(member.Key, null));
            }
        }

        var most = shares.Where(each => each.Share is not null).Sum(each => Support.Of(each.Share!).Max);
        if (most > 1 + SumSlack)
            findings.Error(
                phase.SpotOf("route"), phase.PathOf("route"),
                $"the shares can add up to {Shorten.Number(most)}; a unit gets one label at most",
                "Lower them, or let one label take the \"rest\".");
        return shares;
    }

    /// <summary>Reports where units at hand have none or several of the labels that an amount depends on.</summary>
    public void CheckBy(Amount? amount, IReadOnlyList<Labels> kinds, Spot spot, string path)
    {
        foreach (var by in amount?.Leaves.OfType<ByLabel>() ?? [])
            CheckBy(by, kinds, spot, path);
    }

    private void CheckBy(ByLabel by, IReadOnlyList<Labels> kinds, Spot spot, string path)
    {
        foreach (var (label, _) in by.Amounts)
        {
            // A factor may have amounts for labels that do not come here; one that no phase gives is a slip.
            if (!_givers.ContainsKey(label) && !CheckKnown(label, kinds, spot, path))
                return;
        }

        foreach (var kind in kinds)
        {
            var found = by.Amounts.Count(each => kind.Has(each.Label));
            if (found == 1)
                continue;
            var units = kind == Labels.None ? "units without a label"
                : $"units labelled {string.Join(" and ", kind.All.Select(label => $"\"{label}\""))}";
            findings.Error(
                spot, path,
                found == 0 ? $"{units} reach this phase, and `by` has no amount for them"
                    : $"{units} reach this phase, and `by` has {found} amounts for them",
                found == 0 ? "Add the missing label; the others of a `route` get one with \"rest\"."
                    : "Name the labels of one `split` or `route`.");
            return;
        }
    }

    private Phase BindSplit(KeyedNode phase, ScenarioNode node, Phase draft)
    {
        var path = phase.PathOf("split");
        if (node.Kind == NodeKind.Number)
            return draft with { Split = (int)(PhaseWords.Units.Read(node, path, scalars) ?? 1) };
        if (node.Kind == NodeKind.Object && node.Members.Count > 0
            && !node.Members.Any(member => NameForm.IsReserved(member.Key) || NumberedKey.Percentage.IsLike(member.Key)))
            return draft with { SplitByLabel = BindCounts(phase, node, path) };
        if (amounts.Bind(phase, "split", AmountRole.Split) is not { } amount)
            return draft;
        if (double.IsInfinity(Support.Of(amount).Max))
        {
            findings.Error(node.Spot, path, "`split` without an upper end: an item could become any number of units",
                "Write [min, max], `triangular` or `pert`, or `truncate` it.");
            return draft;
        }

        return amount is Certain certain
            ? draft with { Split = (int)Math.Max(1, Math.Round(certain.Value, MidpointRounding.ToEven)) }
            : draft with { SplitAmount = amount };
    }

    private List<LabelCount> BindCounts(KeyedNode phase, ScenarioNode node, string path)
    {
        var counts = new List<LabelCount>();
        foreach (var member in _labels.Members(node, path, "{ \"easy\": 19, \"hard\": 43 }") ?? [])
        {
            Give(member.Key, member.Spot, $"{path}.{member.Key}", phase.Path);
            if (PhaseWords.Units.Read(member.Value, $"{path}.{member.Key}", scalars) is { } count)
                counts.Add(new LabelCount(member.Key, (int)count));
        }

        return counts;
    }

    /// <summary>A label is given by one phase: a unit's way can then be read off its labels.</summary>
    private void Give(string label, Spot spot, string path, string giver)
    {
        if (!_givers.TryAdd(label, giver))
            findings.Error(spot, path, $"the label {Shorten.Quoted(label)} is given by {Shorten.Path(_givers[label])} already",
                "Choose another name.");
    }

    private bool CheckKnown(string label, IReadOnlyList<Labels> kinds, Spot spot, string path)
    {
        if (kinds.Any(kind => kind.Has(label)))
            return true;
        var there = kinds.SelectMany(kind => kind.All).Distinct().ToList();
        var hint = _givers.TryGetValue(label, out var giver)
            ? $"{Shorten.Path(giver)} gives it, and it does not reach this phase: a `join` takes labels off."
            : Suggestions.Nearest(label, there) is { } nearest ? $"Did you mean \"{nearest}\"?"
            : there.Count == 0 ? "Labels are given by `split` and `route` of earlier phases."
            : $"There are: {KeyedNode.List(there.Take(12))}.";
        findings.Error(spot, path, $"no unit that reaches this phase has the label {Shorten.Quoted(label)}", hint);
        return false;
    }
}
