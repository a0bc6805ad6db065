using System.Buffers;
using System.Buffers.Binary;
using System.Diagnostics;
using System.Runtime.InteropServices;
using System.Text;

namespace CostSim.Parquet;

/// <summary>Parquet's encoding PLAIN: numbers as little-endian words, text as its length in bytes (four of them) and its UTF-8.</summary>
internal static class PlainEncoding
{
    /// <summary>Refuses lone surrogates, which have no UTF-8: replaced silently, two texts could become one.</summary>
    private static readonly UTF8Encoding Utf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    internal static void Write<T>(ReadOnlySpan<T> values, IBufferWriter<byte> output)
        where T : unmanaged
    {
        Debug.Assert(BitConverter.IsLittleEndian, "Parquet's byte order is the one of every machine .NET is tested on.");
        output.Write(MemoryMarshal.AsBytes(values));
    }

    /// <exception cref="ArgumentException"><paramref name="text"/> has a surrogate without its other half.</exception>
    internal static void Write(string text, IBufferWriter<byte> output)
    {
        var length = Utf8.GetByteCount(text);
        var span = output.GetSpan(sizeof(int) + length);
        BinaryPrimitives.WriteInt32LittleEndian(span, length);
        Utf8.GetBytes(text, span[sizeof(int)..]);
        output.Advance(sizeof(int) + length);
    }

    /// <summary>The bytes of <paramref name="text"/> without its length.</summary>
    internal static byte[] Bytes(string text) => Utf8.GetBytes(text);
}
