using System.Numerics;
using Parquet;
using Parquet.Schema;

namespace CostSim.Parquet;

/// <summary>What kind of value a column holds.</summary>
public enum ColumnType
{
    /// <summary>Signed 32-bit integers.</summary>
    Integer32,

    /// <summary>Signed 64-bit integers.</summary>
    Integer64,

    /// <summary>IEEE 754 double-precision numbers; NaN and the infinities are values like any other.</summary>
    Number,

    /// <summary>Unicode text, stored as UTF-8.</summary>
    Text,
}

/// <summary>The values of one column for the rows of a table, or of a part of it.</summary>
/// <remarks>It refers to the caller's memory and copies nothing: don't change the values before they are written.</remarks>
public abstract class ColumnData
{
    private protected ColumnData(ColumnType type, int length)
    {
        Type = type;
        Length = length;
    }

    public ColumnType Type { get; }

    /// <summary>Number of rows, nulls included.</summary>
    public int Length { get; }

    /// <summary>Number of rows without a value.</summary>
    public abstract int NullCount { get; }

    public static ColumnData Of(ReadOnlyMemory<int> values) => new NumberData<int>(ColumnType.Integer32, values);

    public static ColumnData Of(ReadOnlyMemory<long> values) => new NumberData<long>(ColumnType.Integer64, values);

    public static ColumnData Of(ReadOnlyMemory<double> values) => new NumberData<double>(ColumnType.Number, values);

    public static ColumnData Of(ReadOnlyMemory<int?> values) => new NullableNumberData<int>(ColumnType.Integer32, values);

    public static ColumnData Of(ReadOnlyMemory<long?> values) => new NullableNumberData<long>(ColumnType.Integer64, values);

    public static ColumnData Of(ReadOnlyMemory<double?> values) => new NullableNumberData<double>(ColumnType.Number, values);

    public static ColumnData Of(ReadOnlyMemory<string?> values) => new TextData(values);

    /// <summary>
    /// Writes <paramref name="count"/> rows from <paramref name="start"/> on as the next column of <paramref name="group"/>.
    /// </summary>
    internal abstract Task WriteAsync(ParquetRowGroupWriter group, DataField field, int start, int count, CancellationToken cancellation);
}

/// <summary>Numbers, one in each row.</summary>
/// <typeparam name="T"><see cref="int"/>, <see cref="long"/> or <see cref="double"/>.</typeparam>
public sealed class NumberData<T> : ColumnData
    where T : unmanaged, INumber<T>
{
    internal NumberData(ColumnType type, ReadOnlyMemory<T> values) : base(type, values.Length) => Values = values;

    public ReadOnlyMemory<T> Values { get; }

    public override int NullCount => 0;

    internal override Task WriteAsync(ParquetRowGroupWriter group, DataField field, int start, int count, CancellationToken cancellation)
    {
        var rows = Values.Slice(start, count);
        return field.IsNullable
            ? group.WriteAsync<T>(field, Array.ConvertAll(rows.ToArray(), value => (T?)value), cancellationToken: cancellation)
            : group.WriteAsync(field, rows, cancellationToken: cancellation);
    }
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

    internal override Task WriteAsync(ParquetRowGroupWriter group, DataField field, int start, int count, CancellationToken cancellation) =>
        group.WriteAsync<T>(field, Values.Slice(start, count), cancellationToken: cancellation);
}

/// <summary>Text, at most one in each row.</summary>
public sealed class TextData : ColumnData
{
    internal TextData(ReadOnlyMemory<string?> values) : base(ColumnType.Text, values.Length)
    {
        Values = values;
        foreach (var value in values.Span)
            NullCount += value is null ? 1 : 0;
    }

    public ReadOnlyMemory<string?> Values { get; }

    public override int NullCount { get; }

    internal override Task WriteAsync(ParquetRowGroupWriter group, DataField field, int start, int count, CancellationToken cancellation)
    {
        var rows = Values.Slice(start, count).ToArray();
        return field.IsNullable
            ? group.WriteAsync<ReadOnlyMemory<char>>(
                field, Array.ConvertAll(rows, text => text?.AsMemory()), cancellationToken: cancellation)
            : group.WriteAsync<ReadOnlyMemory<char>>(
                field, Array.ConvertAll(rows, text => text.AsMemory()), cancellationToken: cancellation);
    }
}
