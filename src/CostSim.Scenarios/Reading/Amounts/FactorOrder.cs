using CostSim.Scenarios.Reading.Syntax;
using CostSim.Scenarios.Reading.Words;

namespace CostSim.Scenarios.Reading.Amounts;

/// <summary>The name of a factor, where it is said.</summary>
internal sealed record FactorName(ScenarioNode Node, string Path);

/// <summary>An entry of <c>factors</c> while the scenario is read.</summary>
internal sealed class FactorEntry(Member member, string path)
{
    public Member Member { get; } = member;

    public string Path { get; } = path;

    /// <summary>
    /// The names of other factors that stand in it, each with its path: one where it is another name for a factor, more in products and
    /// sums.
    /// </summary>
    public IReadOnlyList<FactorName> Names { get; } = [.. NamesIn(member.Value, path)];

    /// <summary>Whether its own name is one.</summary>
    public bool IsSound { get; set; }

    public Amount? Amount { get; set; }

    public bool IsUsed { get; set; }

    // Recursion is safe: the reader refuses texts deeper than 64.
    private static IEnumerable<FactorName> NamesIn(ScenarioNode node, string path) => node.Kind switch
    {
        NodeKind.Text => [new(node, path)],
        NodeKind.Object => node.Members.Where(member => member.Key is "product" or "sum" or "by").SelectMany(member =>
            member.Value.Elements.SelectMany((element, i) => NamesIn(element, $"{path}.{member.Key}.{i}"))
                .Concat(member.Value.Members.SelectMany(labelled => NamesIn(labelled.Value, $"{path}.{member.Key}.{labelled.Key}")))),
        _ => [],
    };
}

/// <summary>Visits factors so that each comes after those whose names it says; finds circles.</summary>
internal sealed class FactorOrder(
    IReadOnlyDictionary<string, FactorEntry> entries, Action<ScenarioNode, string> reportUnknown, Findings findings)
{
    private readonly HashSet<FactorEntry> _begun = [];
    private readonly HashSet<FactorEntry> _done = [];

    public void Visit(Action<FactorEntry> visit)
    {
        foreach (var entry in entries.Values)
            VisitAfterNames(entry, visit);
    }

    // A loop and not a recursion: a hostile file could chain a hundred thousand names.
    private void VisitAfterNames(FactorEntry start, Action<FactorEntry> visit)
    {
        var way = new Stack<(FactorEntry Entry, int Next)>();
        if (_begun.Add(start))
            way.Push((start, 0));
        while (way.TryPop(out var at))
        {
            if (at.Next == at.Entry.Names.Count)
            {
                _done.Add(at.Entry);
                visit(at.Entry);
                continue;
            }

            way.Push((at.Entry, at.Next + 1));
            var (node, path) = at.Entry.Names[at.Next];
            if (!entries.TryGetValue(node.Text, out var named))
            {
                // In a product or a sum it is found again where the part is read.
                if (at.Entry.Member.Value == node)
                    reportUnknown(node, path);
            }
            else if (_begun.Add(named))
            {
                way.Push((named, 0));
            }
            else if (!_done.Contains(named))
            {
                ReportCircle([.. way.Select(step => step.Entry).Reverse().SkipWhile(entry => entry != named)], named);
            }
        }
    }

    private void ReportCircle(List<FactorEntry> circle, FactorEntry again)
    {
        var names = circle.Append(again).Select(entry => Shorten.Plain(entry.Member.Key)).Take(20);
        findings.Error(
            again.Member.Value.Spot, again.Path, $"the factors name each other in a circle: {string.Join(" → ", names)}",
            "One of them must be an amount.");
    }
}
