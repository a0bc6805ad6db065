using System.Text.Json;
using CostSim.Engine.Planning;
using CostSim.Numerics.Statistics;
using CostSim.Scenarios;
using CostSim.Studies;

namespace CostSim.Output.Summaries;

/// <summary>The form of <c>summary.json</c>: see docs/formats.md. A number without limit, and a percentile without support, is null.</summary>
public static class SummaryJson
{
    internal static readonly JsonWriterOptions Indented = new() { Indented = true, NewLine = "\n" };

    public static void Write(Stream stream, Summary summary)
    {
        using var json = new Utf8JsonWriter(stream, Indented);
        json.WriteStartObject();
        json.WriteNumber("schemaVersion", Summary.SchemaVersion);
        json.WriteString("scenario", summary.Scenario.Name);
        json.WriteString("item", summary.Scenario.Item);
        json.WriteNumber("trials", summary.Trials);
        json.WriteNumber("seed", summary.Seed);
        json.WriteString("resultHash", summary.ResultHash);
        json.WriteNumber("confidence", MeasureSummary.Confidence);
        if (summary.RunFactorsFixed)
            json.WriteBoolean("runFactorsFixed", true);
        PriceJson.Write(json, summary.Cases.Select(one => one.Scenario));
        WriteSettings(json, summary.Scenario);
        WriteCorrelations(json, summary);
        json.WriteStartArray("runs");
        foreach (var run in summary.Runs)
            WriteRun(json, run);
        json.WriteEndArray();
        json.WriteEndObject();
        json.Flush();
        stream.Write("\n"u8);
    }

    private static void WriteSettings(Utf8JsonWriter json, Scenario scenario)
    {
        if (scenario.Timing is { } timing)
            json.WriteString("timing", TimingName.Of(timing));
        if (scenario.CompletionWindowHours is { } hours)
            json.WriteNumber("completionWindowHours", hours);
        if (scenario.Currency is not { } currency)
            return;
        json.WriteStartObject("currency");
        json.WriteString("code", currency.Code);
        json.WriteNumber("perUsd", currency.PerUsd);
        PriceJson.WriteDay(json, "on", currency.On);
        json.WriteEndObject();
    }

