using System.Buffers;

namespace CostSim.Parquet;

/// <summary>The distinct values of a text column chunk in the order in which they first occur, and which of them each row has.</summary>
internal sealed class TextDictionary
{
    private const int Null = -1;

    private readonly int[] _places;

    private TextDictionary(ReadOnlyMemory<byte> entries, int count, int[] places)
    {
        Entries = entries;
        Count = count;
        _places = places;
    }

    /// <summary>The values in the encoding PLAIN.</summary>
    internal ReadOnlyMemory<byte> Entries { get; }

    /// <summary>Number of values; at least one.</summary>
    internal int Count { get; }

    /// <summary>
    /// The dictionary of <paramref name="data"/>, or null if it has no value or its entries need more than <paramref name="bytesMax"/>.
    /// </summary>
    internal static TextDictionary? TryBuild(TextData data, int bytesMax)
    {
        var entries = new ArrayBufferWriter<byte>();
        var placeOf = new Dictionary<string, int>(StringComparer.Ordinal);
        var places = new int[data.Length];
        var values = data.Values.Span;
        for (var row = 0; row < places.Length; row++)
        {
            // Rows that belong together share their texts.
            if (row > 0 && ReferenceEquals(values[row], values[row - 1]))
            {
                places[row] = places[row - 1];
                continue;
            }

            if (values[row] is not { } value)
            {
                places[row] = Null;
                continue;
            }

            if (!placeOf.TryGetValue(value, out places[row]))
            {
                placeOf.Add(value, places[row] = placeOf.Count);
                PlainEncoding.Write(value, entries);
                if (entries.WrittenCount > bytesMax)
                    return null;
            }
        }

        return placeOf.Count == 0 ? null : new(entries.WrittenMemory, placeOf.Count, places);
    }

    /// <summary>Writes the values of <paramref name="count"/> rows, nulls left out, in the encoding RLE_DICTIONARY.</summary>
    internal void WritePlaces(int start, int count, IBufferWriter<byte> output)
    {
        var present = Array.FindAll(_places[start..(start + count)], place => place != Null);
        var bitWidth = RunLengthEncoding.BitWidth(Count - 1);
        output.Write([(byte)bitWidth]);
        RunLengthEncoding.Write(present, bitWidth, output);
    }
}
