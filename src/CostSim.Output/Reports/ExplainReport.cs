using System.Globalization;
using CostSim.Engine.Planning;
using CostSim.Output.Summaries;
using CostSim.Scenarios;
using CostSim.Studies;

namespace CostSim.Output.Reports;

/// <summary>
/// The report of <c>costsim explain</c>: the tokens of one item by phase, the absolute range, the effect of independence, shares, what is
/// uncertain and what is taken as certain, how each phase is simulated, prices.
/// </summary>
/// <param name="Explained">The explanation.</param>
public sealed record ExplainReport(ScenarioExplanation Explained)
{
    private Scenario Scenario => Explained.Scenario;

    private Plan OneItem => Explained.OneItem;

    private Summary Summary => Explained.Summary;

    private string Item => Scenario.Item;

    private IEnumerable<PhasePlan> Phases => OneItem.Phases.Where(phase => !phase.IsBesideTheUnits);

    private IEnumerable<PhasePlan> Allowances => OneItem.Phases.Where(phase => phase.IsAllowance);

    public Report Build() => new(
        Scenario.Name,
        $"{RunReport.Setting(Scenario)} · nothing is written; shares and percentiles are from {Figures.Count(Summary.Trials)} trials",
        [
            Tokens(), Units(), .. CacheSection.Of(Scenario, OneItem), Money(), AbsoluteRange(),
            TogetherSection.Of(Summary, Explained.Together), PhaseSection.Of(Summary.Runs[0]), Sources(),
            .. RegisterSection.Uncertain(Scenario) is { } uncertain ? [uncertain] : Array.Empty<Section>(),
            RegisterSection.Certain(Scenario, Summary.Runs[0].Items), Drawing(),
            PriceSection.Of([Scenario]),
        ]);

    private Section Tokens()
    {
        var rows = new List<ReportRow>();
        foreach (var phase in Phases.Where(phase => phase.SupportPerItem.Cost.Max > 0))
        {
            if (StandsApart(phase))
            {
                rows.Add(Row(Name(phase), phase.Parts[0].SupportPerItem, RowWeight.Normal));
                rows.AddRange(phase.Parts.Skip(1).Select(part => Row($"{phase.Id} {part.Name}", part.SupportPerItem, RowWeight.Normal)));
                continue;
            }

            rows.Add(Row(Name(phase), phase.SupportPerItem, RowWeight.Normal));
            if (phase.Parts.Count > 1)
                rows.AddRange(phase.Parts.Select(part => Row($"   {part.Name}", part.SupportPerItem, RowWeight.Detail)));
        }

        rows.Add(new ReportRow(["Sum of the rounded cells", .. RoundedSums(), ""], RowWeight.Normal));
        rows.Add(
            Row("Exact", Phases.Aggregate(MeasureBounds.Zero, (sum, phase) => sum + phase.SupportPerItem), RowWeight.Strong, exact: true));
        foreach (var allowance in Allowances)
            rows.Add(Row($"Allowance: {allowance.Name}", allowance.SupportPerItem, RowWeight.Normal));
        if (Allowances.Any())
            rows.Add(Row("Exact, with allowances", OneItem.Support, RowWeight.Strong, exact: true));
        return new Section(
            $"Tokens of one {Item}, minimum and maximum",
            new ReportTable(
                [new("Phase", IsNumber: false), new("Min input"), new("Max input"), new("Min output"), new("Max output"),
                    new("Calls") { Rank = 1 }], rows),
            []);
    }

    private Section Units()
    {
        var rows = Phases.Select(
            phase => new ReportRow([Name(phase), Ends(phase.Units.Before), Ends(phase.Units.Called), Ends(phase.Units.After)])).ToList();
        return new Section(
            $"Units of one {Item}, minimum and maximum",
            new ReportTable([new("Phase", IsNumber: false), new("In"), new("Worked on"), new("Out")], rows),
            []);
    }

    private static string Ends(Bounds count) => Figures.Range(count.Min, count.Max);

    /// <summary>
    /// Simple repeats have a separate row, as in batch worksheets; a loop of reviews and corrections is one row with its parts below.
    /// </summary>
    private static bool StandsApart(PhasePlan phase) => phase.Parts.Count == 2;

    internal static string Name(PhasePlan phase) => phase.IsAllowance || phase.Id == phase.Name ? phase.Name : $"{phase.Id} {phase.Name}";

