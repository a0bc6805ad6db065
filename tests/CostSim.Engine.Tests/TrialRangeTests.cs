namespace CostSim.Engine.Tests;

public class TrialRangeTests
{
    [Theory]
    [InlineData(1_000_000, 1)]
    [InlineData(1_000_000, 64)]
    [InlineData(1_000, 3)]
    [InlineData(10_241, 7)]
    [InlineData(1L << 44, 10_000_000)]
    public void The_parts_of_a_run_follow_each_other_and_are_the_run(long trials, long of)
    {
        var (end, least, greatest) = (0L, long.MaxValue, 0L);
        for (var index = 0L; index < of; index++)
        {
            var part = TrialRange.Part(trials, index, of);
            Assert.Equal(end, part.First);
            Assert.True(part.First % 1024 == 0 || part.Count == 0);
            end += part.Count;
            (least, greatest) = (Math.Min(least, part.Count), Math.Max(greatest, part.Count));
        }

        Assert.Equal(trials, end);
        Assert.InRange(greatest - least, 0, 2 * 1024 - 1);
    }

    [Theory]
    [InlineData(-1, 4)]
    [InlineData(4, 4)]
    [InlineData(0, 0)]
    public void A_part_that_is_none_is_refused(long index, long of) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => TrialRange.Part(1000, index, of));
}
