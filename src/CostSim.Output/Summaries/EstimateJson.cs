using System.Text.Json;
using CostSim.Numerics.Statistics;

namespace CostSim.Output.Summaries;

/// <summary>A number with its interval: <c>value</c>, <c>low</c>, <c>high</c>; null where there is none.</summary>
internal static class EstimateJson
{
    public static void Write(Utf8JsonWriter json, string name, Estimate estimate)
    {
        json.WriteStartObject(name);
        Write(json, "value", estimate.Value);
        Write(json, "low", estimate.Low);
        Write(json, "high", estimate.High);
        json.WriteEndObject();
    }

    /// <summary>JSON has no word for what is not a number or has no end.</summary>
    private static void Write(Utf8JsonWriter json, string name, double value)
    {
        if (double.IsFinite(value))
            json.WriteNumber(name, value);
        else
            json.WriteNull(name);
    }
}
