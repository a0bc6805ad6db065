using CostSim.Output.Summaries;
using CostSim.Studies;

namespace CostSim.Output.Reports;

/// <summary>The section on the token cost of the phases and allowances of a run, the largest first.</summary>
internal static class PhaseSection
{
    public static Section Of(RunSummary run)
    {
        var (isTokensAlone, mean) = (run.Total.Operations is null, run.Total.Cost.Mean);
        var phases = run.Phases.Where(phase => phase.Scope.Cost.Support.Max > 0).OrderByDescending(phase => phase.Scope.Cost.Mean).ToList();
        var rows = phases.Take(ReportTable.RowsMax).Select(phase => Row(phase.Label, [phase.Scope], RowWeight.Normal)).ToList();
        if (phases.Skip(ReportTable.RowsMax).Select(phase => phase.Scope).ToList() is { Count: > 0 } others)
            rows.Add(Row($"{Figures.Count(others.Count)} more", others, RowWeight.Detail));
        rows.Add(Row("Run", [run.Total], RowWeight.Strong));
        return new Section(
            isTokensAlone ? "Where the money goes" : "Where the token cost goes",
            new ReportTable(
            [
                new("Phase", IsNumber: false), new("Calls, mean") { Brief = "Calls", Rank = 2 },
                new("Input tokens, mean") { Brief = "Input tokens", Rank = 1 },
                new("Output tokens, mean") { Brief = "Output tokens", Rank = 1 }, new("P5") { Only = Medium.Page }, new("P50"), new("P95"),
                new("Share of mean") { Brief = "Share" },
            ], rows)
            {
                Caption = $"{(isTokensAlone ? "Cost" : "Token cost")} of each phase, and its share of the mean",
            },
            []);

        // Percentiles of several phases do not add up.
        ReportRow Row(string name, IReadOnlyList<ScopeSummary> scopes, RowWeight weight)
        {
            return new(
            [
                name, Figures.Count(scopes.Sum(scope => scope.Calls.Mean)), Figures.Tokens(scopes.Sum(scope => scope.InputTokens.Mean)),
                Figures.Tokens(scopes.Sum(scope => scope.OutputTokens.Mean)), Cost("P5"), Cost("P50"), Cost("P95"),
                mean > 0 ? Cell.Share(scopes.Sum(scope => scope.Cost.Mean) / mean) : Figures.None,
            ], weight);

            Cell Cost(string percentile) => scopes is [var one] ? Money.Of(one.Cost[percentile]) : "";
        }
    }
}
