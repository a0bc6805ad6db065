using System.Text.Json;
using System.Text.Json.Serialization;

namespace CostSim.Benchmarks.Regression;

/// <summary>The ratios that are held to be right: those of several runs, of which the median counts.</summary>
/// <param name="InstructionSet">The best set of the machine that measured it.</param>
/// <param name="Processor">That machine.</param>
/// <param name="Runtime">Its .NET.</param>
/// <param name="Items">The items by their keys.</param>
internal sealed record Baseline(string InstructionSet, string Processor, string Runtime, SortedDictionary<string, BaselineItem> Items)
{
    /// <summary>Runs kept; the oldest goes first.</summary>
    private const int RunsMax = 9;

    private static readonly JsonSerializerOptions Format = new()
    {
        WriteIndented = true,
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        NewLine = "\n",
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.CamelCase) },
    };

    public static Baseline Empty => new(Machine.InstructionSet, Machine.Processor, Machine.Runtime, new(StringComparer.Ordinal));

    public static Baseline Read(string path) => JsonSerializer.Deserialize<Baseline>(File.ReadAllText(path), Format)!;

    public void Write(string path) => File.WriteAllText(path, JsonSerializer.Serialize(this, Format) + "\n");

    /// <summary>Adds a run's ratio of an item.</summary>
    public void Add(RegressionItem item, double ratio)
    {
        var known = Items.TryGetValue(item.Key, out var entry) ? entry.Ratios : [];
        Items[item.Key] = new BaselineItem(item.Calibration, [.. known.TakeLast(RunsMax - 1), Math.Round(ratio, 5)]);
    }
}

/// <summary>One item's ratios: time of a unit of work over time of a step of the calibration loop.</summary>
internal sealed record BaselineItem(CalibrationKind Calibration, double[] Ratios)
{
    [JsonIgnore]
    public double Median => Interleaved.Median(Ratios);
}
