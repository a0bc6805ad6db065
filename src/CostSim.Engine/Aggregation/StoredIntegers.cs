using System.Buffers;
using CostSim.Numerics.Statistics;

namespace CostSim.Engine.Aggregation;

/// <summary>
/// The integers of aggregates as bytes, so that trials drawn elsewhere or before can be merged: numbers of 7 bits a byte, the lowest first,
/// and of the counts of a histogram only those that are not 0, each after its distance from the one before.
/// </summary>
/// <remarks>
/// The same trials give the same bytes, however they were divided among threads. The bytes do not say of which plan they are; whoever keeps
/// them does.
/// </remarks>
public static class StoredIntegers
{
    /// <summary>Writes every integer of the aggregates.</summary>
    public static void Write(Stream stream, IReadOnlyList<Aggregates> results)
    {
        var writer = new Writer(stream);
        foreach (var result in results)
            result.Visit(writer);
        writer.Flush();
    }

    /// <summary>Adds the trials of bytes written from aggregates of the same plans, as <see cref="Aggregates.Merge"/> does.</summary>
    /// <exception cref="InvalidDataException">The bytes are not those of such aggregates; the results are then not to be used.</exception>
    public static void Add(ReadOnlyMemory<byte> bytes, IReadOnlyList<Aggregates> results)
    {
        var adder = new Adder(bytes);
        foreach (var result in results)
            result.Visit(adder);
        adder.RequireEnd();
    }

    private sealed class Writer(Stream stream) : IIntegerVisitor
    {
        private readonly ArrayBufferWriter<byte> _bytes = new(1 << 16);

        public void Sum(ref long value) => Write(value);

        public void Sum(ref Int128 value)
        {
            // The sign in the lowest bit, so that small negative numbers are short as well.
            var left = (UInt128)((value << 1) ^ (value >> 127));
            while (left > ulong.MaxValue)
            {
                Put((byte)((byte)left | 0x80));
                left >>= 7;
            }

            WriteUnsigned((ulong)left);
        }

        public void Least(ref long value) => Write(value);

        public void Greatest(ref long value) => Write(value);

        public void Counts(long[]?[] pages, int size)
        {
            var after = 0;
            for (var p = 0; p < pages.Length; p++)
            {
                if (pages[p] is not { } page || !page.AsSpan().ContainsAnyExcept(0))
                    continue;
                WriteUnsigned((ulong)(p + 1 - after));
                after = p + 1;
                WritePage(page);
            }

            WriteUnsigned(0);
        }

        public bool Visits(bool isThere)
        {
            WriteUnsigned(isThere ? 1u : 0u);
            return isThere;
        }

        public void Flush()
        {
            stream.Write(_bytes.WrittenSpan);
            _bytes.ResetWrittenCount();
        }

        private void WritePage(long[] page)
        {
            var after = 0;
            for (var i = 0; i < page.Length; i++)
            {
                if (page[i] == 0)
                    continue;
                WriteUnsigned((ulong)(i + 1 - after));
                WriteUnsigned((ulong)page[i]);
                after = i + 1;
            }

            WriteUnsigned(0);
            if (_bytes.WrittenCount > 1 << 15)
                Flush();
        }

        private void Write(long value) => WriteUnsigned((ulong)((value << 1) ^ (value >> 63)));

        private void WriteUnsigned(ulong value)
        {
            for (; value > 0x7f; value >>= 7)
                Put((byte)((byte)value | 0x80));
            Put((byte)value);
        }

        private void Put(byte value)
        {
            _bytes.GetSpan(1)[0] = value;
            _bytes.Advance(1);
        }
    }

    private sealed class Adder(ReadOnlyMemory<byte> bytes) : IIntegerVisitor
    {
        /// <summary>Bits of the longest number.</summary>
        private const int BitsMax = 128;

        private int _next;

        public void Sum(ref long value) => value += Read();

        public void Sum(ref Int128 value) => value += Signed(ReadLong(bytes.Span));

        public void Least(ref long value) => value = Math.Min(value, Read());

        public void Greatest(ref long value) => value = Math.Max(value, Read());

        public void Counts(long[]?[] pages, int size)
        {
            var after = 0UL;
            while (ReadUnsigned() is > 0 and var distance)
            {
                if (distance > (ulong)pages.Length - after)
                    throw Foreign();
                after += distance;
                AddPage(pages[(int)after - 1] ??= new long[size]);
            }
        }

        public bool Visits(bool isThere) => ReadUnsigned() switch { 0 => false, 1 => true, _ => throw Foreign() };

        public void RequireEnd()
        {
            if (_next != bytes.Length)
                throw Foreign();
        }

        /// <summary>Most of the bytes are those of cells.</summary>
        private void AddPage(long[] page)
        {
            var span = bytes.Span;
            var after = 0UL;
            while (ReadUnsigned(span) is > 0 and var distance)
            {
                if (distance > (ulong)page.Length - after)
                    throw Foreign();
                after += distance;
                page[(int)after - 1] += (long)ReadUnsigned(span);
            }
        }

        private long Read()
        {
            var value = ReadUnsigned();
            return (long)(value >> 1) ^ -(long)(value & 1);
        }

        private ulong ReadUnsigned() => ReadUnsigned(bytes.Span);

        private ulong ReadUnsigned(ReadOnlySpan<byte> span)
        {
            if (_next < span.Length && span[_next] < 0x80)
                return span[_next++];
            var value = ReadLong(span);
            return value <= ulong.MaxValue ? (ulong)value : throw Foreign();
        }

        private UInt128 ReadLong(ReadOnlySpan<byte> span)
        {
            UInt128 value = 0;
            for (var shift = 0; shift < BitsMax && _next < span.Length; shift += 7)
            {
                var part = span[_next++];
                value |= (UInt128)(part & 0x7fu) << shift;
                if (part < 0x80)
                    return value;
            }

            throw Foreign();
        }

        private static Int128 Signed(UInt128 value) => (Int128)(value >> 1) ^ -(Int128)(value & 1);

        private static InvalidDataException Foreign() => new("the integers are not those of these plans");
    }
}
