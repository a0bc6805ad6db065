using System.Runtime.InteropServices;
using CostSim.Batches;
using CostSim.Scenarios;

namespace CostSim.Usage.Reading;

/// <summary>Adds rows up by provider, model and tier.</summary>
internal sealed class RowTally
{
    private static readonly RowStatus[] Statuses = Enum.GetValues<RowStatus>();

    private readonly Dictionary<(Provider Provider, string? Model, Tier Tier), Sum> _sums = [];

    public IReadOnlyList<LedgerTotal> Totals =>
    [
        .. _sums.Select(sum => new LedgerTotal(sum.Key.Provider, sum.Key.Model, sum.Key.Tier, sum.Value.Tokens, sum.Value.Tools)
        {
            Statuses = Statuses.Where(status => sum.Value.Rows[(int)status] > 0)
                .ToDictionary(status => status, status => sum.Value.Rows[(int)status]),
        }),
    ];

    public void Add(in LedgerRow row)
    {
        var sum = CollectionsMarshal.GetValueRefOrAddDefault(_sums, (row.Provider, row.Model, row.Tier), out _) ??= new Sum();
        sum.Tokens += row.Tokens;
        sum.Tools += row.Tools;
        sum.Rows[(int)row.Status]++;
    }

    private sealed class Sum
    {
        public TokenUsage Tokens { get; set; }

        public ToolCalls Tools { get; set; }

        public long[] Rows { get; } = new long[Statuses.Length];
    }
}
