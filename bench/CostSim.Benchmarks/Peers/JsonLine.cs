using System.Text.Json;
using System.Text.Json.Serialization;

namespace CostSim.Benchmarks.Peers;

/// <summary>One line of JSON on the standard output: what the comparison gathers.</summary>
internal static class JsonLine
{
    private static readonly JsonSerializerOptions Format = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    };

    public static int Print(object line)
    {
        Console.WriteLine(JsonSerializer.Serialize(line, Format));
        return 0;
    }
}
