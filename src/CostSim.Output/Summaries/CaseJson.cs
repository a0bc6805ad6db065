using System.Text.Json;
using CostSim.Scenarios;

namespace CostSim.Output.Summaries;

/// <summary>How documents for programs name a case of a scenario: its <c>run</c> and <c>variant</c>, where it has them, and its <c>items</c>.</summary>
internal static class CaseJson
{
    /// <summary>Writes them into the object that is open.</summary>
    public static void Write(Utf8JsonWriter json, Scenario scenario, long items)
    {
        if (scenario.Run is { } run)
            json.WriteString("run", run.Name);
        if (scenario.Variant is { } variant)
            json.WriteString("variant", variant);
        json.WriteNumber("items", items);
    }
}
