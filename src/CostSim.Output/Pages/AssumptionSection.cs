using System.Globalization;
using System.Text;
using System.Xml.Linq;
using CostSim.Output.Reports;
using CostSim.Output.Summaries;
using CostSim.Scenarios;
using CostSim.Studies;

namespace CostSim.Output.Pages;

/// <summary>The list of assumptions: what is uncertain, what is taken as certain, and the source of each number.</summary>
internal static class AssumptionSection
{
    /// <summary>Maximum number of rows for a review; the scenario's file has the rest.</summary>
    private const int RowsMax = 100;

    /// <summary>Maximum number of phases named with a factor.</summary>
    private const int PlacesMax = 12;

    public static XElement Uncertain(Summary summary, Scenario scenario)
    {
        var some = scenario.Assumptions.Where(assumption => assumption.Amount is not Scenarios.Certain).ToList();
        return Markup.Section(
            "uncertain", "What is uncertain, and how",
            Markup.P(
                "The result is as good as these ranges. Under “differs by”: a part that differs by run is the same for all calls of a "
                    + "run, so it does not average out; "
                + $"a part that differs by {scenario.Item} or by call does, the more of them there are."),
            Markup.P(
                "Quantities with different names are assumed to vary independently, except for the correlations that the "
                    + "scenario states: when one is high another may be low, and part of the variation evens out. "
                + "If all were high together, P95 would be higher; “costsim explain” shows by how much."),
            Markup.Table(
                "Every uncertain quantity of the scenario",
                [
                    new("Quantity", IsNumber: false), new("Never below"), new("Never above"), new("In between", IsNumber: false),
                    new("Differs by", IsNumber: false),
                    new("Source, as the scenario states it", IsNumber: false),
                ],
                some.Take(RowsMax).Select(assumption => new PageRow(
                [
                    Name(scenario, assumption), ShapeWords.Number(assumption, assumption.Min),
                    ShapeWords.Number(assumption, assumption.Max), ShapeWords.Of(assumption),
                    ShapeWords.Levels(assumption.Amount, scenario.Item), Source(assumption),
                ]))),
            Rest(some.Count),
            summary.Correlations.Count > 0 ? Markup.Of(RunReport.Correlations(summary)) : null);
    }

    public static XElement Certain(Scenario scenario)
    {
        var some = scenario.Assumptions.Where(assumption => assumption.Amount is Scenarios.Certain).ToList();
        return Markup.Section(
            "certain", "What is taken as certain",
            Markup.P(
                "These numbers, the prices below, and the order of the phases are the same in every simulated run. If one of them is "
                    + "wrong, the result is wrong, and no interval shows it."),
            some.Count == 0 ? null : Markup.Table(
                "Every certain quantity of the scenario",
                [new("Quantity", IsNumber: false), new("Value"), new("Source, as the scenario states it", IsNumber: false)],
                some.Take(RowsMax).Select(
                    assumption => new PageRow([Name(scenario, assumption), ShapeWords.Of(assumption), Source(assumption)]))),
            Rest(some.Count));
    }

    private static XElement? Rest(int count) =>
        count > RowsMax ? Markup.P(Markup.Class("caution"), $"{Figures.Count(count - RowsMax)} more are in the scenario's file.") : null;

    private static XElement Source(Assumption assumption) => new(
        "span",
        assumption.Comment is { } comment ? Markup.Cut(comment) : new XElement("em", "none stated"),
        " ",
        new XElement("small",
            assumption.IsChange ? $"changed by {Markup.Cut(assumption.Source)}"
                : $"line {assumption.Line.ToString(CultureInfo.InvariantCulture)}"));

    /// <summary>The owner of the quantity, its name, and its path.</summary>
    private static XElement Name(Scenario scenario, Assumption assumption) => new(
        "span", new XElement("strong", Markup.Cut(Named(scenario, assumption.Path))), UsedIn(assumption), " ",
        new XElement("small", Markup.Cut(assumption.Path)));

    /// <summary>A path in words: <c>phases.P4.retry.rate</c> is "P4 QTI generation: retry, rate".</summary>
    public static string Named(Scenario scenario, string path)
    {
        var parts = path.Split('.');
        var owner = parts.Length < 2 ? path : parts[0] switch
        {
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

    private static string UsedIn(Assumption assumption) =>
        !assumption.Path.StartsWith("factors.", StringComparison.Ordinal) ? ""
            : assumption.UsedAt.Count == 0 ? ", not used" : $", in {ShapeWords.Places(assumption, PlacesMax)}";

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
