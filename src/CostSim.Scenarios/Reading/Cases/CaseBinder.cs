using System.Security.Cryptography;
using System.Text;
using CostSim.Scenarios.Reading.Amounts;
using CostSim.Scenarios.Reading.Shapes;
using CostSim.Scenarios.Reading.Syntax;
using CostSim.Scenarios.Reading.Words;

namespace CostSim.Scenarios.Reading.Cases;

/// <summary>
/// Binds every run of a file as it is and in every variant, so that an error in any of them is found when the file is read.
/// </summary>
internal sealed class CaseBinder(Findings findings, PriceCatalogue prices, ChangeBook changes, DataFolder data)
{
    private readonly HashSet<(Spot, string, string)> _told = [];
    private List<Member>? _unused;

    /// <summary>The scenarios: run after run as they are, then in the first variant, and so on; those in error are left out.</summary>
    public IReadOnlyList<Scenario> Bind(ScenarioNode root, Func<string> hash)
    {
        var book = new CaseBook(findings);
        book.Read(root);
        var runs = book.Runs is { Count: > 0 } several ? several.ToList<RunEntry?>() : [null];
        var trees = runs.Select(run => Changed(root, run)).ToList();
        var names = book.Runs?.Select(run => run.Name).ToList();
        var scenarios = new List<Scenario>();
        for (var i = 0; i < runs.Count; i++)
            Bind(trees[i], new Case(runs[i], names, null), hash, scenarios);
        foreach (var variant in book.Variants)
            BindVariant(variant, runs, names, trees, hash, scenarios);
        foreach (var factor in _unused ?? [])
            NamedFactors.WarnOfUnused(factor, findings);
        return scenarios;
    }

    /// <summary>The tree of a run.</summary>
    private ScenarioNode Changed(ScenarioNode root, RunEntry? run)
    {
        if (run?.Change is not { } change)
            return root;
        var tree = CopyOf(root);
        TreeChange.MakeAll(tree, change, $"{run.Path}.change", findings, hasRuns: true);
        changes.Repeat(tree);
        return tree;
    }

    // What a variant changes may be gone in one run, or be so already. That is worth a word only where it is so in all of them.
    private void BindVariant(
        VariantEntry variant, List<RunEntry?> runs, IReadOnlyList<string>? names, List<ScenarioNode> trees, Func<string> hash,
        List<Scenario> scenarios)
    {
        var made = trees.Select(tree => (Tree: CopyOf(tree), Findings: new Findings())).ToList();
        foreach (var (tree, found) in made)
        {
            TreeChange.MakeAll(tree, variant.Change, variant.Path, found, names is not null);
            changes.Repeat(tree);
        }

        findings.Take(Findings.OfAll([.. made.Select(one => one.Findings)]), _told, (_, diagnostic) => diagnostic);
        for (var i = 0; i < runs.Count; i++)
            Bind(made[i].Tree, new Case(runs[i], names, variant), hash, scenarios);
    }

    private void Bind(ScenarioNode tree, Case of, Func<string> hash, List<Scenario> scenarios)
    {
        var found = new Findings();
        var binder = new ScenarioBinder(found, prices, data);
        if (binder.Bind(tree, of, () => Hash(hash(), of)) is { } scenario)
            scenarios.Add(scenario with { WrittenAt = path => TreeChange.At(tree, path)?.ToCanonicalJson() });
        var own = new HashSet<Spot>();
        Gather(of.Variant?.Change ?? of.Run?.Change, own);
        var isFirst = _told.Count == 0 && _unused is null;
        findings.Take(
            found, _told, (spot, diagnostic) => isFirst || diagnostic.Path.StartsWith("runs.", StringComparison.Ordinal) ? diagnostic
            : own.Contains(spot) ? diagnostic with { Path = $"{of.Path}.{diagnostic.Path}" }
            : diagnostic with { Message = $"{diagnostic.Message}, in {of.Named}" });
        _unused = _unused is null ? [.. binder.UnusedFactors]
            : [.. _unused.Where(factor => binder.UnusedFactors.Any(other => other.Key == factor.Key))];
    }

    private static string Hash(string hash, Case of)
    {
        var named = $"{(of.Run is { } run ? $"\nrun={run.Name}" : "")}{(of.Variant is { } variant ? $"\nvariant={variant.Name}" : "")}";
        return named.Length == 0 ? hash : Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(hash + named)));
    }

    /// <summary>A copy to be changed; what no change may reach is shared.</summary>
    private static ScenarioNode CopyOf(ScenarioNode root)
    {
        var copy = new ScenarioNode(root.Kind, root.Spot);
        copy.Members.AddRange(
            root.Members.Select(member => CaseBook.IsOfCases(member.Key) ? member : member with { Value = member.Value.Copy() }));
        return copy;
    }

    private static void Gather(ScenarioNode? node, HashSet<Spot> spots)
    {
        if (node is null)
            return;
        spots.Add(node.Spot);
        foreach (var member in node.Members)
        {
            spots.Add(member.Spot);
            Gather(member.Value, spots);
        }

        foreach (var element in node.Elements)
            Gather(element, spots);
    }
}

/// <summary>One scenario of a file: a run as it is, or in a variant.</summary>
/// <param name="Run">The run, or null where the file has one number of items.</param>
/// <param name="RunNames">The names of all runs, or null.</param>
/// <param name="Variant">The variant, or null.</param>
internal sealed record Case(RunEntry? Run, IReadOnlyList<string>? RunNames, VariantEntry? Variant)
{
    /// <summary>Where what is different stands.</summary>
    public string Path => Variant?.Path ?? $"{Run?.Path}.change";

    /// <summary>The case as a message names it.</summary>
    public string Named =>
        (Run, Variant) switch
        {
            ({ } run, { } variant) => $"the run {Shorten.Quoted(run.Name)} of the variant {Shorten.Quoted(variant.Name)}",
            (_, { } variant) => $"the variant {Shorten.Quoted(variant.Name)}",
            _ => $"the run {Shorten.Quoted(Run?.Name ?? "")}",
        };
}
