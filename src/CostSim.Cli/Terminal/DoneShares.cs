using System.Globalization;
using CostSim.Scenarios;
using CostSim.Studies;

namespace CostSim.Cli.Terminal;

/// <summary>Parses how far a job is: <c>37%</c>, <c>1200</c>, <c>tag=100%,review=40%</c>.</summary>
internal static class DoneShares
{
    /// <param name="text">What <c>--done</c> says, or null.</param>
    /// <param name="sized">The scenario and the items of the whole job.</param>
    /// <returns>By phase; of all phases that call, where none is named.</returns>
    public static IReadOnlyDictionary<string, DoneShare> Parse(string? text, SizedScenario sized)
    {
        var calling = sized.Scenario.Phases.Where(phase => phase.Call is not null).Select(phase => phase.Id).ToList();
        if (text is null)
            return new Dictionary<string, DoneShare>();
        if (!text.Contains('=', StringComparison.Ordinal))
            return calling.ToDictionary(id => id, _ => One(text, text, sized));
        var told = new Dictionary<string, DoneShare>();
        foreach (var part in text.Split(','))
        {
            var (id, value) = part.Split('=', 2) is [var name, var after] ? (name.Trim(), after) : (part.Trim(), "");
            if (!calling.Contains(id))
                throw new UsageException($"--done {text}: '{id}' is no phase that calls; choose from {string.Join(", ", calling)}");
            told[id] = One(value, text, sized);
        }

        return told;
    }

    private static DoneShare One(string value, string text, SizedScenario sized)
    {
        var trimmed = value.Trim();
        if (trimmed.EndsWith('%'))
            return DoneShare.OfShare(
                Amounts.Share("--done", trimmed, share => share is >= 0 and <= 1, "a percentage from 0% to 100%, such as 37%"));
        return long.TryParse(trimmed, NumberStyles.None, CultureInfo.InvariantCulture, out var items) && items <= sized.Items
            ? DoneShare.OfItems(items)
            : throw new UsageException(string.Create(
                CultureInfo.InvariantCulture,
                $"--done {text}: a share such as 37%, or a number of items from 0 to {sized.Items:N0}; by phase as tag=100%,review=40%"));
    }
}
