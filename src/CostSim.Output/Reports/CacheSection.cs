using CostSim.Engine.Planning;
using CostSim.Output.Summaries;
using CostSim.Scenarios;

namespace CostSim.Output.Reports;

/// <summary>The section on caches: input by price and cache prices, for phases with a cache.</summary>
internal static class CacheSection
{
    /// <summary>The section, or nothing if no phase has a cache.</summary>
    /// <param name="scenario">The scenario.</param>
    /// <param name="oneItem">The scenario planned for one item.</param>
    public static IEnumerable<Section> Of(Scenario scenario, Plan oneItem)
    {
        var rows = oneItem.Phases.Where(phase => phase.InputPartsPerItem is not null).SelectMany(Rows).ToList();
        if (rows.Count == 0)
            return [];
        return
        [
            new Section(
                $"Input tokens of one {scenario.Item} by price",
                new ReportTable(
                    [new("Phase", IsNumber: false), new("Price", IsNumber: false), new("Min tokens"), new("Max tokens"), new("Min cost"),
                        new("Max cost")], rows),
                [
                    new ReportLine(
                        "Each row has its own limits, not all reached together: what is not read from a cache is written to it or "
                            + "billed at the input price."),
                    .. Prices(scenario).Select(line => new ReportLine(line)),
                ]),
        ];
    }

    private static IEnumerable<ReportRow> Rows(PhasePlan phase) =>
        new[] { ("input price", phase.InputPartsPerItem!.Plain), ("cache read", phase.InputPartsPerItem.Read),
            ("cache write", phase.InputPartsPerItem.Written) }
            .Where(part => part.Item2.Tokens.Max > 0)
            .Select(part => new ReportRow(
            [
                ExplainReport.Name(phase), part.Item1, Figures.Kilo(part.Item2.Tokens.Min), Figures.Kilo(part.Item2.Tokens.Max),
                new Money(part.Item2.CostUsd.Min), new Money(part.Item2.CostUsd.Max),
            ]));

    /// <summary>One line for each model and tier.</summary>
    private static IEnumerable<string> Prices(Scenario scenario) => scenario.Calls
        .Where(call => Composite.In<Cached>(call.InputTokens).Any())
        .Select(call => call.Model.Price).Distinct()
        .Select(price =>
            $"{price.Model}, {price.Tier.Name}, USD per million: read {Figures.PerMillionOrNone(price.CachedInputPicoUsd)}, "
            + Written(price.CacheWrite) + $", input {Figures.PerMillion(price.InputPicoUsd)}");

    private static string Written(CacheWritePrices writes) => writes switch
    {
        { Dearest: 0 } => "writes not billed separately",
        { PicoUsd: { } any } => $"write {Figures.PerMillion(any)}",
        _ => string.Join(
            ", ", writes.Lifetimes.Select(lifetime => $"write for {lifetime} {Figures.PerMillion(writes.Of(lifetime)!.Value)}")),
    };
}
