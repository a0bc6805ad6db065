using System.Text.RegularExpressions;

namespace CostSim.Studies.Tests.Calibrations;

/// <summary>Calibrated on a pilot, nine bands in ten hold what a whole run of the same truth costs.</summary>
public partial class CoverageTests
{
    private const int Seeds = 200;

    /// <summary>Items of the run, against which the pilot is small.</summary>
    private const int Items = 500;

    private const double Day = 0.05;

    private static readonly Dictionary<string, SampledPilot> Truths = new()
    {
        ["calls"] = new(),
        ["items"] = new() { OfItem = 0.5, OfCall = 0.2 },
        ["heavy"] = new() { OfItem = 0.3, OfCall = 0.8, Reasoning = 900 },
        ["parts"] = new() { OfItem = 0.4, OfCall = 0.3, Drafts = 3 },
    };

    [Theory]
    [InlineData("calls", 1000, Day)]
    [InlineData("items", 100, 0)]
    [InlineData("items", 300, Day)]
    [InlineData("heavy", 300, 0)]
    [InlineData("parts", 100, Day)]
    public void Nine_bands_in_ten_hold_the_run(string truth, int items, double day) =>
        Assert.InRange(Covered(Truths[truth], items, day), 0.85 * Seeds, 0.95 * Seeds);

    [Fact]
    public void Without_what_a_small_sample_leaves_open_too_few_hold_it() =>
        Assert.InRange(Covered(Truths["items"], 100, 0, text => OfRun().Replace(text, "1")), 0, 0.75 * Seeds);

    [Fact]
    public void With_all_of_the_variance_at_run_level_too_many_hold_it() => Assert.InRange(
        Covered(Truths["items"], 100, 0, text => Elsewhere().Replace(text, "\"level\": \"run\"")), 0.98 * Seeds, Seeds);

    /// <summary>What is drawn once a run.</summary>
    [GeneratedRegex("""\{ "lognormal": \{ "mean": 1, "sd": [0-9.E-]+ \}, "level": "run" \}""")]
    private static partial Regex OfRun();

    [GeneratedRegex("\"level\": \"(?:item|call)\"")]
    private static partial Regex Elsewhere();

    private static int Covered(SampledPilot truth, int items, double day, Func<string, string>? plant = null)
    {
        var (before, covered) = (truth.Scenario(Items), 0);
        for (var seed = 1; seed <= Seeds; seed++)
        {
            var text = Calibrated.By(before, truth.Draw(seed, items), day).Write();
            var scenario = Given.Scenario(plant is null ? text : plant(text));
            var cost = Study.Run(scenario, new RunOptions { Trials = 400, Threads = 2, Seed = (ulong)seed }).Summary.Runs[0].Total.Cost;
            var usd = SampledPilot.Usd(scenario, truth.Draw(100_000 + seed, Items, day));
            if (usd >= cost["P5"]!.Value.Value && usd <= cost["P95"]!.Value.Value)
                covered++;
        }

        return covered;
    }
}
