using System.IO.Compression;
using System.Text;
using CostSim.Parquet;

namespace CostSim.Scenarios.Tests;

/// <summary>Values from files beside the scenario: what is read, what is refused, what enters the hash.</summary>
public sealed class DataFileTests : IDisposable
{
    private readonly string _outer = Directory.CreateTempSubdirectory("costsim-data-").FullName;
    private readonly string _folder;

    public DataFileTests()
    {
        _folder = Path.Combine(_outer, "scenario");
        Directory.CreateDirectory(_folder);
    }

    public void Dispose() => Directory.Delete(_outer, recursive: true);

    [Theory]
    [InlineData("id,tokens\n1,300\n2,120\n3,7.5e2\n")]
    [InlineData("\uFEFFtokens\r\n300\r\n\r\n120\r\n750")]
    [InlineData("\"a, b\",\"tokens\"\n\"say \"\"x\"\"\n\",300\n,\"120\"\n\"\", 750 \n")]
    public void A_column_is_its_numbers_in_ascending_order(string csv)
    {
        Write("pilot.csv", csv);

        Assert.Equal([120, 300, 750], Values(Read()));
    }

    [Fact]
    public void A_column_of_one_value_is_certain()
    {
        Write("pilot.csv", "tokens\n5\n5\n");

        Assert.Equal(new Certain("phases.P1.inputTokens", 5), Read().Scenario!.Phases[0].Call!.InputTokens);
    }

    [Theory]
    [InlineData("tokens;a\n1e3;x\n2.5;y\n", 1000, 2.5)]
    [InlineData("a\ttokens\nx\t3\n\"y\t\"\t4\n", 3, 4)]
    [InlineData("\"a;b;c\",tokens\n,5\n,6\n", 5, 6)]
    public void The_separator_is_the_one_with_which_the_first_row_has_the_column(string csv, double first, double second)
    {
        Write("pilot.csv", csv);

        Assert.Equal(new[] { first, second }.Order(), Values(Read()));
    }

    [Theory]
    [InlineData("de", "id;tokens\n1;1.234,5\n2;\"2.000\"\n3;7,5\n4;1.234.567\n")]
    [InlineData("de", "tokens\n1234,5\n2.000\n7,50\n1234567\n")]
    [InlineData("de", "id,tokens\n1,\"1.234,5\"\n2,2000\n3,\"7,5\"\n4,1.234.567\n")]
    [InlineData("en", "id;tokens\n1;1,234.5\n2;2,000\n3;7.5\n4;1,234,567\n")]
    [InlineData("en", "tokens,id\n\"1,234.5\",1\n\"2,000\",2\n7.5,3\n1.234567e6,4\n")]
    public void Numbers_as_people_write_them(string csv, string text)
    {
        Write("pilot.csv", text);

        Assert.Equal([7.5, 1234.5, 2000, 1_234_567], Values(Read(csv: csv)));
    }

    [Theory]
    [InlineData("tokens;a\n12,5;1\n", null, "row 2, column \"tokens\": this is not a number of 0 or more\n    Say how numbers ")]
    [InlineData("a,tokens\n1,\"1,234\"\n", null, "row 2, column \"tokens\": this is not a number of 0 or more\n    Say how numbers are ")]
    [InlineData("tokens\n12,5\n", null, "row 2 does not have a cell for each name: 2 for 1\n    Say how numbers ")]
    [InlineData("tokens;a\n1.234;1\n", null, "row 2, column \"tokens\": the point may stand before a fraction or between thousands")]
    [InlineData("tokens;a\n1.5;1\n", "de", "row 2, column \"tokens\": this is not a number of 0 or more\n    Leave out rows ")]
    [InlineData("tokens;a\n0.123;1\n", "de", "row 2, column \"tokens\": this is not a number of 0 or more\n    Leave out rows ")]
    [InlineData("tokens;a\n1,23,456;1\n", "en", "row 2, column \"tokens\": this is not a number of 0 or more\n    Leave out rows ")]
    public void Numbers_that_could_be_two_are_refused(string text, string? csv, string expected)
    {
        Write("pilot.csv", text);

        Assert.Contains(
            $"error phases.P1.inputTokens.column: pilot.csv: {expected}", Finding("pilot.csv", csv: csv), StringComparison.Ordinal);
    }

