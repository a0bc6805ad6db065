using System.Text.Json;
using System.Text.Json.Nodes;

namespace CostSim.Output.Tests.WholePath;

/// <summary>
/// What must hold between the figures of a summary, whatever the scenario: what was drawn lies within what can be, percentiles ascend
/// within it, and a probability is one.
/// </summary>
internal static class Figures
{
    /// <summary>Means and deviations are quotients of whole steps; ends are products of doubles.</summary>
    private const double Rounding = 1e-9;

    private static readonly HashSet<string> Shares = ["more", "probability", "cutShare", "share", "confidence"];

    /// <summary>What is impossible in a document, in words; empty if nothing is.</summary>
    public static IReadOnlyList<string> Impossible(JsonNode document)
    {
        var found = new List<string>();
        Walk(document.Deserialize<JsonElement>(), "", found);
        return found;
    }

    private static void Walk(JsonElement of, string path, List<string> found)
    {
        if (of.ValueKind == JsonValueKind.Array)
        {
            var place = 0;
            foreach (var element in of.EnumerateArray())
                Walk(element, $"{path}[{place++}]", found);
        }

        if (of.ValueKind != JsonValueKind.Object)
            return;
        if (of.TryGetProperty("support", out _) && of.TryGetProperty("percentiles", out _))
            Measure(of, path, found);
        if (Number(of, "low") is { } low && Number(of, "high") is { } high && Number(of, "value") is { } value
            && !(low <= value && value <= high))
            found.Add($"{path}: {low} <= {value} <= {high}");
        foreach (var member in of.EnumerateObject())
        {
            if (Shares.Contains(member.Name) && (Number(member.Value) ?? Number(member.Value, "value")) is { } share
                && share is not (>= 0 and <= 1))
                found.Add($"{path}.{member.Name}: {share} is no share");
            Walk(member.Value, $"{path}.{member.Name}", found);
        }
    }

    private static void Measure(JsonElement measure, string path, List<string> found)
    {
        var (min, mean, max, sd) = (Number(measure, "min"), Number(measure, "mean"), Number(measure, "max"), Number(measure, "sd"));
        if (min is null || mean is null || max is null || sd is null)
        {
            found.Add($"{path}: a figure is missing");
            return;
        }

        var support = measure.GetProperty("support");
        var (least, most) = (Number(support, "min") ?? double.NegativeInfinity, Number(support, "max") ?? double.PositiveInfinity);
        var slack = Rounding * Math.Abs(max.Value) + 1e-12;
        Ascend("support and extremes", [least, min.Value, max.Value, most]);
        Ascend("mean", [min.Value, mean.Value, max.Value]);
        Ascend("sd", [0, sd.Value, max.Value - min.Value]);
        List<double> percentiles = [.. measure.GetProperty("percentiles").EnumerateObject()
            .Select(percentile => Number(percentile.Value, "value")).OfType<double>()];
        Ascend("percentiles", [min.Value, .. percentiles, max.Value]);

        void Ascend(string what, IReadOnlyList<double> figures)
        {
            for (var i = 0; i + 1 < figures.Count; i++)
            {
                if (!(figures[i] <= figures[i + 1] + slack))
                    found.Add($"{path}: {what} do not ascend: {string.Join(", ", figures)}");
            }
        }
    }

    private static double? Number(JsonElement of, string name) =>
        of.ValueKind == JsonValueKind.Object && of.TryGetProperty(name, out var member) ? Number(member) : null;

    private static double? Number(JsonElement of) => of.ValueKind == JsonValueKind.Number ? of.GetDouble() : null;
}
