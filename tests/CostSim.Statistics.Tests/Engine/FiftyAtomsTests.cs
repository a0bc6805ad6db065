using CostSim.Engine;
using CostSim.Engine.Planning;
using CostSim.Engine.Tests.Oracles;
using CostSim.Numerics.Statistics;

namespace CostSim.Statistics.Tests.Engine;

/// <summary>scenarios/50atoms.json against the naive interpreter, over many seeds, and at 200 atoms.</summary>
[Trait("Category", "Statistics")]
public class FiftyAtomsTests
{
    [Theory]
    [InlineData(1, 20_000, false)]
    [InlineData(1, 20_000, true)]
    [InlineData(50, 1_500, false)]
    public void The_engine_agrees_with_the_naive_interpreter(int atoms, int trials, bool fixRun)
    {
        var scenario = Repository.FiftyAtoms();
        var naive = new NaiveInterpreter(scenario, atoms, 3, fixRun).Run(trials);

        LawCheck.AssertNone(
            LawCheck.Agreement(Simulated.Table(scenario, atoms, trials, seed: 4, fixRun: fixRun), naive, checks: 3 * 10 * 4));
    }

    [Fact]
    public void The_naive_interpreter_tells_calls_from_items()
    {
        var scenario = Repository.FiftyAtoms();
        var naive = new NaiveInterpreter(scenario, 1, 3, fixRun: true).Run(20_000);
        var faulty = Simulated.Table(Faults.CallPartsOncePerItem(scenario), 1, 20_000, seed: 4, fixRun: true);

        Assert.NotEmpty(LawCheck.Agreement(faulty, naive, checks: 3 * 10 * 4));
    }

    [Fact]
    public void Over_a_hundred_seeds_means_lie_about_the_closed_form_as_chance_has_it()
    {
        var plan = Planner.Build(Repository.FiftyAtoms(), 1, fixRun: true);
        var law = new ClosedForm(Repository.FiftyAtoms(), 1, fixRun: true);
        var ofRun = new List<double>();
        for (var seed = 100ul; seed < 200; seed++)
        {
            var table = Simulated.Run(plan, 1_000, seed).Table();
            Assert.Empty(LawCheck.Moments(table, law));
            ofRun.Add(Sample.Of(table, 0, Measure.Cost).MeanScore(law.Mean(0, Measure.Cost), law.Variance(0, Measure.Cost)));
        }

        // Mean of a hundred standard normal scores, and of their squares, within five standard errors.
        Assert.InRange(ofRun.Average(), -0.5, 0.5);
        Assert.InRange(ofRun.Average(score => score * score), 1 - 5 * Math.Sqrt(2.0 / 100), 1 + 5 * Math.Sqrt(2.0 / 100));
    }

    [Fact]
    public void At_200_atoms_P5_and_P95_are_523_and_838_dollars()
    {
        var cost = Simulation.Run([Planner.Build(Repository.FiftyAtoms(), 200)], new SimulationOptions(1, 8_000, 2))[0].Total(Measure.Cost);
        var percentiles = Percentile.Read(cost.Histogram, cost.Moments, [0.05, 0.95], 0.99);

        Assert.All(percentiles.Zip([523.0, 838.0]), pair =>
        {
            var halfWidth = (pair.First!.Value.High - pair.First.Value.Low) / 2 * cost.UnitsPerStep;
            Assert.Equal(pair.Second, pair.First.Value.Value * cost.UnitsPerStep, pair.Second * 0.005 + halfWidth);
        });
    }
}
