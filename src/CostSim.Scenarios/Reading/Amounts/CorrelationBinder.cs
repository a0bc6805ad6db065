using CostSim.Numerics.Distributions;
using CostSim.Scenarios.Language;
using CostSim.Scenarios.Reading.Syntax;
using CostSim.Scenarios.Reading.Words;

namespace CostSim.Scenarios.Reading.Amounts;

/// <summary>Reads <c>correlations</c>: which run parts rise and fall together, and whether anything can have all of them.</summary>
internal sealed class CorrelationBinder(Findings findings, Scalars scalars, AmountBinder amounts)
{
    private const int MostPaths = 30;

    private readonly List<Correlation> _pairs = [];
    private IReadOnlyList<Member> _factors = [];

    public IReadOnlyList<Correlation> Bind(KeyedNode scenario)
    {
        if (scenario.Find("correlations") is not { } node)
            return [];
        _factors = scenario.Find("factors")?.Members ?? [];
        var entries = scalars.List(node, "correlations");
        var isSound = true;
        for (var i = 0; i < entries.Count; i++)
            isSound &= BindEntry(entries[i], $"correlations.{i}");
        if (!isSound)
            return [];
        var paths = _pairs.SelectMany(pair => new[] { pair.First, pair.Second }).Distinct().ToList();
        if (paths.Count > MostPaths)
            findings.Error(node.Spot, "correlations", $"{paths.Count} amounts are correlated; at most {MostPaths}");
        else if (paths.Count > 0)
            CheckWhole(node, paths);
        return [.. _pairs.Where(pair => pair.Rank != 0)];
    }

    private bool BindEntry(ScenarioNode node, string path)
    {
        if (KeyedNode.Open(node, path, Place.Correlation, findings) is not { HasStranger: false } entry)
            return false;
        if (entry.Require("between") is not { } between)
            return false;
        var named = scalars.List(between, entry.PathOf("between"));
        if (named.Count < entry.Form<ListForm>("between").Min)
        {
            if (between.Kind == NodeKind.Array)
                findings.Error(between.Spot, entry.PathOf("between"), $"{Scalars.CountOf(named.Count)} where two paths or more belong");
            return false;
        }

        var found = named.Select((one, i) => Find(one, $"{entry.PathOf("between")}.{i}")).ToList();
        if (entry.Has("rank") == entry.Has("matrix"))
        {
            findings.Error(
                node.Spot, path,
                entry.Has("rank") ? "`rank` and `matrix` both say how the amounts are correlated"
                    : "neither `rank` nor `matrix` says how the amounts are correlated",
                "`rank` is one number for each pair of them; `matrix` a row for each of them, ones on its diagonal.");
            return false;
        }

        var ranks = entry.Has("rank") ? One(entry, named.Count) : Matrix(entry, named.Count);
        return ranks is not null && found.All(amount => amount is not null)
            && AddPairs(named, entry, [.. found.OfType<Uncertain>()], ranks);
    }

    private bool AddPairs(IReadOnlyList<ScenarioNode> named, KeyedNode entry, Uncertain[] found, double[][] ranks)
    {
        for (var second = 1; second < found.Length; second++)
        {
            for (var first = 0; first < second; first++)
            {
                var (a, b) = (found[first].Path, found[second].Path);
                var path = $"{entry.PathOf("between")}.{second}";
                if (a == b)
                {
                    findings.Error(
                        named[second].Spot, path, $"{named[second].Shown} and {named[first].Shown} are one draw: {a}",
                        "One name is one draw, which needs no correlation.");
                    return false;
                }

                if (_pairs.Any(pair => (pair.First, pair.Second) == (a, b) || (pair.First, pair.Second) == (b, a)))
                {
                    findings.Error(named[second].Spot, path,
                        $"the pair of {named[first].Shown} and {named[second].Shown} is correlated twice", "Keep one of them.");
                    return false;
                }

                _pairs.Add(new Correlation(a, b, ranks[first][second]));
            }
        }

        return true;
    }

