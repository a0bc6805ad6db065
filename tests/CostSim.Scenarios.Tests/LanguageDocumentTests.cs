using System.Text.RegularExpressions;
using CostSim.Scenarios.Language;

namespace CostSim.Scenarios.Tests;

/// <summary>docs/scenario.md against the reader: its examples are read, its tables hold every word.</summary>
public class LanguageDocumentTests
{
    private static readonly string Document = Repository.Text("docs", "scenario.md");
    private static readonly string Prices = Repository.Text("docs", "prices.md");

    public static TheoryData<string> Scenarios =>
        new(Regex.Matches(Document, "```jsonc\n(.*?)```", RegexOptions.Singleline).Select(match => match.Groups[1].Value));

    public static TheoryData<string> Amounts => new(
        Regex.Matches(Section("Amounts"), "^\\| `([\\d{\\[].*?)` \\|", RegexOptions.Multiline).Select(match => match.Groups[1].Value));

    [Theory]
    [MemberData(nameof(Scenarios))]
    public void Every_scenario_is_read_without_a_finding(string text) => Assert.Empty(Given.ReadPublished(text).Diagnostics);

    [Theory]
    [MemberData(nameof(Amounts))]
    public void Every_amount_is_read(string amount)
    {
        var folder = Directory.CreateTempSubdirectory("costsim-document-").FullName;
        try
        {
            File.WriteAllText(Path.Combine(folder, "pilot.csv"), "id,tokens\n1,310\n2,290\n");
            var scenario = Path.Combine(folder, "scenario.json");
            File.WriteAllText(scenario, Given.Input(amount));
            Assert.NotNull(ScenarioReader.ReadFile(scenario, ScenarioChanges.None, FixedPrices.Catalogue).Scenario);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    [Fact]
    public void The_examples_are_found()
    {
        Assert.Equal(9, Scenarios.Count);
        Assert.Equal(23, Amounts.Count);
    }

    [Fact]
    public void Every_word_of_the_language_is_explained()
    {
        Assert.Equal(Enum.GetValues<Place>(), Vocabulary.Whole.Places.Select(words => words.Place).Order());
        foreach (var words in Vocabulary.Whole.Places)
        {
            var document = words.IsOfCatalogue ? Prices : Document;
            Assert.All(words.Keys, key => Assert.Matches($"[`\"]{Regex.Escape(key)}[`\"]", document));
        }
    }

    private static string Section(string title)
    {
        var start = Document.IndexOf($"\n## {title}\n", StringComparison.Ordinal);
        var end = Document.IndexOf("\n## ", start + 1, StringComparison.Ordinal);
        return Document[start..end];
    }
}
