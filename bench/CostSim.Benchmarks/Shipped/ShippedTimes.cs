using System.Text.Json;

namespace CostSim.Benchmarks.Shipped;

/// <summary>Times of one run in one variant.</summary>
/// <param name="Key">See <see cref="ShippedCase.Key"/>.</param>
/// <param name="Items">Number of items.</param>
/// <param name="Once">At its own items.</param>
/// <param name="Hundredfold">At a hundred times the items.</param>
/// <param name="CommandSeconds">Of the whole command by the clock; null where the engine alone would take too long.</param>
internal sealed record ShippedTimes(string Key, long Items, EngineTime Once, EngineTime Hundredfold, double? CommandSeconds)
{
    private static readonly JsonSerializerOptions Format = new()
    {
        WriteIndented = true,
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        NewLine = "\n"
    };

    public static Dictionary<string, ShippedTimes> Read(string? path) =>
        path is null ? [] : JsonSerializer.Deserialize<ShippedTimes[]>(File.ReadAllText(path), Format)!.ToDictionary(times => times.Key);

    public static void Write(string path, IEnumerable<ShippedTimes> times) =>
        File.WriteAllText(path, JsonSerializer.Serialize(times, Format) + "\n");
}

/// <summary>Times of the engine by the clock.</summary>
/// <param name="Method">All items at once, or call by call.</param>
/// <param name="PlanSeconds">Plan and choice of the method, once the code is compiled.</param>
/// <param name="Seconds">The simulation, for the trials asked for.</param>
/// <param name="IsExtrapolated">Whether fewer trials were run, and the time is in proportion.</param>
internal sealed record EngineTime(string Method, double PlanSeconds, double Seconds, bool IsExtrapolated);
