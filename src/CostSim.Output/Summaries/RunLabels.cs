using System.Globalization;
using CostSim.Scenarios;

namespace CostSim.Output.Summaries;

/// <summary>
/// Labels for the runs of one command: the name of the run, the variant, the number of items, each only if it differs.
/// </summary>
public static class RunLabels
{
    /// <summary>
    /// The labels for names of files and columns, such as <c>month-cheap-review</c> or <c>50</c>; a single run needs none.
    /// </summary>
    public static IReadOnlyList<string> ForNames(IReadOnlyList<SizedScenario> runs) =>
        [.. Parts(runs)
            .Select(
                (parts, i) =>
                    string.Join('-', parts.Concat(HasOwnItems(runs, i) ? [runs[i].Items.ToString(CultureInfo.InvariantCulture)] : [])))];

    /// <summary>The labels for people, such as <c>month, cheap-review</c>; the number of items has a separate column.</summary>
    public static IReadOnlyList<string> ForPeople(IReadOnlyList<SizedScenario> runs) =>
        [.. Parts(runs).Select(parts => string.Join(", ", parts))];

    private static IEnumerable<IReadOnlyList<string>> Parts(IReadOnlyList<SizedScenario> runs)
    {
        var hasRuns = runs.Select(run => run.Scenario.Run?.Name).Distinct().Count() > 1;
        var hasVariants = runs.Select(run => run.Scenario.Variant).Distinct().Count() > 1;
        foreach (var (scenario, _) in runs)
        {
            var parts = new List<string>();
            if (hasRuns && scenario.Run is { } run)
                parts.Add(run.Name);
            if (hasVariants)
                parts.Add(scenario.Variant ?? ScenarioReading.Base);
            yield return parts;
        }
    }

    /// <summary>Whether the same run and variant also occurs with another number of items.</summary>
    private static bool HasOwnItems(IReadOnlyList<SizedScenario> runs, int index)
    {
        var (scenario, items) = runs[index];
        return runs.Any(
            other => other.Items != items && other.Scenario.Run?.Name == scenario.Run?.Name && other.Scenario.Variant == scenario.Variant);
    }
}
