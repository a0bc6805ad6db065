using System.Buffers;
using System.Text;

namespace CostSim.Parquet;

/// <summary>Apache Thrift's compact protocol, as far as Parquet's headers and footer need it.</summary>
/// <remarks>
/// A field is a byte with the distance from the field before it and its type, then its value; the fields of a struct go up, and a zero
/// byte ends them. Integers are zigzag LEB128. The file's own struct is open from the start: <see cref="EndStruct"/> ends it.
/// </remarks>
internal sealed class ThriftCompactWriter(IBufferWriter<byte> output)
{
    private readonly Stack<int> _outerFields = new();
    private int _lastField;

    private enum WireType
    {
        Int32 = 5,
        Int64 = 6,
        Binary = 8,
        List = 9,
        Struct = 12,
    }

    internal void Int32(int field, int value)
    {
        Field(field, WireType.Int32);
        WriteZigzag(value);
    }

    internal void Int64(int field, long value)
    {
        Field(field, WireType.Int64);
        WriteZigzag(value);
    }

    internal void Text(int field, string value) => Binary(field, Encoding.UTF8.GetBytes(value));

    internal void Binary(int field, ReadOnlySpan<byte> value)
    {
        Field(field, WireType.Binary);
        WriteBinary(value);
    }

    /// <summary>Begins a field that is a struct; <see cref="EndStruct"/> ends it.</summary>
    internal void BeginStruct(int field)
    {
        Field(field, WireType.Struct);
        BeginElement();
    }

    /// <summary>Begins a struct that is the next element of a list; <see cref="EndStruct"/> ends it.</summary>
    internal void BeginElement()
    {
        _outerFields.Push(_lastField);
        _lastField = 0;
    }

    internal void EndStruct()
    {
        output.Write<byte>([0]);
        _lastField = _outerFields.Count > 0 ? _outerFields.Pop() : 0;
    }

    internal void Int32List(int field, ReadOnlySpan<int> values)
    {
        List(field, WireType.Int32, values.Length);
        foreach (var value in values)
            WriteZigzag(value);
    }

    internal void TextList(int field, ReadOnlySpan<string> values)
    {
        List(field, WireType.Binary, values.Length);
        foreach (var value in values)
            WriteBinary(Encoding.UTF8.GetBytes(value));
    }

    /// <summary>Announces <paramref name="count"/> structs, each to be begun with <see cref="BeginElement"/>.</summary>
    internal void StructList(int field, int count) => List(field, WireType.Struct, count);

    /// <summary>Writes <paramref name="value"/> as unsigned LEB128: seven bits a byte, the lowest first.</summary>
    internal static void WriteVarint(IBufferWriter<byte> output, ulong value)
    {
        var span = output.GetSpan(10);
        var used = 0;
        for (; value >= 0x80; value >>= 7)
            span[used++] = (byte)(value | 0x80);
        span[used++] = (byte)value;
        output.Advance(used);
    }

    private void Field(int field, WireType type)
    {
        var step = field - _lastField;
        if (step is >= 1 and <= 15)
        {
            output.Write([(byte)((step << 4) | (int)type)]);
        }
        else
        {
            output.Write([(byte)type]);
            WriteZigzag(field);
        }

        _lastField = field;
    }

    private void List(int field, WireType elements, int count)
    {
        Field(field, WireType.List);
        if (count < 15)
        {
            output.Write([(byte)((count << 4) | (int)elements)]);
        }
        else
        {
            output.Write([(byte)(0xF0 | (int)elements)]);
            WriteVarint(output, (ulong)count);
        }
    }

    private void WriteZigzag(long value) => WriteVarint(output, (ulong)((value << 1) ^ (value >> 63)));

    private void WriteBinary(ReadOnlySpan<byte> value)
    {
        WriteVarint(output, (ulong)value.Length);
        output.Write(value);
    }
}
