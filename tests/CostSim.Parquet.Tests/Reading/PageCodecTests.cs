using System.IO.Compression;
using System.Text;
using CostSim.Parquet.Reading;

namespace CostSim.Parquet.Tests.Reading;

/// <summary>
/// Streams of Snappy put together by hand from the format's description; frames of Zstandard and members of gzip by their own compressors.
/// </summary>
public class PageCodecTests
{
    private const long Snappy = 1;
    private const long Gzip = 2;
    private const long Zstandard = 6;

    [Fact]
    public void Snappy_has_literals_and_copies_of_all_kinds()
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

        Assert.Equal("abcdabcdababcccccc12345678", Encoding.ASCII.GetString(PageCodec.Decompress(stream, Snappy, 26).Span));
    }

    /// <summary>Snappier cuts what the reference implementation refuses: a literal, or a copy, that goes beyond the length.</summary>
    [Theory]
    [InlineData(new byte[] { 1, 4, 65, 66 }, "A")]
    [InlineData(new byte[] { 3, 0, 65, 1, 1 }, "AAA")]
    public void No_more_is_made_than_the_length(byte[] stream, string page) =>
        Assert.Equal(page, Encoding.ASCII.GetString(PageCodec.Decompress(stream, Snappy, page.Length).Span));

    [Fact]
    public void Nothing_is_a_length_of_nothing() => Assert.Equal(0, PageCodec.Decompress(new byte[] { 0 }, Snappy, 0).Length);

    [Theory]
    [InlineData(new byte[] { }, 0)] // no length
    [InlineData(new byte[] { 5, 0, 65 }, 1)] // another length than the header's
    [InlineData(new byte[] { 2, 0, 65 }, 2)] // it ends too soon
    [InlineData(new byte[] { 2, 4, 65 }, 2)] // a literal beyond the stream
    [InlineData(new byte[] { 6, 0, 65, 1, 0 }, 6)] // a copy from nowhere
    [InlineData(new byte[] { 6, 0, 65, 1, 2 }, 6)] // a copy from before the beginning
    [InlineData(new byte[] { 6, 0, 65, 3, 1, 0 }, 6)] // a distance that is cut
    [InlineData(new byte[] { 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 1 }, 0)] // a length that does not end
    [InlineData(new byte[] { 4, 252, 255, 255, 255, 255, 65 }, 4)] // a literal of four billion
    public void What_Snappy_does_not_allow_is_refused(byte[] stream, int length) =>
        Assert.Throws<InvalidDataException>(() => PageCodec.Decompress(stream, Snappy, length));

    /// <summary>The text "abcd" four times, by the program zstd 1.5.4: with its size, with its checksum too, and without both.</summary>
    [Theory]
    [InlineData("28B52FFD201055000020616263640100738E08")]
    [InlineData("28B52FFD241055000020616263640100738E087D8033DC")]
    [InlineData("28B52FFD005855000020616263640100738E08")]
    public void Zstandard_is_read(string hex) =>
        Assert.Equal("abcdabcdabcdabcd", Encoding.ASCII.GetString(PageCodec.Decompress(Convert.FromHexString(hex), Zstandard, 16).Span));

    [Theory]
    [InlineData("", 16)]
    [InlineData("28B52FFD", 16)] // it ends in its header
    [InlineData("00B52FFD201055000020616263640100738E08", 16)] // another format
    [InlineData("28B52FFD201055000020616263640100738E08", 15)] // more than its header says
    [InlineData("28B52FFD201055000020616263640100738E08", 17)] // less
    [InlineData("28B52FFD241055000020616263640100738E087D8033DD", 16)] // its checksum is another
    public void What_Zstandard_does_not_allow_is_refused(string hex, int length) =>
        Assert.Throws<InvalidDataException>(() => PageCodec.Decompress(Convert.FromHexString(hex), Zstandard, length));

    /// <summary>
    /// Twenty megabytes in a few kilobytes, or with Snappy in one, whose header says another size: no more memory is taken than it says.
    /// </summary>
    [Theory]
    [InlineData(Gzip, 1000)]
    [InlineData(Gzip, 0)]
    [InlineData(Zstandard, 1000)]
    [InlineData(Zstandard, 0)]
    [InlineData(Snappy, 1000)]
    [InlineData(Snappy, 0)]
    public void A_bomb_takes_no_more_memory_than_its_header_says(long codec, int length)
    {
        var bomb = Bomb(codec);
        Assert.InRange(bomb.Length, 500, 1_000_000);
        var before = GC.GetAllocatedBytesForCurrentThread();

        Assert.Throws<InvalidDataException>(() => PageCodec.Decompress(bomb, codec, length));

        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 300_000);
    }

    [Theory]
    [InlineData(Gzip)]
    [InlineData(Zstandard)]
    [InlineData(Snappy)]
    public void A_page_that_is_smaller_than_its_header_says_is_refused(long codec) =>
        Assert.Equal("the size of a page differs from its header",
            Assert.Throws<InvalidDataException>(() => PageCodec.Decompress(Compressed(codec, new byte[100]), codec, 101)).Message);

    /// <summary>Four bytes that tell a length of four thousand million.</summary>
    [Fact]
    public void A_length_that_Snappy_cannot_have_is_refused() =>
        Assert.Throws<InvalidDataException>(
            () => PageCodec.Decompress(new byte[] { 0xFF, 0xFF, 0xFF, 0xFF, 0x0F, 0, 65 }, Snappy, 64_000_000));

    private static byte[] Bomb(long codec) => Compressed(codec, new byte[20_000_000]);

    private static byte[] Compressed(long codec, byte[] bytes)
    {
        if (codec == Snappy)
            return Snappier.Snappy.CompressToArray(bytes);
        if (codec == Zstandard)
        {
            using var compressor = new ZstdSharp.Compressor();
            return compressor.Wrap(bytes).ToArray();
        }

        var stream = new MemoryStream();
        using (var gzip = new GZipStream(stream, CompressionLevel.Optimal))
            gzip.Write(bytes);
        return stream.ToArray();
    }
}