    [Fact]
    public void Only_the_numbers_of_a_CSV_file_are_written_in_a_way()
    {
        Write("pilot.jsonl", "{\"tokens\":1}\n");

        Assert.Contains(
            "pilot.jsonl: `csv` says how the numbers of a CSV file are written, and this is none", Finding("pilot.jsonl", csv: "de"),
            StringComparison.Ordinal);
        Assert.Contains(
            "error phases.P1.inputTokens.csv: \"fr\" is not allowed here; write \"de\" or \"en\"", Finding("pilot.csv", csv: "fr"),
            StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("usage.output_tokens", "{\"usage\":{\"output_tokens\":300}}\n\n{\"usage\":{\"output_tokens\":1.2e2,\"x\":[]}}\r\n"
        + "{\"usage\":{\"output_tokens\":750}}")]
    [InlineData("answers.1.n", "\uFEFF{\"answers\":[{},{\"n\":750}]}\n{\"answers\":[null,{\"n\":120}]}\n{\"answers\":[0,{\"n\":300},2]}\n")]
    public void A_path_leads_into_the_lines_of_JSON(string path, string text)
    {
        Write("pilot.jsonl", text);
        using (var packed = new GZipStream(File.Create(Path.Combine(_folder, "pilot.ndjson.gz")), CompressionLevel.Fastest))
            packed.Write(Encoding.UTF8.GetBytes(text));

        Assert.Equal([120, 300, 750], Values(Read("pilot.jsonl", path)));
        Assert.Equal([120, 300, 750], Values(Read("pilot.ndjson.gz", path)));
    }

    [Theory]
    [InlineData("{\"usage\":{\"tokens\":1}}\n{\"usage\":null}\n", "line 2: there is no value at \"usage.tokens\"\n    Write the keys")]
    [InlineData("{\"usage\":{\"token\":1}}\n", "line 1: there is no value at \"usage.tokens\"\n    Did you mean \"usage.token\"?")]
    [InlineData("{\"usages\":{\"tokens\":1}}\n", "line 1: there is no value at \"usage\"\n    Did you mean \"usages.tokens\"?")]
    [InlineData("{\"usage\":{\"tokens\":null}}\n", "line 1, at \"usage.tokens\": there is no value\n    Leave out rows without a value.")]
    [InlineData("{\"usage\":{\"tokens\":-1}}\n", "line 1, at \"usage.tokens\": this is not a number of 0 or more\n    Leave out rows ")]
    [InlineData("{\"usage\":{\"tokens\":\"7\"}}\n", "line 1, at \"usage.tokens\": this is not a number of 0 or more\n    Leave out rows ")]
    [InlineData("{\"usage\":{\"tokens\":7}}\n\n{\"usage\"\n", "line 3 is not JSON\n    A .jsonl file has one JSON object on each line.")]
    [InlineData("[1,2]\n", "line 1: there is no value at \"usage\"\n    Write the keys")]
    [InlineData("\n", "the file has no line")]
    public void What_is_wrong_with_lines_of_JSON_is_told(string text, string expected)
    {
        Write("pilot.jsonl", text);

        Assert.Contains(
            $"error phases.P1.inputTokens.column: pilot.jsonl: {expected}", Finding("pilot.jsonl", "usage.tokens"),
            StringComparison.Ordinal);
    }

    /// <summary>The requests of a batch, as a provider takes them, have no count of tokens: what they say is not shown.</summary>
    [Fact]
    public void A_request_file_without_counts_is_an_error_that_shows_nothing_of_it()
    {
        Write("requests.jsonl",
            """{"custom_id":"r-1","method":"POST","url":"/v1/chat/completions","body":{"messages":[{"content":"a heron"}]}}""");

        Assert.EndsWith(
            "error phases.P1.inputTokens.column: requests.jsonl: line 1: there is no value at \"usage\"\n"
                + "    Write the keys that lead to it, with points between them: \"usage.output_tokens\".",
            Finding("requests.jsonl", "usage.prompt_tokens"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("a heron,a heron\na heron,1\n", "tokens")]
    [InlineData("tokens,a heron\na heron,1\n", "tokens")]
    [InlineData("tokens\na heron,1\n", "tokens")]
    [InlineData("tokens;x\n\"a heron\n", "tokens")]
    [InlineData("{\"a heron\":\"a heron\"}", "usage.tokens")]
    [InlineData("{\"usage\":{\"tokens\":\"a heron\"}}", "usage.tokens")]
    [InlineData("{\"usage\":[\"a heron\"]}", "usage.tokens")]
    [InlineData("a heron", "usage.tokens")]
    public void Nothing_that_a_file_holds_is_in_an_error(string text, string column)
    {
        foreach (var name in new[] { "pilot.csv", "pilot.jsonl", "pilot.parquet" })
        {
            Write(name, text);
            Assert.DoesNotContain("heron", Finding(name, column), StringComparison.Ordinal);
        }
    }

    [Fact]
    public void What_cannot_be_decompressed_and_what_is_too_large_is_told()
    {
        File.WriteAllBytes(Path.Combine(_folder, "pilot.csv.gz"), [0x1F, 0x8B, 1, 2, 3]);
        Assert.Contains("pilot.csv.gz: this begins as gzip does, and cannot be decompressed to its end within 64 MB",
            Finding("pilot.csv.gz"), StringComparison.Ordinal);

        using (var packed = new GZipStream(File.Create(Path.Combine(_folder, "large.csv.gz")), CompressionLevel.Fastest))
        {
            for (var i = 0; i < 65; i++)
                packed.Write(new byte[1 << 20]);
        }

        Assert.Contains("large.csv.gz: this begins as gzip does, and cannot be decompressed to its end within 64 MB",
            Finding("large.csv.gz"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("tokens\n300\nabc\n", "tokens",
        "row 3, column \"tokens\": this is not a number of 0 or more\n    Leave out rows without a value.")]
    [InlineData("id,tokens\n1,300\n2,\n", "tokens", "row 3, column \"tokens\": there is no value\n    Leave out rows without a value.")]
    [InlineData("tokens\n-1\n", "tokens",
        "row 2, column \"tokens\": this is not a number of 0 or more\n    Leave out rows without a value.")]
    [InlineData("tokens\nNaN\n", "tokens",
        "row 2, column \"tokens\": this is not a number of 0 or more\n    Leave out rows without a value.")]
    [InlineData("tokens\n1e999\n", "tokens",
        "row 2, column \"tokens\": this is not a number of 0 or more\n    Leave out rows without a value.")]
    [InlineData("a,b\n1,2\n1\n", "a", "row 3 does not have a cell for each name: 1 for 2")]
    [InlineData("a,tokens\n1,2\n", "token", "the file has no column \"token\"\n    Did you mean \"tokens\"?")]
    [InlineData("a;b;c\n1;2;3\n", "tokens",
        "the file has no column \"tokens\"\n    The first row names the columns; it has 3 cells, none of which is this.")]
    [InlineData("a,a\n1,2\n", "a", "the file has two columns \"a\"\n    Name them apart.")]
    [InlineData("tokens\n\n", "tokens", "the file has no row below its names")]
    [InlineData("", "tokens",
        "the file has no column \"tokens\"\n    The first row names the columns; it has 1 cell, none of which is this.")]
    public void What_is_wrong_with_a_file_is_told(string csv, string column, string expected)
    {
        Write("pilot.csv", csv);

        Assert.EndsWith(
            $"error phases.P1.inputTokens.column: pilot.csv: {expected}", Finding("pilot.csv", column), StringComparison.Ordinal);
    }

    [Fact]
    public void Bytes_that_are_no_text_are_told()
    {
        File.WriteAllBytes(Path.Combine(_folder, "pilot.csv"), [(byte)'a', (byte)'\n', 0xFF]);

        Assert.Contains("pilot.csv: the file is no UTF-8 text", Finding("pilot.csv"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("../secret.csv")]
    [InlineData("below/../../secret.csv")]
    [InlineData("link.csv")]
    [InlineData("linked/secret.csv")]
    [InlineData("twice.csv")]
    [InlineData("/etc/hostname")]
    public void Nothing_outside_of_the_folder_is_read_wherever_links_lead(string name)
    {
        File.WriteAllText(Path.Combine(_outer, "secret.csv"), "tokens\n1\n2\n");
        Directory.CreateDirectory(Path.Combine(_folder, "below"));
        File.CreateSymbolicLink(Path.Combine(_folder, "link.csv"), Path.Combine(_outer, "secret.csv"));
        File.CreateSymbolicLink(Path.Combine(_folder, "linked"), _outer);
        File.CreateSymbolicLink(Path.Combine(_folder, "twice.csv"), Path.Combine("linked", "secret.csv"));

        Assert.Contains($"{name}: the file lies outside of the scenario's folder", Finding(name), StringComparison.Ordinal);
    }

    [Fact]
    public void A_folder_below_and_a_link_within_are_inside()
    {
        Directory.CreateDirectory(Path.Combine(_folder, "below"));
        Write("below/pilot.csv", "tokens\n1\n2\n");
        File.CreateSymbolicLink(Path.Combine(_folder, "link.csv"), Path.Combine("below", "pilot.csv"));

        Assert.Equal([1, 2], Values(Read("below/pilot.csv")));
        Assert.Equal([1, 2], Values(Read("link.csv")));
    }

    [Fact]
    public void A_missing_file_and_a_folder_are_told()
    {
        Write("pilot.csv", "tokens\n1\n");
        Directory.CreateDirectory(Path.Combine(_folder, "below"));

        Assert.EndsWith("pilots.csv: there is no such file beside the scenario\n    Did you mean pilot.csv?", Finding("pilots.csv"),
            StringComparison.Ordinal);
        Assert.EndsWith("below: this is a folder, not a file of numbers", Finding("below"), StringComparison.Ordinal);
    }

    [Fact]
    public void Data_beyond_64_MB_are_refused()
    {
        using (var file = File.Create(Path.Combine(_folder, "pilot.csv")))
            file.SetLength((64 << 20) + 1);

        Assert.Contains("the data of the scenario are larger than 64 MB together", Finding("pilot.csv"), StringComparison.Ordinal);
    }

    [Fact]
    public void More_than_a_million_values_are_refused()
    {
        Write("pilot.csv", $"tokens\n{string.Concat(Enumerable.Repeat("1\n", 1_000_001))}");

        Assert.Contains("the file has more than 1,000,000 values", Finding("pilot.csv"), StringComparison.Ordinal);
    }

    [Fact]
    public void A_column_of_a_Parquet_file_is_its_numbers_whatever_the_file_is_called()
    {
        Copy("wasm-snappy.parquet", "pilot.parquet");
        Copy("duckdb-gzip.parquet", "pilot.data");

        Assert.Equal(Enumerable.Range(0, 300).Select(i => 100.0 + 37 * i % 50).Order(), Values(Read("pilot.parquet")));
        Assert.Equal(Values(Read("pilot.parquet")), Values(Read("pilot.data")));
    }

    [Theory]
    [InlineData("label", "column: pilot.parquet: the column holds no numbers: INT32, INT64, FLOAT and DOUBLE are read")]
    [InlineData("gap", "column: pilot.parquet: row 7 has no value\n    Leave out rows without a value.")]
    [InlineData("token", "column: pilot.parquet: the file has no column \"token\"\n    Did you mean \"tokens\"?")]
    [InlineData("other",
        "column: pilot.parquet: the file has no column \"other\"\n    There are: \"tokens\", \"big\", \"ratio\", \"small\", \"gap\", "
            + "\"label\".")]
    public void What_is_wrong_with_a_Parquet_file_is_told(string column, string expected)
    {
        Copy("wasm-gzip.parquet", "pilot.parquet");

        Assert.EndsWith($"error phases.P1.inputTokens.{expected}", Finding("pilot.parquet", column), StringComparison.Ordinal);
    }

    [Fact]
    public void Numbers_below_0_in_a_Parquet_file_are_told_with_their_row()
    {
        var stream = new MemoryStream();
        ParquetTable.Write(stream, new ResultTable(new ResultColumn("tokens", ColumnData.Of(new[] { 3.0, 1, -2 }))));
        File.WriteAllBytes(Path.Combine(_folder, "pilot.parquet"), stream.ToArray());

        Assert.EndsWith("pilot.parquet: row 3, column \"tokens\": this is not a number of 0 or more\n    Leave out rows without a value.",
            Finding("pilot.parquet"), StringComparison.Ordinal);
    }

    [Fact]
    public void A_text_that_is_called_Parquet_is_not_read_as_text()
    {
        Write("pilot.parquet", "tokens\n1\n2\n");

        Assert.Contains("pilot.parquet: the file is no sound Parquet file: it does not begin and end as one; was it copied whole?",
            Finding("pilot.parquet"), StringComparison.Ordinal);
    }

    private void Copy(string foreign, string name) =>
        File.Copy(Path.Combine(Repository.Root, "tests", "CostSim.Parquet.Tests", "Data", "Foreign", foreign), Path.Combine(_folder, name));

    [Fact]
    public void The_hash_is_of_the_text_and_of_the_data()
    {
        Write("pilot.csv", "tokens\n1\n2\n");
        Write("other.csv", "tokens\n1\n2\n");
        var one = Read().Scenario!.Hash;
        Assert.Equal(one, Read().Scenario!.Hash);
        Write("other.csv", "tokens\n1\n3\n"); // which the scenario does not name
        Assert.Equal(one, Read().Scenario!.Hash);
        Write("pilot.csv", "tokens\n1\n2\n\n"); // the same values
        Assert.NotEqual(one, Read().Scenario!.Hash);
    }

    private static IReadOnlyList<double> Values(ScenarioReading reading)
    {
        Assert.Empty(reading.Diagnostics);
        return Assert.IsType<EmpiricalShape>(Assert.IsType<Uncertain>(reading.Scenario!.Phases[0].Call!.InputTokens).Shape).Values;
    }

    private string Finding(string file, string column = "tokens", string? csv = null) =>
        Assert.Single(Read(file, column, csv).Diagnostics).ToString();

    private ScenarioReading Read(string file = "pilot.csv", string column = "tokens", string? csv = null)
    {
        var written = csv is null ? "" : $", \"csv\": \"{csv}\"";
        Write("scenario.json", Given.Input($$"""{ "file": "{{file}}", "column": "{{column}}"{{written}}, "level": "item" }"""));
        return ScenarioReader.ReadFile(Path.Combine(_folder, "scenario.json"), ScenarioChanges.None, FixedPrices.Catalogue);
    }

    private void Write(string name, string text) => File.WriteAllText(Path.Combine(_folder, name), text, new UTF8Encoding(false));
}
