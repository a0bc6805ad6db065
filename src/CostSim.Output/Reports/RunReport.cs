using System.Globalization;
using CostSim.Output.Summaries;
using CostSim.Scenarios;

namespace CostSim.Output.Reports;

/// <summary>What <c>costsim run</c> prints: what to commit, what to reserve, where the money goes.</summary>
public static class RunReport
{
    /// <param name="summary">The numbers.</param>
    /// <param name="precision">Where the run ended by the precision of P95, what was reached.</param>
    public static Report Of(Summary summary, Precision? precision = null)
    {
        var scenario = summary.Scenario;
        var sections = new List<Section>();
        if (summary.Runs.Count == 1)
        {
            sections.Add(Band(summary, summary.Runs[0]));
            sections.Add(Phases(summary, summary.Runs[0]));
            if (summary.Runs[0].Total.Operations is not null)
                sections.Add(Operations(summary.Runs[0]));
            sections.AddRange(DriverSection.Of(summary.Runs[0]));
        }
        else
        {
            sections.Add(SideBySide(summary));
            if (summary.Runs.Any(run => run.Total.Operations is not null))
                sections.Add(OperationsSideBySide(summary));
        }

        if (precision is not null)
            sections.Add(new Section(null, null, [PrecisionLine(precision, summary.Trials, summary.Runs.Count)]));
        var labels = RunLabels.ForPeople(summary.Cases);
        foreach (var (run, label) in summary.Runs.Zip(labels))
        {
            var lines = Planning(run).Concat(Budgets(run)).Concat(Cuts(run)).Concat(Sources(run)).ToList();
            if (lines.Count > 0)
                sections.Add(new Section(summary.Runs.Count == 1 ? null : $"{(label.Length > 0 ? $"{label}: " : "")}{ItemsOf(run)}", null, lines));
        }

        if (summary.Correlations.Count > 0)
            sections.Add(Correlations(summary));
        sections.Add(PriceSection.Of([.. summary.Runs.Select(run => run.Scenario)]));
        if (summary.RunFactorsFixed)
            sections.Add(new Section(null, null, [new ReportLine(
                "Run-level factors are held at their centre (--fix-run): this is only what items and calls contribute, not a band to plan with.", LineTone.Caution)]));
        return new Report(
            scenario.Name,
            $"{Settings(summary)} · {Figures.Count(summary.Trials)} trials, seed {summary.Seed.ToString(CultureInfo.InvariantCulture)}",
            sections);
    }

    /// <summary>How precisely P95 is known, and after how many trials.</summary>
    /// <param name="precision">What was reached.</param>
    /// <param name="count">Number of trials.</param>
    /// <param name="runs">Number of runs that it is of.</param>
    public static ReportLine PrecisionLine(Precision precision, long count, int runs)
    {
        var (trials, asked) = (Figures.Count(count), $"±{Figures.Stated(precision.Asked)} was asked for");
        if (precision.IsUnasked)
            return Unasked(precision, count, runs);
        if (!double.IsFinite(precision.Reached))
            return new ReportLine($"{trials} trials are too few for an interval of P95; {asked}.", LineTone.Caution);
        var known = $"P95{(runs == 1 ? "" : " of every run")} is known to ±{Figures.Error(precision.Reached)} (half its 95 % interval) after {trials} trials";
        return precision.IsReached ? new ReportLine($"{known}; {asked}.", LineTone.Good) : new ReportLine($"{known}, the most there may be; {asked}.", LineTone.Caution);
    }

    /// <summary>How many trials the program chose where it goes call by call, and what more would give.</summary>
    private static ReportLine Unasked(Precision precision, long count, int runs)
    {
        var trials = $"Call by call: {Figures.Count(count)} trials";
        if (!double.IsFinite(precision.Reached))
            return new ReportLine($"{trials}; -n asks for more.", LineTone.Caution);
        var known = $"{trials}, P95{(runs == 1 ? "" : " of all")} known to ±{Figures.Error(precision.Reached)}";
        return precision.IsReached ? new ReportLine($"{known}; -n asks for more.")
            : new ReportLine(string.Create(CultureInfo.InvariantCulture, $"{known}; -n {precision.TrialsNeeded(count)} for ±{Figures.Stated(precision.Asked)}."), LineTone.Caution);
    }

