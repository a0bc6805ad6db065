namespace CostSim.Studies.Tests;

/// <summary>The code of docs/library.md is this assembly's, compiled and run.</summary>
public class LibraryDocumentTests
{
    [Fact]
    public void The_document_shows_the_sample_that_is_compiled()
    {
        var source = Repository.Text("tests", "CostSim.Studies.Tests", "LibrarySample.cs").Split('\n');
        var body = source[(Array.FindIndex(source, line => line.Trim() == "// begin") + 1)..Array.FindIndex(
            source, line => line.Trim() == "// end")];
        var sample = string.Join('\n', body.Select(line => line.Length == 0 ? line : line[8..])).Replace(
            "output.WriteLine", "Console.WriteLine", StringComparison.Ordinal);

        Assert.Contains($"```csharp\n{sample}\n```", Repository.Text("docs", "library.md"), StringComparison.Ordinal);
    }

    /// <summary>
    /// The document's own numbers stand below its code: the source's realistic range, $133 to $213, is P5 to P95 of the same scenario.
    /// </summary>
    [Fact]
    public void The_sample_prints_what_the_document_says()
    {
        var output = new StringWriter();
        LibrarySample.Show(Path.Combine(Repository.Root, "scenarios", "50atoms.json"), output);

        Assert.Contains($"```text\n{output.ToString().TrimEnd()}\n```", Repository.Text("docs", "library.md"), StringComparison.Ordinal);
    }
}
