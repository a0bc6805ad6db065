using System.IO.Compression;
using System.Text;

namespace CostSim.Parquet.Tests.Reading;

/// <summary>
/// A column as the reader found it; values are <see cref="int"/>, <see cref="long"/>, <see cref="double"/>, <see cref="string"/> or null.
/// </summary>
internal sealed record ColumnFound(string Name, int PhysicalType, bool IsOptional, bool IsString, List<object?> Values);

/// <summary>
/// A Parquet file in memory, read strictly from the format's specification; it shares no code with the writer, nor with the reader of
/// users' files.
/// </summary>
internal sealed class ParquetFile
{
    private readonly byte[] _bytes;

    internal ParquetFile(byte[] bytes)
    {
        _bytes = bytes;
        if (Encoding.ASCII.GetString(bytes, 0, 4) != "PAR1" || Encoding.ASCII.GetString(bytes, bytes.Length - 4, 4) != "PAR1")
            throw new InvalidDataException("No magic number.");
        var length = BitConverter.ToInt32(bytes, bytes.Length - 8);
        var thrift = new ThriftReader(bytes, bytes.Length - 8 - length);
        Footer = thrift.Struct();
        if (thrift.Position != bytes.Length - 8)
            throw new InvalidDataException("The footer does not fill its length.");
        Columns = [.. Footer.List<ThriftStruct>(2).Skip(1).Select(element => new ColumnFound(
            element.Text(4),
            (int)element.Integer(1),
            element.Integer(3) == 1,
            element.Has(6) && element.Integer(6) == 0 && element.Struct(10).Has(1),
            []))];
        ReadRowGroups();
    }

    /// <summary>The struct FileMetaData.</summary>
    internal ThriftStruct Footer { get; }

    internal ColumnFound[] Columns { get; }

    internal ThriftStruct[] RowGroups => Footer.List<ThriftStruct>(4);

    /// <summary>The kinds of all pages in file order: 0 data, 2 dictionary.</summary>
    internal List<(int Type, int Encoding, int Values)> Pages { get; } = [];

    /// <summary>The struct ColumnMetaData of one chunk.</summary>
    internal ThriftStruct Chunk(int rowGroup, int column) => RowGroups[rowGroup].List<ThriftStruct>(1)[column].Struct(3);

    private void ReadRowGroups()
    {
        var end = 4L;
        for (var rowGroup = 0; rowGroup < RowGroups.Length; rowGroup++)
        {
            var (uncompressed, compressed) = (0L, 0L);
            for (var column = 0; column < Columns.Length; column++)
            {
                var chunk = Chunk(rowGroup, column);
                Require(chunk.Integer(1) == Columns[column].PhysicalType, "type of the chunk");
                Require(Encoding.UTF8.GetString(chunk.List<byte[]>(3).Single()) == Columns[column].Name, "path of the chunk");
                Require(chunk.Integer(5) == RowGroups[rowGroup].Integer(3), "num_values of the chunk");
                Require((chunk.Has(11) ? chunk.Integer(11) : chunk.Integer(9)) == end, "first page of the chunk");
                end += chunk.Integer(7);
                Require(ReadChunk(chunk, Columns[column]) == end, "size of the chunk");
                (uncompressed, compressed) = (uncompressed + chunk.Integer(6), compressed + chunk.Integer(7));
            }

            Require(RowGroups[rowGroup].Integer(2) == uncompressed, "total_byte_size");
            Require(RowGroups[rowGroup].Integer(6) == compressed, "total_compressed_size");
        }

        Require(Footer.Integer(3) == RowGroups.Sum(group => group.Integer(3)), "num_rows");
        Require(Columns.All(column => column.Values.Count == Footer.Integer(3)), "rows of the columns");
    }

    private int ReadChunk(ThriftStruct chunk, ColumnFound column)
    {
        var position = (int)(chunk.Has(11) ? chunk.Integer(11) : chunk.Integer(9));
        object[] dictionary = [];
        var uncompressed = 0L;
        for (var left = chunk.Integer(5); left > 0;)
        {
            var start = position;
            var (header, page) = ReadPage(ref position, (int)chunk.Integer(4));
            uncompressed += position - start - header.Integer(3) + header.Integer(2);
            if (header.Integer(1) == 2)
            {
                var kind = header.Struct(7);
                Pages.Add((2, (int)kind.Integer(2), (int)kind.Integer(1)));
                dictionary = ReadPlain(page, 0, column.PhysicalType, (int)kind.Integer(1));
            }
            else
            {
                var kind = header.Struct(5);
                var values = (int)kind.Integer(1);
                Pages.Add((0, (int)kind.Integer(2), values));
                Require(chunk.List<long>(2).Contains(kind.Integer(2)), "encodings of the chunk");
                column.Values.AddRange(ReadDataPage(page, column, (int)kind.Integer(2), values, dictionary));
                left -= values;
            }
        }

        Require(chunk.Integer(6) == uncompressed, "total_uncompressed_size");
        return position;
    }