    /// <summary>Model and tier, and when the answers are needed where the scenario says so.</summary>
    internal static string Setting(Scenario scenario)
    {
        var timing = scenario.Timing is { } known ? $", {TimingName.Of(known)}" : "";
        var window = scenario.CompletionWindowHours is { } hours ? string.Create(CultureInfo.InvariantCulture, $", answers within {hours} h") : "";
        return $"{scenario.Model.Model}, {TierName.Of(scenario.Model.Tier)}{timing}{window}";
    }

    internal static Section Band(Summary summary, RunSummary run)
    {
        var (cost, perItem) = (run.Total.Cost, run.PerItem.Cost);
        var item = summary.Scenario.Item;
        var second = new SecondCurrency(summary.Scenario.Currency);
        var rows = new List<ReportRow>
        {
            End("Absolute minimum", cost.Support.Min, perItem.Support.Min),
            Row("P5", "P5: one run in twenty costs less"),
            Row("P50", "P50, to commit: even chances", RowWeight.Strong),
            Row("P80", "P80"),
            Row("P95", "P95, to reserve: one run in twenty costs more", RowWeight.Strong),
            Row("P99", "P99"),
            End("Absolute maximum", cost.Support.Max, perItem.Support.Max),
            new(["Mean", Mean(cost, summary.Trials), .. MeanCell(cost), "", Mean(perItem, summary.Trials), .. MeanCell(perItem)]),
        };
        return new Section(
            $"Cost of {ItemsOf(run)}{Named(run)}",
            new ReportTable(
            [
                new("", IsNumber: false), new($"USD{Period(run)}"), .. second.Column(code => $"{code}{Period(run)}"), new("95 % interval"), new($"USD {An(item)}{item}"),
                .. second.Column(code => $"{code} {An(item)}{item}"),
            ], rows),
            [.. second.Rate()]);

        ReportRow Row(string percentile, string label, RowWeight weight = RowWeight.Normal) => new(
        [
            label, Figures.Usd(cost[percentile]), .. second.Cell(cost[percentile]), Figures.Interval(cost[percentile]), Figures.Usd(perItem[percentile]),
            .. second.Cell(perItem[percentile]),
        ], weight);

        ReportRow End(string label, double total, double one) => new(
        [
            label, Figures.ExactUsd(total), .. second.ExactCell(total), double.IsFinite(total) ? "computed" : "", Figures.ExactUsd(one), .. second.ExactCell(one),
        ], RowWeight.Detail);

        IEnumerable<string> MeanCell(MeasureSummary measure) => second.Cell(measure.Mean, MeanUncertainty(measure.StandardDeviation, summary.Trials));
    }

    private static Section Phases(Summary summary, RunSummary run)
    {
        var mean = run.Total.Cost.Mean;
        var rows = run.Phases.Where(phase => phase.Scope.Cost.Support.Max > 0).Select(phase => Row(phase.Label, phase.Scope, RowWeight.Normal)).ToList();
        rows.Add(Row("Run", run.Total, RowWeight.Strong));
        return new Section(
            "Where it goes",
            new ReportTable(
            [
                new("Phase", IsNumber: false), new("Calls, mean"), new("Input tokens, mean"), new("Output tokens, mean"), new("P50"), new("P95"), new("Share of mean"),
            ], rows),
            []);

        ReportRow Row(string name, ScopeSummary scope, RowWeight weight) => new(
        [
            name, Figures.Count(scope.Calls.Mean), Figures.Kilo(scope.InputTokens.Mean), Figures.Kilo(scope.OutputTokens.Mean),
            Figures.Usd(scope.Cost["P50"]), Figures.Usd(scope.Cost["P95"]), mean > 0 ? Figures.Share(scope.Cost.Mean / mean) : Figures.None,
        ], weight);
    }

