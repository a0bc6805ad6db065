using CostSim.Scenarios;

namespace CostSim.Studies;

/// <summary>Whether an item may have several units, and so several calls, in each phase.</summary>
internal static class UnitsOfItems
{
    public static IReadOnlyList<bool> Of(Scenario scenario)
    {
        var (several, found) = (false, new List<bool>());
        foreach (var phase in scenario.Phases)
        {
            several = !phase.Join && (several || phase.Split > 1 || phase.SplitAmount is not null || phase.SplitByLabel.Count > 0);
            found.Add(several);
        }

        return found;
    }
}
