using System.Text.Json;
using CostSim.Numerics.Statistics;

namespace CostSim.Output.Summaries;

/// <summary>A number with its interval: <c>value</c>, <c>low</c>, <c>high</c>.</summary>
internal static class EstimateJson
{
    public static void Write(Utf8JsonWriter json, string name, Estimate estimate)
    {
        json.WriteStartObject(name);
        json.WriteNumber("value", estimate.Value);
        json.WriteNumber("low", estimate.Low);
        json.WriteNumber("high", estimate.High);
        json.WriteEndObject();
    }
}
