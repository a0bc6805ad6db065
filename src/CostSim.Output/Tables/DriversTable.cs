using CostSim.Numerics.Statistics;
using CostSim.Parquet;
using CostSim.Studies;

namespace CostSim.Output.Tables;

/// <summary>
/// <c>drivers.parquet</c>: one row for each share of the variance of each run's cost. Only factors have ends; phases have no intervals.
/// </summary>
public static class DriversTable
{
    public static IResultTable Of(Summary summary)
    {
        var rows = new List<Row>();
        foreach (var run in summary.Runs)
            rows.AddRange(RowsOf(run));
        var columns = new RowColumns<Row>(rows);
        return new ResultTable(
        [
            .. columns.OfRun(_ => summary.Scenario.Name, row => row.Run.Scenario, row => row.Run.Items),
            columns.Text("kind", row => row.Kind),
            columns.Text("name", row => row.Name),
            columns.Number("share", row => row.Share),
            columns.NumberOrNone("share_low", row => row.Interval?.Low),
            columns.NumberOrNone("share_high", row => row.Interval?.High),
            .. End("low", row => row.Low),
            .. End("high", row => row.High),
        ]);

        ResultColumn[] End(string name, Func<Row, FactorPoint?> of) =>
        [
            columns.Text($"{name}_at", row => of(row)?.At, isNullable: true),
            columns.NumberOrNone($"{name}_amount", row => of(row)?.Value),
            columns.NumberOrNone($"{name}_usd", row => of(row)?.CostUsd.Value),
            columns.NumberOrNone($"{name}_usd_low", row => of(row)?.CostUsd.Low),
            columns.NumberOrNone($"{name}_usd_high", row => of(row)?.CostUsd.High),
        ];
    }

    private static IEnumerable<Row> RowsOf(RunSummary run)
    {
        if (run.Drivers is not { } drivers)
            yield break;
        foreach (var factor in drivers.Factors)
            yield return new Row(run, "factor", factor.Path, factor.Share.Value, factor.Share, factor.Low, factor.High);
        yield return new Row(run, "interactions", "", drivers.Interactions.Value, drivers.Interactions);
        yield return Level("run", drivers.Levels.Run);
        yield return Level("item", drivers.Levels.Item);
        yield return Level("call", drivers.Levels.Call);
        foreach (var phase in drivers.Phases)
            yield return new Row(run, "phase", phase.Id, phase.Share, null);

        Row Level(string name, Estimate share) => new(run, "level", name, share.Value, share);
    }

    private sealed record Row(
        RunSummary Run, string Kind, string Name, double Share, Estimate? Interval, FactorPoint? Low = null, FactorPoint? High = null);
}
