using System.Text;
using CostSim.Scenarios;
using CostSim.Usage;

namespace CostSim.Studies.Tests.Calibrations;

/// <summary>Scenarios calibrated on rows.</summary>
internal static class Calibrated
{
    public static Pilot Pilot(Scenario scenario, IEnumerable<LedgerRow> rows)
    {
        var observer = new PilotObserver(scenario);
        var builder = new BillBuilder(scenario, FixedPrices.Catalogue, observer);
        foreach (var row in rows)
            builder.Add(row);
        builder.Finish(new([], [], new IdCounts(0, 0, 0, 0, 0, 0, 0), [], []));
        return observer.Finish();
    }

    public static Calibrator By(string text, IEnumerable<LedgerRow> rows, double drift = 0)
    {
        var scenario = Given.Scenario(text);
        return new Calibrator(text, scenario, Pilot(scenario, rows), drift, Read);
    }

    public static ScenarioReading Read(string text) =>
        ScenarioReader.Read("test.json", Encoding.UTF8.GetBytes(text), ScenarioChanges.None, FixedPrices.Catalogue);
}
