using System.Text;

namespace CostSim.Parquet.Reading;

/// <summary>The result of reading a column: its values in row order, or the reason why it cannot be read.</summary>
/// <param name="Values">The values; null where there is a fault.</param>
/// <param name="Fault">What is wrong, in a few words without a full stop, or null.</param>
public sealed record NumbersFound(double[]? Values, string? Fault)
{
    /// <summary>The existing columns, if the requested one is missing.</summary>
    public IReadOnlyList<string> Columns { get; init; } = [];
}

/// <summary>
/// Reads one column of numbers of a flat Parquet file: INT32, INT64, FLOAT or DOUBLE without nulls, plain or dictionary-encoded, in data
/// pages of either version, uncompressed or compressed with Snappy, Zstandard or gzip. Other features of the format are rejected with a
/// message that names them.
/// </summary>
/// <remarks>
/// Safe for arbitrary bytes: it does not throw, read outside the file, or take more memory than a small multiple of the file and the
/// values.
/// </remarks>
public static class NumberColumn
{
    private const int FooterTail = 8;

    /// <summary>Whether the bytes begin like a Parquet file.</summary>
    public static bool IsParquet(ReadOnlySpan<byte> file) => file.StartsWith("PAR1"u8);

    /// <param name="file">The whole file.</param>
    /// <param name="column">The column's name.</param>
    /// <param name="valuesMax">Maximum number of values; more are a fault.</param>
    public static NumbersFound Read(ReadOnlyMemory<byte> file, string column, int valuesMax)
    {
        try
        {
            return ReadColumn(file, column, valuesMax);
        }
        catch (InvalidDataException e)
        {
            return new NumbersFound(null, $"the file is no sound Parquet file: {e.Message}");
        }
    }

    private static NumbersFound ReadColumn(ReadOnlyMemory<byte> file, string column, int valuesMax)
    {
        var footer = Footer(file);
        var leaves = TopLeaves(footer);
        var found = leaves.Where(leaf => leaf.Text(4) == column).ToList();
        if (found.Count == 0)
            return new NumbersFound(null, "the file has no such column") { Columns = [.. leaves.Select(leaf => leaf.Text(4))] };
        if (found.Count > 1)
            return new NumbersFound(null, "the file has two columns of this name");
        if (Obstacle(found[0]) is { } obstacle)
            return new NumbersFound(null, $"the column {obstacle}");

        var reader = new ChunkReader(file, found[0].Integer(1), isOptional: found[0].Has(3) && found[0].Integer(3) == 1);
        foreach (var group in footer.List<ThriftFields>(4))
        {
            var chunk = group.List<ThriftFields>(1).FirstOrDefault(chunk => IsOf(chunk, column))
                ?? throw new InvalidDataException("a row group lacks the column");
            if (chunk.Struct(3).Integer(5) > valuesMax - reader.Values.Count)
                return new NumbersFound(null, FormattableString.Invariant($"the file has more than {valuesMax:#,##0} values"));
            if (reader.Read(chunk.Struct(3)) is { } fault)
                return new NumbersFound(null, fault);
        }

        return reader.Values.Count > 0 ? new NumbersFound([.. reader.Values], null) : new NumbersFound(null, "the file has no row");
    }

    private static ThriftFields Footer(ReadOnlyMemory<byte> file)
    {
        if (file.Length < 4 + FooterTail || !IsParquet(file.Span) || !file.Span.EndsWith("PAR1"u8))
            throw new InvalidDataException("it does not begin and end as one; was it copied whole?");
        var length = BitConverter.ToUInt32(file.Span[^FooterTail..]);
        if (length > file.Length - 4 - FooterTail)
            throw new InvalidDataException("its footer is longer than the file");
        return new ThriftCompactReader(file[^(FooterTail + (int)length)..^FooterTail]).Struct();
    }

    /// <summary>The columns outside groups. The schema is a tree in the order of its text; the root is its first element.</summary>
    private static List<ThriftFields> TopLeaves(ThriftFields footer)
    {
        var elements = footer.List<ThriftFields>(2);
        var leaves = new List<ThriftFields>();
        for (var (i, inner) = (1, 0L); i < elements.Count; i++)
        {
            var children = elements[i].Has(5) ? Math.Clamp(elements[i].Integer(5), 0, elements.Count) : 0;
            if (inner == 0 && children == 0)
                leaves.Add(elements[i]);
            inner = Math.Max(0, inner - 1) + children;
        }

        return leaves;
    }

    /// <summary>Why a column is not a column of numbers, or null.</summary>
    private static string? Obstacle(ThriftFields leaf)
    {
        if (leaf.Has(3) && leaf.Integer(3) == 2)
            return "holds lists, and not a number in each row";
        if (!PageDecoder.IsNumber(leaf.Integer(1)))
            return "holds no numbers: INT32, INT64, FLOAT and DOUBLE are read";
        // ConvertedType: 5 decimal, 6 to 10 dates and times. LogicalType: 5 decimal, 6 date, 7 time, 8 timestamp.
        var isOther = (leaf.Has(6) && leaf.Integer(6) is >= 5 and <= 10)
            || (leaf.Has(10) && Enumerable.Range(5, 4).Any(leaf.Struct(10).Has));
        return isOther ? "holds decimals, dates or times: write it as DOUBLE or an integer" : null;
    }

    private static bool IsOf(ThriftFields chunk, string column) =>
        chunk.Struct(3).List<ReadOnlyMemory<byte>>(3) is [var name] && Encoding.UTF8.GetString(name.Span) == column;
}
