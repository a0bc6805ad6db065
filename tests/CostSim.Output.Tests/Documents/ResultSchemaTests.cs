using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using CostSim.Output.Documents;
using CostSim.Output.Files;
using CostSim.Output.Tests.Reports;
using CostSim.Output.Tests.Requests;
using CostSim.Scenarios;
using CostSim.Studies;
using Json.Schema;

namespace CostSim.Output.Tests.Documents;

/// <summary>
/// Every document for programs keeps to the schema of its name in schemas/. <c>COSTSIM_ACCEPT=1 dotnet test</c> writes the schemas anew.
/// </summary>
public class ResultSchemaTests
{
    private static readonly StudyOptions Few = new() { Trials = 2000, Threads = 2 };

    public static TheoryData<string> Names => [.. ResultSchema.Documents.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public void The_file_of_the_repository_is_what_the_program_prints(string name)
    {
        var file = Path.Combine(Repository.Root, "schemas", $"{name}.schema.json");
        if (Environment.GetEnvironmentVariable("COSTSIM_ACCEPT") == "1")
            File.WriteAllText(file, ResultSchema.Text(name));

        Assert.Equal(File.ReadAllText(file), ResultSchema.Text(name));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Every_document_keeps_to_its_schema(string name)
    {
        var schema = JsonSchema.FromText(ResultSchema.Text(name));
        var documents = Documents(name).ToList();

        Assert.NotEmpty(documents);
        foreach (var document in documents)
        {
            var result = schema.Evaluate(document, new EvaluationOptions { OutputFormat = OutputFormat.List });
            Assert.True(result.IsValid,
                string.Join('\n',
                    (result.Details ?? []).Where(detail => detail.Errors is not null).Select(
                        detail => $"{detail.InstanceLocation}: {string.Join(", ", detail.Errors!.Values)}")));
        }
    }

    /// <summary>What can be written has a schema.</summary>
    [Fact]
    public void Every_document_has_a_schema() => Assert.Equal(
        typeof(ResultJson).GetCustomAttributesData().Where(attribute => attribute.AttributeType == typeof(JsonSerializableAttribute))
            .Select(attribute => $"{attribute.ConstructorArguments[0].Value}").Order(StringComparer.Ordinal),
        ResultSchema.Documents.Values.Select(type => $"{type}").Order(StringComparer.Ordinal));

    /// <summary>The schema is no empty one: a property that is always there may not be missing, and none may be of another kind.</summary>
    [Theory]
    [MemberData(nameof(Names))]
    public void A_wrong_document_is_refused(string name)
    {
        var schema = JsonSchema.FromText(ResultSchema.Text(name));
        var first = JsonNode.Parse(Documents(name).First().GetRawText())!;
        var document = first is JsonArray array ? array[0]!.AsObject() : first.AsObject();
        var always = name == "validate" ? "sound" : "schemaVersion";
        document[always] = "1";
        Assert.False(schema.Evaluate(Element(first)).IsValid);
        document.Remove(always);
        Assert.False(schema.Evaluate(Element(first)).IsValid);
    }

    /// <summary>
    /// Documents with and without runs, variants, operations, budgets, a second currency, and what is left out where there is nothing to
    /// say.
    /// </summary>
    private static IEnumerable<JsonElement> Documents(string name)
    {
        IReadOnlyList<SizedScenario> catalog = [.. Given.Cases(Given.Catalog).Select(one => new SizedScenario(one, one.Items))];
        var tickets = new SizedScenario(Given.Scenario(Given.Tickets), 20);
        var summaries = new[] { Study.Run(catalog, new RunOptions(Few)).Summary, Study.Run([tickets], new RunOptions(Few)).Summary,
            Given.Run(Given.Tickets, 10).Summary };
        return name switch
        {
            "summary" => summaries.Select(summary => Json(SummaryDocument.Of(summary))),
            "manifest" => summaries.Select(summary => Json(ManifestDocument.Of(summary, "1.2", [new ResultFile("a", 1, "b")]))),
            "check" => new[] { ImaginedCheck.Mixed, ImaginedCheck.Cases }.Select(check => Json(CheckDocument.Of(check))),
            "compare" =>
                [Json(CompareDocument.Of(Compared(catalog) with { MaxIncrease = 0.05 })),
                    Json(CompareDocument.Of(Compared([tickets, tickets])))],
            "baseline" => [Json(BaselineDocument.Of(AgainstBaseline(tickets, summaries[1])))],
            "levers" =>
                [Json(LeversDocument.Of(Study.Levers(tickets, FixedPrices.Catalogue, changes => Read(Given.Tickets, changes), Few)))],
            "explain" => [Json(ExplainDocument.Of([.. catalog.Select(one => Study.Explain(one, Few))]))],
            "validate" => [Json<IReadOnlyList<ValidateDocument>>(
                [new("a.json", false, [.. Read("{}", []).Diagnostics.Select(FindingDocument.Of)]), new("b.json", true, [])])],
            "tokens" => new[] { ImaginedBatches.Plain, ImaginedBatches.Mixed }.Select(
                summary => Json(TokensDocument.Of(summary, ImaginedBatches.Prices))),
            "reconcile" => new[] { ImaginedBill.Plain(tickets), ImaginedBill.Full(tickets) }.Select(
                reconciled => Json(ReconcileDocument.Of(reconciled))),
            "calibrate" => new[] { ImaginedPilot.Plain, ImaginedPilot.Full }.Select(
                calibration => Json(CalibrateDocument.Of(calibration))),
            "forecast" => new[] { ImaginedOutlook.Plain(tickets), ImaginedOutlook.Full(tickets) }.Select(
                outlook => Json(ForecastDocument.Of(outlook))),
            _ => throw new ArgumentException($"give the documents of {name} here", nameof(name)),
        };
    }

    private static Comparison Compared(IReadOnlyList<SizedScenario> cases) =>
        Study.Compare([.. cases.Select((one, i) => new ComparedScenario($"{i}", one.Scenario, one.Items))], Few);

    private static BaselineComparison AgainstBaseline(SizedScenario one, Summary summary)
    {
        var file = Path.GetTempFileName();
        try
        {
            using (var stream = File.Create(file))
                ResultJson.Write(stream, SummaryDocument.Of(summary));
            return Study.CompareWithBaseline([new ComparedScenario("now", one.Scenario, one.Items)], Baseline.Read(file), Few);
        }
        finally
        {
            File.Delete(file);
        }
    }

    private static ScenarioReading Read(string text, IReadOnlyList<string> changes) =>
        ScenarioReader.Read("test.json", System.Text.Encoding.UTF8.GetBytes(text), new ScenarioChanges(changes), FixedPrices.Catalogue);

    private static JsonElement Json<T>(T document)
    {
        using var stream = new MemoryStream();
        ResultJson.Write(stream, document);
        return JsonDocument.Parse(stream.ToArray()).RootElement;
    }

    private static JsonElement Element(JsonNode node) => JsonSerializer.SerializeToElement(node);
}
