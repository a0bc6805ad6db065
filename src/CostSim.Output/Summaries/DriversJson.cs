using System.Text.Json;
using CostSim.Studies;

namespace CostSim.Output.Summaries;

/// <summary>How <c>summary.json</c> says what drives the cost of a run.</summary>
internal static class DriversJson
{
    /// <summary>The object of a run, or nothing where nothing can be said.</summary>
    public static void Write(Utf8JsonWriter json, DriversSummary? drivers)
    {
        if (drivers is null)
            return;
        json.WriteStartObject("drivers");
        json.WriteNumber("trials", drivers.Trials);
        json.WriteStartArray("factors");
        foreach (var factor in drivers.Factors)
        {
            json.WriteStartObject();
            json.WriteString("path", factor.Path);
            if (factor.IsCorrelated)
                json.WriteBoolean("correlated", true);
            EstimateJson.Write(json, "share", factor.Share);
            Write(json, "low", factor.Low);
            Write(json, "high", factor.High);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        if (drivers.Unread.Count > 0)
        {
            json.WriteStartArray("withoutShares");
            foreach (var path in drivers.Unread)
                json.WriteStringValue(path);
            json.WriteEndArray();
        }

        EstimateJson.Write(json, "interactions", drivers.Interactions);
        json.WriteStartObject("levels");
        EstimateJson.Write(json, "run", drivers.Levels.Run);
        EstimateJson.Write(json, "item", drivers.Levels.Item);
        EstimateJson.Write(json, "call", drivers.Levels.Call);
        json.WriteEndObject();
        json.WriteStartArray("phases");
        foreach (var phase in drivers.Phases)
        {
            json.WriteStartObject();
            json.WriteString("id", phase.Id);
            json.WriteNumber("share", phase.Share);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter json, string name, FactorPoint? point)
    {
        if (point is null)
        {
            json.WriteNull(name);
            return;
        }

        json.WriteStartObject(name);
        json.WriteString("at", point.At);
        json.WriteNumber("amount", point.Value);
        EstimateJson.Write(json, "costUsd", point.CostUsd);
        json.WriteEndObject();
    }
}