    /// <summary>The amount of a path, which has a run part; null and an error otherwise.</summary>
    private Uncertain? Find(ScenarioNode node, string path)
    {
        if (LineForm.Name.Read(node, path, scalars) is not { } name)
            return null;
        if (amounts.Known.TryGetValue(name, out var amount) ? amount is null : IsUnsoundFactor(name))
            return null; // its own finding says why
        var (message, hint) = amount switch
        {
            null => ($"there is no amount {node.Shown}", Suggest(name)),
            Certain => ($"{node.Shown} is certain: there is nothing to correlate", null),
            Uncertain { Chance: < 1 } =>
                ($"{node.Shown} has a `chance`, and is 0 whatever the other is", "Correlate an amount without one."),
            Uncertain { Spread: { Run: <= 1e-12 } } =>
                ($"{node.Shown} has no part that is drawn once a run, and the others are independent",
                    "Give it a run part, by `spread` or \"level\": \"run\"."),
            Uncertain => ("", null),
            _ => ($"{node.Shown} is made of several amounts", "Correlate these instead: name them under `factors`."),
        };
        if (message.Length == 0)
            return (Uncertain)amount!;
        findings.Error(node.Spot, path, message, hint);
        return null;
    }

    private bool IsUnsoundFactor(string name) => _factors.Any(factor => name == $"factors.{factor.Key}");

    private string Suggest(string name)
    {
        var known = amounts.Known.Keys.Order(StringComparer.Ordinal).ToList();
        return Suggestions.Nearest(name, known) is { } near ? $"Did you mean \"{near}\"?"
            : amounts.Known.ContainsKey($"factors.{name}") ? $"Did you mean \"factors.{Shorten.Plain(name)}\"?"
            : "A path is made of keys, and of phases by their id: \"factors.reasoning\", \"phases.qa.billedPerVisible\".";
    }

    private static double[][]? One(KeyedNode entry, int count) => entry.Number("rank") is { } rank
        ? [.. Enumerable.Range(0, count).Select(row => Enumerable.Range(0, count).Select(column => row == column ? 1 : rank).ToArray())]
        : null;

    private double[][]? Matrix(KeyedNode entry, int count)
    {
        var (node, path) = (entry.Find("matrix")!, entry.PathOf("matrix"));
        if (node.Kind != NodeKind.Array || node.Elements.Count != count
            || node.Elements.Any(row => row.Kind != NodeKind.Array || row.Elements.Count != count))
        {
            findings.Error(node.Spot, path, $"no matrix of {count} rows of {count} numbers, one for each path of `between`",
                "For two: [[1, 0.6], [0.6, 1]].");
            return null;
        }

        var ranks = new double[count][];
        for (var row = 0; row < count; row++)
        {
            ranks[row] = new double[count];
            for (var column = 0; column < count; column++)
            {
                var (cell, at) = (node.Elements[row].Elements[column], $"{path}.{row}.{column}");
                if (row == column && cell is { Kind: NodeKind.Number, Number: 1 })
                    ranks[row][column] = 1;
                else if (row == column)
                    return Fault(cell, at, $"{cell.Shown} on the diagonal: each amount has the correlation 1 with itself");
                else if (MatrixForm.Cell.Read(cell, at, scalars) is not { } rank)
                    return null;
                else if (column < row && ranks[column][row] != rank)
                    return Fault(cell, at,
                        $"{cell.Shown} here and {node.Elements[column].Elements[row].Shown} in row {column + 1}, column {row + 1}: a "
                            + $"correlation has no direction");
                else
                    ranks[row][column] = rank;
            }
        }

        return ranks;
    }

    private double[][]? Fault(ScenarioNode node, string path, string message)
    {
        findings.Error(node.Spot, path, message);
        return null;
    }

    /// <summary>Two may agree with a third and not with each other only so far.</summary>
    private void CheckWhole(ScenarioNode node, List<string> paths)
    {
        var ranks = paths.Select(row => paths.Select(column => row == column ? 1.0 : 0.0).ToArray()).ToArray();
        foreach (var (first, second, rank) in _pairs)
        {
            var (a, b) = (paths.IndexOf(first), paths.IndexOf(second));
            (ranks[a][b], ranks[b][a]) = (rank, rank);
        }

        if (RankCorrelation.Weights(ranks) is not null)
            return;
        var nearest = RankCorrelation.Nearest(ranks).Select(
            (row, i) => $"[{string.Join(", ", row.Select((rank, j) => i == j ? "1" : Shorten.Number(Math.Round(rank, 3))))}]");
        findings.Error(
            node.Spot, "correlations",
            "no amounts have all of these correlations: they contradict each other (pairs that are not said count as 0)",
            $"The nearest that some have: {{ \"between\": [{string.Join(", ", paths.Select(Quoted))}], \"matrix\": "
                + $"[{string.Join(", ", nearest)}] }}");
    }

    private static string Quoted(string path) => $"\"{Shorten.Path(path)}\"";
}
