using System.IO.Hashing;

namespace CostSim.Parquet.Reading;

/// <summary>Reads the pages of a column's chunks, one chunk after the other.</summary>
/// <param name="file">The whole file.</param>
/// <param name="physicalType">See <see cref="PageDecoder.Plain"/>.</param>
/// <param name="isOptional">Whether levels say which rows have a value.</param>
internal sealed class ChunkReader(ReadOnlyMemory<byte> file, long physicalType, bool isOptional)
{
    /// <summary>Limit of all pages together, decompressed: a small file can claim any size.</summary>
    private const long PageBytesMax = 64 * 1024 * 1024;

    private readonly List<double> _values = [];
    private long _bytesLeft = PageBytesMax;

    public IReadOnlyList<double> Values => _values;

    /// <summary>Appends the values of a chunk, or returns the reason why its column cannot be read.</summary>
    /// <param name="chunk">The struct ColumnMetaData.</param>
    /// <exception cref="InvalidDataException">The chunk violates the format.</exception>
    public string? Read(ThriftFields chunk)
    {
        var codec = chunk.Integer(4);
        if (!PageCodec.IsKnown(codec))
            return $"it is compressed by {PageCodec.Name(codec)}: write it with Snappy, Zstandard, gzip or without compression";
        Require(chunk.Integer(1) == physicalType, "the type of a chunk differs from its column");
        var start = chunk.Has(11) && chunk.Integer(11) > 0 ? Math.Min(chunk.Integer(9), chunk.Integer(11)) : chunk.Integer(9);
        Require(start >= 4 && start <= file.Length, "a chunk outside of the file");
        var (at, left) = ((int)start, chunk.Integer(5));
        double[]? dictionary = null;
        while (left > 0)
        {
            var thrift = new ThriftCompactReader(file[at..]);
            var header = thrift.Struct();
            var (size, length) = (header.Integer(3), header.Integer(2));
            at += thrift.Position;
            Require(size >= 0 && size <= file.Length - at && length >= 0 && length <= _bytesLeft,
                "a page outside the file, or larger than 64 MB");
            var body = file.Slice(at, (int)size);
            Require(
                !header.Has(4) || Crc32.HashToUInt32(body.Span) == (uint)header.Integer(4), "a page is damaged: its checksum differs");
            at += (int)size;
            _bytesLeft -= length;
            switch (header.Integer(1))
            {
                case FormatCodes.DictionaryPage:
                    dictionary = PageDecoder.Plain(
                        PageCodec.Decompress(body, codec, (int)length).Span, physicalType, Count(header.Struct(7), length));
                    break;
                case FormatCodes.DataPage or FormatCodes.DataPageV2:
                    var before = _values.Count;
                    if (ReadPage(header, body, codec, (int)length, left, dictionary) is { } fault)
                        return fault;
                    left -= _values.Count - before;
                    break;
            }
        }

        return null;
    }

    private string? ReadPage(ThriftFields header, ReadOnlyMemory<byte> body, long codec, int length, long left, double[]? dictionary)
    {
        var isSecond = header.Integer(1) == FormatCodes.DataPageV2;
        var kind = header.Struct(isSecond ? 8 : 5);
        var count = kind.Integer(1);
        Require(count >= 0 && count <= left, "a page has more values than its chunk");
        var encoding = kind.Integer(isSecond ? 4 : 2);
        if (encoding is not (FormatCodes.Plain or FormatCodes.PlainDictionary or FormatCodes.RleDictionary))
            return $"its values are in the encoding {encoding}: write them plain, or with a dictionary";
        var (levels, values) = isSecond ? PartsOfSecond(kind, body, codec, length)
            : PartsOfFirst(kind, PageCodec.Decompress(body, codec, length));
        if (isOptional)
        {
            var missing = Array.IndexOf(PageDecoder.Hybrid(levels.Span, 1, (int)count), 0u);
            if (missing >= 0)
                return FormattableString.Invariant($"row {_values.Count + missing + 1:#,##0} has no value");
        }

        if (encoding == FormatCodes.Plain)
        {
            _values.AddRange(PageDecoder.Plain(values.Span, physicalType, (int)count));
            return null;
        }

        Require(dictionary is not null && (values.Length > 0 || count == 0), "a dictionary-encoded page without a dictionary");
        foreach (var place in count == 0 ? [] : PageDecoder.Hybrid(values.Span[1..], values.Span[0], (int)count))
        {
            Require(place < dictionary!.Length, "an index beyond the dictionary");
            _values.Add(dictionary[place]);
        }

        return null;
    }

    /// <summary>A version 1 page is compressed as a whole; its levels, if any, start with their length.</summary>
    private (ReadOnlyMemory<byte> Levels, ReadOnlyMemory<byte> Values) PartsOfFirst(ThriftFields kind, ReadOnlyMemory<byte> page)
    {
        if (!isOptional)
            return (default, page);
        Require(kind.Integer(3) == FormatCodes.Rle, "levels in an obsolete encoding");
        Require(page.Length >= 4, "a page is shorter than its levels");
        var length = BitConverter.ToUInt32(page.Span);
        Require(length <= page.Length - 4, "a page is shorter than its levels");
        return (page.Slice(4, (int)length), page[(4 + (int)length)..]);
    }

    /// <summary>In a version 2 page only the values are compressed, and the header has the length of the levels.</summary>
    private static (ReadOnlyMemory<byte> Levels, ReadOnlyMemory<byte> Values) PartsOfSecond(
        ThriftFields kind, ReadOnlyMemory<byte> body, long codec, int length)
    {
        var (definition, repetition) = (kind.Integer(5), kind.Integer(6));
        Require(repetition == 0, "repeated values in a flat column");
        Require(definition >= 0 && definition <= body.Length && definition <= length, "a page is shorter than its levels");
        var values = body[(int)definition..];
        var isCompressed = !kind.Has(7) || kind.Integer(7) == 1;
        return (body[..(int)definition], isCompressed ? PageCodec.Decompress(values, codec, length - (int)definition) : values);
    }

    private static int Count(ThriftFields kind, long length)
    {
        var count = kind.Integer(1);
        Require(count >= 0 && count <= length, "a dictionary with more values than bytes");
        return (int)count;
    }

    private static void Require(bool holds, string otherwise)
    {
        if (!holds)
            throw new InvalidDataException(otherwise);
    }
}