    private (ThriftStruct Header, byte[] Page) ReadPage(ref int position, int codec)
    {
        var thrift = new ThriftReader(_bytes, position);
        var header = thrift.Struct();
        position = thrift.Position + (int)header.Integer(3);
        var body = _bytes[thrift.Position..position];
        if (codec == 1)
            body = SnappyReader.Decompress(body, (int)header.Integer(2));
        if (codec == 2)
        {
            using var gzip = new GZipStream(new MemoryStream(body), CompressionMode.Decompress);
            var page = new MemoryStream();
            gzip.CopyTo(page);
            body = page.ToArray();
        }

        Require(body.Length == header.Integer(2), "uncompressed_page_size");
        return (header, body);
    }

    private static IEnumerable<object?> ReadDataPage(byte[] page, ColumnFound column, int encoding, int count, object[] dictionary)
    {
        var position = 0;
        var levels = Enumerable.Repeat(1, count).ToArray();
        if (column.IsOptional)
        {
            position = 4 + BitConverter.ToInt32(page);
            levels = ReadHybrid(page[4..position], 1, count);
        }

        var present = levels.Count(level => level == 1);
        object[] values = encoding switch
        {
            0 => ReadPlain(page, position, column.PhysicalType, present),
            2 or 8 => [.. ReadHybrid(page[(position + 1)..], page[position], present).Select(place => dictionary[place])],
            5 => [.. ReadDeltas(page[position..], present).Select(value => column.PhysicalType == 1 ? (int)value : (object)value)],
            _ => throw new InvalidDataException($"Encoding {encoding}."),
        };
        var next = 0;
        return levels.Select(level => level == 1 ? values[next++] : null);
    }

    private static object[] ReadPlain(byte[] page, int position, int type, int count)
    {
        var values = new object[count];
        for (var index = 0; index < count; index++)
        {
            values[index] = type switch
            {
                1 => BitConverter.ToInt32(page, position),
                2 => BitConverter.ToInt64(page, position),
                5 => BitConverter.ToDouble(page, position),
                _ => Encoding.UTF8.GetString(page, position + 4, BitConverter.ToInt32(page, position)),
            };
            position += type == 1 ? 4 : type < 6 ? 8 : 4 + BitConverter.ToInt32(page, position);
        }

        Require(position == page.Length, "the page's values fill it");
        return values;
    }

    /// <summary>The hybrid of run lengths and bit packing; the bytes must hold exactly <paramref name="count"/> values.</summary>
    internal static int[] ReadHybrid(byte[] bytes, int bitWidth, int count)
    {
        var values = new List<int>();
        for (var position = 0; position < bytes.Length;)
        {
            var header = 0;
            for (var shift = 0; ; shift += 7)
            {
                header |= (bytes[position] & 0x7F) << shift;
                if (bytes[position++] < 0x80)
                    break;
            }

            if ((header & 1) == 0)
            {
                var value = 0;
                for (var index = 0; index < (bitWidth + 7) / 8; index++)
                    value |= bytes[position++] << (8 * index);
                values.AddRange(Enumerable.Repeat(value, header >> 1));
            }
            else
            {
                for (var index = 0; index < (header >> 1) * 8; index++)
                {
                    var bits = Enumerable.Range((position * 8) + (index * bitWidth), bitWidth);
                    values.Add(bits.Select((bit, place) => ((bytes[bit / 8] >> (bit % 8)) & 1) << place).Sum());
                }

                position += (header >> 1) * bitWidth;
            }
        }

        Require(values.Count >= count && values.Count - count < 8, "number of levels or places");
        Require(values.Skip(count).All(value => value == 0), "only zeros fill up a group");
        return [.. values.Take(count)];
    }

    /// <summary>
    /// DELTA_BINARY_PACKED: the first value, then blocks of steps, each a least step and what the others are above it, packed in small
    /// blocks of one width.
    /// </summary>
    private static List<long> ReadDeltas(byte[] bytes, int count)
    {
        var position = 0;
        var blockSize = (int)Varint();
        var smallBlocks = (int)Varint();
        Require((int)Varint() == count, "number of deltas");
        var value = Zigzag();
        var values = new List<long> { value };
        while (values.Count < count)
        {
            var least = Zigzag();
            var widths = bytes[position..(position + smallBlocks)];
            position += smallBlocks;
            foreach (var width in widths)
            {
                for (var index = 0; index < blockSize / smallBlocks && values.Count < count; index++)
                {
                    var bits = Enumerable.Range((position * 8) + (index * width), width);
                    value += least + bits.Select((bit, place) => ((bytes[bit / 8] >> (bit % 8)) & 1L) << place).Sum();
                    values.Add(value);
                }

                position += blockSize / smallBlocks * width / 8;
            }
        }

        Require(position == bytes.Length, "the page's deltas fill it");
        return values;

        long Zigzag()
        {
            var value = Varint();
            return (long)(value >> 1) ^ -(long)(value & 1);
        }

        ulong Varint()
        {
            var value = 0UL;
            for (var shift = 0; ; shift += 7)
            {
                value |= (ulong)(bytes[position] & 0x7F) << shift;
                if (bytes[position++] < 0x80)
                    return value;
            }
        }
    }

    private static void Require(bool holds, string what)
    {
        if (!holds)
            throw new InvalidDataException($"Wrong: {what}.");
    }
}
