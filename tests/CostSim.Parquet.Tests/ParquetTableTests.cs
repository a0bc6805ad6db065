using System.Text;
using CostSim.Parquet.Tests.Reading;

namespace CostSim.Parquet.Tests;

/// <summary>What is written comes back, and what no reader could read, or would read wrongly, is not written.</summary>
public class ParquetTableTests
{
    private const int PlainDictionary = 2;
    private const int Delta = 5;

    [Theory]
    [MemberData(nameof(Samples.Names), MemberType = typeof(Samples))]
    public void Every_kind_of_file_comes_back(string name)
    {
        var sample = Samples.Named(name);
        var file = new ParquetFile(sample.Write());

        Assert.Equal(sample.Schema.Select(column => column.Name), file.Columns.Select(column => column.Name));
        Assert.Equal(sample.Schema.Select(column => column.IsNullable), file.Columns.Select(column => column.IsOptional));
        Assert.Equal(sample.Schema.Select(column => column.Type == ColumnType.Text), file.Columns.Select(column => column.IsString));
        for (var column = 0; column < sample.Schema.Length; column++)
        {
            var expected = sample.Values(column);
            Assert.Equal(expected.Count, file.Columns[column].Values.Count);
            for (var row = 0; row < expected.Count; row++)
                AssertSame(expected[row], file.Columns[column].Values[row]);
        }
    }

    /// <summary>A reader skips a row group whose bounds exclude what it looks for.</summary>
    [Theory]
    [MemberData(nameof(Samples.Names), MemberType = typeof(Samples))]
    public void No_value_is_beyond_the_bounds_of_its_row_group(string name)
    {
        var file = new ParquetFile(Samples.Named(name).Write());
        var start = 0;
        for (var group = 0; group < file.RowGroups.Length; group++)
        {
            var rows = (int)file.RowGroups[group].Integer(3);
            for (var column = 0; column < file.Columns.Length; column++)
                RequireWithinBounds(file.Columns[column].Values.GetRange(start, rows), file.Columns[column].PhysicalType,
                    file.Chunk(group, column).Struct(12));
            start += rows;
        }
    }

    [Theory]
    [MemberData(nameof(Samples.Names), MemberType = typeof(Samples))]
    public void Bytes_are_the_same_whenever_they_are_written(string name)
    {
        var sample = Samples.Named(name);
        var together = new byte[4][];
        Parallel.For(0, together.Length, i => together[i] = sample.Write());

        Assert.All(together, bytes => Assert.Equal(sample.Write(), bytes));
    }

    [Fact]
    public void Row_groups_end_at_65536_rows_or_where_a_part_does() =>
        Assert.Equal(
            [20_000L, 65_536, 4_464, 1], new ParquetFile(Samples.Named("trials").Write()).RowGroups.Select(group => group.Integer(3)));

    [Fact]
    public void Pages_are_compressed_sequences_are_steps_and_text_has_a_dictionary_where_that_is_smaller()
    {
        var trials = new ParquetFile(Samples.Named("trials").Write());

        Assert.Equal([1L, 1], [trials.Chunk(1, 0).Integer(4), trials.Chunk(1, 1).Integer(4)]);
        Assert.Equal([Delta, 0, Delta, 0], trials.Pages.Take(4).Select(page => page.Encoding));
        Assert.InRange(trials.Chunk(1, 0).Integer(7), 1, 65_536 / 8);
        Assert.Contains(new ParquetFile(Samples.Named("dictionary-width-7").Write()).Pages, page => page is (0, PlainDictionary, _));
        Assert.All(new ParquetFile(Samples.Named("all-different").Write()).Pages, page => Assert.Equal((0, 0), (page.Type, page.Encoding)));
    }

