using System.Text.Json;
using CostSim.Engine.Checks;
using CostSim.Numerics.Statistics;
using CostSim.Studies;

namespace CostSim.Output.Summaries;

/// <summary>The document of <c>costsim check --format json</c>: see docs/formats.md.</summary>
public static class CheckJson
{
    /// <summary>What files call a verdict.</summary>
    public static string Name(Verdict verdict) => verdict switch { Verdict.Pass => "PASS", Verdict.Fail => "FAIL", _ => "INCONCLUSIVE" };

    public static void Write(Stream stream, CheckSummary check)
    {
        using var json = new Utf8JsonWriter(stream, SummaryJson.Indented);
        json.WriteStartObject();
        json.WriteNumber("schemaVersion", Summary.SchemaVersion);
        json.WriteString("verdict", Name(check.Verdict));
        json.WriteString("scenario", check.Scenario.Name);
        json.WriteString("item", check.Scenario.Item);
        json.WriteNumber("seed", check.Seed);
        json.WriteNumber("errorPerSide", PolicyCheck.ErrorPerSide);
        json.WriteNumber("confidenceOfLook", PolicyCheck.ConfidenceOfLook(check.Looks));
        json.WriteStartArray("looks");
        foreach (var size in check.Looks.Sizes)
            json.WriteNumberValue(size);
        json.WriteEndArray();
        PriceJson.Write(json, check.Cases.Select(one => one.Scenario));
        json.WriteStartArray("runs");
        foreach (var one in check.Cases)
            WriteCase(json, one);
        json.WriteEndArray();
        json.WriteEndObject();
        json.Flush();
        stream.Write("\n"u8);
    }

    private static void WriteCase(Utf8JsonWriter json, CaseCheck one)
    {
        json.WriteStartObject();
        CaseJson.Write(json, one.Scenario, one.Items);
        json.WriteString("tier", TierName.Of(one.Scenario.Model.Tier));
        json.WriteString("scenarioHash", one.Scenario.Hash);
        json.WriteNumber("approximationError", one.ApproximationError);
        json.WriteStartArray("policies");
        foreach (var policy in one.Policies)
            WritePolicy(json, policy);
        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static void WritePolicy(Utf8JsonWriter json, PolicyResult result)
    {
        var (finding, limit) = (result.Finding, result.Finding.Policy.Limit);
        json.WriteStartObject();
        json.WriteString("source", finding.Policy.Source);
        json.WriteNumber("atMostUsd", limit.AtMostUsd);
        json.WriteNumber("confidence", limit.Confidence);
        if (limit.PerItem)
            json.WriteString("per", "item");
        if (limit.OfAll)
            json.WriteString("of", "all");
        json.WriteString("verdict", Name(finding.Verdict));
        EstimateJson.Write(json, "probability", finding.Probability);
        json.WriteNumber("trials", finding.Trials);
        json.WriteNumber("look", finding.Look);
        if (result.Needed is { } needed)
            EstimateJson.Write(json, "neededUsd", new Estimate(needed.Value, needed.Low, needed.High));
        else
            json.WriteNull("neededUsd");
        json.WriteEndObject();
    }
}
