using CostSim.Engine.Planning;
using CostSim.Engine.Planning.Collapse;
using CostSim.Engine.Tests.Oracles;
using CostSim.Numerics.Simd;
using CostSim.Numerics.Statistics;
using CostSim.Scenarios;

namespace CostSim.Engine.Tests.Execution;

/// <summary>All items at once, against the closed form and against the law call by call.</summary>
public class CollapsedEvaluatorTests
{
    private const int ClosedFormTrials = 100_000;

    [Theory]
    [InlineData("items-and-calls", 2_000)]
    [InlineData("shares-and-keeps", 2_000)]
    [InlineData("retries", 2_000)]
    [InlineData("retries", 5_000_000)]
    [InlineData("a-keep-that-differs-between-items", 2_000)]
    [InlineData("three-levels", 2_000)]
    [InlineData("three-levels", 5_000_000)]
    [InlineData("allowances", 2_000)]
    [InlineData("names-shared-between-phases", 2_000)]
    [InlineData("products-and-sums", 2_000)]
    [InlineData("products-and-sums", 50_000)]
    [InlineData("what-is-taken-and-kept", 2_000)]
    [InlineData("caches", 2_000)]
    [InlineData("caches", 50_000)]
    public void Mean_and_variance_are_those_of_the_closed_form_for_any_number_of_items(string name, long items)
    {
        var scenario = Repository.Moments(name);
        var plan = Collapsed(Planner.Build(scenario, items));

        LawCheck.AssertNone(LawCheck.Moments(Simulated.Run(plan, ClosedFormTrials, seed: 3).Table(), new ClosedForm(scenario, items)));
    }

    /// <summary>
    /// A long record is long in both phases, and a generation that is refused is billed again: by hand, with L = length, d = E[L²] − 1, and
    /// one item's tokens G = g·L·(1 + r), R = q·L·s, the counts r and s independent of each other.
    /// </summary>
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Fifty_thousand_records_of_shared_length_have_the_mean_and_deviation_worked_out_by_hand(bool sharedCall)
    {
        const long Items = 50_000;
        const double Generate = 1000, Review = 800, Refused = 0.04, Share = 0.05;
        // Uniform on [0.4, 1.6]; within a call, both terms of a sum may have a factor uniform on [0.5, 1.5] in common.
        double lengths = 1.2 * 1.2 / 12, calls = sharedCall ? 1.0 / 12 : 0;
        var scenario = Repository.Read(
            $$"""
            { "name": "Records", "items": 50000, "model": "gpt-5-mini", "tier": "batch", "spread": {},
              "factors": { "length": { "range": [0.4, 1.6], "level": "item" }, "wording": {{(sharedCall ? "{ \"range\": [0.5, 1.5], \"level\": \"call\" }" : "1")}} },
              "phases": [
                { "id": "generate", "inputTokens": { "product": [{ "sum": [600, 400] }, "length", "wording"] }, "outputTokens": 0, "retry": { "rate": 0.04, "rounds": 2 } },
                { "id": "review", "share": 0.05, "inputTokens": { "product": [800, "length"] }, "outputTokens": 0 },
              ] }
            """);
        var n = 1 + Refused + Refused * Refused;
        var variance = Refused + 3 * Refused * Refused - (n - 1) * (n - 1);
        var mean = Items * (Generate * n + Review * Share);
        var generated = Generate * Generate * ((1 + lengths) * (n * n + variance + calls * n) - n * n);
        var reviewed = Review * Review * ((1 + lengths) * Share - Share * Share);
        var both = Generate * Review * lengths * n * Share;
        var deviation = Math.Sqrt(Items * (generated + reviewed + 2 * both));

        var tokens = new Sample(
            Simulated.Run(Collapsed(Planner.Build(scenario, Items)), ClosedFormTrials, seed: 4).Table()[0, Measure.InputTokens]);

        Assert.Equal(0, (tokens.Mean - mean) / (deviation / Math.Sqrt(ClosedFormTrials)), 4.0);
        Assert.Equal(1, tokens.StandardDeviation / deviation, 5 / Math.Sqrt(2.0 * ClosedFormTrials));
    }

