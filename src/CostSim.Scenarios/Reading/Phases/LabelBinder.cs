using CostSim.Scenarios.Language;
using CostSim.Scenarios.Reading.Syntax;
using CostSim.Scenarios.Reading.Words;

namespace CostSim.Scenarios.Reading.Phases;

/// <summary>Reads objects whose keys are labels.</summary>
internal sealed class LabelBinder(Findings findings)
{
    /// <summary>The members with sound labels, each label once; null and an error where the value is no such object.</summary>
    /// <param name="node">The value.</param>
    /// <param name="path">Its path.</param>
    /// <param name="example">What a hint shows.</param>
    public IReadOnlyList<Member>? Members(ScenarioNode node, string path, string example)
    {
        if (node.Kind != NodeKind.Object || node.Members.Count == 0)
        {
            findings.Error(node.Spot, path, $"{(node.Kind == NodeKind.Object ? "an empty object" : node.Shown)} stands where labels belong", $"Written {example}.");
            return null;
        }

        var members = new Dictionary<string, Member>();
        foreach (var member in node.Members)
        {
            if (members.TryGetValue(member.Key, out var first))
                KeyedNode.ReportTwice(member, first.Spot, $"{path}.{member.Key}", findings);
            else if (CheckLabel(member.Key, member.Spot, $"{path}.{member.Key}"))
                members.Add(member.Key, member);
        }

        return [.. node.Members.Where(member => ReferenceEquals(members.GetValueOrDefault(member.Key), member))];
    }

    public bool CheckLabel(string label, Spot spot, string path)
    {
        if (!NameForm.IsReserved(label))
            return IdForm.Check(label, spot, path, findings);
        findings.Error(spot, path, $"{Shorten.Quoted(label)} is a word of the language and no label", "Choose another name.");
        return false;
    }
}
