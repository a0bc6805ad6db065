using CostSim.Parquet.Tests.Reading;

namespace CostSim.Parquet.Tests;

/// <summary>A column of a sample.</summary>
public sealed record SampleColumn(string Name, ColumnType Type, bool IsNullable = false, bool IsSequence = false);

/// <summary>A file to be written: its columns and the parts it is appended in.</summary>
public sealed record Sample(string Name, SampleColumn[] Schema, params ColumnData[][] Parts)
{
    internal IEnumerable<ResultTable> Tables =>
        Parts.Select(
            part => new ResultTable(
                [.. Schema.Zip(part, (column, data) => new ResultColumn(column.Name, data, column.IsNullable, column.IsSequence))]));

    internal byte[] Write()
    {
        var stream = new WriteOnlyStream();
        var file = new ParquetTable(stream);
        foreach (var table in Tables)
            file.Append(table);
        file.Finish(new Dictionary<string, string> { ["sample"] = Name });
        return stream.ToArray();
    }

    /// <summary>All values of one column, boxed.</summary>
    internal List<object?> Values(int column) => [.. Parts.SelectMany(part => Boxed(part[column]))];

    private static IEnumerable<object?> Boxed(ColumnData data) => data switch
    {
        NumberData<int> numbers => numbers.Values.ToArray().Cast<object?>(),
        NumberData<long> numbers => numbers.Values.ToArray().Cast<object?>(),
        NumberData<double> numbers => numbers.Values.ToArray().Cast<object?>(),
        NullableNumberData<int> numbers => numbers.Values.ToArray().Cast<object?>(),
        NullableNumberData<long> numbers => numbers.Values.ToArray().Cast<object?>(),
        NullableNumberData<double> numbers => numbers.Values.ToArray().Cast<object?>(),
        TextData text => text.Values.ToArray(),
        _ => throw new ArgumentException($"{data.GetType()} is no column's data.", nameof(data)),
    };
}

/// <summary>A file of every kind. The same every time: seeds are fixed.</summary>
public static class Samples
{
    public static IReadOnlyList<Sample> All { get; } =
    [
        AllTypes("all-types", isNullable: false),
        AllTypes("all-types-nullable", isNullable: true),
        Nulls(),
        new("all-null", Columns(isNullable: true), NoValues(20)),
        new("no-rows", Columns(isNullable: true), NoValues(0)),
        new("one-row", [new("only", ColumnType.Number)], [ColumnData.Of(new[] { 0.1 })]),
        DoubleExtremes(),
        Dictionary("dictionary-width-0", 1),
        Dictionary("dictionary-width-1", 2),
        Dictionary("dictionary-width-7", 128),
        Dictionary("dictionary-width-8", 256),
        Dictionary("dictionary-width-9", 257),
        Dictionary("dictionary-width-14", 10_000),
        AllDifferent(),
        Unicode(),
        TextOrders(),
        LongText(),
        Sequences(),
        Trials(),
        ManyColumns(),
        Bands(),
    ];

    public static TheoryData<string> Names => [.. All.Select(sample => sample.Name)];

    public static Sample Named(string name) => All.Single(sample => sample.Name == name);

    private static SampleColumn[] Columns(bool isNullable) =>
    [
        new("int32", ColumnType.Integer32, isNullable),
        new("int64", ColumnType.Integer64, isNullable),
        new("double", ColumnType.Number, isNullable),
        new("text", ColumnType.Text, isNullable),
    ];

    private static ColumnData[] NoValues(int rows) =>
        [ColumnData.Of(new int?[rows]), ColumnData.Of(new long?[rows]), ColumnData.Of(new double?[rows]), ColumnData.Of(new string?[rows])];

    private static Sample AllTypes(string name, bool isNullable) => new(name, Columns(isNullable),
    [
        ColumnData.Of(new[] { 0, 1, -1, int.MinValue, int.MaxValue }),
        ColumnData.Of(new[] { 0, 1, -1, long.MinValue, long.MaxValue }),
        ColumnData.Of(new[] { 0, 0.1, -0.1, double.MinValue, double.MaxValue }),
        ColumnData.Of(new[] { "", "a", "b", "a", "zebra" }),
    ]);