    [Theory]
    [InlineData("retries", 2_000)]
    [InlineData("three-levels", 2_000)]
    public void A_residual_that_is_twice_too_wide_is_caught(string name, long items)
    {
        var scenario = Repository.Moments(name);
        var plan = Collapsed(Planner.Build(scenario, items, fixRun: true));
        var faulty = plan with
        {
            Collapse = plan.Collapse! with
            {
                Phases = [.. plan.Collapse.Phases.Select(phase => phase with
                {
                    Lanes = [.. phase.Lanes.Select(
                        lane => lane with { Spread = lane.Spread with { PerSquare = 4 * lane.Spread.PerSquare,
                            PerCall = 4 * lane.Spread.PerCall } })],
                })],
            },
        };

        Assert.NotEmpty(
            LawCheck.Moments(Simulated.Run(faulty, ClosedFormTrials, seed: 3).Table(), new ClosedForm(scenario, items, fixRun: true)));
    }

    [Theory]
    [InlineData("products-and-sums")]
    [InlineData("caches")]
    public void Sums_that_do_not_deviate_together_are_caught(string name)
    {
        var scenario = Repository.Moments(name);
        var plan = Collapsed(Planner.Build(scenario, 2_000, fixRun: true));
        var faulty = plan with
        {
            Collapse = plan.Collapse! with
            {
                Phases = [.. plan.Collapse.Phases.Select(
                    phase =>
                        phase with { Lanes = [.. phase.Lanes.Select(
                            lane => lane with { Spread = lane.Spread with { Mix = [lane.Spread.Mix[^1] with { Weight = 1 }] } })] })],
            },
        };

        Assert.NotEmpty(
            LawCheck.Moments(Simulated.Run(faulty, ClosedFormTrials, seed: 3).Table(), new ClosedForm(scenario, 2_000, fixRun: true)));
    }

    [Fact]
    public void The_fifty_atoms_have_the_percentiles_of_call_by_call_within_their_intervals()
    {
        const int Trials = 20_000;
        var scenario = Repository.FiftyAtoms();
        var plan = Planner.Build(scenario, 50);
        // The same seed: both draw the same run-level factors, so that only the noise of items and calls differs.
        var runs = Simulated.Run([plan, Collapsed(plan)], Trials);
        double[] probabilities = [0.01, 0.05, 0.25, 0.5, 0.75, 0.95, 0.99, 0.999];
        for (var scope = -1; scope < plan.Phases.Count; scope++)
        {
            foreach (var measure in Measures.OfTokens)
            {
                var (a, b) = (Read(runs.Aggregates[0]), Read(runs.Aggregates[1]));
                for (var i = 0; i < probabilities.Length; i++)
                    Assert.True(
                        a[i] is not { } x || b[i] is not { } y || (x.Low <= y.High && y.Low <= x.High),
                        $"phase {scope}, {measure}, {probabilities[i]}: {a[i]} and {b[i]}");

                Percentile?[] Read(CostSim.Engine.Aggregation.Aggregates result)
                {
                    var aggregate = scope < 0 ? result.Total(measure) : result.Phase(scope, measure);
                    return Percentile.Read(aggregate.Histogram, aggregate.Moments, probabilities, 0.99);
                }
            }
        }
    }

    [Fact]
    public void The_same_bits_come_from_every_set_of_kernels_and_any_threads()
    {
        var plan = Collapsed(Planner.Build(Repository.FiftyAtoms(), 50));
        var hashes = KernelSelector.Available.SelectMany(kernels => new[] { 1, 2, 3, 7 }, (kernels, threads) =>
            Simulation.ResultHash(Simulation.Run([plan], new SimulationOptions(1, 20_000, threads) { Kernels = kernels }))).Distinct();

        Assert.Single(hashes);
    }

    [Fact]
    public void The_first_trials_of_a_longer_run_are_the_shorter_run()
    {
        var plan = Collapsed(Planner.Build(Repository.FiftyAtoms(), 50));
        var (shorter, longer) = (Simulated.Run(plan, 1_500), Simulated.Run(plan, 5_000));

        Assert.Equal(shorter.Steps(0, Measure.Cost), longer.Steps(0, Measure.Cost)[..1_500]);
    }

    [Fact]
    public void Standard_is_exactly_twice_batch_in_every_trial()
    {
        var batch = Repository.FiftyAtoms();
        var standard = Repository.FiftyAtoms(Tier.Standard);
        var runs = Simulated.Run([Collapsed(Planner.Build(batch, 50)), Collapsed(Planner.Build(standard, 50))], 5_000);

        Assert.Equal(runs.Steps(0, Measure.Cost).Select(cost => 2 * cost), runs.Steps(0, Measure.Cost, plan: 1));
    }

    /// <summary>The plan with its collapse, whether or not it would be chosen.</summary>
    internal static Plan Collapsed(Plan plan)
    {
        var (collapse, phase, reason) = CollapsePlanner.Build(plan);
        Assert.True(collapse is not null, $"{phase}: {reason}");
        return plan with { Collapse = collapse };
    }
}
