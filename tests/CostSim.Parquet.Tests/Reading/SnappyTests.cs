using System.Text;
using CostSim.Parquet.Reading;

namespace CostSim.Parquet.Tests.Reading;

/// <summary>Streams put together by hand from the format's description.</summary>
public class SnappyTests
{
    [Fact]
    public void A_literal_and_copies_of_all_kinds()
    {
        byte[] stream =
        [
            26, // bytes in all
            (4 - 1) << 2, .. "abcd"u8, // a literal of 4
            ((6 - 4) << 2) | 1, 4, // 6 from 4 back, which reaches into itself: abcdab
            ((3 - 1) << 2) | 2, 10, 0, // 3 from 10 back: abc
            ((5 - 1) << 2) | 3, 1, 0, 0, 0, // 5 from 1 back: ccccc
            60 << 2, 8 - 1, .. "12345678"u8, // a literal whose length stands behind the tag
        ];

        Assert.Equal("abcdabcdababcccccc12345678", Encoding.ASCII.GetString(Snappy.Decompress(stream, 26)));
    }

    [Fact]
    public void Nothing_is_a_length_of_nothing() => Assert.Empty(Snappy.Decompress([0], 0));

    [Theory]
    [InlineData(new byte[] { }, 0)] // no length
    [InlineData(new byte[] { 5, 0, 65 }, 1)] // another length than the header's
    [InlineData(new byte[] { 2, 0, 65 }, 2)] // it ends too soon
    [InlineData(new byte[] { 1, 4, 65, 66 }, 1)] // a literal beyond the length
    [InlineData(new byte[] { 2, 4, 65 }, 2)] // a literal beyond the stream
    [InlineData(new byte[] { 6, 0, 65, 1, 0 }, 6)] // a copy from nowhere
    [InlineData(new byte[] { 6, 0, 65, 1, 2 }, 6)] // a copy from before the beginning
    [InlineData(new byte[] { 3, 0, 65, 1, 1 }, 3)] // a copy beyond the length
    [InlineData(new byte[] { 6, 0, 65, 3, 1, 0 }, 6)] // a distance that is cut
    [InlineData(new byte[] { 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 1 }, 0)] // a length that does not end
    [InlineData(new byte[] { 4, 252, 255, 255, 255, 255, 65 }, 4)] // a literal of four billion
    public void What_the_format_does_not_allow_is_refused(byte[] stream, int length) =>
        Assert.Throws<InvalidDataException>(() => Snappy.Decompress(stream, length));
}
