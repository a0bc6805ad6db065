using CostSim.Output.Comparisons;
using CostSim.Output.Markdown;
using CostSim.Output.Reports;
using CostSim.Output.Summaries;
using CostSim.Studies;

namespace CostSim.Output.Calibrations;

/// <summary>The report of <c>costsim calibrate</c>: old and new amounts, what stays, how well shapes fit, old and new bands.</summary>
public static class CalibrationReport
{
    public static Report Of(Calibration calibration)
    {
        var item = calibration.Before.Item;
        var seen = Nouns.Counted(item, calibration.Pilot.Items.Count);
        return new Report(
            $"{calibration.Before.Name}: amounts of a pilot",
            $"{(calibration.Pilot.IsSample ? "a sample of " : "")}{seen} · drift {Figures.Stated(calibration.Drift)} (an assumption)",
            [Amounts(calibration), Uncertainty(calibration), Kept(calibration), CompareReport.SideBySide(calibration.Comparison)]);
    }

    public static string ToMarkdown(Calibration calibration) => MarkdownReport.Of(
        Of(calibration), null, writer => RunMarkdown.Origin(writer, calibration.Command, [("Scenario", calibration.Before.Hash)]), open: 3);

    private static Section Amounts(Calibration calibration) => new(
        "Amounts before and after",
        new ReportTable(
            [
                new("Amount", IsNumber: false), new("Mean before"), new("Mean after"), new("Comes from", IsNumber: false),
                new("Shape of a call", IsNumber: false) { Rank = 1 }, new("Held-out error") { Rank = 3 },
                new("Of the values") { Rank = 4 },
            ],
            [
                .. calibration.Tokens.Select(one => new ReportRow(
                [
                    one.Path, one.MeanBefore is { } before ? Tokens(before) : Figures.None, Tokens(one.MeanAfter),
                    Nouns.Counted("call", one.Calls), Word(one.Shape.Kind), Error(one.Shape.Kind, one.Shape.Error),
                    Error(one.Shape.Kind, one.Shape.ValuesError),
                ])),
                .. calibration.Rates.Select(one => new ReportRow(
                [
                    one.Path, one.MeanBefore is { } before ? Figures.Share(before) : Figures.None, Figures.Share(one.MeanAfter),
                    $"{Figures.Count(one.K)} of {Figures.Count(one.N)}", "betaFrom", Figures.None, Figures.None,
                ])),
            ]),
        [
            .. calibration.Tokens.Count + calibration.Rates.Count == 0 ? new[]
            {
                new ReportLine("No amount could be fitted; the reasons are below.", LineTone.Bad),
            } : [],
            new ReportLine("Held-out error: the mean distance (CRPS) from a tenth of the calls that was not fitted, by the mean."),
            .. calibration.Tokens.Where(one => one.Cut > 0).Select(one => new ReportLine(
                $"{one.Path}: {Nouns.Counted("call", one.Cut)} of {Figures.Count(one.Calls)} were cut. Their billed tokens are in the fit; "
                    + "what they would have been is not known, so with a higher cap it is too low.", LineTone.Caution)),
            .. Constant(calibration),
            .. calibration.Tokens.Where(one => one.Names.Count > 0).Select(one => new ReportLine(
                $"{one.Path}: replaced as a whole, with {string.Join(", ", one.Names)} in it, whose draw it no longer shares.",
                LineTone.Caution)),
            .. calibration.Removed.Count == 0 ? [] : new[]
            {
                new ReportLine($"Nothing uses {string.Join(", ", calibration.Removed)} any more: taken out of `factors`."),
            },
        ]);

    /// <summary>What does not differ from call to call may differ from run to run, of which a pilot is one.</summary>
    private static IEnumerable<ReportLine> Constant(Calibration calibration)
    {
        var paths = calibration.Tokens.Where(one => one.Shape.Kind == FittedKind.Certain).Select(one => one.Path).ToList();
        return paths.Count == 0 ? [] :
        [
            new ReportLine(
                $"One number in all records of {string.Join(", ", paths)}: what it is in another run, a pilot cannot show; only the "
                    + "drift is there for it.", LineTone.Caution),
        ];
    }

    private static Section Uncertainty(Calibration calibration) => new(
        "What stays uncertain, as standard deviations in percent of the mean",
        new ReportTable(
            [
                new("Amount", IsNumber: false), new("From call to call") { Brief = "Call" },
                new($"From {calibration.Before.Item} to {calibration.Before.Item}") { Brief = "Item" },
                new("Left open by the pilot") { Brief = "Open" }, new("Drift"),
            ],
            [
                .. calibration.Tokens.Select(one => new ReportRow(
                [
                    one.Path, Percent(one.CallSd), one.TellsItems ? Percent(one.ItemSd) : "not told apart", Percent(one.OpenSd),
                    one.IsRatio ? Figures.None : Percent(calibration.Drift),
                ])),
            ]),
        [
            .. calibration.Size is { } size ? new[]
            {
                new ReportLine(
                    $"{string.Join(", ", size.Paths)} are high and low together: they share a factor of each {calibration.Before.Item}, "
                        + $"{Percent(size.Sd)}, of which {Percent(size.OpenSd)} is left open."),
            } : [],
            new ReportLine(
                calibration.Drift > 0
                    ? "Drift is assumed, not measured: another day, another mix. --drift sets it; 0 says that the pilot shows all."
                    : "No drift is assumed: the pilot is taken to show all that a run can be.", LineTone.Caution),
        ]);

    private static Section Kept(Calibration calibration) => new(
        "What stays as it was", null,
        calibration.Kept.Count == 0 ? [new ReportLine("Nothing that records could tell.")]
            : [.. calibration.Kept.Take(ReportTable.RowsMax).Select(one => new ReportLine($"{one.Path}: {one.Reason}.")),
                .. ReportLine.More(calibration.Kept.Count, "amounts stay")]);

    private static string Word(FittedKind kind) => kind switch
    {
        FittedKind.Certain => "one number",
        FittedKind.Lognormal => "lognormal",
        FittedKind.Normal => "normal",
        _ => "values",
    };

    private static string Error(FittedKind kind, double? error) =>
        kind == FittedKind.Certain || error is not { } known ? Figures.None : Percent(known);

    private static string Percent(double share) => Figures.Share(share);

    private static string Tokens(double tokens) => Figures.Quantity(Math.Round(tokens, 3));
}
