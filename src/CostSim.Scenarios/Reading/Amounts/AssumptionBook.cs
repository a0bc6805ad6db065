using System.Globalization;
using CostSim.Scenarios.Language;
using CostSim.Scenarios.Reading.Syntax;

namespace CostSim.Scenarios.Reading.Amounts;

/// <summary>Keeps what the scenario states as quantities, with their comments, in the order of the text.</summary>
internal sealed class AssumptionBook
{
    private readonly Dictionary<ScenarioNode, (Amount Amount, bool IsShare)> _amounts = [];

    /// <summary>Remembers an amount where it is written out.</summary>
    public void Add(Amount amount, ScenarioNode node, AmountRole role) => _amounts[node] = (amount, role.IsProbability);

    /// <summary>All amounts, and the plain numbers of phases, which are certain.</summary>
    /// <param name="root">The scenario, all changes made.</param>
    /// <param name="factors">Who says the name of which factor.</param>
    public IReadOnlyList<Assumption> Of(ScenarioNode root, NamedFactors factors)
    {
        var uses = factors.Uses.ToLookup(use => use.Amount, use => use.At);
        return [.. root.Members.SelectMany(member => Walk(member.Value, member.Key, member.Key == "phases", uses))];
    }

    // Recursion is safe: the reader refuses texts deeper than 64.
    private IEnumerable<Assumption> Walk(ScenarioNode node, string path, bool takesNumbers, ILookup<string, string> uses)
    {
        var isAmount = _amounts.TryGetValue(node, out var known);
        if (isAmount)
            yield return Of(node, known.Amount, known.IsShare, uses);
        else if (takesNumbers && node.Kind == NodeKind.Number)
            yield return Of(node, new Certain(path, node.Number), false, uses);

        foreach (var (key, child) in Children(node))
        {
            foreach (var assumption in Walk(child, $"{path}.{key}", takesNumbers && !isAmount, uses))
                yield return assumption;
        }
    }

    private static IEnumerable<(string Key, ScenarioNode Value)> Children(ScenarioNode node)
    {
        foreach (var member in node.Members)
            yield return (member.Key, member.Value);
        for (var i = 0; i < node.Elements.Count; i++)
            yield return (IdOf(node.Elements[i]) ?? i.ToString(CultureInfo.InvariantCulture), node.Elements[i]);
    }

    private static Assumption Of(ScenarioNode node, Amount amount, bool isShare, ILookup<string, string> uses)
    {
        var support = Support.Of(amount);
        return new Assumption(amount.Path, amount, support.Min, support.Max, node.ToCanonicalJson())
        {
            IsShare = isShare,
            Comment = node.Comment,
            Line = node.Spot.Line,
            Source = node.Spot.Source,
            IsChange = node.Spot.Order > 0,
            UsedAt = [.. uses[amount.Path]],
        };
    }

    private static string? IdOf(ScenarioNode node) =>
        node.Members.Find(member => member.Key == "id")?.Value is { Kind: NodeKind.Text } id ? id.Text : null;
}