    /// <summary>Every pattern of nulls: rare, frequent, in runs, and a page that has none but nulls.</summary>
    private static Sample Nulls()
    {
        var random = new Random(1);
        bool Present(int row) => row switch
        {
            < 100 => random.Next(10) > 0,
            < 200 => random.Next(10) == 0,
            < 300 => row / 25 % 2 == 0,
            _ => random.Next(2) == 0,
        };
        ColumnData[] Part(int rows) =>
        [
            ColumnData.Of(Enumerable.Range(0, rows).Select(row => Present(row) ? random.Next() : default(int?)).ToArray()),
            ColumnData.Of(Enumerable.Range(0, rows).Select(row => Present(row) ? random.NextInt64() : default(long?)).ToArray()),
            ColumnData.Of(Enumerable.Range(0, rows).Select(row => Present(row) ? random.NextDouble() : default(double?)).ToArray()),
            ColumnData.Of(Enumerable.Range(0, rows).Select(row => Present(row) ? $"t{random.Next(40)}" : null).ToArray()),
        ];

        var nullPages = NoValues(ParquetTable.RowsPerGroupMax + 10);
        double?[] numbers = [.. new double?[ParquetTable.RowsPerGroupMax], .. Enumerable.Range(0, 10).Select(row => (double?)row)];
        nullPages[2] = ColumnData.Of(numbers);
        nullPages[3] = ColumnData.Of(numbers.Select(number => number is null ? null : "x").ToArray());
        return new("nulls", Columns(isNullable: true), Part(1000), Part(1), Part(77), nullPages);
    }

    private static Sample DoubleExtremes() => new("double-extremes",
        [new("value", ColumnType.Number), new("nullable", ColumnType.Number, IsNullable: true), new("nan", ColumnType.Number)],
        [
            ColumnData.Of(new[]
            {
                double.NaN, double.PositiveInfinity, double.NegativeInfinity, -0.0, 0.0,
                double.Epsilon, double.MaxValue, double.MinValue, Math.PI, 1e-310,
            }),
            ColumnData.Of(new double?[] { null, double.NaN, -0.0, null, 0.0, 1.0 / 3, 1e21, 1e22, 123456789012345680000.0, 5e-324 }),
            ColumnData.Of(Enumerable.Repeat(double.NaN, 10).ToArray()),
        ]);

    /// <summary>Text with exactly <paramref name="distinct"/> values: first each once, then at random, then in runs.</summary>
    private static Sample Dictionary(string name, int distinct)
    {
        var random = new Random(distinct);
        var words = Enumerable.Range(0, distinct).Select(word => $"word {word}").ToArray();
        var runs = random.GetItems(words, 50).SelectMany(word => Enumerable.Repeat(word, 30));
        string[] values = [.. words, .. random.GetItems(words, 3000), .. runs];
        var sparse = values.Select((word, row) => row % 7 == 3 ? null : word).ToArray();
        SampleColumn[] schema = [new("word", ColumnType.Text), new("sparse", ColumnType.Text, IsNullable: true)];
        return new(name, schema, [ColumnData.Of(values), ColumnData.Of(sparse)]);
    }

    private static Sample Unicode() => new("unicode", [new("Größe 🙂", ColumnType.Text, IsNullable: true)],
    [
        ColumnData.Of(
            new[] { "é", "e\u0301", "日本語", "😀", "\uFFFD", "\0", "line\nbreak\ttab \"quoted\" \\ ", null, "العربية", "👩‍👩‍👧" }),
    ]);

    /// <summary>
    /// Texts whose order by UTF-8 is another than by UTF-16, in every position of a part, and one constant text of both kinds beside them.
    /// </summary>
    private static Sample TextOrders()
    {
        string[] texts = ["\uFFFD", "😀", "a", "\uFFFD", "\uE000", "😁", "😀\uFFFD", "\uFFFD😀", "z", "😀"];
        var both = Enumerable.Repeat("\uFFFD😀", texts.Length).ToArray();
        string?[] sparse = [null, "😀", null, "\uFF21", null, null, "b", "😀", "\uFF21", null];
        return new(
            "text-orders", [new("mixed", ColumnType.Text), new("both", ColumnType.Text), new("sparse", ColumnType.Text, IsNullable: true)],
            [ColumnData.Of(texts), ColumnData.Of(both), ColumnData.Of(sparse)],
            [ColumnData.Of(texts.Reverse().ToArray()), ColumnData.Of(both), ColumnData.Of(sparse)]);
    }

