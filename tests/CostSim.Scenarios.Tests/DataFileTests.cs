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
    [InlineData(
        "tokens\n300\nabc\n", "tokens", "column: pilot.csv: row 3: \"abc\" is no number of 0 or more\n    Leave out rows without a value.")]
    [InlineData("id,tokens\n1,300\n2,\n", "tokens",
        "column: pilot.csv: row 3: \"\" is no number of 0 or more\n    Leave out rows without a value.")]
    [InlineData(
        "tokens\n-1\n", "tokens", "column: pilot.csv: row 2: \"-1\" is no number of 0 or more\n    Leave out rows without a value.")]
    [InlineData(
        "tokens\nNaN\n", "tokens", "column: pilot.csv: row 2: \"NaN\" is no number of 0 or more\n    Leave out rows without a value.")]
    [InlineData(
        "tokens\n1e999\n", "tokens", "column: pilot.csv: row 2: \"1e999\" is no number of 0 or more\n    Leave out rows without a value.")]
    [InlineData("a,b\n1,2\n1\n", "a", "column: pilot.csv: row 3 does not have a cell for each name: 1 for 2")]
    [InlineData("a,tokens\n1,2\n", "token", "column: pilot.csv: the file has no column \"token\"\n    Did you mean \"tokens\"?")]
    [InlineData("a;tokens\n1;2\n", "tokens", "column: pilot.csv: the file has no column \"tokens\"\n    Cells are separated by commas.")]
    [InlineData("a,a\n1,2\n", "a", "column: pilot.csv: the file has two columns \"a\"\n    Name them apart.")]
    [InlineData("tokens\n\n", "tokens", "column: pilot.csv: the file has no row below its names")]
    [InlineData("", "tokens", "column: pilot.csv: the file has no column \"tokens\"\n    There are: \"\".")]
    public void What_is_wrong_with_a_file_is_told(string csv, string column, string expected)
    {
        Write("pilot.csv", csv);

        Assert.EndsWith($"error phases.P1.inputTokens.{expected}", Finding("pilot.csv", column), StringComparison.Ordinal);
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

        Assert.EndsWith("pilot.parquet: row 3: -2 is no number of 0 or more\n    Leave out rows without a value.", Finding("pilot.parquet"),
            StringComparison.Ordinal);
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

    private string Finding(string file, string column = "tokens") => Assert.Single(Read(file, column).Diagnostics).ToString();

    private ScenarioReading Read(string file = "pilot.csv", string column = "tokens")
    {
        Write("scenario.json", Given.Input($$"""{ "file": "{{file}}", "column": "{{column}}", "level": "item" }"""));
        return ScenarioReader.ReadFile(Path.Combine(_folder, "scenario.json"), ScenarioChanges.None, FixedPrices.Catalogue);
    }

    private void Write(string name, string text) => File.WriteAllText(Path.Combine(_folder, name), text, new UTF8Encoding(false));
}
