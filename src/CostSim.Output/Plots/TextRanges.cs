using CostSim.Output.Summaries;
using CostSim.Studies;

namespace CostSim.Output.Plots;

/// <summary>P5, P50 and P95 of several runs on a common axis, one line of characters each.</summary>
public static class TextRanges
{
    private const int Columns = 48;

    /// <returns>Lines without trailing spaces; null if no run has these percentiles, or all cost nothing.</returns>
    public static string? Draw(Summary summary)
    {
        var labels = RunLabels.ForPeople(summary.Cases);
        var hasItems = summary.Runs.Select(run => run.Items).Distinct().Count() > 1;
        return Draw([.. summary.Runs.Zip(labels, (run, label) => (Name(run, label, hasItems), run.Total.Whole))]);
    }

    /// <summary>The same for labelled costs.</summary>
    public static string? Draw(IReadOnlyList<(string Label, MeasureSummary Cost)> costs)
    {
        var rows = costs.Where(row => row.Cost["P5"] is not null && row.Cost["P95"] is not null).ToList();
        if (rows.Count == 0 || rows.Max(row => row.Cost["P95"]!.Value.Value) is not (> 0 and var most))
            return null;
        var (axis, width) = (new TextAxis(0, most, Columns), rows.Max(row => row.Label.Length));
        return string.Join('\n',
            rows.Select(
                row => $"{row.Label.PadRight(width)}  {Bar(axis, row.Cost).PadRight(Columns)}  {Figures.Usd(row.Cost["P50"])}, P95 "
                    + $"{Figures.Usd(row.Cost["P95"])}"));
    }

    private static string Name(RunSummary run, string label, bool hasItems)
    {
        var items = Nouns.Counted(run.Scenario.Item, run.Items);
        return label.Length == 0 ? items : hasItems ? $"{label}, {items}" : label;
    }

    private static string Bar(TextAxis axis, MeasureSummary cost)
    {
        var (low, middle, high) = (axis.Column(cost["P5"]!.Value.Value), axis.Column(cost["P50"]!.Value.Value),
            axis.Column(cost["P95"]!.Value.Value));
        var bar = new string(' ', axis.Columns).ToCharArray();
        Array.Fill(bar, '─', low, high - low + 1);
        (bar[low], bar[high], bar[middle]) = ('├', '┤', '●');
        return new string(bar).TrimEnd();
    }
}
