using System.IO.Compression;
using Snappier;
using ZstdSharp;

namespace CostSim.Parquet.Reading;

/// <summary>
/// The compression codecs of pages. A page is decompressed to no more bytes than its header states, which the caller limits, whatever the
/// page itself claims.
/// </summary>
internal static class PageCodec
{
    private static readonly string[] Names = ["none", "Snappy", "gzip", "LZO", "Brotli", "LZ4", "Zstandard", "LZ4"];

    /// <summary>Whether pages of the codec are read.</summary>
    public static bool IsKnown(long codec) =>
        codec is FormatCodes.Uncompressed or FormatCodes.Snappy or FormatCodes.Gzip or FormatCodes.Zstandard;

    /// <summary>The codec's name, or its number where it has none.</summary>
    public static string Name(long codec) => codec > 0 && codec < Names.Length ? Names[codec] : $"the codec {codec}";

    /// <summary>The page, exactly <paramref name="length"/> bytes of it.</summary>
    /// <exception cref="InvalidDataException">The bytes are not valid for the codec, or decompress to another length.</exception>
    public static ReadOnlyMemory<byte> Decompress(ReadOnlyMemory<byte> body, long codec, int length)
    {
        if (codec == FormatCodes.Uncompressed)
            return body.Length == length ? body : throw OtherSize();
        // Snappy data starts with its size, which the decompressor trusts.
        if (codec == FormatCodes.Snappy && SizeOfSnappy(body.Span) != length)
            throw OtherSize();
        var page = new byte[length];
        var made = codec switch
        {
            FormatCodes.Snappy => FromSnappy(body.Span, page),
            FormatCodes.Zstandard => FromZstandard(body.Span, page),
            _ => FromGzip(body, page),
        };
        return made == length ? page : throw OtherSize();
    }

    private static int SizeOfSnappy(ReadOnlySpan<byte> body)
    {
        try
        {
            return Snappy.GetUncompressedLength(body);
        }
        catch (InvalidDataException e)
        {
            throw Damaged("Snappy", e);
        }
    }

    private static int FromSnappy(ReadOnlySpan<byte> body, Span<byte> page)
    {
        try
        {
            return Snappy.Decompress(body, page);
        }
        catch (Exception e) when (e is InvalidDataException or ArgumentException)
        {
            throw Damaged("Snappy", e);
        }
    }

    private static int FromZstandard(ReadOnlySpan<byte> body, Span<byte> page)
    {
        try
        {
            using var decompressor = new Decompressor();
            return decompressor.Unwrap(body, page);
        }
        catch (ZstdException e)
        {
            throw Damaged("Zstandard", e);
        }
    }

    private static int FromGzip(ReadOnlyMemory<byte> body, Span<byte> page)
    {
        using var gzip = new GZipStream(new MemoryStream(body.ToArray()), CompressionMode.Decompress);
        var made = gzip.ReadAtLeast(page, page.Length, throwOnEndOfStream: false);
        return gzip.ReadByte() < 0 ? made : made + 1;
    }

    private static InvalidDataException OtherSize() => new("the size of a page differs from its header");

    private static InvalidDataException Damaged(string codec, Exception e) => new($"a page cannot be decompressed as {codec}", e);
}
