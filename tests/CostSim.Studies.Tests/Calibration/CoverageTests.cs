using System.Text;
using CostSim.Scenarios;
using CostSim.Usage;
using Xunit.Abstractions;

namespace CostSim.Studies.Tests.Calibrations;

/// <summary>Calibrated on a pilot, nine bands in ten hold what a whole run of the same truth costs.</summary>
public class CoverageTests(ITestOutputHelper output)
{
    private const int Seeds = 200;

    private const double Day = 0.05;

    private static readonly Dictionary<string, SampledPilot> Truths = new()
    {
        ["calls"] = new(),
        ["items"] = new() { OfItem = 0.5, OfCall = 0.2 },
        ["heavy"] = new() { OfItem = 0.3, OfCall = 0.8, Reasoning = 900 },
        ["parts"] = new() { OfItem = 0.4, OfCall = 0.3, Drafts = 4 },
    };

    [Theory]
    [InlineData("calls", 100, false)]
    [InlineData("calls", 1000, true)]
    [InlineData("items", 100, true)]
    [InlineData("items", 1000, false)]
    [InlineData("heavy", 300, false)]
    [InlineData("parts", 100, false)]
    public void Nine_bands_in_ten_hold_the_run(string truth, int items, bool hasDay) =>
        Assert.InRange(Covered(Truths[truth], items, hasDay ? Day : 0), 0.85 * Seeds, 0.95 * Seeds);

    [Fact]
    public void Without_what_a_small_sample_leaves_open_too_few_hold_it() =>
        Assert.InRange(Covered(Truths["items"], 100, 0, text => Without(text, "leave open")), 0, 0.8 * Seeds);

    [Fact]
    public void With_all_of_the_variance_at_run_level_too_many_hold_it() =>
        Assert.InRange(
            Covered(Truths["calls"], 100, 0, text => text.Replace("\"level\": \"call\"", "\"level\": \"run\"", StringComparison.Ordinal)
                .Replace("\"level\": \"item\"", "\"level\": \"run\"", StringComparison.Ordinal)),
            0.98 * Seeds, Seeds);

    /// <summary>The parts whose comment has some words, taken out; within a product of two they become 1.</summary>
    private static string Without(string text, string words) => string.Join('\n', text.Split('\n').Select(line =>
        !line.Contains(words, StringComparison.Ordinal) ? line
            : line.Contains("item-size", StringComparison.Ordinal)
                ? System.Text.RegularExpressions.Regex.Replace(line, @", (\{ ""lognormal"": \{[^}]*\}, ""level"": ""run"" \}) \]", " ]")
                : ""));

    private int Covered(SampledPilot truth, int items, double day, Func<string, string>? plant = null)
    {
        var (before, covered) = (Given.Scenario(truth.Scenario(2000)), 0);
        for (var seed = 1; seed <= Seeds; seed++)
        {
            var text = Calibrated(before, truth.Scenario(2000), truth.Draw(seed, items), day);
            if (seed == 1)
                output.WriteLine(text);
            var scenario = Given.Scenario(plant is null ? text : plant(text));
            var cost = Study.Run(scenario, new RunOptions { Trials = 1000, Threads = 2, Seed = (ulong)seed }).Summary.Runs[0].Total.Cost;
            var usd = SampledPilot.Usd(scenario, truth.Draw(100_000 + seed, 2000, day));
            if (usd >= cost["P5"]!.Value.Value && usd <= cost["P95"]!.Value.Value)
                covered++;
        }

        output.WriteLine($"{covered} of {Seeds}");
        return covered;
    }

    private static string Calibrated(Scenario scenario, string text, IEnumerable<LedgerRow> rows, double drift)
    {
        var observer = new PilotObserver(scenario);
        var builder = new BillBuilder(scenario, FixedPrices.Catalogue, observer);
        foreach (var row in rows)
            builder.Add(row);
        builder.Finish(new([], [], new IdCounts(0, 0, 0, 0, 0, 0, 0), [], []));
        return new Calibrator(text, scenario, observer.Finish(), drift, Read).Write();
    }

    private static ScenarioReading Read(string text) =>
        ScenarioReader.Read("test.json", Encoding.UTF8.GetBytes(text), ScenarioChanges.None, FixedPrices.Catalogue);
}
