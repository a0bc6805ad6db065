using CostSim.Scenarios;
using CostSim.Usage;

namespace CostSim.Studies.Tests.Bills;

/// <summary>Bills of requests that are made in memory.</summary>
internal static class BilledJob
{
    private static readonly LedgerSummary Nothing = new([], [], new IdCounts(0, 0, 0, 0, 0, 0, 0), [], []);

    public static Bill Of(Scenario scenario, IEnumerable<(string File, IReadOnlyList<LedgerRow> Rows)> batches) =>
        Of(scenario, batches.SelectMany(batch => batch.Rows));

    public static Bill Of(Scenario scenario, IEnumerable<LedgerRow> rows)
    {
        var builder = new BillBuilder(scenario, FixedPrices.Catalogue);
        foreach (var row in rows)
            builder.Add(row);
        return builder.Finish(Nothing);
    }
}
