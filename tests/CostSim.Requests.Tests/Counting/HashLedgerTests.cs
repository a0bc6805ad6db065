using CostSim.Requests.Counting;

namespace CostSim.Requests.Tests.Counting;

public class HashLedgerTests
{
    [Theory]
    [InlineData(0, 1)]
    [InlineData(1, 1)]
    [InlineData(1000, 10)]
    [InlineData(300_000, 1000)]
    [InlineData(300_000, 250_000)]
    public void It_counts_what_came_before(int count, int different)
    {
        var random = new Random(1);
        var (ledger, seen, repeated) = (new HashLedger(), new HashSet<UInt128>(), 0);
        for (var i = 0; i < count; i++)
        {
            var hash = new UInt128((ulong)random.Next(different), 7);
            ledger.Add(hash);
            repeated += seen.Add(hash) ? 0 : 1;
        }

        Assert.Equal(repeated, ledger.Repeated());
    }
}
