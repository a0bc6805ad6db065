using System.Globalization;
using CostSim.Output.Summaries;
using CostSim.Scenarios;
using CostSim.Studies;

namespace CostSim.Output.Reports;

/// <summary>The report of <c>costsim run</c>: what to commit, what to reserve, where the money goes.</summary>
public static class RunReport
{
    internal const string FixedFactors =
        "Run-level factors are held at their centre (--fix-run): this is only what items and calls contribute, not a band to plan with.";

    /// <param name="summary">The numbers.</param>
    /// <param name="precision">The precision of P95, if it determined the end of the run.</param>
    public static Report Of(Summary summary, Precision? precision = null)
    {
        var scenario = summary.Scenario;
        var sections = new List<Section>();
        if (summary.Runs.Count == 1)
        {
            sections.Add(BandSection.Of(summary, summary.Runs[0]));
            sections.Add(PhaseSection.Of(summary.Runs[0]));
            if (summary.Runs[0].Total.Operations is not null)
                sections.Add(Operations(summary.Runs[0]));
            if (DriverSection.Of(summary.Runs[0]) is { } drivers)
                sections.Add(drivers);
        }
        else
        {
            sections.AddRange(SideBySideSection.Of(summary));
        }

        if (precision is not null)
            sections.Add(new Section(null, null, [PrecisionLine(precision, summary.Trials, summary.Runs.Count)]));
        var labels = RunLabels.ForPeople(summary.Cases);
        foreach (var (run, label) in summary.Runs.Zip(labels))
        {
            var lines = Planning(run).Concat(Budgets(run)).Concat(Cuts(run)).Concat(Sources(run)).ToList();
            if (lines.Count > 0)
                sections.Add(
                    new Section(summary.Runs.Count == 1 ? null : $"{(label.Length > 0 ? $"{label}: " : "")}{ItemsOf(run)}", null, lines));
        }

        if (summary.Correlations.Count > 0)
            sections.Add(Correlations(summary));
        sections.Add(PriceSection.Of([.. summary.Runs.Select(run => run.Scenario)]));
        if (summary.RunFactorsFixed)
            sections.Add(new Section(null, null, [new ReportLine(FixedFactors, LineTone.Caution)]));
        return new Report(
            scenario.Name,
            $"{Settings(summary)} · {Figures.Count(summary.Trials)} trials, seed {summary.Seed.ToString(CultureInfo.InvariantCulture)}",
            sections);
    }

    /// <summary>How precisely P95 is known, and after how many trials.</summary>
    /// <param name="precision">The precision.</param>
    /// <param name="count">Number of trials.</param>
    /// <param name="runs">Number of runs it applies to.</param>
    public static ReportLine PrecisionLine(Precision precision, long count, int runs)
    {
        var (trials, asked) = (Figures.Count(count), $"target ±{Figures.Stated(precision.Asked)}");
        if (precision.IsUnasked)
            return Unasked(precision, count, runs);
        if (!double.IsFinite(precision.Reached))
            return new ReportLine($"{trials} trials are too few for an interval of P95; {asked}.", LineTone.Caution);
        var known =
            $"P95{(runs == 1 ? "" : " of every run")} is known to ±{Figures.Error(precision.Reached)} (half its 95 % interval) after "
                + $"{trials} trials";
        return precision.IsReached ? new ReportLine($"{known}; {asked}.", LineTone.Good)
            : new ReportLine($"{known}, the maximum allowed; {asked}.", LineTone.Caution);
    }

    /// <summary>The default number of trials chosen for call by call, and what more trials would give.</summary>
    private static ReportLine Unasked(Precision precision, long count, int runs)
    {
        var trials = $"Call by call: {Figures.Count(count)} trials";
        if (!double.IsFinite(precision.Reached))
            return new ReportLine($"{trials}; -n asks for more.", LineTone.Caution);
        var known = $"{trials}, P95{(runs == 1 ? "" : " of all")} known to ±{Figures.Error(precision.Reached)}";
        return precision.IsReached ? new ReportLine($"{known}; -n asks for more.")
            : new ReportLine(
                string.Create(CultureInfo.InvariantCulture,
                    $"{known}; -n {precision.TrialsNeeded(count)} for ±{Figures.Stated(precision.Asked)}."), LineTone.Caution);
    }

    /// <summary>Model and tier, and when the answers are needed if the scenario says so.</summary>
    internal static string Setting(Scenario scenario)
    {
        var timing = scenario.Timing is { } known ? $", {TimingName.Of(known)}" : "";
        var window = scenario.CompletionWindowHours is { } hours
            ? string.Create(CultureInfo.InvariantCulture, $", answers within {hours} h") : "";
        return $"{scenario.Model.Model}, {scenario.Model.Tier.Name}{timing}{window}";
    }

    /// <summary>People and tools line by line, and the total with tokens.</summary>
    internal static Section Operations(RunSummary run)
    {
        var rows = run.Phases.Where(phase => phase.Scope.Operations!.Support.Max > 0)
            .Select(phase => Row(phase.Label, phase.Scope.Operations!, RowWeight.Normal)).ToList();
        rows.Add(Row("People and tools", run.Total.Operations!, RowWeight.Normal));
        rows.Add(Row("Tokens", run.Total.Cost, RowWeight.Normal));
        rows.Add(Row("All costs", run.Total.AllCost!, RowWeight.Strong));
        return new Section(
            "People and tools, in addition to tokens",
            new ReportTable([new("", IsNumber: false), new("Mean"), new("P5") { Rank = 1 }, new("P50"), new("P95")], rows),
            []);

        static ReportRow Row(string name, MeasureSummary usd, RowWeight weight) =>
            new([name, new Money(usd.Mean), Money.Of(usd["P5"]), Money.Of(usd["P50"]), Money.Of(usd["P95"])], weight);
    }

