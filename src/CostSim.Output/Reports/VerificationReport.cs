using CostSim.Output.Summaries;
using CostSim.Output.Verification;

namespace CostSim.Output.Reports;

/// <summary>The report of <c>costsim verify</c>.</summary>
public static class VerificationReport
{
    /// <param name="found">What was found, each path by itself.</param>
    public static Report Of(IReadOnlyList<Verified> found)
    {
        var damaged = found.Count(each => each.Faults.Count > 0);
        return new Report(
            damaged == 0 ? "As it was written" : $"{Figures.Count(damaged)} of {Figures.Count(found.Count)} damaged",
            "Every byte was compared with the sums that were written with it.",
            [
                new Section(null,
                    new ReportTable(
                        [new("Path", IsNumber: false), new("What", IsNumber: false), new("State", IsNumber: false)],
                        [.. found.Take(ReportTable.RowsMax).Select(each => new ReportRow(
                            [each.Path, each.What, each.Faults.Count == 0 ? "whole" : "damaged"],
                            each.Faults.Count == 0 ? RowWeight.Normal : RowWeight.Strong))]),
                    [.. ReportLine.More(found.Count, "were checked too")]),
            ]);
    }
}
