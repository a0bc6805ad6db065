using CostSim.Scenarios.Reading.Syntax;

namespace CostSim.Scenarios.Tests;

public sealed class ScenarioFileTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("costsim-scenarios-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void A_missing_file()
    {
        File.WriteAllText(In("tagging.json"), "{}");

        Assert.Equal($"{In("taging.json")}(1,1): error: there is no such file\n    Did you mean tagging.json?", Finding(In("taging.json")));
        Assert.Equal($"{In("no/where.json")}(1,1): error: there is no such file", Finding(In("no/where.json")));
    }

    [Fact]
    public void A_folder()
    {
        File.WriteAllText(In("tagging.json"), "{}");

        Assert.Equal($"{_folder}(1,1): error: this is a folder, not a scenario file\n    It holds tagging.json.", Finding(_folder));
    }

    [Fact]
    public void A_huge_file_is_refused_unread()
    {
        using (var file = File.Create(In("huge.json")))
            file.SetLength(100_000_000);

        // What is made once, such as the catalogue of prices, is not this file's.
        Finding(In("none.json"));
        var before = GC.GetAllocatedBytesForCurrentThread();
        Assert.Equal($"{In("huge.json")}(1,1): error: the file is larger than 4 MB, which no scenario is", Finding(In("huge.json")));
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 1_000_000);
    }

    [Fact]
    public void A_huge_text() => Assert.Equal(
        "big(1,1): error: the file is larger than 4 MB, which no scenario is",
        Assert.Single(
            ScenarioReader.Read("big", new byte[ScenarioFile.MaxBytes + 1], ScenarioChanges.None, FixedPrices.Catalogue).Diagnostics)
                .ToString());

    [Theory]
    [InlineData("", "\"\"(1,1): error: the name of the file is empty")]
    [InlineData("a\0b", "a\0b(1,1): error: no file can have this name")]
    public void A_name_that_is_no_name(string path, string told) => Assert.StartsWith(told, Finding(path), StringComparison.Ordinal);

    /// <summary>Editors save it with a mark, pipes of shells without one.</summary>
    [Theory]
    [InlineData(false, true)]
    [InlineData(false, false)]
    [InlineData(true, true)]
    [InlineData(true, false)]
    public void Utf_16_is_told_as_such(bool bigEndian, bool withMark)
    {
        var encoding = new System.Text.UnicodeEncoding(bigEndian, withMark);
        File.WriteAllText(In("utf16.json"), Given.Input("[10, 20]"), encoding);

        Assert.Contains(
            "(1,1): error: the file is UTF-16 text\n    Save it as UTF-8.", Finding(In("utf16.json")), StringComparison.Ordinal);
    }

    [Fact]
    public void A_byte_order_mark_is_no_fault()
    {
        File.WriteAllText(In("bom.json"), Given.Input("[10, 20]"), new System.Text.UTF8Encoding(encoderShouldEmitUTF8Identifier: true));

        var reading = ScenarioReader.ReadFile(In("bom.json"), ScenarioChanges.None, FixedPrices.Catalogue);

        Assert.Empty(reading.Diagnostics);
        Assert.NotNull(reading.Scenario);
    }

    [Theory]
    [InlineData("{\"name\":0,")] // one line of two million faults
    [InlineData("{\"x\":\n")]
    [InlineData("\"a\",")]
    public void A_large_hostile_text_is_answered_with_work_in_proportion(string piece)
    {
        var text = "{ \"factors\": { " + string.Concat(Enumerable.Range(0, 100_000).Select(i => $"\"f{i}\": \"f{i + 1}\", "))
            + "}, \"limits\": ["
            + string.Concat(Enumerable.Repeat(piece, 200_000));
        var closed = text[..text.IndexOf('[', StringComparison.Ordinal)] + "["
            + string.Concat(Enumerable.Repeat("{\"x\":null},\n", 150_000)) + "]}";

        var before = GC.GetAllocatedBytesForCurrentThread();
        Assert.NotEmpty(Given.Read(text).Diagnostics);
        Assert.Equal(201, Given.Read(closed).Diagnostics.Count);

        // Work is counted in bytes allocated, which are the same on a busy machine: for a quarter of the text they are a quarter.
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 150L * (text.Length + closed.Length));
    }

    private string In(string name) => Path.Combine(_folder, name);

    private static string Finding(string path) =>
        Assert.Single(ScenarioReader.ReadFile(path, ScenarioChanges.None, FixedPrices.Catalogue).Diagnostics).ToString();
}