    [Fact]
    public void The_footer_has_the_metadata_in_order()
    {
        var stream = new MemoryStream();
        var metadata = new Dictionary<string, string> { ["z"] = "1", ["größe"] = "{\"a\": 2}", ["empty"] = "" };
        ParquetTable.Write(stream, Numbers(1), metadata);

        Assert.Equal(metadata,
            new ParquetFile(stream.ToArray()).Footer.List<ThriftStruct>(5).Select(pair => KeyValuePair.Create(pair.Text(1), pair.Text(2))));
        ExpectArgument("\\uD83D", () => ParquetTable.Write(Stream.Null, Numbers(1), new Dictionary<string, string> { ["a"] = "\uD83D" }));
    }

    [Fact]
    public void What_cannot_be_read_is_refused_and_leaves_no_trace()
    {
        var stream = new MemoryStream();
        var file = new ParquetTable(stream);
        var (ids, names) = (ColumnData.Of(new[] { 1L, 2L }), ColumnData.Of(new[] { "x", "y" }));
        ExpectArgument("name is empty", () => file.Append(new ResultTable(new ResultColumn("", ids))));
        ExpectArgument("'a' appears twice", () => file.Append(Two("a", ids, "a", names)));
        ExpectArgument("\\uD83D", () => file.Append(Two("a", ids, "\uD83D", names)));
        ExpectArgument("'b' is not nullable; 1 of its", () => file.Append(Two("a", ids, "b", ColumnData.Of(new[] { "x", null }))));
        ExpectArgument("'a' is not nullable; 2 of its", () => file.Append(Two("a", ColumnData.Of(new long?[2]), "b", names)));
        ExpectArgument("\\uDE00", () => file.Append(Two("a", ids, "b", ColumnData.Of(new[] { "x", "\uDE00" }))));
        ExpectArgument("'b' has 1 values; the first column has 2", () => file.Append(new UnevenTable(ids, ColumnData.Of(new[] { "x" }))));
        Assert.Equal(0, stream.Length);

        file.Append(Two("a", ColumnData.Of(new long?[] { 1, 2 }), "b", names)); // no null in fact
        var length = stream.Length;
        ExpectArgument("columns differ", () => file.Append(new ResultTable(new ResultColumn("a", ids))));
        ExpectArgument("columns differ", () => file.Append(Two("a", ids, "b", ids)));
        ExpectArgument("columns differ", () => file.Append(Two("b", ids, "a", names)));
        Assert.Equal(length, stream.Length);
        file.Finish();
        Assert.Equal(2, new ParquetFile(stream.ToArray()).Footer.Integer(3));
    }

    [Fact]
    public void A_finished_file_takes_nothing_more()
    {
        var file = new ParquetTable(Stream.Null);
        Assert.Throws<InvalidOperationException>(() => file.Finish()); // no columns are known
        file.Append(Numbers(1));
        file.Finish();

        Assert.Equal("The file is finished.", Assert.Throws<InvalidOperationException>(() => file.Append(Numbers(1))).Message);
        Assert.Throws<InvalidOperationException>(() => file.Finish());
    }

    [Fact]
    public void A_part_that_failed_half_way_leaves_a_file_that_cannot_be_finished()
    {
        var stream = new WriteOnlyStream { FailsAfterBytes = 10 };
        var file = new ParquetTable(stream);
        Assert.Equal("No space is left.", Assert.Throws<IOException>(() => file.Append(Numbers(1))).Message);
        stream.FailsAfterBytes = null;

        Assert.Contains(
            "not written in full", Assert.Throws<InvalidOperationException>(() => file.Finish()).Message, StringComparison.Ordinal);
        Assert.DoesNotContain("PAR1", Encoding.Latin1.GetString(stream.ToArray())[4..], StringComparison.Ordinal);
    }