    /// <summary>The safety margin: one line in addition to the band, which already includes long items and retries.</summary>
    internal static IEnumerable<ReportLine> Planning(RunSummary run)
    {
        if (run.Planning is not { } planning)
            yield break;
        var more = planning.More;
        yield return new ReportLine(string.Create(
            CultureInfo.InvariantCulture,
            $"Plan with {Figures.ExactUsd(planning.Usd)}{Period(run)}{(run.Total.Operations is null ? "" : " for tokens")}: P50 × "
                + $"{1 + planning.Margin:0.00##}, the safety margin. The tokens cost more ")
            + $"{Figures.InTrials(more.Value, more.Low, more.High)} (95 % interval {Figures.Probability(more.Low, more.Low, more.High)} "
            + $"to {Figures.Probability(more.High, more.Low, more.High)}).");
    }

    internal static Section Correlations(Summary summary) => new(
        "Rank correlations",
        new ReportTable(
            [new("Amount", IsNumber: false), new("and", IsNumber: false), new("Stated"), new("Achieved")],
            [
                .. summary.Correlations.Select(one => new ReportRow(
                [
                    one.Asked.First, one.Asked.Second, one.Asked.Rank.ToString("0.###", CultureInfo.InvariantCulture),
                    one.Rank?.ToString("0.000", CultureInfo.InvariantCulture) ?? Figures.None,
                ])),
            ]),
        []);

    private static IEnumerable<ReportLine> Budgets(RunSummary run)
    {
        foreach (var budget in run.Budgets)
        {
            var target = budget.Confidence is { } confidence ? $"target {Figures.Stated(confidence)}, " : "";
            var tone = budget.Confidence is not { } wanted ? LineTone.Plain
                : budget.Probability >= wanted ? LineTone.Good : LineTone.Caution;
            yield return new ReportLine(
                $"Within the {Named(run, budget)} {Figures.InTrials(budget.Probability, budget.Low, budget.High)} ({target}95 % interval "
                + $"{Figures.Probability(budget.Low, budget.Low, budget.High)} to "
                + $"{Figures.Probability(budget.High, budget.Low, budget.High)}).", tone);
        }
    }

    /// <summary>The name of a budget: <c>budget of $210</c>, <c>budget of $0.004 a record for tokens</c>.</summary>
    internal static string Named(RunSummary run, BudgetSummary budget)
    {
        var of = run.Total.Operations is null ? "" : budget.OfAll ? " for all costs" : " for tokens";
        return $"budget of {Figures.StatedUsd(budget.AtMostUsd)}{(budget.PerItem ? $" {Nouns.An(run.Scenario.Item)}" : "")}{of}";
    }

    internal static IEnumerable<ReportLine> Cuts(RunSummary run) => run.Phases.Where(phase => phase.CutShare > 0).Select(phase =>
    {
        var again = run.Scenario.Phases.FirstOrDefault(one => one.Id == phase.Id)?.Call?.CutRetry;
        var then = again is null ? "" : $", and asked again with up to {Figures.Count(again.MaxOutputTokens)}";
        return new ReportLine(
            $"{phase.Label}: {Figures.Share(phase.CutShare)} of its calls are cut at maxOutputTokens and billed up to it{then}.",
            LineTone.Caution);
    });

    internal static IEnumerable<ReportLine> Sources(RunSummary run) => ExpectationCheck.Of(run).Select(check =>
    {
        var source = $"{check.What}: the source says {Figures.StatedUsd(check.SourceUsd)}";
        if (check.ResultUsd is not { } result)
            return new ReportLine($"{source}, the result has none.", LineTone.Caution);
        var here = $"{source}, here {Figures.Usd(result, check.Uncertainty)}";
        return check.Agrees
            ? new ReportLine(
                check.Rounding is { } rounding ? $"{here}: agrees (the source rounds {rounding})." : $"{here}: agrees.", LineTone.Good)
            : new ReportLine(
                $"{here}: differs by {(check.Difference ?? 0).ToString("+0.0 %;−0.0 %", CultureInfo.InvariantCulture)}.", LineTone.Caution);
    });

    internal static string ItemsOf(RunSummary run) => Nouns.Counted(run.Scenario.Item, run.Items);

    /// <summary>The run and the variant, if named.</summary>
    internal static string Named(RunSummary run) =>
        $"{(run.Scenario.Run is { } one ? $" · {one.Name}" : "")}{(run.Scenario.Variant is { } variant ? $" · variant {variant}" : "")}";

    internal static string Period(RunSummary run) => run.Scenario.Run?.Period is { } period ? $" {Nouns.An(period)}" : "";

    private static string Settings(Summary summary) => string.Join(" / ", summary.Runs.Select(run => Setting(run.Scenario)).Distinct());

    internal static double MeanUncertainty(double deviation, long trials) => 1.96 * deviation / Math.Sqrt(trials);
}
