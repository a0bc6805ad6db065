using System.Text.Json;
using CostSim.Engine.Planning;
using CostSim.Output.Reports;
using CostSim.Scenarios;
using CostSim.Studies;

namespace CostSim.Output.Summaries;

/// <summary>The form of <c>costsim explain --format json</c>: see docs/formats.md. A number without limit is null.</summary>
public static class ExplainJson
{
    public const int SchemaVersion = 1;

    private static readonly (string Name, Func<MeasureBounds, Bounds> Of)[] PerItem =
    [
        ("calls", bounds => bounds.Calls), ("inputTokens", bounds => bounds.InputTokens), ("outputTokens", bounds => bounds.OutputTokens), ("cost", bounds => bounds.Cost),
    ];

    /// <param name="stream">Where it goes.</param>
    /// <param name="explained">The runs and variants, at least one.</param>
    public static void Write(Stream stream, IReadOnlyList<ScenarioExplanation> explained)
    {
        using var json = new Utf8JsonWriter(stream, SummaryJson.Indented);
        json.WriteStartObject();
        json.WriteNumber("schemaVersion", SchemaVersion);
        json.WriteString("scenario", explained[0].Scenario.Name);
        json.WriteString("item", explained[0].Scenario.Item);
        PriceJson.Write(json, explained.Select(one => one.Scenario));
        json.WriteStartArray("runs");
        foreach (var one in explained)
            WriteRun(json, one);
        json.WriteEndArray();
        json.WriteEndObject();
        json.Flush();
        stream.Write("\n"u8);
    }

    private static void WriteRun(Utf8JsonWriter json, ScenarioExplanation explained)
    {
        var (scenario, run) = (explained.Scenario, explained.Summary.Runs[0]);
        json.WriteStartObject();
        CaseJson.Write(json, scenario, run.Items);
        json.WriteString("scenarioHash", scenario.Hash);
        json.WriteString("model", scenario.Model.Model);
        json.WriteString("tier", TierName.Of(scenario.Model.Tier));
        json.WriteNumber("trials", explained.Summary.Trials);
        json.WriteNumber("seed", explained.Summary.Seed);
        WritePerItem(json, explained.OneItem.Support);
        json.WriteStartArray("phases");
        for (var p = 0; p < explained.OneItem.Phases.Count; p++)
            WritePhase(json, explained.OneItem.Phases[p], explained.Reasons[p], run.Phases[p].Scope.Cost.Mean / run.Total.Cost.Mean);
        json.WriteEndArray();
        SummaryJson.WriteMeasure(json, "cost", run.Total.Cost);
        if (explained.Together is { } together)
            SummaryJson.WriteMeasure(json, "costMovingTogether", together.Cost);
        json.WriteStartArray("quantities");
        foreach (var assumption in scenario.Assumptions)
            WriteQuantity(json, assumption, scenario.Item);
        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static void WritePhase(Utf8JsonWriter json, PhasePlan phase, string drawing, double share)
    {
        json.WriteStartObject();
        json.WriteString("id", phase.Id);
        json.WriteString("name", phase.Name);
        json.WriteString("kind", ScopeName.Of(phase));
        if (!phase.IsBesideTheUnits)
        {
            json.WriteStartObject("units");
            Write(json, "in", phase.Units.Before);
            Write(json, "workedOn", phase.Units.Called);
            Write(json, "out", phase.Units.After);
            json.WriteEndObject();
        }

        WritePerItem(json, phase.SupportPerItem);
        if (phase.Parts.Count > 1)
        {
            json.WriteStartArray("parts");
            foreach (var part in phase.Parts)
            {
                json.WriteStartObject();
                json.WriteString("name", part.Name);
                WritePerItem(json, part.SupportPerItem);
                json.WriteEndObject();
            }

            json.WriteEndArray();
        }

        SummaryJson.WriteFinite(json, "shareOfMeanCost", share);
        json.WriteString("drawn", drawing);
        json.WriteEndObject();
    }

    private static void WriteQuantity(Utf8JsonWriter json, Assumption assumption, string item)
    {
        json.WriteStartObject();
        json.WriteString("path", assumption.Path);
        json.WriteBoolean("certain", assumption.Amount is Certain);
        json.WriteNumber("min", assumption.Min);
        SummaryJson.WriteFinite(json, "max", assumption.Max);
        json.WriteString("written", assumption.Written);
        if (assumption.Amount is not Certain)
        {
            json.WriteString("inBetween", ShapeWords.Of(assumption));
            // A space that does not break is for tables.
            json.WriteString("differsBy", ShapeWords.Levels(assumption.Amount, item).Replace('\u00a0', ' '));
        }

        if (assumption.UsedAt.Count > 0)
        {
            json.WriteStartArray("usedAt");
            foreach (var path in assumption.UsedAt)
                json.WriteStringValue(path);
            json.WriteEndArray();
        }

        if (assumption.Comment is { } comment)
            json.WriteString("comment", comment);
        json.WriteEndObject();
    }

    private static void WritePerItem(Utf8JsonWriter json, MeasureBounds bounds)
    {
        json.WriteStartObject("perItem");
        foreach (var (name, of) in PerItem)
            Write(json, name, of(bounds));
        if (bounds.Operations.Max > 0)
            Write(json, "operations", bounds.Operations);
        json.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter json, string name, Bounds bounds)
    {
        json.WriteStartObject(name);
        json.WriteNumber("min", bounds.Min);
        SummaryJson.WriteFinite(json, "max", bounds.Max);
        json.WriteEndObject();
    }
}
