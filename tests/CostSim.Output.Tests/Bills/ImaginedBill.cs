using CostSim.Batches;
using CostSim.Scenarios;
using CostSim.Studies;
using CostSim.Usage;

namespace CostSim.Output.Tests;

/// <summary>Bills of the tickets, with and without everything that a bill may have.</summary>
internal static class ImaginedBill
{
    private static readonly StudyOptions Few = new() { Trials = 400, Threads = 2 };

    /// <summary>Two phases, found by their models, and nothing to look at.</summary>
    public static Reconciliation Plain(SizedScenario tickets) => Reconciled(tickets, Nothing, [Row("a"), Row("b", "gpt-5")]);

    /// <summary>Another tier, a repeat, unmeasured and failed requests, uses of tools, warnings, and all statements.</summary>
    public static Reconciliation Full(SizedScenario tickets) => Reconciled(
        tickets,
        Nothing with
        {
            Files = [new FileReading("out.jsonl", new Source(Provider.OpenAi, SourceKind.Results), 900) { Rows = 5, Duplicates = 2 }],
            Ids = new IdCounts(4, 1, 1, 1, 0, 0, 0),
            Statements =
            [
                new BatchStatement("batch.json", 1, Provider.OpenAi, "b", "completed") { Tokens = new(1500, 0, 0, 0, 0, 60, 40) },
                new UsageStatement(
                    "usage.json", 1, Provider.OpenAi, Day, Day.AddDays(1), new TokenUsage(1500, 0, 0, 0, 0, 100, 0)),
                new CostStatement("costs.json", 1, Provider.OpenAi, Day, Day.AddDays(1), 30_625_000_000, "usd"),
            ],
            Warnings =
            [
                new LedgerWarning(
                    WarningKind.TooLong, 1, [new Diagnostic(Severity.Warning, "out.jsonl", 9, 1, "", "the line is too long")]),
            ],
        },
        FullRows);

    /// <summary>The rows of the full bill, with their phases and prices.</summary>
    public static IReadOnlyList<BilledRow> Priced(SizedScenario tickets)
    {
        var builder = new BillBuilder(tickets.Scenario, FixedPrices.Catalogue);
        return [.. FullRows.Select(row => builder.Add(row))];
    }

    private static IReadOnlyList<LedgerRow> FullRows =>
    [
        Row("a"), Row("a") with { File = "again.jsonl", Attempt = 2, BilledBefore = 1, Tier = Tier.Standard },
        Row("c") with { Status = RowStatus.Unmeasured, Tokens = default }, Row("d") with { Status = RowStatus.Failed, Model = null },
        Row("e", "gpt-5") with { Tools = new ToolCalls(3, 0, 0) },
    ];

    private static readonly DateTimeOffset Day = new(2026, 11, 21, 0, 0, 0, TimeSpan.Zero);

    private static readonly LedgerSummary Nothing = new(
        [new FileReading("out.jsonl", new Source(Provider.OpenAi, SourceKind.Results), 900) { Rows = 2 }], [],
        new IdCounts(2, 0, 0, 0, 0, 0, 0), [], []);

    private static Reconciliation Reconciled(SizedScenario tickets, LedgerSummary ledger, IReadOnlyList<LedgerRow> rows)
    {
        var builder = new BillBuilder(tickets.Scenario, FixedPrices.Catalogue);
        foreach (var row in rows)
            builder.Add(row);
        return Study.Reconcile(tickets, builder.Finish(ledger), null, Few) with { Command = "costsim reconcile tickets.json" };
    }

    private static LedgerRow Row(string id, string model = "gpt-5-mini-2025-08-07") => new()
    {
        File = "out.jsonl",
        Line = 1,
        Provider = Provider.OpenAi,
        CustomId = id,
        Attempt = 1,
        Model = model,
        Tier = Tier.Batch,
        Status = RowStatus.Succeeded,
        Tokens = new TokenUsage(1000, 0, 0, 0, 0, 60, 90),
    };
}
