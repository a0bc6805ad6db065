using System.Globalization;
using CostSim.Numerics.Statistics;
using CostSim.Output.Reports;
using CostSim.Output.Summaries;
using CostSim.Scenarios;
using CostSim.Studies;

namespace CostSim.Output.Comparisons;

/// <summary>
/// The report of <c>costsim compare</c>: the bands side by side, the differences trial by trial, and their causes.
/// </summary>
public static class CompareReport
{
    /// <summary>Maximum number of phases with their own row; the rest are combined.</summary>
    private const int PhasesMax = 12;

    public static Report Of(Comparison comparison)
    {
        var reference = comparison.Cases[0];
        var sections = new List<Section> { InShort(comparison), SideBySide(comparison), Differences(comparison) };
        if (comparison.Differences.Any(difference => difference.WithOperations is not null))
            sections.Add(WithOperations(comparison));
        sections.Add(
            Increases([.. comparison.Differences.Select(difference => (difference.Label, difference.Increases))], comparison.MaxIncrease));
        sections.AddRange(comparison.Differences.Select(difference => Explained(difference, reference.Label)));
        return new Report(
            Title(comparison),
            $"against {reference.Label} · {Figures.Count(comparison.Trials)} trials, seed "
                + $"{comparison.Seed.ToString(CultureInfo.InvariantCulture)}, all on the same draws",
            sections);
    }

    /// <summary>Which tokens are counted anew, because the models count the same text differently.</summary>
    internal static IEnumerable<ReportLine> Counted(string label, IReadOnlyList<TokenShift> shifts) =>
        shifts.GroupBy(shift => (shift.Tokenizer, shift.RelativeTo)).Select(same => same.First() is { Ratio: { } ratio }
            ? new ReportLine(
                $"{label}: tokens of {Phases(same)} × {ratio.Factor.ToString("0.##", CultureInfo.InvariantCulture)}, which "
                    + $"{same.Key.Tokenizer} makes of the same text for one of {same.Key.RelativeTo} ({ratio.Source}).")
            : new ReportLine(
                $"{label}: {same.Key.Tokenizer} counts text differently from {same.Key.RelativeTo}, by how much is not established; "
                    + $"tokens of {Phases(same)} are taken as they are.", LineTone.Caution));

    private static string Phases(IEnumerable<TokenShift> shifts) => string.Join(", ", shifts.Select(shift => shift.Phase));

    internal static string Title(Comparison comparison) =>
        string.Join(" / ", comparison.Cases.Select(one => one.Run.Scenario.Name).Distinct());

    /// <summary>A sentence for each difference, and the verdict of the gate.</summary>
    private static Section InShort(Comparison comparison) =>
        new(null, null,
            [.. comparison.Differences.Select(difference => InShort(difference, comparison.Cases[0].Label)),
                .. comparison.Cases.SelectMany(one => Counted(one.Label, one.Run.Scenario.TokenShifts)),
                .. Verdict(comparison.MaxIncrease, comparison.Verdict),
                    .. Known(comparison.Precision, comparison.Trials, comparison.Cases.Count)]);

    /// <summary>The number of trials, if chosen by the precision of P95.</summary>
    internal static IEnumerable<ReportLine> Known(Precision? precision, long trials, int runs) =>
        precision is null ? [] : [RunReport.PrecisionLine(precision, trials, runs)];

