using System.Text.Json;
using System.Text.RegularExpressions;
using CostSim.Scenarios.Schema;
using JsonSchema = Json.Schema.JsonSchema;

namespace CostSim.Scenarios.Tests.Schema;

/// <summary>
/// schemas/scenario.schema.json: it is what the program prints, it accepts every sound scenario of the repository, and it rejects every wrong one but
/// those of which Schema/accepted.txt says that only the reader can know. <c>COSTSIM_ACCEPT=1 dotnet test</c> writes both files anew.
/// </summary>
public partial class ScenarioSchemaTests
{
    private static readonly JsonDocumentOptions Lenient = new() { CommentHandling = JsonCommentHandling.Skip, AllowTrailingCommas = true };

    private static readonly JsonSchema Schema = JsonSchema.FromText(ScenarioSchema.Text);

    private static bool IsAccepting => Environment.GetEnvironmentVariable("COSTSIM_ACCEPT") == "1";

    [Fact]
    public void The_file_of_the_repository_is_what_the_program_prints()
    {
        var file = Path.Combine(Repository.Root, "schemas", "scenario.schema.json");
        if (IsAccepting)
            File.WriteAllText(file, ScenarioSchema.Text);

        Assert.Equal(File.ReadAllText(file), ScenarioSchema.Text);
    }

    [Fact]
    public void Every_sound_scenario_is_accepted()
    {
        var texts = Directory.GetFiles(Path.Combine(Repository.Root, "scenarios"), "*.json").Select(File.ReadAllText)
            .Concat(Code().Matches(Repository.Text("docs", "scenario.md")).Select(match => match.Groups[1].Value))
            .Concat(ScenarioTemplates.Names.Select(ScenarioTemplates.Text)).ToList();

        Assert.True(texts.Count > 8);
        Assert.All(texts, text => Assert.True(IsAccepted(Parse(text)!.Value), text));
    }

    [Fact]
    public void Every_wrong_scenario_is_rejected_where_a_schema_can_know()
    {
        var accepted = new List<string>();
        foreach (var file in Directory.GetFiles(Path.Combine(Repository.Tests, "Bad"), "*.json").Order(StringComparer.Ordinal))
        {
            if (Parse(ReadAll(file)) is { } scenario && IsAccepted(scenario))
                accepted.Add(Path.GetFileNameWithoutExtension(file));
        }

        var list = Path.Combine(Repository.Tests, "Schema", "accepted.txt");
        if (IsAccepting)
            File.WriteAllLines(list, accepted);
        Assert.Equal(File.ReadAllLines(list), accepted);
    }

    /// <summary>Every amount of the table of amounts stands at a place where the schema looks at it.</summary>
    [Theory]
    [InlineData("300", true)]
    [InlineData("[900, 1400]", true)]
    [InlineData("{ \"90%\": [900, 1400] }", true)]
    [InlineData("{ \"range\": [1, 2], \"level\": \"run\", \"chance\": 0.5 }", true)]
    [InlineData("\"medium\"", true)]
    [InlineData("-1", false)]
    [InlineData("[1, 2, 3]", false)]
    [InlineData("{}", false)]
    [InlineData("{ \"range\": [1, 2], \"90%\": [1, 2] }", false)]
    [InlineData("{ \"range\": [1, 2], \"level\": \"run\", \"spread\": {} }", false)]
    [InlineData("{ \"range\": [1, 2], \"levle\": \"run\" }", false)]
    [InlineData("null", false)]
    [InlineData("true", false)]
    public void An_amount(string amount, bool isSound) => Assert.Equal(isSound, IsAccepted(Parse(Given.Input(amount))!.Value));

    private static bool IsAccepted(JsonElement json) => Schema.Evaluate(json).IsValid;

    private static JsonElement? Parse(string text)
    {
        try
        {
            using var document = JsonDocument.Parse(text, Lenient);
            return JsonSerializer.SerializeToElement(document.RootElement); // every text in it is read, or is none
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            return null; // what is no JSON, no schema has to judge
        }
    }

    private static string ReadAll(string file) => File.ReadAllText(file).TrimStart('\uFEFF');

    [GeneratedRegex("```jsonc\n(.*?)```", RegexOptions.Singleline)]
    private static partial Regex Code();
}
