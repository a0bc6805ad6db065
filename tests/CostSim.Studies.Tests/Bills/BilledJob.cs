using CostSim.Scenarios;
using CostSim.Usage;

namespace CostSim.Studies.Tests.Bills;

/// <summary>Bills of requests that are made in memory.</summary>
internal static class BilledJob
{
    /// <summary>A ledger that says nothing beside its rows.</summary>
    public static readonly LedgerSummary Nothing = new([], [], new IdCounts(0, 0, 0, 0, 0, 0, 0), [], []);

    public static Bill Of(Scenario scenario, IEnumerable<(string File, IReadOnlyList<LedgerRow> Rows)> batches) =>
        Of(scenario, batches.SelectMany(batch => batch.Rows));

    public static Bill Of(Scenario scenario, IEnumerable<LedgerRow> rows)
    {
        var builder = new BillBuilder(scenario, FixedPrices.Catalogue);
        foreach (var row in rows)
            builder.Add(row);
        return builder.Finish(Nothing);
    }

    /// <summary>One answered request of a batch.</summary>
    public static LedgerRow Row(string id, TokenUsage tokens) => new()
    {
        File = "out.jsonl",
        Line = 1,
        Provider = Batches.Provider.OpenAi,
        CustomId = id,
        Attempt = 1,
        Model = "gpt-5-mini-2025-08-07",
        Tier = Tier.Batch,
        Status = RowStatus.Succeeded,
        Tokens = tokens,
    };
}