    internal static Section Operations(RunSummary run)
    {
        var rows = run.Phases.Where(phase => phase.Scope.Operations!.Support.Max > 0)
            .Select(phase => Row(phase.Label, phase.Scope.Operations!, RowWeight.Normal)).ToList();
        rows.Add(Row("Run", run.Total.Operations!, RowWeight.Strong));
        rows.Add(Row("With token cost", run.Total.AllCost!, RowWeight.Normal));
        return new Section(
            "Operations: people and tools, outside of the token cost, USD",
            new ReportTable([new("", IsNumber: false), new("Mean"), new("P5"), new("P50"), new("P95")], rows),
            []);

        static ReportRow Row(string name, MeasureSummary usd, RowWeight weight) =>
            new([name, Figures.ExactUsd(usd.Mean), Figures.Usd(usd["P5"]), Figures.Usd(usd["P50"]), Figures.Usd(usd["P95"])], weight);
    }

    /// <summary>All runs in one table, each on the same draws.</summary>
    private static Section SideBySide(Summary summary)
    {
        var second = new SecondCurrency(summary.Scenario.Currency);
        var labels = RunLabels.ForPeople(summary.Cases);
        var isNamed = labels.Any(label => label.Length > 0);
        var hasPeriod = summary.Runs.Any(run => run.Scenario.Run?.Period is not null);
        var rows = summary.Runs.Zip(labels, (run, label) =>
        {
            var cost = run.Total.Cost;
            return new ReportRow(
            [
                .. isNamed ? [label] : Array.Empty<string>(), Figures.Count(run.Items), .. hasPeriod ? [$"a {run.Scenario.Run?.Period ?? "run"}"] : Array.Empty<string>(),
                Figures.ExactUsd(cost.Support.Min), Figures.Usd(cost["P5"]), Figures.Usd(cost["P50"]), Figures.Usd(cost["P80"]),
                Figures.Usd(cost["P95"]), Figures.Usd(cost["P99"]), Figures.ExactUsd(cost.Support.Max), Figures.Usd(run.PerItem.Cost["P50"]),
                .. second.Cell(cost["P50"]), .. second.Cell(cost["P95"]),
            ]);
        }).ToList();
        var item = summary.Scenario.Item;
        return new Section(
            isNamed ? "Cost of each run, USD: on the same draws, not to be added up" : "Cost by number of items, USD",
            new ReportTable(
            [
                .. isNamed ? [new ReportColumn("Run", IsNumber: false)] : Array.Empty<ReportColumn>(), new(Nouns.Heading(item)),
                .. hasPeriod ? [new ReportColumn("Period", IsNumber: false)] : Array.Empty<ReportColumn>(), new("Absolute min"), new("P5"), new("P50, commit"),
                new("P80"), new("P95, reserve"), new("P99"), new("Absolute max"), new($"P50 {An(item)}{item}"), .. second.Column(code => $"P50, {code}"), .. second.Column(code => $"P95, {code}"),
            ], rows),
            [.. second.Rate()]);
    }

    private static Section OperationsSideBySide(Summary summary)
    {
        var item = summary.Scenario.Item;
        var rows = summary.Runs.Zip(RunLabels.ForPeople(summary.Cases)).Where(pair => pair.First.Total.Operations is not null).Select(pair =>
        {
            var (run, operations, all) = (pair.First, pair.First.Total.Operations!, pair.First.Total.AllCost!);
            return new ReportRow(
            [
                pair.Second, Figures.Count(run.Items), Figures.Usd(operations["P50"]), Figures.Usd(operations["P95"]), Figures.Usd(all["P50"]), Figures.Usd(all["P95"]),
                Figures.Usd(run.PerItem.AllCost!["P50"]),
            ]);
        }).ToList();
        return new Section(
            "Operations: people and tools, outside of the token cost, USD",
            new ReportTable(
            [
                new("Run", IsNumber: false), new(Nouns.Heading(item)), new("P50"), new("P95"), new("With token cost, P50"), new("With token cost, P95"),
                new($"P50 {An(item)}{item}"),
            ], rows),
            []);
    }

