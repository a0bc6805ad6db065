using System.Text;

namespace CostSim.Parquet.Tests.Reading;

/// <summary>Reads any struct of Thrift's compact protocol, written from its specification: fields by number, lists as arrays.</summary>
internal sealed class ThriftReader(byte[] bytes, int position)
{
    internal int Position { get; private set; } = position;

    internal ThriftStruct Struct()
    {
        var fields = new Dictionary<int, object>();
        var field = 0;
        for (var header = bytes[Position++]; header != 0; header = bytes[Position++])
        {
            var step = header >> 4;
            field = step == 0 ? (int)Zigzag() : field + step;
            fields.Add(field, Value(header & 15));
        }

        return new(fields);
    }

    private object Value(int type) => type switch
    {
        1 => true,
        2 => false,
        3 => (long)(sbyte)bytes[Position++],
        4 or 5 or 6 => Zigzag(),
        8 => Binary(),
        9 => List(),
        12 => Struct(),
        _ => throw new InvalidDataException($"Thrift type {type} at byte {Position}."),
    };

    private object[] List()
    {
        var header = bytes[Position++];
        var count = header >> 4 == 15 ? (int)Varint() : header >> 4;
        var list = new object[count];
        for (var index = 0; index < count; index++)
            list[index] = Value(header & 15);
        return list;
    }

    private byte[] Binary()
    {
        var length = (int)Varint();
        Position += length;
        return bytes[(Position - length)..Position];
    }

    private long Zigzag()
    {
        var value = Varint();
        return (long)(value >> 1) ^ -(long)(value & 1);
    }

    private ulong Varint()
    {
        var value = 0UL;
        for (var shift = 0; ; shift += 7)
        {
            var next = bytes[Position++];
            value |= (ulong)(next & 0x7F) << shift;
            if (next < 0x80)
                return value;
        }
    }
}

/// <summary>The fields of a struct that has been read.</summary>
internal sealed class ThriftStruct(Dictionary<int, object> fields)
{
    internal bool Has(int field) => fields.ContainsKey(field);

    internal long Integer(int field) => (long)fields[field];

    internal byte[] Binary(int field) => (byte[])fields[field];

    internal string Text(int field) => Encoding.UTF8.GetString(Binary(field));

    internal ThriftStruct Struct(int field) => (ThriftStruct)fields[field];

    internal T[] List<T>(int field) => [.. ((object[])fields[field]).Cast<T>()];
}
