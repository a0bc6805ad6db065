using System.Text;

namespace CostSim.Parquet.Reading;

/// <summary>
/// Reads structs of Thrift's compact protocol, known or not: fields by number, integers as <see cref="long"/>, lists as arrays.
/// </summary>
/// <remarks>
/// Every length is checked against the remaining bytes; arbitrary bytes cannot make it read beyond them, or more values than <see
/// cref="ValuesMax"/>.
/// </remarks>
internal sealed class ThriftCompactReader(ReadOnlyMemory<byte> bytes)
{
    private const int DepthMax = 32;

    /// <summary>A value of one byte can take a hundred in memory; valid footers have fewer values than this.</summary>
    private const int ValuesMax = 500_000;

    private int _values;

    /// <summary>Where the next byte is read.</summary>
    public int Position { get; private set; }

    /// <summary>The struct that begins here.</summary>
    /// <exception cref="InvalidDataException">The bytes are not a struct.</exception>
    public ThriftFields Struct() => Struct(0);

    private ThriftFields Struct(int depth)
    {
        Require(depth < DepthMax, "structs nested too deeply");
        var fields = new Dictionary<int, object>();
        var field = 0;
        for (var header = Byte(); header != 0; header = Byte())
        {
            field = header >> 4 == 0 ? (short)Zigzag() : field + (header >> 4);
            var type = header & 15;
            // The value of a Boolean field is in its type.
            fields[field] = type is 1 or 2 ? type == 1 ? 1L : 0L : Value(type, depth);
        }

        return new ThriftFields(fields);
    }

    private object Value(int type, int depth)
    {
        Require(++_values <= ValuesMax, "more values than a footer has");
        return type switch
        {
            1 or 2 or 3 => (object)(long)(sbyte)Byte(),
            4 or 5 or 6 => Zigzag(),
            7 => BitConverter.ToDouble(Bytes(8).Span),
            8 => Bytes(Length()),
            9 or 10 => List(depth),
            11 => Map(depth),
            12 => Struct(depth + 1),
            _ => throw new InvalidDataException($"a value of the unknown type {type}"),
        };
    }

    private object[] List(int depth)
    {
        Require(depth < DepthMax, "lists nested too deeply");
        var header = Byte();
        var count = header >> 4 == 15 ? Length() : header >> 4;
        Require(count <= bytes.Length - Position, "a list longer than the file");
        var list = new object[count];
        for (var i = 0; i < count; i++)
            list[i] = Value(header & 15, depth + 1);
        return list;
    }

    private object[] Map(int depth)
    {
        Require(depth < DepthMax, "maps nested too deeply");
        var count = Length();
        var types = count == 0 ? (byte)0 : Byte();
        for (var i = 0; i < count; i++)
        {
            Value(types >> 4, depth + 1);
            Value(types & 15, depth + 1);
        }

        return [];
    }

    private int Length()
    {
        var length = Varint();
        Require(length <= (ulong)(bytes.Length - Position), "a length beyond the end");
        return (int)length;
    }

    private ReadOnlyMemory<byte> Bytes(int count)
    {
        Require(count <= bytes.Length - Position, "it ends in a value");
        Position += count;
        return bytes.Slice(Position - count, count);
    }

    private long Zigzag()
    {
        var value = Varint();
        return (long)(value >> 1) ^ -(long)(value & 1);
    }

    private ulong Varint()
    {
        var value = 0UL;
        for (var shift = 0; shift < 64; shift += 7)
        {
            var next = Byte();
            value |= (ulong)(next & 0x7F) << shift;
            if (next < 0x80)
                return value;
        }

        throw new InvalidDataException("a number that does not end");
    }

    private byte Byte()
    {
        Require(Position < bytes.Length, "it ends in a struct");
        return bytes.Span[Position++];
    }

    private static void Require(bool holds, string otherwise)
    {
        if (!holds)
            throw new InvalidDataException(otherwise);
    }
}

/// <summary>The fields of a struct. A missing field, or one of the wrong type, is an error.</summary>
internal sealed class ThriftFields(Dictionary<int, object> fields)
{
    public bool Has(int field) => fields.ContainsKey(field);

    /// <exception cref="InvalidDataException">As all of these.</exception>
    public long Integer(int field) => Get<long>(field);

    public string Text(int field) => Encoding.UTF8.GetString(Get<ReadOnlyMemory<byte>>(field).Span);

    public ThriftFields Struct(int field) => Get<ThriftFields>(field);

    public IReadOnlyList<T> List<T>(int field) =>
        [.. Get<object[]>(field).Select(element => element is T value ? value : throw Wrong(field))];

    private T Get<T>(int field) => fields.GetValueOrDefault(field) is T value ? value : throw Wrong(field);

    private static InvalidDataException Wrong(int field) => new($"field {field} is not what the format says");
}
