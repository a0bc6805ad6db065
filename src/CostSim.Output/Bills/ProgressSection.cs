using CostSim.Output.Reports;
using CostSim.Output.Summaries;
using CostSim.Studies;

namespace CostSim.Output.Bills;

/// <summary>How far each phase is, and how that is known.</summary>
internal static class ProgressSection
{
    public static Section Of(Outlook outlook)
    {
        var phases = outlook.Phases.Where(phase => !phase.IsAllowance).ToList();
        var item = outlook.Sized.Scenario.Item;
        return new Section(
            "How far it is",
            new ReportTable(
                [
                    new("Phase", IsNumber: false), new($"{Nouns.Heading(item)} done"), new("Calls seen"),
                    new("Planned for them") { Rank = 1 }, new("How that is known", IsNumber: false),
                ],
                [
                    .. phases.Select(phase => new ReportRow(
                        [
                            phase.Label, $"{Figures.Count(phase.Progress.Items)} of {Figures.Count(outlook.Sized.Items)}",
                            Figures.Count(phase.SeenCalls), Figures.Quantity(phase.PlannedDoneCalls), Basis(phase, item),
                        ])),
                ]),
            [.. phases.SelectMany(phase => Lines(phase, outlook)), .. Allowances(outlook)]);
    }

    private static string Basis(OutlookPhase phase, string item) => phase.Progress.Basis switch
    {
        ProgressBasis.NotBegun => "no records",
        ProgressBasis.Told => "--done",
        ProgressBasis.Counted => $"calls of {Nouns.An(item)}",
        ProgressBasis.InStep => "in step",
        _ => "behind, by its calls",
    };

    private static IEnumerable<ReportLine> Lines(OutlookPhase phase, Outlook outlook)
    {
        var (id, items) = (phase.Id, Nouns.Of(outlook.Sized.Scenario.Item, 2));
        if (phase.Progress.Basis == ProgressBasis.InStep)
            yield return new ReportLine(
                $"{id}: taken to have done the same {items} as the phases before it; --done {id}=N says otherwise.");
        if (phase.Progress.Basis == ProgressBasis.Behind)
            yield return new ReportLine(
                $"{id}: fewer calls than nearly all simulated runs have for the {items} done before it, so it is taken to be behind. If it "
                    + $"is not, say how far it is: --done {id}=N.", LineTone.Caution);
        if (phase.Progress is { Basis: ProgressBasis.Counted, IsComplete: false })
            yield return new ReportLine(
                $"{id}: {(phase.Bill!.Retries.Calls == 0 ? "no" : "too few")} repetitions in the records, so they are taken to be still to "
                    + $"come. If they are not, say --done {id}={phase.Progress.Items}.", LineTone.Caution);
        if (phase.Progress.Shown > outlook.Sized.Items)
            yield return new ReportLine(
                $"{id}: the records show {Figures.Count(phase.Progress.Shown.Value)} {items}, more than the job has. Is --items right?",
                LineTone.Caution);
        else if (phase.Progress is { Basis: ProgressBasis.Told, Shown: { } shown } && shown != phase.Progress.Items)
            yield return new ReportLine(
                $"{id}: the records show {Figures.Count(shown)} {items}, not {Figures.Count(phase.Progress.Items)}.", LineTone.Caution);
    }

    private static IEnumerable<ReportLine> Allowances(Outlook outlook) => outlook.Phases.Any(phase => phase.IsAllowance)
        ? [new ReportLine("Allowances belong to no call: those of what every phase has done count as spent, or spared.")] : [];
}
