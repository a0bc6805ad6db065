using System.Buffers;
using System.Numerics;

namespace CostSim.Parquet;

/// <summary>The values of one column, one for each row of a table or of a row group.</summary>
/// <remarks>It refers to the caller's memory and copies nothing: don't change the values before they are written.</remarks>
public abstract class ColumnData
{
    /// <summary>A page ends at this many rows, which are 512 KiB of doubles: small enough to decode in a processor's cache.</summary>
    internal const int PageRowsMax = 1 << 16;

    private protected ColumnData(ColumnType type, int length)
    {
        Type = type;
        Length = length;
    }

    public ColumnType Type { get; }

    /// <summary>Number of rows, nulls included.</summary>
    public int Length { get; }

    /// <summary>How many rows have no value.</summary>
    public abstract int NullCount { get; }

    public static ColumnData Of(ReadOnlyMemory<int> values) => new NumberData<int>(ColumnType.Integer32, values);

    public static ColumnData Of(ReadOnlyMemory<long> values) => new NumberData<long>(ColumnType.Integer64, values);

    public static ColumnData Of(ReadOnlyMemory<double> values) => new NumberData<double>(ColumnType.Number, values);

    public static ColumnData Of(ReadOnlyMemory<int?> values) => new NullableNumberData<int>(ColumnType.Integer32, values);

    public static ColumnData Of(ReadOnlyMemory<long?> values) => new NullableNumberData<long>(ColumnType.Integer64, values);

    public static ColumnData Of(ReadOnlyMemory<double?> values) => new NullableNumberData<double>(ColumnType.Number, values);

    public static ColumnData Of(ReadOnlyMemory<string?> values) => new TextData(values);

    /// <summary>How many rows the page that begins at row <paramref name="start"/> takes; at least one.</summary>
    internal virtual int PageRows(int start) => Math.Min(Length - start, PageRowsMax);

    /// <summary>Sets a level for each row from <paramref name="start"/> on: 1 where there is a value, 0 where there is none.</summary>
    internal abstract void FillLevels(int start, Span<int> levels);

    /// <summary>Writes the values of <paramref name="count"/> rows, nulls left out, in the encoding PLAIN.</summary>
    internal abstract void WritePlain(int start, int count, IBufferWriter<byte> output);

    internal abstract ColumnStatistics Statistics();
}

/// <summary>Numbers, one in each row.</summary>
/// <typeparam name="T"><see cref="int"/>, <see cref="long"/> or <see cref="double"/>.</typeparam>
public sealed class NumberData<T> : ColumnData
    where T : unmanaged, INumber<T>
{
    internal NumberData(ColumnType type, ReadOnlyMemory<T> values) : base(type, values.Length) => Values = values;

    public ReadOnlyMemory<T> Values { get; }

    public override int NullCount => 0;

    internal override void FillLevels(int start, Span<int> levels) => levels.Fill(1);

    internal override void WritePlain(int start, int count, IBufferWriter<byte> output) =>
        PlainEncoding.Write(Values.Span.Slice(start, count), output);

    internal override ColumnStatistics Statistics() => ColumnStatistics.Of(Values.Span, nullCount: 0);
}

/// <summary>Numbers, at most one in each row.</summary>
/// <typeparam name="T"><see cref="int"/>, <see cref="long"/> or <see cref="double"/>.</typeparam>
public sealed class NullableNumberData<T> : ColumnData
    where T : unmanaged, INumber<T>
{
    internal NullableNumberData(ColumnType type, ReadOnlyMemory<T?> values) : base(type, values.Length)
    {
        Values = values;
        foreach (var value in values.Span)
            NullCount += value.HasValue ? 0 : 1;
    }

    public ReadOnlyMemory<T?> Values { get; }

    public override int NullCount { get; }

    internal override void FillLevels(int start, Span<int> levels)
    {
        var values = Values.Span.Slice(start, levels.Length);
        for (var row = 0; row < values.Length; row++)
            levels[row] = values[row].HasValue ? 1 : 0;
    }

    internal override void WritePlain(int start, int count, IBufferWriter<byte> output) =>
        PlainEncoding.Write<T>(Present(start, count), output);

    internal override ColumnStatistics Statistics() => ColumnStatistics.Of<T>(Present(0, Length), NullCount);

    private T[] Present(int start, int count)
    {
        var present = new T[count];
        var used = 0;
        foreach (var value in Values.Span.Slice(start, count))
        {
            if (value.HasValue)
                present[used++] = value.GetValueOrDefault();
        }

        return present[..used];
    }
}

/// <summary>Text, at most one in each row.</summary>
public sealed class TextData : ColumnData
{
    /// <summary>A page ends with the value that passes this many UTF-16 units, lest long texts outgrow a page.</summary>
    private const int PageCharsMax = 1 << 20;

    internal TextData(ReadOnlyMemory<string?> values) : base(ColumnType.Text, values.Length)
    {
        Values = values;
        foreach (var value in values.Span)
            NullCount += value is null ? 1 : 0;
    }

    public ReadOnlyMemory<string?> Values { get; }

    public override int NullCount { get; }

    internal override int PageRows(int start)
    {
        var values = Values.Span.Slice(start, base.PageRows(start));
        var chars = 0;
        for (var row = 0; row < values.Length; row++)
        {
            chars += values[row]?.Length ?? 0;
            if (chars > PageCharsMax)
                return row + 1;
        }

        return values.Length;
    }

    internal override void FillLevels(int start, Span<int> levels)
    {
        var values = Values.Span.Slice(start, levels.Length);
        for (var row = 0; row < values.Length; row++)
            levels[row] = values[row] is null ? 0 : 1;
    }

    internal override void WritePlain(int start, int count, IBufferWriter<byte> output)
    {
        foreach (var value in Values.Span.Slice(start, count))
        {
            if (value is not null)
                PlainEncoding.Write(value, output);
        }
    }

    internal override ColumnStatistics Statistics() => ColumnStatistics.Of(Values.Span, NullCount);
}