    /// <summary>Sums of the rounded cells, as a reader would compute them.</summary>
    private IEnumerable<string> RoundedSums() =>
        new Func<MeasureBounds, double>[] { b => b.InputTokens.Min, b => b.InputTokens.Max, b => b.OutputTokens.Min,
            b => b.OutputTokens.Max }
            .Select(cell => Figures.Kilo(Phases
                .SelectMany(phase => StandsApart(phase) ? phase.Parts.Select(part => part.SupportPerItem) : [phase.SupportPerItem])
                .Sum(bounds => Figures.RoundedKilo(cell(bounds)))));

    private static ReportRow Row(string name, MeasureBounds bounds, RowWeight weight, bool exact = false)
    {
        return new ReportRow(
        [
            name, Tokens(bounds.InputTokens.Min), Tokens(bounds.InputTokens.Max), Tokens(bounds.OutputTokens.Min),
            Tokens(bounds.OutputTokens.Max),
            bounds.Calls.Max == 0 ? "" : Ends(bounds.Calls),
        ], weight);

        string Tokens(double tokens) => exact && double.IsFinite(tokens) && tokens >= 1000
            ? string.Create(CultureInfo.InvariantCulture, $"{tokens / 1000:N1}K")
            : Figures.Kilo(tokens);
    }

    private Section Money()
    {
        var support = OneItem.Support.Cost;
        var (least, most) = (Split(support, b => b.Min), Split(support, b => b.Max));
        var lines = new List<ReportLine>();
        if (Allowances.Any())
        {
            var without = Phases.Aggregate(Bounds.Zero, (sum, phase) => sum + phase.SupportPerItem.Cost);
            lines.Add(new ReportLine(
                $"Without allowances: {Figures.ExactUsd(without.Min)} – {Figures.ExactUsd(without.Max)}. The scenario's comments say what "
                    + $"they stand for."));
        }

        var second = new SecondCurrency(Scenario.Currency);
        lines.AddRange(second.Rate());
        return new Section(
            $"Token cost of one {Item}",
            new ReportTable(
                [new("", IsNumber: false), new("Min"), new("Max"), .. second.Column(code => $"Min, {code}"),
                    .. second.Column(code => $"Max, {code}")],
                [
                    Row("Input", least.Input, most.Input), Row("Output", least.Output, most.Output),
                    Row("Total", support.Min, support.Max, RowWeight.Strong),
                    .. Operations(second),
                ]),
            lines);

        ReportRow Row(string name, double min, double max, RowWeight weight = RowWeight.Normal) =>
            new([name, new Money(min), new Money(max), .. second.Cell(new Money(min)), .. second.Cell(new Money(max))], weight);

        (double Input, double Output) Split(Bounds whole, Func<Bounds, double> end)
        {
            var output = OneItem.Phases.Sum(phase => end(phase.OutputCostPerItem));
            return double.IsFinite(output) ? (end(whole) - output, output) : (double.PositiveInfinity, output);
        }
    }

    /// <summary>Operations per item, without those per run.</summary>
    private IEnumerable<ReportRow> Operations(SecondCurrency second)
    {
        var operations = OneItem.Phases.Aggregate(Bounds.Zero, (sum, phase) => sum + phase.SupportPerItem.Operations);
        if (operations.Max > 0)
            yield return new ReportRow(
                ["People and tools, in addition", new Money(operations.Min), new Money(operations.Max),
                    .. second.Cell(new Money(operations.Min)), .. second.Cell(new Money(operations.Max))]);
    }

    private Section AbsoluteRange()
    {
        var numbers = Scenario.Expectations.Select(e => e.Items).Append(1).Append(Scenario.Items).Distinct().Order();
        var rows = numbers.Select(items => new ReportRow(
        [
            Figures.Count(items), new Money(OneItem.Support.Cost.Min * items), new Money(OneItem.Support.Cost.Max * items),
        ])).ToList();
        return new Section(
            "Absolute range of a run's token cost: computed from the supports, never sampled",
            new ReportTable([new(Nouns.Heading(Item)), new("Min"), new("Max")], rows),
            []);
    }

    private Section Sources() => new("What the source says", null, [.. RunReport.Sources(Summary.Runs[0])]);

    private Section Drawing() => new(
        $"How each phase is simulated in a run of {Nouns.Counted(Item, Summary.Runs[0].Items)}",
        new ReportTable(
            [new("Phase", IsNumber: false), new("Method", IsNumber: false)],
            [.. OneItem.Phases.Zip(Explained.Reasons, (phase, reason) => new ReportRow([Name(phase), reason]))]),
        []);
}