    private static ReportLine InShort(CostDifference difference, string reference)
    {
        var label = difference.Label;
        if (difference.Same.Value >= 1)
            return new ReportLine(
                $"{label} costs {(difference.Usd is { Min: 0, Max: 0 } ? "exactly " : "")}what {reference} costs, in every trial.");
        var (mean, relative) = (difference.MeanUsd, difference.Increases is [var first, ..] ? first.Share : null);
        var (isMore, share) = (mean.Value > 0, relative is { } known ? $" ({Share(known.Value, known.Uncertainty)})" : "");
        if (difference.Ratio is { } ratio && ratio.Min == ratio.Max)
            return new ReportLine(
                $"{label} costs exactly {ratio.Min.ToString("0.######", CultureInfo.InvariantCulture)} times what {reference} costs, in "
                    + $"every trial.");
        var tokens = difference.WithOperations is null ? "" : ", tokens alone,";
        return new ReportLine(
            $"{label}{tokens} costs {Figures.Usd(Math.Abs(mean.Value), mean.Uncertainty)} {(isMore ? "more" : "less")} than {reference} "
                + $"on average{share}, and is cheaper in "
            + $"{Chance(difference.Cheaper, difference.Same)}{(difference.Cheaper.Value is > 0 and < 1 ? " of trials" : "")}.");
    }

    internal static Section SideBySide(Comparison comparison)
    {
        var unit = ItemUnit.Of([.. comparison.Cases.Select(one => one.Run)]);
        var rows = comparison.Cases.Select((one, i) =>
        {
            var (cost, run) = (one.Run.Total.Whole, one.Run);
            return new ReportRow(
            [
                one.Label, Models(run.Scenario), Tiers(run.Scenario), Figures.Count(run.Items), Money.Of(cost["P5"]), Money.Of(cost["P50"]),
                Money.Of(cost["P95"]),
                BandSection.Mean(cost, comparison.Trials), unit.Of(run.PerItem.Whole["P50"]), unit.Of(run.PerItem.Whole["P95"]),
            ], i == 0 ? RowWeight.Strong : RowWeight.Normal);
        }).ToList();
        return new Section(
            comparison.Cases.Any(one => one.Run.Total.Operations is not null) ? "All costs side by side: tokens, people and tools"
                : "Cost side by side",
            new ReportTable(
            [
                new("", IsNumber: false), new("Models", IsNumber: false) { Rank = 3 }, new("Tier", IsNumber: false) { Rank = 4 },
                new(Nouns.Heading(unit.Item)) { Rank = 1 },
                new("P5") { Rank = 2 }, new("P50, commit"), new("P95, reserve"), new("Mean") { Rank = 3 },
                new($"P50 per {unit.Words}") { Rank = 2 }, new($"P95 per {unit.Words}") { Rank = 4 },
            ], rows),
            []);
    }

    internal static Section Differences(Comparison comparison)
    {
        var reference = comparison.Cases[0].Label;
        var lines = comparison.Differences.Select(difference => SharedDraws(difference, reference)).ToList();
        return new Section(
            $"Difference of token cost from {reference}, trial by trial",
            Table(comparison.Differences, comparison.ItemsDiffer),
            lines);
    }

    private static Section WithOperations(Comparison comparison) => new(
        "Difference of all costs: tokens, people and tools",
        Table([.. comparison.Differences.Select(difference => difference.WithOperations).OfType<CostDifference>()], comparison.ItemsDiffer),
        []);

    private static ReportTable Table(IReadOnlyList<CostDifference> differences, bool itemsDiffer) => new(
        [
            new("", IsNumber: false), new("Mean"), new("P5") { Rank = 2 }, new("P50") { Rank = 3 }, new("P95") { Rank = 2 },
            new("Least") { Rank = 4 }, new("Greatest") { Rank = 4 },
            new("Share, least") { Rank = 4 }, new("Share, P50") { Rank = 1 }, new("Share, greatest") { Rank = 4 },
            new("Cheaper in"), .. itemsDiffer ? [new ReportColumn("Cheaper per item in")] : Array.Empty<ReportColumn>(),
        ],
        [
            .. differences.Select(difference => new ReportRow(
            [
                difference.Label, Change(difference.MeanUsd.Value, difference.MeanUsd.Uncertainty), Change(difference.Usd["P5"]),
                Change(difference.Usd["P50"]),
                Change(difference.Usd["P95"]), Change(difference.Usd.Min, 0), Change(difference.Usd.Max, 0),
                .. difference.Ratio is { } ratio
                    ? new Cell[] { Share(ratio.Min - 1), Share(ratio["P50"]?.Value - 1), Share(ratio.Max - 1) }
                        : [Figures.None, Figures.None, Figures.None],
                Chance(difference.Cheaper, difference.Same),
                .. itemsDiffer ? [Chance(difference.PerItem.Cheaper, difference.PerItem.Same)] : Array.Empty<Cell>(),
            ])),
        ]);

