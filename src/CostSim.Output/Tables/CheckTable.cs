using CostSim.Output.Summaries;
using CostSim.Parquet;

namespace CostSim.Output.Tables;

/// <summary>What <c>costsim check</c> found, one row a policy of a run.</summary>
public static class CheckTable
{
    public static IResultTable Of(CheckSummary check)
    {
        var rows = check.Cases.SelectMany(one => one.Policies, (one, policy) => (Case: one, Result: policy, policy.Finding, policy.Finding.Policy.Limit)).ToList();
        return new ResultTable(
            Text("scenario", row => row.Case.Scenario.Name),
            new ResultColumn("items", ColumnData.Of(rows.Select(row => row.Case.Items).ToArray())),
            Text("run", row => row.Case.Scenario.Run?.Name),
            Text("variant", row => row.Case.Scenario.Variant),
            Text("tier", row => TierName.Of(row.Case.Scenario.Model.Tier)),
            Text("source", row => row.Finding.Policy.Source),
            Text("per", row => row.Limit.PerItem ? "item" : "run"),
            Text("of", row => row.Limit.OfAll ? "all" : "tokens"),
            Number("at_most_usd", row => row.Limit.AtMostUsd),
            Number("confidence", row => row.Limit.Confidence),
            Text("verdict", row => CheckJson.Name(row.Finding.Verdict)),
            Number("probability", row => row.Finding.Probability.Value),
            Number("ci_low", row => row.Finding.Probability.Low),
            Number("ci_high", row => row.Finding.Probability.High),
            new ResultColumn("trials", ColumnData.Of(rows.Select(row => row.Finding.Trials).ToArray())),
            new ResultColumn("look", ColumnData.Of(rows.Select(row => row.Finding.Look).ToArray())),
            Number("needed_usd", row => row.Result.Needed?.Value),
            Number("needed_low", row => row.Result.Needed?.Low),
            Number("needed_high", row => row.Result.Needed?.High));

        ResultColumn Text(string name, Func<(CaseCheck Case, PolicyResult Result, Engine.Checks.PolicyFinding Finding, Scenarios.Limit Limit), string?> value) =>
            new(name, ColumnData.Of(rows.Select(value).ToArray()), IsNullable: true);

        ResultColumn Number(string name, Func<(CaseCheck Case, PolicyResult Result, Engine.Checks.PolicyFinding Finding, Scenarios.Limit Limit), double?> value) =>
            new(name, ColumnData.Of(rows.Select(value).ToArray()), IsNullable: true);
    }
}
