using System.Globalization;
using CostSim.Output.Markdown;
using CostSim.Output.Reports;
using CostSim.Output.Summaries;
using CostSim.Studies;

namespace CostSim.Output.Bills;

/// <summary>The report of <c>costsim forecast</c>: spent, rest and whole, whether the budget holds, and what was learned.</summary>
public static class OutlookReport
{
    private static readonly string[] Percentiles = ["P5", "P50", "P80", "P95", "P99"];

    public static Report Of(Outlook outlook)
    {
        var scenario = outlook.Sized.Scenario;
        return new Report(
            $"{scenario.Name}: what the whole will cost",
            $"{Nouns.Counted(scenario.Item, outlook.Sized.Items)} · prices of {Figures.Day(scenario.PricesOn)} · "
                + $"{Figures.Count(outlook.Trials)} trials, seed {outlook.Seed.ToString(CultureInfo.InvariantCulture)}",
            [
                InShort(outlook), Bands(outlook), ProgressSection.Of(outlook), Costs(outlook), LearnedSection.Of(outlook),
                RecordSection.Of(outlook.Bill, []),
            ]);
    }

    /// <summary>The same as Markdown.</summary>
    public static string ToMarkdown(Outlook outlook) => MarkdownReport.Of(
        Of(outlook), null, writer => RunMarkdown.Origin(writer, outlook.Command, [("Scenario", outlook.Sized.Scenario.Hash)]), open: 3);

    private static Section InShort(Outlook outlook)
    {
        var (rest, whole) = (outlook.Rest, outlook.Whole);
        var spent = $"Spent so far: {Spent(outlook.SpentPicoUsd)}.";
        return new Section(null, null,
        [
            .. whole["P5"] is null || whole["P95"] is null
                ? new ReportLine[] { new(spent), new("There are too few trials for percentiles: give more with -n.", LineTone.Caution) }
                : rest.IsNothing ? [new($"{spent} Nothing is left.")]
                : [
                    new(spent),
                    new($"The rest: {Money.Of(rest["P50"])} (P50), {Money.Of(rest["P5"])} to {Money.Of(rest["P95"])} (P5 to P95)."),
                    new($"The whole: {Money.Of(whole["P50"])} (P50), {Money.Of(whole["P5"])} to {Money.Of(whole["P95"])} (P5 to P95)."),
                ],
            .. outlook.Budgets.Select(budget => Line(outlook, budget)),
            .. outlook.Sized.Scenario.LimitsAt(outlook.Sized.Items).Any(limit => limit.OfAll) && outlook.Sized.Scenario.Operations.Count > 0
                ? new[] { new ReportLine("Limits of all costs are not held against records, which know of tokens alone.") } : [],
        ]);
    }

    private static ReportLine Line(Outlook outlook, OutlookBudget budget)
    {
        var (share, limit) = (budget.Probability, budget.Policy.Limit);
        var close = budget.IsClose ? " More trials (-n) may decide otherwise." : "";
        return new ReportLine(
            $"{CheckReport.Words(budget.Policy, outlook.Sized.Scenario.Item)} {(budget.Holds ? "holds" : "does not hold")}: "
                + $"{Figures.InTrials(share.Value, share.Low, share.High)}, and {Figures.Stated(limit.Confidence)} is asked for.{close}",
            budget.Holds ? LineTone.Good : LineTone.Bad);
    }

    private static Section Bands(Outlook outlook)
    {
        var digits = MoneyDigits.Of(Percentiles.Select(name => Money.Of(outlook.Whole[name])));
        return new Section(
            "What the whole will cost",
            new ReportTable(
                [
                    new("", IsNumber: false), new("The rest") { Rank = 1 }, new("The whole"), new("95 % interval") { Rank = 2 },
                    new("As it was planned") { Brief = "Planned" },
                ],
                [
                    .. Percentiles.Select(name => new ReportRow(
                        [
                            name, Money.Of(outlook.Rest[name]), Money.Of(outlook.Whole[name]), digits.Interval(outlook.Whole[name]),
                            Money.Of(outlook.Planned[name]),
                        ], name is "P50" or "P95" ? RowWeight.Strong : RowWeight.Normal)),
                    new ReportRow(["Mean", Money.Of(outlook.Rest.Mean), Money.Of(outlook.Whole.Mean), "", Money.Of(outlook.Planned.Mean)]),
                ]),
            []);
    }

    private static Section Costs(Outlook outlook) => new(
        "Spent and to be spent by phase",
        new ReportTable(
            [
                new("Phase", IsNumber: false), new("Spent"), new("Rest P5") { Rank = 1 }, new("Rest mean"), new("Rest P95"),
                new("Calls to come") { Brief = "Calls", Rank = 2 },
            ],
            [
                .. outlook.Phases.Select(
                    phase => Row(phase.Label, phase.SpentPicoUsd, phase.Rest, phase.IsAllowance ? null : phase.RestCalls)),
                Row("All", outlook.SpentPicoUsd, outlook.Rest, outlook.Phases.Sum(phase => phase.RestCalls), RowWeight.Strong),
            ]),
        []);

    private static ReportRow Row(string label, Int128 spent, CostBand rest, double? calls, RowWeight weight = RowWeight.Normal) => new(
        [
            label, Spent(spent), Money.Of(rest["P5"]), Money.Of(rest.Mean), Money.Of(rest["P95"]),
            calls is { } known ? Figures.Quantity(known) : Figures.None,
        ], weight);

    private static Money Spent(Int128 picoUsd) => new(BillMoney.Number(picoUsd));
}
