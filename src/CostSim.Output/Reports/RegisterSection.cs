using CostSim.Engine.Planning;
using CostSim.Output.Summaries;
using CostSim.Scenarios;

namespace CostSim.Output.Reports;

/// <summary>The list of all quantities of a scenario by path: uncertain ones with their ends, and those taken as certain.</summary>
internal static class RegisterSection
{
    /// <summary>Maximum number of rows; the scenario's file has the rest.</summary>
    private const int RowsMax = 100;

    /// <summary>Maximum text length: longer ones would make the other columns too narrow.</summary>
    private const int LettersMax = 100;

    /// <summary>Maximum number of phases named with a factor.</summary>
    private const int PlacesMax = 6;

    /// <summary>What is uncertain, or nothing if there is none.</summary>
    public static IEnumerable<Section> Uncertain(Scenario scenario)
    {
        var some = scenario.Assumptions.Where(assumption => assumption.Amount is not Scenarios.Certain).ToList();
        if (some.Count == 0)
            return [];
        return
        [
            new Section(
                "What is uncertain",
                new ReportTable(
                    [new("Quantity", IsNumber: false), new("Never below"), new("Never above"), new("In between", IsNumber: false),
                        new("Differs by", IsNumber: false) { Rank = 1 }],
                    [
                        .. some.Take(RowsMax).Select(assumption => new ReportRow(
                        [
                            $"{assumption.Path}{UsedIn(assumption)}", ShapeWords.Number(assumption, assumption.Min), Above(assumption),
                            Cut(ShapeWords.Of(assumption)),
                            ShapeWords.Levels(assumption.Amount, scenario.Item),
                        ])),
                    ]),
                [
                    .. some.Any(assumption => double.IsPositiveInfinity(assumption.Max))
                        ? [new ReportLine("No limit: the distribution has no upper end. The largest drawable value is in brackets.")]
                        : Array.Empty<ReportLine>(),
                    .. Rest(some.Count),
                ]),
        ];
    }

    /// <summary>What is taken as certain in a run of the given number of items.</summary>
    public static Section Certain(Scenario scenario, long numberOfItems)
    {
        var some = scenario.Assumptions.Where(assumption => assumption.Amount is Scenarios.Certain).ToList();
        var items = new ReportRow([scenario.Run is { } run ? $"runs.{run.Name}.items" : "items", Figures.Count(numberOfItems)]);
        return new Section(
            "What is taken as certain",
            new ReportTable(
                [new("Quantity", IsNumber: false), new("Value")],
                [items, .. some.Take(RowsMax).Select(
                    assumption => new ReportRow([$"{assumption.Path}{UsedIn(assumption)}", ShapeWords.Of(assumption)]))]),
            [
                .. Rest(some.Count),
                new ReportLine(
                    "The prices below and the order of the phases are certain too. If one of these is wrong, the result is wrong, and no "
                        + "interval shows it."),
            ]);
    }

    /// <summary>The upper end; if there is none, the largest drawable value.</summary>
    private static string Above(Assumption assumption) =>
        assumption.Amount is Uncertain uncertain && double.IsPositiveInfinity(assumption.Max)
            ? $"no limit ({Figures.Quantity(Planner.DrawableOf(uncertain).Max)})"
            : ShapeWords.Number(assumption, assumption.Max);

    /// <summary>Which phases share the draw of a factor.</summary>
    private static string UsedIn(Assumption assumption) =>
        assumption.UsedAt.Count == 0 ? "" : $", in {ShapeWords.Places(assumption, PlacesMax)}";

    private static string Cut(string text) =>
        text.Length <= LettersMax ? text : $"{text[..(char.IsHighSurrogate(text[LettersMax - 1]) ? LettersMax - 1 : LettersMax)]}…";

    private static IEnumerable<ReportLine> Rest(int count) =>
        count > RowsMax ? [new ReportLine($"{Figures.Count(count - RowsMax)} more are in the scenario's file.", LineTone.Caution)] : [];
}
