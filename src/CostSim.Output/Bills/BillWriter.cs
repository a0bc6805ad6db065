using CostSim.Output.Documents;
using CostSim.Output.Files;
using CostSim.Output.Pages;
using CostSim.Output.Plots;
using CostSim.Studies;

namespace CostSim.Output.Bills;

/// <summary>Writes the files of a bill beside its forecast into a folder; the manifest comes last.</summary>
public static class BillWriter
{
    /// <param name="folder">The folder, which may already contain the ledger.</param>
    /// <param name="reconciled">The bill beside its forecast.</param>
    /// <param name="version">Version of the program.</param>
    /// <param name="cancellation">Checked between files.</param>
    public static void Write(ResultFolder folder, Reconciliation reconciled, string version, CancellationToken cancellation)
    {
        var (forecast, billedUsd) = (reconciled.Forecast, BillMoney.Number(reconciled.ActualPicoUsd));
        folder.WriteAll(
        [
            new("reconcile.json", stream => ResultJson.Write(stream, ReconcileDocument.Of(reconciled))),
            .. ResultPlot.Of("bill-histogram", () => CostHistogramPlot.Draw(
                forecast.Summary, forecast.Run, forecast.Aggregates, PlotFrame.File, out _, billedUsd)),
            .. ResultPlot.Of("bill-phases", () => BillPhasesPlot.Draw(reconciled)),
            .. ResultPlot.Of("bill-difference", () => BillDifferencePlot.Draw(reconciled)),
        ], cancellation);
        cancellation.ThrowIfCancellationRequested();
        folder.Write("report.html", stream => PageShell.Write(stream, BillPage.Html(reconciled, folder.Files, version)));
        folder.Write(
            ResultFolder.ManifestName,
            stream => ResultJson.WriteSealed(stream, ManifestDocument.Of(forecast.Summary, version, folder.Files)));
    }
}
