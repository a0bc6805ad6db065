using System.Globalization;
using CostSim.Engine.Planning;
using CostSim.Engine.Tests.Oracles;
using CostSim.Numerics.Simd;

namespace CostSim.Engine.Tests;

/// <summary>The scenarios of the repository: call by call, their means are those that Data/worked-means.py computes by hand.</summary>
public class WorkedExamplesTests
{
    private const long Items = 20;
    private const long Trials = 32768;
    private const double StandardErrors = 5;

    public static TheoryData<string, string, string, string, string> Means
    {
        get
        {
            var means = new TheoryData<string, string, string, string, string>();
            foreach (var row in DataFile.Rows("worked-means.csv"))
                means.Add(row[0], row[1], row[2], row[3], row[4]);
            return means;
        }
    }

    [Theory]
    [MemberData(nameof(Means))]
    public void Means_are_those_computed_by_hand(string name, string run, string tokenUsd, string calls, string operationsUsd)
    {
        // Lines of operations that come once a run are not an item's.
        var scenario = Repository.Scenario(name, run);
        scenario =
            scenario with
            {
                Operations = [.. scenario.Operations.Select(line => line with { UsdPerRun = null }).Where(
                line => line.UsdPerItem is not null)]
            };
        var plan = Planner.Build(scenario, Items);

        var result = Simulation.Run([plan], new SimulationOptions(3, Trials, 2) { Kernels = KernelSelector.Selected })[0];

        AssertMean(Measure.Cost, tokenUsd);
        AssertMean(Measure.Calls, calls);
        AssertMean(Measure.Operations, operationsUsd);

        void AssertMean(Measure measure, string expected)
        {
            var (moments, scale) = (result.Total(measure).Moments, result.Total(measure).UnitsPerStep / Items);
            var error = moments.StandardDeviation * scale / Math.Sqrt(Trials);
            var byHand = double.Parse(expected, CultureInfo.InvariantCulture);
            Assert.True(
                Math.Abs(moments.Mean * scale - byHand) <= StandardErrors * error + 1e-6 * byHand,
                $"{name}, {measure}: {moments.Mean * scale:g8}, by hand {byHand:g8}, standard error {error:g2}");
            // The check can fail: a mean so far off would be seen. People look at few units, so that their cost is the least certain.
            Assert.True(error * StandardErrors < (measure == Measure.Operations ? 0.2 : 0.02) * byHand,
                $"{name}, {measure}: a standard error of {error:g2} tells nothing of {byHand:g8}");
        }
    }

    [Fact]
    public void Every_scenario_of_the_repository_has_a_golden_hash()
    {
        var golden = DataFile.Rows("golden-hashes.csv").Select(row => row[0]).ToHashSet();

        Assert.All(Directory.GetFiles(Path.Combine(Repository.Root, "scenarios"), "*.json"),
            file => Assert.Contains(Path.GetFileNameWithoutExtension(file), golden));
    }
}
