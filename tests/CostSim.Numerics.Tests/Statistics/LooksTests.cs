using CostSim.Numerics.Statistics;

namespace CostSim.Numerics.Tests.Statistics;

public class LooksTests
{
    [Theory]
    [InlineData(1, new long[] { 1 })]
    [InlineData(1024, new long[] { 1024 })]
    [InlineData(5000, new long[] { 1024, 2048, 4096, 5000 })]
    [InlineData(1 << 18, new long[] { 1024, 2048, 4096, 8192, 16384, 32768, 65536, 131072, 262144 })]
    [InlineData(1_000_000, new long[] { 2048, 4096, 8192, 16384, 32768, 65536, 131072, 262144, 524288, 1_000_000 })]
    [InlineData(1 << 24, new long[] { 65536, 131072, 262144, 524288, 1048576, 2097152, 4194304, 8388608, 16777216 })]
    public void Sizes_double_up_to_the_cap(long cap, long[] sizes) => Assert.Equal(sizes, Looks.UpTo(cap).Sizes);

    [Fact]
    public void A_run_can_go_on_after_every_look_but_the_last()
    {
        foreach (var cap in new long[] { 1500, 99_999, 3_000_001, 1L << 40 })
            Assert.All(Looks.UpTo(cap).Sizes.SkipLast(1), size => Assert.Equal(0, size % 1024));
    }

    [Theory]
    [InlineData(4096, new long[] { 4096 })]
    [InlineData(20_000, new long[] { 4096, 8192, 16384 })]
    [InlineData(1 << 30, new long[] { 4096, 8192, 16384, 32768, 65536, 131072, 262144, 524288, 1048576 })]
    public void Looks_that_are_left_out_keep_their_share(long most, long[] sizes)
    {
        var looks = Looks.UpTo(1 << 20).Within(most);

        Assert.Equal(sizes, looks.Sizes);
        Assert.Equal(9, looks.Planned);
    }

    [Fact]
    public void The_first_look_cannot_be_left_out() => Assert.Throws<ArgumentOutOfRangeException>(() => Looks.UpTo(1 << 20).Within(4095));

    [Fact]
    public void There_is_no_look_at_nothing() => Assert.Throws<ArgumentOutOfRangeException>(() => Looks.UpTo(0));
}
