using System.Xml.Linq;
using CostSim.Output.Bills;
using CostSim.Output.Files;
using CostSim.Output.Reports;
using CostSim.Studies;

namespace CostSim.Output.Pages;

/// <summary><c>report.html</c> of a bill: where it falls in its forecast, and why it differs.</summary>
public static class BillPage
{
    /// <param name="reconciled">The bill beside its forecast.</param>
    /// <param name="files">The files written so far.</param>
    /// <param name="version">Version of the program.</param>
    public static XElement Html(Reconciliation reconciled, IReadOnlyList<ResultFile> files, string version)
    {
        var (forecast, money) = (reconciled.Forecast, new BillMoney(reconciled));
        var billedUsd = BillMoney.Number(reconciled.ActualPicoUsd);
        var (summary, run, aggregates) = (forecast.Summary with { Command = reconciled.Command }, forecast.Run, forecast.Aggregates);
        return PageShell.Html(
            $"Bill and forecast: {Markup.Cut(forecast.Scenario.Name)}", Header(reconciled),
            [
                Markup.Section(
                    "bill", "What was billed", Markup.Lines(ReconcileReport.InShort(reconciled, money).Lines),
                    PlotSection.First(summary, run, aggregates, billedUsd)),
                Markup.Section("phases", ReconcileReport.Places(reconciled, money)),
                Markup.Section("causes", ReconcileReport.Causes(reconciled, money)),
                PlotSection.Of(summary, run, aggregates, billedUsd),
                Markup.Section("planned", PlanSection.Quantities(reconciled)),
                Markup.Section("calls", PlanSection.Calls(reconciled)),
                Markup.Section("models", PlanSection.Models(reconciled)),
                Markup.Section("records", RecordSection.Of(reconciled, money)),
                Markup.Section("prices", "Prices", Markup.Of(PriceSection.Of([forecast.Scenario]))),
                OriginSection.Of(summary, files, version),
            ],
            version);
    }

    private static XElement Header(Reconciliation reconciled) => new(
        "header",
        Markup.P(Markup.Class("kind"), "Bill and forecast"),
        new XElement("h1", Markup.Cut(reconciled.Forecast.Scenario.Name)),
        Markup.P(ReconcileReport.Conditions(reconciled.Forecast)));
}
