using System.Xml.Linq;
using CostSim.Numerics.Statistics;
using CostSim.Output.Reports;
using CostSim.Output.Summaries;
using CostSim.Studies;

namespace CostSim.Output.Pages;

/// <summary>The section on what to commit and reserve, and how to read it.</summary>
internal static class DecisionSection
{
    /// <param name="summary">The numbers.</param>
    /// <param name="run">The run to decide on.</param>
    /// <param name="plot">The first plot, for the first printed page.</param>
    public static XElement Of(Summary summary, RunSummary run, XElement plot)
    {
        var (cost, unit) = (run.Total.Whole, ItemUnit.Of(run));
        var perItem = unit.Of(run.PerItem.Whole);
        var (of, digits) = (run.Total.Operations is null ? "" : ", all costs", Digits(cost));
        var cards = new List<XElement>
        {
            Card($"Commit{of} (P50)", Amount(run, cost["P50"], digits), "half of all runs cost less, half cost more"),
            Card($"Reserve{of} (P95)", Amount(run, cost["P95"], digits), "19 runs in 20 cost no more than this"),
            Card("Contingency (P80\u00a0−\u00a0P50)", Money.Between(cost["P50"], cost["P80"])?.ToString() ?? Figures.None,
                "on top of P50: then 4 runs in 5 are covered"),
            Card($"Cost of {(unit.Count == 1 ? $"one {unit.Item}" : unit.Words)} (P50)", Told(perItem["P50"], Digits(perItem)),
                $"in a run of {RunReport.ItemsOf(run)}; P95 {Told(perItem["P95"], Digits(perItem))}"),
        };
        if (run.Total.Operations is not null)
            cards.Insert(2,
                Card("Of this, tokens (P50)", Amount(run, run.Total.Cost["P50"], Digits(run.Total.Cost)),
                    $"P95 {Told(run.Total.Cost["P95"], Digits(run.Total.Cost))}; the rest is people and tools"));
        cards.InsertRange(cards.Count - 1, run.Budgets.Select(budget => Exceeding(run, budget)));
        return Markup.Section(
            "decision", "What to commit, what to reserve", new XElement("dl", Markup.Class("cards"), cards),
            new XElement("div", Markup.Class("decided"), InWords(summary, run), OriginSection.Signatures()), plot);
    }

    /// <summary>The terms of the page in plain words.</summary>
    public static XElement HowToRead(Summary summary, RunSummary run) => Markup.Section(
        "how-to-read", "How to read this",
        Markup.P(
            $"The number of tokens that a run will use is uncertain. So it was simulated {Figures.Count(summary.Trials)} times, each "
                + $"time with different values from "
            + "the ranges that are listed under “What is uncertain”. Each simulated run has a cost; this page says how those costs are "
                + "spread."),
        new XElement(
            "ul",
            Term("P50, P80, P95",
                "the cost that 50, 80 or 95 of 100 simulated runs stay within. P50 is what to expect; P95 is what to hold in reserve."),
            Term("95 % interval",
                "how precisely the simulation determines a number. More trials narrow it. It says nothing about whether the ranges put in "
                    + "are right: that is yours to judge."),
            Term("Absolute minimum and maximum",
                "computed from the ends of all ranges at once. No run can fall outside, and none is likely to come close."),
            run.Total.Operations is null
                ? Term("Token cost only",
                    "what the provider bills for tokens, in US dollars. Work, servers and taxes are not in it unless a line says so.")
                : Term("All costs",
                    "what the provider bills for tokens, and the people and tools that the scenario names, in US dollars. Figures "
                        + "for tokens alone say so.")));

