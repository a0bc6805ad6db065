namespace CostSim.Requests.Tests;

public class LengthTallyTests
{
    [Fact]
    public void Its_statistics_are_those_of_the_sorted_lengths()
    {
        var random = new Random(1);
        for (var count = 1; count < 60; count++)
        {
            var lengths = Enumerable.Range(0, count).Select(_ => (long)random.Next(30)).ToList();
            var (tally, other) = (new LengthTally(), new LengthTally());
            for (var i = 0; i < count; i++)
                (i % 2 == 0 ? tally : other).Add(lengths[i], i % 3 == 0 ? null : 10 * i);
            tally.Add(other);

            lengths.Sort();
            Assert.Equal((count, lengths[0], lengths[^1], lengths.Sum()), (tally.Requests, tally.Min, tally.Max, tally.Sum));
            Assert.Equal(lengths.Average(), tally.Mean, 1e-12);
            foreach (var share in new[] { 0.01, 0.5, 0.95, 1 })
                Assert.Equal(lengths[(int)Math.Ceiling(share * count) - 1], tally.Percentile(share));
            Assert.Equal(
                Enumerable.Range(0, count).Where(i => i % 3 != 0).Sum(i => 10L * i), tally.Cells.Sum(cell => cell.Value.OutputCap));
            Assert.Equal((count + 2) / 3, tally.Cells.Sum(cell => cell.Value.WithoutCap));
        }
    }
}
