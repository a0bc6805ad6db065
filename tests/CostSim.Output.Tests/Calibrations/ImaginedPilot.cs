using System.Text;
using CostSim.Batches;
using CostSim.Scenarios;
using CostSim.Studies;
using CostSim.Usage;

namespace CostSim.Output.Tests;

/// <summary>Pilots, with and without everything that a calibration may tell.</summary>
internal static class ImaginedPilot
{
    /// <summary>One phase whose calls are all the same, and no drift.</summary>
    public static Calibration Plain => Calibrated(
        Given.OnePhase("1000"), 0, Enumerable.Range(0, 12).Select(i => Row($"a{i}", 700, 80)));

    /// <summary>Items that differ, calls that were cut, a name, a rate, amounts that stay, a factor that goes.</summary>
    public static Calibration Full => Calibrated(
        """
        {
          "name": "Full", "item": "text", "items": 20, "model": "gpt-5-mini", "tier": "batch", "spread": {},
          "factors": { "long": [300, 400] },
          "phases": [
            { "id": "a", "customId": "a-*", "inputTokens": "long", "outputTokens": 100, "retry": { "rate": 0.1, "rounds": 1 } },
            { "id": "b", "customId": "b-*", "inputTokens": { "cached": 0.5, "of": 2000 }, "outputTokens": 90 },
            { "id": "c", "customId": "c-*", "inputTokens": 5, "outputTokens": 5 },
          ],
        }
        """, 0.1, Enumerable.Range(1, 40).SelectMany(i => new[]
        {
            Row($"a-{i}", 300 + 20 * i, 50 + 3 * i) with { Status = i % 8 == 0 ? RowStatus.Incomplete : RowStatus.Succeeded },
            Row($"b-{i}", 1900 + 100 * i, 40 + (i * 7) % 11),
        }).Append(Row("a-3", 360, 59) with { BilledBefore = 1, Attempt = 2 }));

    private static Calibration Calibrated(string text, double drift, IEnumerable<LedgerRow> rows)
    {
        var scenario = Given.Scenario(text);
        var observer = new PilotObserver(scenario);
        var builder = new BillBuilder(scenario, FixedPrices.Catalogue, observer);
        foreach (var row in rows)
            builder.Add(row);
        builder.Finish(new LedgerSummary([], [], new IdCounts(0, 0, 0, 0, 0, 0, 0), [], []));
        return Study.Calibrate(
            new(scenario, scenario.Items), text, observer.Finish(),
            changed => ScenarioReader.Read("test.json", Encoding.UTF8.GetBytes(changed), ScenarioChanges.None, FixedPrices.Catalogue),
            new CalibrationOptions { Drift = drift, Study = new StudyOptions { Trials = 400, Threads = 2 } });
    }

    private static LedgerRow Row(string id, long input, long output) => new()
    {
        File = "out.jsonl",
        Line = 1,
        Provider = Provider.OpenAi,
        CustomId = id,
        Attempt = 1,
        Model = "gpt-5-mini-2025-08-07",
        Tier = Tier.Batch,
        Status = RowStatus.Succeeded,
        Tokens = new TokenUsage(input, 0, 0, 0, 0, output, 0),
    };
}
