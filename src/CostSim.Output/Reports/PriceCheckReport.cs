using CostSim.Output.Summaries;
using CostSim.Scenarios;

namespace CostSim.Output.Reports;

/// <summary>The reports of <c>costsim prices check</c> and <c>import</c>.</summary>
public static class PriceCheckReport
{
    /// <summary>Maximum number of models named per reason; the rest are counted.</summary>
    private const int NamedMax = 5;

    /// <param name="catalogue">The catalogue, with the day of the check.</param>
    /// <param name="findings">The findings.</param>
    public static Report Check(PriceCatalogue catalogue, IReadOnlyList<PriceFinding> findings)
    {
        var current = catalogue.Rows.Where(row => row.HoldsOn(catalogue.Day)).ToList();
        var oldest = current.Count == 0 ? "none is valid today"
            : $"the oldest valid today was checked on {Figures.Day(current.Min(row => row.CheckedOn))}";
        var lines = Enum.GetValues<PriceFault>().Select(fault => (fault, count: findings.Count(finding => finding.Fault == fault)))
            .Select(
                found =>
                    new ReportLine(
                        $"{Word(found.fault)}: {Figures.Count(found.count)}", found.count == 0 ? LineTone.Good : LineTone.Caution));
        var table = findings.Count == 0 ? null : new ReportTable(
            [new("Finding", IsNumber: false), new("Model", IsNumber: false), new("Tier", IsNumber: false), new("What", IsNumber: false)],
            [
                .. findings.OrderBy(finding => finding.Fault).Select(finding => new ReportRow(
                [
                    Word(finding.Fault), $"{finding.Provider}/{finding.Model}", finding.Tier is { } tier ? tier.Name : "",
                    finding.Message,
                ], finding.Fault == PriceFault.Stale ? RowWeight.Strong : RowWeight.Normal)),
            ]);
        return new Report(
            $"Prices as of {Figures.Day(catalogue.Day)}",
            $"{RowsOf(catalogue.Rows)}; {oldest}; stale is over {PriceAge.DaysMax} days",
            [new Section(null, table, [.. lines])]);
    }

    /// <param name="result">The result of the import.</param>
    /// <param name="provider">The provider imported, or null for all.</param>
    /// <param name="all">Whether to name every model that was left out.</param>
    public static Report Import(ImportResult result, string? provider, bool all)
    {
        var others = result.Unmapped.ToLookup(left => left.IsWhole);
        return new Report(
            RowsOf(result.Rows),
            $"of {Figures.Count(result.Models)} that the list names{(provider is null ? "" : $", those of {provider}")}",
            [.. new[] { Left("Models not imported", [.. others[true]], all), Left("Not imported of the others", [.. others[false]], all) }
                .OfType<Section>()]);
    }

    /// <summary>What was left out, by reason; null where nothing was.</summary>
    private static Section? Left(string title, IReadOnlyList<Unmapped> left, bool all)
    {
        var rows = left.GroupBy(one => one.Reason).OrderByDescending(group => group.Count()).ThenBy(
            group => group.Key, StringComparer.Ordinal).Select(group =>
        {
            var names = group.Select(one => one.Model).ToList();
            var named = string.Join(", ", all ? names : names.Take(NamedMax));
            return new ReportRow(
                [group.Key, Figures.Count(names.Count),
                    all || names.Count <= NamedMax ? named : $"{named} and {Figures.Count(names.Count - NamedMax)} more"]);
        }).ToList();
        return rows.Count == 0 ? null
            : new Section(
                $"{title}: {Figures.Count(left.Select(one => one.Model).Distinct().Count())}",
                new ReportTable([new("What", IsNumber: false), new("Models"), new("Which", IsNumber: false)], rows), []);
    }

    private static string RowsOf(IReadOnlyList<PriceRow> rows)
    {
        var models = rows.Select(row => (row.Provider, row.Model)).Distinct().Count();
        return $"{Nouns.Counted("row", rows.Count)} of {Nouns.Counted("model", models)}";
    }

    private static string Word(PriceFault fault) => fault switch
    {
        PriceFault.Stale => "stale",
        PriceFault.Gap => "gap",
        PriceFault.NotHalf => "not half",
        _ => "oddity",
    };
}