    internal static Section Increases(IReadOnlyList<(string Label, IReadOnlyList<Increase> Increases)> cases, double? maxIncrease)
    {
        var rows = cases.SelectMany(one => one.Increases.Select((increase, i) => new ReportRow(
        [
            i == 0 ? one.Label : "", increase.Statistic, Share(increase.Share?.Value, increase.Share?.Uncertainty ?? 0),
            increase.Share is { } share ? Interval(share) : Figures.None,
            .. maxIncrease is { } most ? [increase.IsGated ? Word(IncreaseGate.Of(increase, most)) : ""] : Array.Empty<Cell>(),
        ]))).ToList();
        return new Section(
            "By how much the statistics of the run's token cost differ",
            new ReportTable(
            [
                new("", IsNumber: false), new("", IsNumber: false), new("Change"), new("95 % interval"),
                .. maxIncrease is { } bar ? [new ReportColumn($"At most +{Figures.Stated(bar)}", IsNumber: false)]
                    : Array.Empty<ReportColumn>(),
            ], rows),
            []);
    }

    /// <summary>The verdict of the gate, if there is one.</summary>
    internal static IEnumerable<ReportLine> Verdict(double? maxIncrease, Engine.Checks.Verdict? verdict)
    {
        if (maxIncrease is not { } most)
            yield break;
        var bar = $"P50 and P95 may rise by {Figures.Stated(most)} at most";
        yield return verdict switch
        {
            Engine.Checks.Verdict.Pass => new ReportLine($"Passed: {bar}, and neither rises by more.", LineTone.Good),
            Engine.Checks.Verdict.Fail => new ReportLine($"Failed: {bar}, and one rises by more, beyond sampling error.", LineTone.Bad),
            _ => new ReportLine(
                $"Inconclusive: {bar}, and one interval includes this limit. More trials (-n) would decide.", LineTone.Caution),
        };
    }

    internal static Section Explained(CostDifference difference, string reference)
    {
        var explanation = difference.Explanation;
        // Causes that would be printed as 0 are omitted.
        var least = Scale(explanation) / 2;
        var causes = explanation.Causes.Where(cause => explanation.Phases.Any(phase => Math.Abs(phase[cause]) >= least)).ToList();
        if (causes.Count == 0)
            return new Section($"{difference.Label}: what explains the difference", null,
                [new ReportLine($"Nothing: its mean token cost is that of {reference}.")]);
        var touched = explanation.Phases.Where(phase => causes.Any(cause => Math.Abs(phase[cause]) >= least)).ToList();
        var shown = touched.Count <= PhasesMax ? touched
            : [.. touched.OrderByDescending(phase => Math.Abs(phase.Usd)).Take(PhasesMax - 1).OrderBy(touched.IndexOf)];
        var rows = shown.Select(phase => Row(phase.Label, cause => phase[cause], phase.Usd)).ToList();
        if (touched.Except(shown).ToList() is { Count: > 0 } others)
            rows.Add(
                Row($"{others.Count} other phases", cause => others.Sum(phase => phase[cause]), others.Sum(phase => phase.Usd),
                    RowWeight.Detail));
        rows.Add(Row("Run", cause => explanation[cause], explanation.Usd, RowWeight.Strong));
        return new Section(
            $"{difference.Label}: what explains the difference of mean token cost",
            new ReportTable(
                [new("Phase", IsNumber: false), .. causes.Select(cause => new ReportColumn(Heading(cause))), new("Together")], rows),
            [new ReportLine("Shapley shares of the difference: the parts add up to it.")]);

        ReportRow Row(string label, Func<Cause, double> part, double together, RowWeight weight = RowWeight.Normal) =>
            new([label, .. causes.Select(cause => Part(part(cause))), Part(together)], weight);

        Cell Part(double usd) => Change(usd, Scale(explanation));
    }