    private static void WriteCorrelations(Utf8JsonWriter json, Summary summary)
    {
        if (summary.Correlations.Count == 0)
            return;
        json.WriteStartArray("correlations");
        foreach (var (asked, rank, trials) in summary.Correlations)
        {
            json.WriteStartObject();
            json.WriteStartArray("between");
            json.WriteStringValue(asked.First);
            json.WriteStringValue(asked.Second);
            json.WriteEndArray();
            json.WriteNumber("rank", asked.Rank);
            if (rank is { } achieved)
                json.WriteNumber("achieved", achieved);
            else
                json.WriteNull("achieved");
            json.WriteNumber("achievedTrials", trials);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static void WriteRun(Utf8JsonWriter json, RunSummary run)
    {
        var scenario = run.Scenario;
        json.WriteStartObject();
        CaseJson.Write(json, scenario, run.Items);
        if (scenario.Run?.Period is { } period)
            json.WriteString("period", period);
        json.WriteString("tier", TierName.Of(scenario.Model.Tier));
        WriteScope(json, "total", run.Total, scenario.Currency);
        WriteScope(json, "perItem", run.PerItem, scenario.Currency);
        json.WriteStartArray("phases");
        foreach (var phase in run.Phases)
        {
            json.WriteStartObject();
            json.WriteString("id", phase.Id);
            json.WriteString("name", phase.Name);
            json.WriteString("kind", ScopeName.Of(phase));
            WriteMeasures(json, phase.Scope, scenario.Currency);
            if (phase.CutShare > 0)
                json.WriteNumber("cutShare", phase.CutShare);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        DriversJson.Write(json, run.Drivers);
        json.WriteStartArray("budgets");
        foreach (var budget in run.Budgets)
            WriteBudget(json, budget);
        json.WriteEndArray();
        if (run.Planning is { } planning)
            WritePlanning(json, planning);
        json.WriteStartArray("expect");
        foreach (var line in ExpectationCheck.Of(run))
            WriteExpectation(json, line);
        json.WriteEndArray();
        json.WriteEndObject();
    }

    internal static void WriteScope(Utf8JsonWriter json, string name, ScopeSummary scope, Currency? currency)
    {
        json.WriteStartObject(name);
        WriteMeasures(json, scope, currency);
        json.WriteEndObject();
    }

    private static void WriteMeasures(Utf8JsonWriter json, ScopeSummary scope, Currency? currency)
    {
        foreach (var measure in scope.Measures)
        {
            json.WriteStartObject(MeasureName.Of(measure));
            WriteMeasure(json, scope[measure]);
            json.WriteEndObject();
            if (measure != Measure.Cost || currency is null)
                continue;
            json.WriteStartObject("costInCurrency");
            WriteMeasure(json, scope.Cost.Times(currency.PerUsd));
            json.WriteEndObject();
        }
    }

    internal static void WriteMeasure(Utf8JsonWriter json, string name, MeasureSummary measure)
    {
        json.WriteStartObject(name);
        WriteMeasure(json, measure);
        json.WriteEndObject();
    }

    private static void WriteMeasure(Utf8JsonWriter json, MeasureSummary measure)
    {
        json.WriteStartObject("support");
        json.WriteNumber("min", measure.Support.Min);
        WriteFinite(json, "max", measure.Support.Max);
        json.WriteEndObject();
        json.WriteNumber("min", measure.Min);
        json.WriteNumber("max", measure.Max);
        json.WriteNumber("mean", measure.Mean);
        json.WriteNumber("sd", measure.StandardDeviation);
        json.WriteStartObject("percentiles");
        for (var i = 0; i < measure.Percentiles.Count; i++)
        {
            if (measure.Percentiles[i] is not { } percentile)
            {
                json.WriteNull(MeasureSummary.PercentileNames[i]);
                continue;
            }

            json.WriteStartObject(MeasureSummary.PercentileNames[i]);
            json.WriteNumber("value", percentile.Value);
            json.WriteNumber("low", percentile.Low);
            json.WriteNumber("high", percentile.High);
            json.WriteEndObject();
        }

        json.WriteEndObject();
    }

    private static void WriteBudget(Utf8JsonWriter json, BudgetSummary budget)
    {
        json.WriteStartObject();
        json.WriteNumber("atMostUsd", budget.AtMostUsd);
        if (budget.Confidence is { } confidence)
            json.WriteNumber("confidence", confidence);
        if (budget.PerItem)
            json.WriteString("per", "item");
        if (budget.OfAll)
            json.WriteString("of", "all");
        EstimateJson.Write(json, "probability", new Estimate(budget.Probability, budget.Low, budget.High));
        json.WriteEndObject();
    }

    private static void WritePlanning(Utf8JsonWriter json, PlanningCost planning)
    {
        json.WriteStartObject("planning");
        json.WriteNumber("safetyMargin", planning.Margin);
        json.WriteNumber("usd", planning.Usd);
        EstimateJson.Write(json, "more", planning.More);
        json.WriteEndObject();
    }

    private static void WriteExpectation(Utf8JsonWriter json, ExpectationCheck check)
    {
        json.WriteStartObject();
        json.WriteString("what", check.What);
        json.WriteNumber("sourceUsd", check.SourceUsd);
        WriteFinite(json, "resultUsd", check.ResultUsd ?? double.PositiveInfinity);
        json.WriteBoolean("agrees", check.Agrees);
        json.WriteEndObject();
    }

    internal static void WriteFinite(Utf8JsonWriter json, string name, double value)
    {
        if (double.IsFinite(value))
            json.WriteNumber(name, value);
        else
            json.WriteNull(name);
    }
}
