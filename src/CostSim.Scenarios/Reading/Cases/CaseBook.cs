using CostSim.Scenarios.Language;
using CostSim.Scenarios.Reading.Syntax;
using CostSim.Scenarios.Reading.Words;

namespace CostSim.Scenarios.Reading.Cases;

/// <summary>An entry of <c>runs</c>.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Items">How many items it processes; null after an error.</param>
/// <param name="Period">How often it comes, or null.</param>
/// <param name="Change">What is different in it, or null.</param>
internal sealed record RunEntry(string Name, ScenarioNode? Items, string? Period, ScenarioNode? Change)
{
    public string Path => $"runs.{Name}";
}

/// <summary>An entry of <c>variants</c>.</summary>
internal sealed record VariantEntry(string Name, ScenarioNode Change)
{
    public string Path => $"variants.{Name}";
}

/// <summary>Reads what makes several scenarios of one file: its runs and its variants.</summary>
internal sealed class CaseBook(Findings findings)
{
    // Every case is read as a whole, so that no error waits for the day on which somebody asks for it.
    private const long MostValues = 2_000_000;

    /// <summary>The runs, in the order of the text; null where the scenario has <c>items</c>.</summary>
    public IReadOnlyList<RunEntry>? Runs { get; private set; }

    public IReadOnlyList<VariantEntry> Variants { get; private set; } = [];

    /// <summary>Whether the key of the scenario makes cases of it, so that no case can change it.</summary>
    public static bool IsOfCases(string key) => key is "runs" or "variants";

    public void Read(ScenarioNode root)
    {
        if (root.ValueOf("runs") is { Kind: not NodeKind.Null } runs)
            Runs = Entries(runs, "runs", "Written { \"month\": { \"items\": 50000, \"period\": \"month\" } }.").Select(BindRun).ToList();
        if (root.ValueOf("variants") is { Kind: not NodeKind.Null } variants)
            Variants = Entries(variants, "variants", "Written { \"cheap-review\": { \"phases.review.model\": \"gpt-5-nano\" } }.")
                .Select(BindVariant).OfType<VariantEntry>().ToList();
        var cases = Math.Max(1, Runs?.Count ?? 1) * (1L + Variants.Count);
        var values = root.Members.Where(member => !IsOfCases(member.Key)).Sum(member => member.Value.Count());
        if (cases == 1 || cases * values <= MostValues)
            return;
        var spot = root.Members.Find(member => member.Key is "variants" or "runs")!.Spot;
        findings.Error(spot, "", $"{cases:#,##0} cases of a scenario of {values:#,##0} values are too many: {MostValues:#,##0} values at most, all together");
        (Runs, Variants) = (Runs?.Take(1).ToList(), []);
    }

    /// <summary>The sound members of a map of names.</summary>
    private List<Member> Entries(ScenarioNode map, string path, string example)
    {
        var form = (MapForm)Vocabulary.Whole[Place.Scenario].Find(path)!.Form;
        if (map.Kind != NodeKind.Object || map.Members.Count < form.Min || map.Members.Count > form.Max)
        {
            var found = map.Kind == NodeKind.Object ? $"{map.Members.Count:#,##0} entries" : map.Shown;
            findings.Error(map.Spot, path, $"{found} where {form.Min} to {form.Max} named entries belong", example);
            return [];
        }

        var members = new List<Member>();
        foreach (var member in map.Members)
        {
            var here = $"{path}.{member.Key}";
            if (members.Find(other => other.Key == member.Key) is { } first)
                KeyedNode.ReportTwice(member, first.Spot, here, findings);
            else if (form.Reserved!.Contains(member.Key))
                findings.Error(member.Spot, here, $"{Shorten.Quoted(member.Key)} is a word of the language and names nothing", "Choose another name.");
            else if (IdForm.Check(member.Key, member.Spot, here, findings))
                members.Add(member);
        }

        return members;
    }

    private RunEntry BindRun(Member member)
    {
        var path = $"runs.{member.Key}";
        if (KeyedNode.Open(member.Value, path, Place.Run, findings) is not { } run)
            return new RunEntry(member.Key, null, null, null);
        var items = run.Require("items");
        var period = run.Text("period");
        var change = run.Find("change");
        return new RunEntry(member.Key, items, period, change is not null && IsChange(change, run.PathOf("change")) ? change : null);
    }

    private VariantEntry? BindVariant(Member member) =>
        IsChange(member.Value, $"variants.{member.Key}") ? new VariantEntry(member.Key, member.Value) : null;

    private bool IsChange(ScenarioNode node, string path)
    {
        if (node.Kind == NodeKind.Object && node.Members.Count > 0)
            return true;
        findings.Error(
            node.Spot, path, $"{(node.Kind == NodeKind.Object ? "nothing" : node.Shown)} stands where changes belong",
            "Written { \"phases.review.model\": \"gpt-5-nano\" }: keys, and phases by their id; null removes.");
        return false;
    }
}
