using CostSim.Numerics.Statistics;
using CostSim.Output.Summaries;
using CostSim.Parquet;

namespace CostSim.Output.Tables;

/// <summary><c>drivers.parquet</c>: one row for each share of the variance of each run's cost. Ends stand beside factors only, intervals not beside phases.</summary>
public static class DriversTable
{
    public static IResultTable Of(Summary summary)
    {
        var rows = summary.Runs.SelectMany(run => RowsOf(run.Drivers).Select(row => (Run: run, Row: row))).ToList();
        return new ResultTable(
        [
            new ResultColumn("scenario", Text(_ => summary.Scenario.Name)),
            new ResultColumn("items", ColumnData.Of(rows.Select(row => row.Run.Items).ToArray())),
            new ResultColumn("run", OfRun(run => run.Scenario.Run?.Name), IsNullable: true),
            new ResultColumn("variant", OfRun(run => run.Scenario.Variant), IsNullable: true),
            new ResultColumn("tier", OfRun(run => TierName.Of(run.Scenario.Model.Tier))),
            new ResultColumn("kind", Text(row => row.Kind)),
            new ResultColumn("name", Text(row => row.Name)),
            new ResultColumn("share", ColumnData.Of(rows.Select(row => row.Row.Share).ToArray())),
            Numbers("share_low", row => row.Interval?.Low),
            Numbers("share_high", row => row.Interval?.High),
            .. End("low", row => row.Low),
            .. End("high", row => row.High),
        ]);

        ColumnData OfRun(Func<RunSummary, string?> of) => ColumnData.Of(rows.Select(row => of(row.Run)).ToArray());

        ColumnData Text(Func<Row, string?> of) => ColumnData.Of(rows.Select(row => of(row.Row)).ToArray());

        ResultColumn Numbers(string name, Func<Row, double?> of) => new(name, ColumnData.Of(rows.Select(row => of(row.Row)).ToArray()), IsNullable: true);

        ResultColumn[] End(string name, Func<Row, FactorPoint?> of) =>
        [
            new ResultColumn($"{name}_at", Text(row => of(row)?.At), IsNullable: true),
            Numbers($"{name}_amount", row => of(row)?.Value),
            Numbers($"{name}_usd", row => of(row)?.CostUsd.Value),
            Numbers($"{name}_usd_low", row => of(row)?.CostUsd.Low),
            Numbers($"{name}_usd_high", row => of(row)?.CostUsd.High),
        ];
    }

    private static IEnumerable<Row> RowsOf(DriversSummary? drivers)
    {
        if (drivers is null)
            yield break;
        foreach (var factor in drivers.Factors)
            yield return new Row("factor", factor.Path, factor.Share.Value, factor.Share, factor.Low, factor.High);
        yield return new Row("interactions", "", drivers.Interactions.Value, drivers.Interactions);
        foreach (var (name, share) in new[] { ("run", drivers.Levels.Run), ("item", drivers.Levels.Item), ("call", drivers.Levels.Call) })
            yield return new Row("level", name, share.Value, share);
        foreach (var phase in drivers.Phases)
            yield return new Row("phase", phase.Id, phase.Share, null);
    }

    private sealed record Row(string Kind, string Name, double Share, Estimate? Interval, FactorPoint? Low = null, FactorPoint? High = null);
}
