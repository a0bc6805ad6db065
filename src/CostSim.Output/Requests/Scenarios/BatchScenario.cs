using CostSim.Output.Summaries;
using CostSim.Requests;
using CostSim.Scenarios;
using CostSim.Scenarios.Drafts;

namespace CostSim.Output.Requests.Scenarios;

/// <summary>Request files as a scenario to go on with; nothing of a prompt is in it.</summary>
/// <param name="Text">The scenario.</param>
/// <param name="Columns">The files of numbers beside it: name and content.</param>
/// <param name="Remarks">What whoever has it written needs to know.</param>
public sealed record BatchScenario(string Text, IReadOnlyList<KeyValuePair<string, string>> Columns, IReadOnlyList<string> Remarks)
{
    private const string Batch = "batch";

    /// <summary>Makes the scenario of request files, or tells what is in the way of it.</summary>
    /// <param name="summary">What was counted.</param>
    /// <param name="catalogue">Prices, and what is known of models.</param>
    /// <param name="day">The day whose prices the scenario is to hold; null for that of each run.</param>
    /// <param name="name">The name of the scenario's file without its ending, with which those of its data files begin.</param>
    public static (BatchScenario? Scenario, string? Obstacle) Of(
        RequestSummary summary, PriceCatalogue catalogue, DateOnly? day, string name)
    {
        var (kinds, obstacle) = RequestKind.Of(summary, catalogue);
        if (obstacle is not null)
            return (null, obstacle);
        if (kinds.Count > 1 && summary.Requests > ScenarioDraft.UnitsMax)
            return (null, $"more than {Figures.Count(ScenarioDraft.UnitsMax)} requests of several models or endpoints: "
                + "give the files of one at a time");
        var first = kinds.MaxBy(kind => kind.Requests)!;
        var isOnly = kinds.Count == 1;
        var phases = kinds.Select(kind => (Kind: kind, Phase: new KindPhase(kind, FileOf(kind), isOnly))).ToList();
        string[] gaps = [.. phases.SelectMany(each => each.Phase.Gaps()), .. LinesLeftOut(summary)];
        var split = kinds.Select(kind => KeyValuePair.Create(kind.Id, kind.Requests));
        var draft = new ScenarioDraft(
            $"Requests of {Source(summary)}", isOnly ? "request" : Batch, isOnly ? first.Requests : 1, first.Model, first.Price.Tier,
            [
                .. isOnly ? Array.Empty<PhaseDraft>() : [new PhaseDraft(Batch) { Split = [.. split] }],
                .. phases.Select(each => each.Phase.Phase(first.Model, first.Price.Tier)),
            ])
        {
            PricesOn = day,
            Remarks =
            [
                $"Made of the requests of {Source(summary)} by 'costsim init --from'; nothing of a prompt is in here.",
                isOnly ? "An item is a request." : "An item is the whole batch: `split` has the number of requests of each kind.",
                $"Whatever begins with \"{KindPhase.NotInTheFiles}\" is wide until you put in what you know.",
                .. gaps.Select(gap => $"Left out: {gap}."),
            ],
            Factors = [.. phases.SelectMany(each => each.Phase.Factors()).DistinctBy(factor => factor.Name)],
        };
        return (
            new BatchScenario(
                draft.Text,
                [.. kinds.Select(kind => KeyValuePair.Create(FileOf(kind), LengthColumn.Of(kind.Group.Lengths, kind.CachedBeginning)))],
                gaps),
            null);

        string FileOf(RequestKind kind) => $"{name}.{kind.Id}.csv";
    }

    private static string Source(RequestSummary summary) => summary.Files is [var only]
        ? string.Concat(Path.GetFileName(only.Name).Take(100).Select(letter => char.IsControl(letter) ? ' ' : letter))
        : Nouns.Counted("file", summary.Files.Count);

    private static IEnumerable<string> LinesLeftOut(RequestSummary summary) =>
        summary.Files.Sum(file => file.LinesTooLong.Count) is > 0 and var lines
            ? [$"{Nouns.Counted("line", lines)} too long to be read"] : [];
}
