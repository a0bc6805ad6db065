using System.Text.Encodings.Web;
using System.Text.Json;
using CostSim.Engine.Checks;
using CostSim.Output.Summaries;
using CostSim.Studies;

namespace CostSim.Output.Comparisons;

/// <summary>The form of <c>costsim compare --format json</c>: see docs/compare.md.</summary>
public static class CompareJson
{
    internal static readonly JsonWriterOptions Indented = new() { Indented = true, NewLine = "\n", Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>What every document of a comparison begins with.</summary>
    internal static void WriteHead(Utf8JsonWriter json, int schemaVersion, long trials, ulong seed, string? command)
    {
        json.WriteNumber("schemaVersion", schemaVersion);
        json.WriteNumber("trials", trials);
        json.WriteNumber("seed", seed);
        json.WriteNumber("confidence", MeasureSummary.Confidence);
        if (command is not null)
            json.WriteString("command", command);
    }

    public static void Write(Stream stream, Comparison comparison)
    {
        using var json = new Utf8JsonWriter(stream, Indented);
        json.WriteStartObject();
        WriteHead(json, Comparison.SchemaVersion, comparison.Trials, comparison.Seed, comparison.Command);
        PriceJson.Write(json, comparison.Cases.Select(one => one.Run.Scenario));
        json.WriteStartArray("cases");
        foreach (var one in comparison.Cases)
            WriteCase(json, one);
        json.WriteEndArray();
        json.WriteStartArray("differences");
        foreach (var difference in comparison.Differences)
        {
            json.WriteStartObject();
            json.WriteString("case", difference.Label);
            json.WriteString("against", comparison.Cases[0].Label);
            WriteDifference(json, difference);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        WriteGate(json, comparison.MaxIncrease, comparison.Verdict);
        json.WriteEndObject();
        json.Flush();
        stream.Write("\n"u8);
    }

    internal static void WriteCase(Utf8JsonWriter json, ComparedCase one, IReadOnlyList<Increase>? increases = null)
    {
        var scenario = one.Run.Scenario;
        json.WriteStartObject();
        json.WriteString("case", one.Label);
        json.WriteString("scenario", scenario.Name);
        json.WriteString("scenarioHash", scenario.Hash);
        CaseJson.Write(json, scenario, one.Run.Items);
        json.WriteString("tier", TierName.Of(scenario.Model.Tier));
        SummaryJson.WriteScope(json, "total", one.Run.Total, scenario.Currency);
        SummaryJson.WriteScope(json, "perItem", one.Run.PerItem, scenario.Currency);
        if (increases is not null)
            WriteIncreases(json, increases);
        json.WriteEndObject();
    }

    internal static void WriteDifference(Utf8JsonWriter json, CostDifference difference, bool isExplained = true)
    {
        SummaryJson.WriteMeasure(json, "usd", difference.Usd);
        if (difference.Ratio is { } ratio)
            SummaryJson.WriteMeasure(json, "ratio", ratio);
        else
            json.WriteNull("ratio");
        EstimateJson.Write(json, "meanUsd", difference.MeanUsd);
        EstimateJson.Write(json, "cheaper", difference.Cheaper);
        EstimateJson.Write(json, "same", difference.Same);
        EstimateJson.Write(json, "cheaperPerItem", difference.PerItem.Cheaper);
        EstimateJson.Write(json, "samePerItem", difference.PerItem.Same);
        if (difference.Increases.Count > 0)
            WriteIncreases(json, difference.Increases);
        if (difference.WithOperations is { } all)
        {
            json.WriteStartObject("withOperations");
            WriteDifference(json, all, isExplained: false);
            json.WriteEndObject();
        }

        if (!isExplained)
            return;
        json.WriteStartObject("runLevelDraws");
        json.WriteNumber("shared", difference.Draws.Shared);
        json.WriteNumber("all", difference.Draws.All);
        json.WriteEndObject();
        WriteExplanation(json, difference.Explanation);
    }

    private static void WriteIncreases(Utf8JsonWriter json, IReadOnlyList<Increase> increases)
    {
        json.WriteStartObject("increase");
        foreach (var increase in increases)
        {
            if (increase.Share is { } share)
                EstimateJson.Write(json, increase.Statistic, share);
            else
                json.WriteNull(increase.Statistic);
        }

        json.WriteEndObject();
    }

    private static void WriteExplanation(Utf8JsonWriter json, Explanation explanation)
    {
        json.WriteStartArray("explanation");
        foreach (var phase in explanation.Phases)
        {
            json.WriteStartObject();
            json.WriteString("phase", phase.Id);
            foreach (var cause in Enum.GetValues<Cause>())
                json.WriteNumber($"{JsonNamingPolicy.CamelCase.ConvertName(cause.ToString())}Usd", phase[cause]);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    internal static void WriteGate(Utf8JsonWriter json, double? maxIncrease, Verdict? verdict)
    {
        if (maxIncrease is not { } most)
            return;
        json.WriteStartObject("gate");
        json.WriteNumber("maxIncrease", most);
        json.WriteString("verdict", CompareReport.Word(verdict!.Value));
        json.WriteEndObject();
    }
}
