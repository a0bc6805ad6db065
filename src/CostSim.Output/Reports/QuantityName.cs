using System.Globalization;
using System.Text;
using CostSim.Output.Summaries;
using CostSim.Scenarios;

namespace CostSim.Output.Reports;

/// <summary>The name of a quantity: its path, and on a page its path in words.</summary>
internal static class QuantityName
{
    /// <param name="scenario">The scenario.</param>
    /// <param name="path">The path of the quantity.</param>
    /// <param name="note">A note after the name.</param>
    public static Cell Cell(Scenario scenario, string path, string note = "") => new($"{path}{note}")
    {
        OnPage = [new(Of(scenario, path), CellStyle.Strong), new($"{note} "), new(path, CellStyle.Detail)],
    };

    /// <summary>A path in words: <c>phases.P4.retry.rate</c> is "P4 QTI generation: retry, rate".</summary>
    public static string Of(Scenario scenario, string path)
    {
        var parts = path.Split('.');
        var owner = parts[0] switch
        {
            "items" => $"Number of {Nouns.Of(scenario.Item, 2)}",
            _ when parts.Length < 2 => path,
            "phases" =>
                scenario.Phases.FirstOrDefault(phase => phase.Id == parts[1]) is { Name: { } name } phase && name != phase.Id
                    ? $"{phase.Id} {name}" : parts[1],
            "allowances"
                when int.TryParse(parts[1], NumberStyles.None, CultureInfo.InvariantCulture, out var i) && i < scenario.Allowances.Count =>
                    scenario.Allowances[i].Name,
            "operations"
                when int.TryParse(parts[1], NumberStyles.None, CultureInfo.InvariantCulture, out var i) && i < scenario.Operations.Count =>
                    scenario.Operations[i].Name,
            "factors" => $"Factor “{parts[1]}”",
            _ => parts[1],
        };
        return parts.Length > 2 ? $"{owner}: {string.Join(", ", parts.Skip(2).Select(Words))}" : owner;
    }

    /// <summary>A key in words: <c>extraInputTokens</c> is "extra input tokens".</summary>
    private static string Words(string key)
    {
        switch (key)
        {
            case "keep":
                return "share that goes on";
            case "share":
                return "share that is taken";
            case "usdPerUnit":
                return "USD per unit";
            case "usdPerItem":
                return "USD per item";
            case "usdPerRun":
                return "USD per run";
            case "split":
                return "units made from each unit";
            case "billedPerVisible":
                return "billed ÷ visible output";
        }

        var words = new StringBuilder();
        foreach (var letter in key)
            words.Append(char.IsAsciiLetterUpper(letter) ? $" {char.ToLowerInvariant(letter)}" : letter);
        return words.ToString();
    }
}