    /// <summary>What the safety margin says: one line beside the band, which holds long items and retries already.</summary>
    internal static IEnumerable<ReportLine> Planning(RunSummary run)
    {
        if (run.Planning is not { } planning)
            yield break;
        var more = planning.More;
        yield return new ReportLine(string.Create(
            CultureInfo.InvariantCulture,
            $"Plan with {Figures.ExactUsd(planning.Usd)}{Period(run)}: P50 × {1 + planning.Margin:0.00##}, the safety margin. The tokens cost more in ")
            + $"{Figures.Probability(more.Value, more.Low, more.High)} of trials (95 % interval {Figures.Probability(more.Low, more.Low, more.High)} to {Figures.Probability(more.High, more.Low, more.High)}).");
    }

    internal static Section Correlations(Summary summary) => new(
        "Rank correlations",
        new ReportTable(
            [new("Amount", IsNumber: false), new("and", IsNumber: false), new("Asked"), new("Achieved")],
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
            var per = $"{(budget.PerItem ? $" {An(run.Scenario.Item)}{run.Scenario.Item}" : "")}{(budget.OfAll ? " with operations" : "")}";
            var text = $"A budget of {Figures.ExactUsd(budget.AtMostUsd)}{per} is kept in {Figures.Probability(budget.Probability, budget.Low, budget.High)} of trials "
                + $"(95 % interval {Figures.Probability(budget.Low, budget.Low, budget.High)} to {Figures.Probability(budget.High, budget.Low, budget.High)})";
            var asked = budget.Confidence is { } confidence ? $"; {Figures.Probability(confidence, 0, 0.002)} is asked for" : "";
            var tone = budget.Confidence is not { } wanted ? LineTone.Plain : budget.Probability >= wanted ? LineTone.Good : LineTone.Caution;
            yield return new ReportLine($"{text}{asked}.", tone);
        }
    }

    internal static IEnumerable<ReportLine> Cuts(RunSummary run) => run.Phases.Where(phase => phase.CutShare > 0).Select(phase =>
        new ReportLine($"{phase.Label}: {Figures.Share(phase.CutShare)} of its calls are cut at maxOutputTokens, and billed up to there.", LineTone.Caution));

    internal static IEnumerable<ReportLine> Sources(RunSummary run) => ExpectationCheck.Of(run).Select(check =>
    {
        var source = $"{check.What}: the source says {Figures.ExactUsd(check.SourceUsd)}";
        if (check.ResultUsd is not { } result)
            return new ReportLine($"{source}, here there is none.", LineTone.Caution);
        var here = $"{source}, here {Figures.Usd(result, check.Uncertainty)}";
        return check.Agrees
            ? new ReportLine(check.Rounding is { } rounding ? $"{here}: agrees (the source rounds {rounding})." : $"{here}: agrees.", LineTone.Good)
            : new ReportLine($"{here}: differs by {(check.Difference ?? 0).ToString("+0.0 %;−0.0 %", CultureInfo.InvariantCulture)}.", LineTone.Caution);
    });

    internal static string ItemsOf(RunSummary run) => Nouns.Counted(run.Scenario.Item, run.Items);

    /// <summary>The run and the variant, where they have names.</summary>
    private static string Named(RunSummary run) => string.Concat(new[] { run.Scenario.Run?.Name, run.Scenario.Variant }.OfType<string>().Select(name => $" · {name}"));

    private static string Period(RunSummary run) => run.Scenario.Run?.Period is { } period ? $" {An(period)}{period}" : "";

    private static string Settings(Summary summary) => string.Join(" / ", summary.Runs.Select(run => Setting(run.Scenario)).Distinct());

    internal static string Mean(MeasureSummary cost, long trials) => Figures.Usd(cost.Mean, MeanUncertainty(cost.StandardDeviation, trials));

    internal static double MeanUncertainty(double deviation, long trials) => 1.96 * deviation / Math.Sqrt(trials);

    internal static string An(string item) => "aeiou".Contains(char.ToLowerInvariant(item[0]), StringComparison.Ordinal) ? "an " : "a ";
}