    /// <summary>The precision of the parts of a difference: a ten-thousandth of the largest.</summary>
    private static double Scale(Explanation explanation) =>
        explanation.Phases.SelectMany(phase => phase.UsdByCause).Append(explanation.Usd).Max(Math.Abs) / 1000;

    internal static string Heading(Cause cause) => cause switch
    {
        Cause.Items => "Items",
        Cause.Calls => "Calls",
        Cause.Retries => "Retries",
        Cause.InputTokens => "Input tokens",
        Cause.OutputTokens => "Output tokens",
        Cause.Caching => "Caching",
        Cause.Price => "Price",
        Cause.Fees => "Fees",
        _ => "Operations",
    };

    private static ReportLine SharedDraws(CostDifference difference, string reference)
    {
        var (shared, all) = difference.Draws;
        return shared == all
            ? new ReportLine($"{difference.Label}: all of its {all} run-level draws are shared with {reference}.")
            : new ReportLine(
                $"{difference.Label}: {shared} of its {all} run-level draws are shared with {reference}; the others are independent and "
                    + $"widen the difference.");
    }

    internal static string Word(Engine.Checks.Verdict verdict) =>
        verdict switch { Engine.Checks.Verdict.Pass => "passed", Engine.Checks.Verdict.Fail => "failed", _ => "inconclusive" };

    /// <summary>Money with a plus or a minus: <c>+$43.60</c>, <c>−$0.021</c>, <c>$0</c>.</summary>
    internal static Money Change(double usd, double uncertainty) => new(usd, uncertainty) { IsChange = true };

    internal static Money? Change(Percentile? usd) => Money.Of(usd) is { } money ? money with { IsChange = true } : null;

    /// <summary>Whether a printed number has a nonzero digit.</summary>
    private static bool IsSomething(string number) => number.Any(digit => digit is >= '1' and <= '9');

    /// <summary>A share as a change: <c>−50.0 %</c>; as many decimals as its interval supports.</summary>
    internal static string Share(double? share, double uncertainty = 0) => share is not { } value ? Figures.None
        : Percent(Math.Abs(value), uncertainty) is var text && IsSomething(text) ? (value < 0 ? "−" : "+") + text : "0 %";

    private static string Interval(Estimate share) => $"{Share(share.Low, share.Uncertainty)} to {Share(share.High, share.Uncertainty)}";

    /// <summary>To a tenth of a percent; below one percent to as many digits as the interval supports, or to three.</summary>
    private static string Percent(double value, double uncertainty)
    {
        var digit = uncertainty > 0 ? uncertainty : value / 100;
        var decimals = value < 0.01 && digit > 0 ? Math.Clamp(-(int)Math.Floor(Math.Log10(digit * 100)), 1, 4) : 1;
        return $"{(value * 100).ToString($"N{decimals}", CultureInfo.InvariantCulture)} %";
    }

    private static string Models(Scenario scenario) => string.Join(", ", scenario.Calls.Select(call => call.Model.Model).Distinct());

    private static string Tiers(Scenario scenario) =>
        scenario.Calls.Select(call => call.Model.Tier.Name).Distinct().Order(StringComparer.Ordinal)
            .ToList() is { Count: > 1 } several
            ? string.Join(" and ", several) : scenario.Calls.FirstOrDefault()?.Model.Tier.Name ?? scenario.Model.Tier.Name;

    internal static string Chance(Estimate cheaper, Estimate same) =>
        same.Value >= 1 ? "always the same"
            : cheaper.Value >= 1 ? "every trial"
                : cheaper.Value <= 0 ? "no trial" : Figures.Probability(cheaper.Value, cheaper.Low, cheaper.High);
}
