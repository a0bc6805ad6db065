using CostSim.Output.Summaries;
using CostSim.Scenarios;

namespace CostSim.Output.Comparisons;

/// <summary>Labels of compared cases: file, run, variant, tier, number of items, each only if it differs.</summary>
public static class ComparedLabels
{
    /// <param name="cases">Name of the file, the tier requested by the command, the scenario and its items.</param>
    public static IReadOnlyList<string> Of(IReadOnlyList<(string File, string? Tier, Scenario Scenario, long Items)> cases)
    {
        List<Func<(string File, string? Tier, Scenario Scenario, long Items), string?>> parts =
        [
            one => one.File,
            one => one.Scenario.Run?.Name,
            one => one.Scenario.Variant ?? ScenarioReading.Base,
            one => one.Tier,
            one => Nouns.Counted(one.Scenario.Item, one.Items),
        ];
        parts.RemoveAll(part => cases.Select(part).Distinct().Count() == 1);
        var labels = cases.Select(one => string.Join(", ", parts.Select(part => part(one)).OfType<string>())).Select(
            (label, i) => label.Length > 0 ? label : cases[i].File).ToList();
        return [.. labels.Select(
            (label, i) => labels.Take(i).Count(other => other == label) is > 0 and var before ? $"{label} ({before + 1})" : label)];
    }
}
