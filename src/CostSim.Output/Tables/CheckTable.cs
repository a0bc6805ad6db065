using CostSim.Engine.Checks;
using CostSim.Output.Summaries;
using CostSim.Parquet;
using CostSim.Scenarios;
using CostSim.Studies;

namespace CostSim.Output.Tables;

/// <summary>The result of <c>costsim check</c>, one row per policy of a run.</summary>
public static class CheckTable
{
    public static IResultTable Of(CheckSummary check)
    {
        var columns = new RowColumns<Row>([.. check.Cases.SelectMany(one => one.Policies, (one, policy) => new Row(one, policy))]);
        return new ResultTable(
        [
            .. columns.OfRun(row => row.Case.Scenario.Name, row => row.Case.Scenario, row => row.Case.Items),
            columns.Text("source", row => row.Finding.Policy.Source),
            columns.Text("per", row => row.Limit.PerItem ? "item" : "run"),
            columns.Text("of", row => row.Limit.OfAll ? "all" : "tokens"),
            columns.Number("at_most_usd", row => row.Limit.AtMostUsd),
            columns.Number("confidence", row => row.Limit.Confidence),
            columns.Text("verdict", row => VerdictName.Of(row.Finding.Verdict)),
            columns.Number("probability", row => row.Finding.Probability.Value),
            columns.Number("ci_low", row => row.Finding.Probability.Low),
            columns.Number("ci_high", row => row.Finding.Probability.High),
            columns.Count("trials", row => row.Finding.Trials),
            columns.Count("look", row => row.Finding.Look),
            columns.NumberOrNone("needed_usd", row => row.Policy.Needed?.Value),
            columns.NumberOrNone("needed_low", row => row.Policy.Needed?.Low),
            columns.NumberOrNone("needed_high", row => row.Policy.Needed?.High),
        ]);
    }

    private sealed record Row(CaseCheck Case, PolicyResult Policy)
    {
        public PolicyFinding Finding => Policy.Finding;

        public Limit Limit => Finding.Policy.Limit;
    }
}