    private static XElement InWords(Summary summary, RunSummary run)
    {
        var cost = run.Total.Whole;
        var words = new List<object>();
        if (cost["P50"] is { } p50 && cost["P95"] is { } p95)
            words.Add(Markup.P(
                $"Commit for {RunReport.ItemsOf(run)} ", Strong(Told(p50, Digits(cost))),
                ": the odds are even that this is enough. Set aside ", Strong(Told(p95, Digits(cost))),
                $", which is {Money.Between(p50, p95)} more; one run in twenty will exceed it. ",
                $"Within the ranges put in, no run can cost less than {Figures.ExactUsd(cost.Support.Min)}",
                double.IsFinite(cost.Support.Max) ? $" or more than {Figures.ExactUsd(cost.Support.Max)}." : "; there is no upper limit.",
                run.Total.Operations is null ? "" : " These are all costs: tokens, people and tools."));
        else
            words.Add(
                Markup.P(
                    Markup.Class("caution"), $"{Figures.Count(summary.Trials)} trials are too few to say this. Run it again with more."));
        if (run.Phases.Where(phase => phase.Scope.Whole.Mean > 0).MaxBy(phase => phase.Scope.Whole.Mean) is { } largest)
            words.Add(
                Markup.P(
                    $"Most of the money goes into {largest.Label}: "
                        + $"{Figures.Share(largest.Scope.Whole.Mean / cost.Mean)} of the mean cost."));
        if (run.Drivers?.Selection(1).Shown is [var first, ..])
            words.Add(
                Markup.P(
                    $"The largest source of uncertainty is {QuantityName.Of(run.Scenario, first.Path)}: "
                        + $"{Figures.Share(first.Share.Value)} of it."));
        words.AddRange(run.Budgets.Select(budget => Markup.P(Markup.Class(Judge(run, budget).Tone), Judge(run, budget).Text)));
        if (run.Budgets.Count == 0)
            words.Add(Markup.P("No budget is stated for this run. With --budget USD the page also says how likely it is to be exceeded."));
        var notes = Markup.Lines([.. RunReport.Planning(run), .. RunReport.Cuts(run), .. RunReport.Sources(run)]);
        return new XElement("div", words, notes.HasElements ? notes : null);
    }

    private static (string Tone, string Text) Judge(RunSummary run, BudgetSummary budget)
    {
        var over =
            $"The {RunReport.Named(run, budget)} is exceeded {Figures.InTrials(1 - budget.Probability, 1 - budget.High, 1 - budget.Low)} "
                + $"(95 % interval {Over(budget.High, budget)} to {Over(budget.Low, budget)})";
        if (budget.Confidence is not { } asked)
            return ("plain", $"{over}.");
        var allowed = Figures.Stated(1 - asked);
        return budget.Low >= asked ? ("good", $"✓ {over}. At most {allowed} is allowed: the limit is kept.")
            : budget.High < asked ? ("caution", $"! {over}. At most {allowed} is allowed: the limit is not kept.")
            : ("caution", $"! {over}. At most {allowed} is allowed: too close to tell with these trials.");
    }

    private static XElement Exceeding(RunSummary run, BudgetSummary budget) => Card(
        $"Chance to exceed the {RunReport.Named(run, budget)}", Over(budget.Probability, budget),
        $"95 % interval {Over(budget.High, budget)} to {Over(budget.Low, budget)}");

    private static string Over(double kept, BudgetSummary budget) => Figures.Probability(1 - kept, 1 - budget.High, 1 - budget.Low);

    /// <summary>P50 and P95 are read together, so they have the same digits.</summary>
    private static MoneyDigits Digits(MeasureSummary cost) => MoneyDigits.Of([Money.Of(cost["P50"]), Money.Of(cost["P95"])]);

    private static string Told(Percentile? usd, MoneyDigits digits) => Money.Of(usd) is { } money ? digits.Told(money) : Figures.None;

    private static string Amount(RunSummary run, Percentile? usd, MoneyDigits digits) =>
        run.Scenario.Currency is { } currency && Money.Of(usd, currency.PerUsd) is { } other
        ? $"{Told(usd, digits)} ({other with { Sign = "" }} {currency.Code})"
        : Told(usd, digits);

    private static XElement Card(string term, string number, string note) => new(
        "div", new XElement("dt", Markup.Cut(term)), new XElement("dd", Markup.Class("figure"), number),
        new XElement("dd", Markup.Cut(note)));

    private static XElement Term(string name, string meaning) => new("li", Strong(name), $": {meaning}");

    private static XElement Strong(string text) => new("strong", text);
}
