using System.Text.Json;
using CostSim.Numerics.Statistics;
using CostSim.Scenarios;

namespace CostSim.Studies;

/// <summary>An earlier <c>summary.json</c>: bands without trials.</summary>
/// <param name="Scenario">The scenario's name.</param>
/// <param name="Trials">Number of its trials.</param>
/// <param name="Seed">Their seed.</param>
/// <param name="ResultHash">SHA-256 over every integer of its aggregates.</param>
/// <param name="Runs">Its runs.</param>
public sealed record Baseline(string Scenario, long Trials, ulong Seed, string ResultHash, IReadOnlyList<BaselineRun> Runs)
{
    /// <summary>Size limit in bytes of a file that is read.</summary>
    private const int MaxBytes = 64 * 1024 * 1024;

    /// <summary>Reads a file that <c>costsim run</c> wrote.</summary>
    /// <exception cref="IOException">It cannot be read.</exception>
    /// <exception cref="FormatException">It is not a summary; the message is for the user.</exception>
    public static Baseline Read(string path)
    {
        if (new FileInfo(path) is { Exists: true, Length: > MaxBytes })
            throw new FormatException("the file is larger than any summary");
        try
        {
            using var document = JsonDocument.Parse(File.ReadAllBytes(path));
            var root = document.RootElement;
            if (root.ValueKind != JsonValueKind.Object || !root.TryGetProperty("schemaVersion", out var version))
                throw new FormatException("it has no schemaVersion: expected the summary.json of a result");
            if (!version.TryGetInt32(out var known) || known != Summary.SchemaVersion)
                throw new FormatException($"its schemaVersion is {version.GetRawText()}; expected {Summary.SchemaVersion}");
            return new Baseline(
                Text(root, "scenario"), root.GetProperty("trials").GetInt64(), root.GetProperty("seed").GetUInt64(),
                Text(root, "resultHash"),
                [.. root.GetProperty("runs").EnumerateArray().Select(BaselineRun.Of)]);
        }
        catch (JsonException e)
        {
            throw new FormatException(
                $"it is not JSON{(e.LineNumber is { } line ? $", at line {line + 1}" : "")}: expected the summary.json of a result", e);
        }
        catch (Exception e) when (e is KeyNotFoundException or InvalidOperationException or OverflowException)
        {
            throw new FormatException("it is not the summary.json of a result: a required property is missing", e);
        }
    }

    private static string Text(JsonElement parent, string name) => parent.GetProperty(name).GetString() ?? "";

    /// <summary>
    /// The run to compare a case with: same name, variant and items as far as given; null if none or several match.
    /// </summary>
    public BaselineRun? Find(Scenario scenario, long items)
    {
        var known = Runs.Where(one => one.Run == scenario.Run?.Name && one.Items == items).ToList();
        return known is [var only] ? only
            : known.Where(one => one.Variant == scenario.Variant).ToList() is [var same] ? same
            : null;
    }
}

/// <summary>A run of a baseline.</summary>
/// <param name="Run">Its entry of <c>runs</c>, or null.</param>
/// <param name="Variant">Its variant, or null.</param>
/// <param name="Items">Its number of items.</param>
/// <param name="Tier">The scenario's tier then.</param>
/// <param name="Mean">Mean token cost in USD.</param>
/// <param name="StandardDeviation">Its standard deviation.</param>
/// <param name="Percentiles">By name; null if there were too few trials.</param>
public sealed record BaselineRun(
    string? Run, string? Variant, long Items, string Tier, double Mean, double StandardDeviation,
    IReadOnlyDictionary<string, Percentile?> Percentiles)
{
    internal static BaselineRun Of(JsonElement run)
    {
        var cost = run.GetProperty("total").GetProperty("cost");
        return new BaselineRun(
            Optional(run, "run"), Optional(run, "variant"), run.GetProperty("items").GetInt64(), run.GetProperty("tier").GetString() ?? "",
            cost.GetProperty("mean").GetDouble(), cost.GetProperty("sd").GetDouble(),
            cost.GetProperty("percentiles").EnumerateObject().ToDictionary(
                one => one.Name, one => one.Value.ValueKind == JsonValueKind.Null ? (Percentile?)null
                : new Percentile(one.Value.GetProperty("value").GetDouble(), one.Value.GetProperty("low").GetDouble(),
                    one.Value.GetProperty("high").GetDouble())));
    }

    private static string? Optional(JsonElement run, string name) => run.TryGetProperty(name, out var value) ? value.GetString() : null;
}