    [Fact]
    public void A_file_that_is_cancelled_half_way_has_no_footer()
    {
        using var cancellation = new CancellationTokenSource();
        var stream = new WriteOnlyStream { Written = bytes => Cancel(bytes > 600_000) };
        var file = new ParquetTable(stream, cancellation.Token);
        file.Append(Numbers(65_536));
        Assert.Throws<OperationCanceledException>(() => file.Append(Numbers(10 * 65_536)));

        Assert.Throws<InvalidOperationException>(() => file.Finish());
        Assert.InRange(stream.ToArray().Length, 600_000, 1_200_000);
        Assert.DoesNotContain("PAR1", Encoding.Latin1.GetString(stream.ToArray())[4..], StringComparison.Ordinal);

        void Cancel(bool now)
        {
            if (now)
                cancellation.Cancel();
        }
    }

    [Fact]
    public void A_file_that_is_cancelled_before_its_end_has_no_footer()
    {
        using var cancellation = new CancellationTokenSource();
        var stream = new WriteOnlyStream();
        var file = new ParquetTable(stream, cancellation.Token);
        file.Append(Numbers(10));
        cancellation.Cancel();

        Assert.Throws<OperationCanceledException>(() => file.Finish());
        Assert.DoesNotContain("PAR1", Encoding.Latin1.GetString(stream.ToArray())[4..], StringComparison.Ordinal);
    }

    [Fact]
    public void Everything_is_written_on_the_thread_that_asks_for_it()
    {
        var threads = new HashSet<int>();
        ParquetTable.Write(new WriteOnlyStream { Written = _ => threads.Add(Environment.CurrentManagedThreadId) }, Numbers(100_000));

        Assert.Equal([Environment.CurrentManagedThreadId], threads);
    }

    private static void RequireWithinBounds(List<object?> values, int type, ThriftStruct statistics)
    {
        Assert.Equal(values.Count(value => value is null), statistics.Integer(3));
        if (!statistics.Has(5) || values.TrueForAll(value => value is null))
            return;
        var (least, greatest) = (Bound(statistics.Binary(6), type), Bound(statistics.Binary(5), type));
        // A bound that is NaN is none, says the format, and NaN is beyond no bound.
        if (least is double.NaN || greatest is double.NaN)
            return;
        foreach (var value in values.Where(value => value is not (null or double.NaN)))
            Assert.True(Compare(value!, least) >= 0 && Compare(value!, greatest) <= 0, $"{value} is not from {least} to {greatest}");
    }

    private static object Bound(byte[] bytes, int type) => type switch
    {
        1 => BitConverter.ToInt32(bytes),
        2 => BitConverter.ToInt64(bytes),
        5 => BitConverter.ToDouble(bytes),
        _ => Encoding.UTF8.GetString(bytes),
    };

    /// <summary>Text in the order of the format: that of its bytes in UTF-8.</summary>
    private static int Compare(object left, object right) => left is string text
        ? Encoding.UTF8.GetBytes(text).AsSpan().SequenceCompareTo(Encoding.UTF8.GetBytes((string)right))
        : ((IComparable)left).CompareTo(right);

    private static void AssertSame(object? expected, object? found)
    {
        if (expected is double number && found is double other)
            Assert.Equal(BitConverter.DoubleToInt64Bits(number), BitConverter.DoubleToInt64Bits(other)); // -0 is not +0
        else
            Assert.Equal(expected, found);
    }

    private static void ExpectArgument(string message, Action action) =>
        Assert.Contains(message, Assert.ThrowsAny<ArgumentException>(action).Message, StringComparison.Ordinal);

    private static ResultTable Numbers(int rows) =>
        new(new ResultColumn("x", ColumnData.Of(Enumerable.Range(0, rows).Select(row => row / 3.0).ToArray())));

    private static ResultTable Two(string first, ColumnData data, string second, ColumnData other) =>
        new(new ResultColumn(first, data), new ResultColumn(second, other));

    private sealed class UnevenTable(ColumnData first, ColumnData second) : IResultTable
    {
        public int RowCount => first.Length;

        public IReadOnlyList<ResultColumn> Columns => [new("a", first), new("b", second)];
    }
}
