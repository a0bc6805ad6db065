using System.Text.Json;
using CostSim.Output.Bills;
using CostSim.Output.Files;
using CostSim.Scenarios;

namespace CostSim.Output.Tests.Bills;

public sealed class BillWriterTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_bill_has_these_files_and_its_page_says_where_it_falls()
    {
        var reconciled = ImaginedBill.Full(new SizedScenario(Given.Scenario(Given.Tickets), 20));
        using (var folder = ResultFolder.Open(_folder["x"]))
        {
            BillWriter.Write(folder, reconciled, "9.8.7", CancellationToken.None);
            folder.Commit();
        }

        Assert.Equal(
        [
            "x/", "x/manifest.json", "x/plots/", "x/plots/bill-difference.png", "x/plots/bill-difference.svg", "x/plots/bill-histogram.png",
            "x/plots/bill-histogram.svg", "x/plots/bill-phases.png", "x/plots/bill-phases.svg", "x/reconcile.json", "x/report.html",
        ], _folder.Entries);
        var page = File.ReadAllText(_folder["x/report.html"]);
        Assert.All(
            ReconcileReport.Of(reconciled).Sections[0].Lines, line => Assert.Contains(line.Text, page, StringComparison.Ordinal));
        Assert.All(
            reconciled.Phases, phase => Assert.Contains(System.Net.WebUtility.HtmlEncode(phase.Label), page, StringComparison.Ordinal));
        using var manifest = JsonDocument.Parse(File.ReadAllBytes(_folder["x/manifest.json"]));
        Assert.Equal(reconciled.Forecast.Scenario.Hash, manifest.RootElement.GetProperty("scenarioHash").GetString());
        Assert.Equal(8, manifest.RootElement.GetProperty("files").GetArrayLength());
    }
}