    private static Sample AllDifferent() =>
        new("all-different", [new("word", ColumnType.Text)],
            [ColumnData.Of(Enumerable.Range(0, 3000).Select(word => $"word {word}").ToArray())]);

    private static Sample LongText()
    {
        var random = new Random(3);
        var values = Enumerable.Range(0, 40).Select(_ => new string((char)random.Next('a', 'z'), random.Next(200_000)) + "ü").ToArray();
        return new("long-text", [new("text", ColumnType.Text)], [ColumnData.Of(values)]);
    }

    /// <summary>
    /// Sequences whose steps are none, all alike, of any size and with wrap-around, of lengths about those of the blocks that steps are
    /// packed in.
    /// </summary>
    private static Sample Sequences()
    {
        SampleColumn[] schema =
        [
            new("up", ColumnType.Integer64, IsSequence: true), new("any", ColumnType.Integer64, IsSequence: true),
            new("small", ColumnType.Integer32, IsSequence: true), new("sparse", ColumnType.Integer64, IsNullable: true, IsSequence: true),
        ];
        var random = new Random(5);
        ColumnData[] Part(int rows) =>
        [
            ColumnData.Of(Enumerable.Range(0, rows).Select(row => 7_000_000_000 + row).ToArray()),
            ColumnData.Of(
                Enumerable.Range(0, rows).Select(
                    row => row % 50 == 3 ? long.MinValue : row % 50 == 4 ? long.MaxValue : random.NextInt64(-1000, 1000)).ToArray()),
            ColumnData.Of(Enumerable.Range(0, rows).Select(_ => random.Next(-5, 1000)).ToArray()),
            ColumnData.Of(Enumerable.Range(0, rows).Select(row => row % 3 == 1 ? default(long?) : row).ToArray()),
        ];

        return new("sequences", schema, Part(1), Part(2), Part(32), Part(33), Part(1024), Part(1025), Part(1026), Part(5000));
    }

    /// <summary>Three parts, the second of which needs more than one row group.</summary>
    private static Sample Trials()
    {
        var random = new Random(4);
        var first = 0L;
        ColumnData[] Part(int rows)
        {
            var trials = Enumerable.Range(0, rows).Select(_ => first++).ToArray();
            return [ColumnData.Of(trials), ColumnData.Of(trials.Select(_ => random.NextDouble() * 1000).ToArray())];
        }

        SampleColumn[] schema = [new("trial", ColumnType.Integer64, IsSequence: true), new("cost_usd", ColumnType.Number)];
        return new("trials", schema, Part(20_000), Part(70_000), Part(1));
    }

    /// <summary>More than 14 columns, where Thrift's lists change their header.</summary>
    private static Sample ManyColumns() => new("many-columns",
        [.. Enumerable.Range(0, 40).Select(column => new SampleColumn($"c{column}", ColumnType.Number))],
        [.. Enumerable.Range(0, 20).Select(PartOf40)]);

    private static ColumnData[] PartOf40(int part) =>
        [.. Enumerable.Range(0, 40).Select(column => ColumnData.Of(new[] { part + (column / 64.0) }))];

    private static Sample Bands() => new("bands",
        [
            new("scenario", ColumnType.Text), new("items", ColumnType.Integer64), new("phase", ColumnType.Text, IsNullable: true),
            new("value", ColumnType.Number, IsNullable: true), new("ci_low", ColumnType.Number, IsNullable: true),
        ],
        [
            ColumnData.Of(new[] { "a", "a", "a" }), ColumnData.Of(new[] { 50L, 50L, 50L }), ColumnData.Of(new[] { null, "P1", "P2" }),
            ColumnData.Of(new double?[] { 1.25, null, 3 }), ColumnData.Of(new double?[] { 1, null, null }),
        ]);
}
