using System.Globalization;
using CostSim.Engine.Planning;
using CostSim.Output.Summaries;
using CostSim.Scenarios;

namespace CostSim.Output.Reports;

/// <summary>
/// The register of all quantities of a scenario: uncertain ones with their ends, those taken as certain, and on a page their sources.
/// </summary>
internal static class RegisterSection
{
    /// <summary>Maximum text length on a terminal: longer ones would make the other columns too narrow.</summary>
    private const int LettersMax = 100;

    /// <summary>Maximum number of phases named with a factor.</summary>
    private const int PlacesMax = 12;

    private static readonly ReportColumn SourceColumn = new("Source, as the scenario states it", IsNumber: false) { Only = Medium.Page };

    /// <summary>What is uncertain, or null if nothing is.</summary>
    public static Section? Uncertain(Scenario scenario)
    {
        var some = scenario.Assumptions.Where(assumption => assumption.Amount is not Scenarios.Certain).ToList();
        return some.Count == 0 ? null : new Section(
            "What is uncertain",
            new ReportTable(
                [new("Quantity", IsNumber: false), new("Never below"), new("Never above"), new("In between", IsNumber: false),
                    new("Differs by", IsNumber: false) { Rank = 1 }, SourceColumn],
                [
                    .. some.Take(ReportTable.RowsMax).Select(assumption => new ReportRow(
                    [
                        Name(scenario, assumption), ShapeWords.Number(assumption, assumption.Min), Above(assumption), Shape(assumption),
                        ShapeWords.Levels(assumption.Amount, scenario.Item), Source(assumption),
                    ])),
                ])
            {
                Caption = "Every uncertain quantity of the scenario",
            },
            [
                .. some.Any(assumption => double.IsPositiveInfinity(assumption.Max))
                    ? [new ReportLine("No limit: the distribution has no upper end. The largest drawable value is in brackets.")]
                    : Array.Empty<ReportLine>(),
                .. Rest(some.Count),
            ]);
    }

    /// <summary>What is taken as certain in a run of the given number of items.</summary>
    public static Section Certain(Scenario scenario, long numberOfItems)
    {
        var some = scenario.Assumptions.Where(assumption => assumption.Amount is Scenarios.Certain).ToList();
        var items = scenario.Run is { } run ? $"runs.{run.Name}.items" : "items";
        return new Section(
            "What is taken as certain",
            new ReportTable(
                [new("Quantity", IsNumber: false), new("Value"), SourceColumn],
                [
                    new ReportRow([QuantityName.Cell(scenario, items), Figures.Count(numberOfItems), ""]),
                    .. some.Take(ReportTable.RowsMax).Select(
                        assumption => new ReportRow([Name(scenario, assumption), ShapeWords.Of(assumption), Source(assumption)])),
                ])
            {
                Caption = "Every certain quantity of the scenario",
            },
            [
                .. Rest(some.Count),
                new ReportLine(
                    "The prices below and the order of the phases are certain too. If one of these is wrong, the result is wrong, and no "
                        + "interval shows it."),
            ]);
    }

    /// <summary>The quantity, and which phases share the draw of a factor.</summary>
    private static Cell Name(Scenario scenario, Assumption assumption) => QuantityName.Cell(
        scenario, assumption.Path,
        assumption.UsedAt.Count > 0 ? $", in {ShapeWords.Places(assumption, PlacesMax)}"
            : assumption.Path.StartsWith("factors.", StringComparison.Ordinal) ? ", not used" : "");

    /// <summary>The upper end; if there is none, the largest drawable value.</summary>
    private static string Above(Assumption assumption) =>
        assumption.Amount is Uncertain uncertain && double.IsPositiveInfinity(assumption.Max)
            ? $"no limit ({Figures.Quantity(Planner.DrawableOf(uncertain).Max)})"
            : ShapeWords.Number(assumption, assumption.Max);

    private static Cell Shape(Assumption assumption)
    {
        var words = ShapeWords.Of(assumption);
        return new Cell(TextWrap.Cut(words, LettersMax)) { OnPage = [new(words)] };
    }

    /// <summary>What the scenario's comment says, and where.</summary>
    private static Cell Source(Assumption assumption)
    {
        var place = assumption.IsChange ? $"changed by {assumption.Source}"
            : $"line {assumption.Line.ToString(CultureInfo.InvariantCulture)}";
        return new Cell("")
        {
            OnPage = assumption.Comment is { } comment ? [new($"{comment} "), new(place, CellStyle.Detail)]
                : [new($"none stated, {place}", CellStyle.Detail)],
        };
    }

    private static IEnumerable<ReportLine> Rest(int count) => ReportLine.More(count, "are in the scenario's file");
}
