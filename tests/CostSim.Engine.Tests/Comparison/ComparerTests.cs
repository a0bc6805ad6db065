using CostSim.Engine.Comparison;
using CostSim.Engine.Planning;
using CostSim.Engine.Tests.Oracles;
using CostSim.Numerics.Simd;
using CostSim.Scenarios;

namespace CostSim.Engine.Tests.Comparison;

public class ComparerTests
{
    public static TheoryData<string, string> WorkedExamples => new()
    {
        { "50atoms", "" }, { "50atoms-sync", "" }, { "catalog-enrichment", "month" }, { "translation", "month" },
        { "support-tagging", "week" },
        { "report-generation", "month" }, { "backfill", "" },
    };

    [Theory]
    [MemberData(nameof(WorkedExamples))]
    public void A_scenario_differs_from_itself_by_nothing(string name, string run)
    {
        var scenario = Repository.Scenario(name, run);
        var sums = Compare([new(scenario, 30), new(scenario, 30)], 1_500, 2, out _);

        foreach (var pair in sums.Pairs.Concat(sums.PairsOfAll))
        {
            Assert.Equal((0, 0), (pair.Difference.Moments.Min, pair.Difference.Moments.Max));
            Assert.Equal((1500, 0), (pair.Same, pair.Cheaper));
        }
    }

    [Theory]
    [InlineData(50)] // all items at once
    [InlineData(1)] // call by call
    public void Batch_is_half_of_standard_in_every_trial(long items)
    {
        var sums = Compare([new(Repository.FiftyAtoms(Tier.Standard), items), new(Repository.FiftyAtoms(), items)], 20_000, 2, out _);
        var ratio = sums.Pairs[0].Ratio;

        Assert.Equal(20_000, ratio.Moments.Count);
        Assert.Equal((0.5, 0.5), (ratio.Moments.Min * ratio.UnitsPerStep, ratio.Moments.Max * ratio.UnitsPerStep));
        Assert.Equal(20_000, sums.Pairs[0].Cheaper);
    }

    [Fact]
    public void Differences_and_counts_are_those_of_the_trials()
    {
        // Costs that cross: fewer retries, longer texts.
        List<SizedScenario> cases = [new(Repository.FiftyAtoms(), 50),
            new(Repository.FiftyAtoms(null, "phases.P4.retry.rate=0", "phases.P7.visibleTokens=[1100, 2250]"), 50)];
        var sums = Compare(cases, 4_000, 3, out var plans);
        var trials = Simulated.Run(plans, 4_000);
        var (a, b) = (trials.Steps(0, Measure.Cost), trials.Steps(0, Measure.Cost, plan: 1));
        long[] differences = [.. b.Zip(a, (other, reference) => other - reference)];
        var pair = sums.Pairs[0];

        Assert.InRange(pair.Cheaper, 1_000, 3_900);
        Assert.Equal(differences.Count(d => d < 0), pair.Cheaper);
        Assert.Equal(differences.Count(d => d == 0), pair.Same);
        Assert.Equal((differences.Min(), differences.Max()), (pair.Difference.Moments.Min, pair.Difference.Moments.Max));
        Assert.Equal((double)differences.Aggregate(Int128.Zero, (sum, d) => sum + d) / 4_000, pair.Difference.Moments.Mean, 1e-3);
        Assert.Equal(
            a.Zip(b, (reference, other) => (double)other / reference).Average(), pair.Ratio.Moments.Mean * pair.Ratio.UnitsPerStep, 1e-9);
    }

    [Fact]
    public void Neither_threads_nor_trials_behind_change_what_was_taken()
    {
        List<SizedScenario> cases = [new(Repository.FiftyAtoms(), 3), new(Repository.FiftyAtoms(null, "phases.P6=null"), 3)];
        var one = Compare(cases, 5_000, 1, out _);
        var many = Compare(cases, 5_000, 5, out _);

        Assert.Equal(one.Pairs[0].Difference.Moments.Integers(), many.Pairs[0].Difference.Moments.Integers());
        Assert.Equal(one.Pairs[0].Ratio.Histogram.Cells(), many.Pairs[0].Ratio.Histogram.Cells());
        Assert.Equal(one.Costs[1].Percentile(0.95, 7), many.Costs[1].Percentile(0.95, 7));
    }

    [Fact]
    public void With_other_numbers_of_items_an_item_is_compared_as_well()
    {
        var sums = Compare([new(Repository.FiftyAtoms(), 20), new(Repository.FiftyAtoms(), 30)], 3_000, 2, out var plans);
        var trials = Simulated.Run(plans, 3_000);
        var pairs = trials.Steps(0, Measure.Cost).Zip(trials.Steps(0, Measure.Cost, plan: 1)).ToList();

        Assert.Equal(0, sums.Pairs[0].Cheaper);
        Assert.Equal(pairs.Count(pair => (Int128)pair.Second * 20 < (Int128)pair.First * 30), sums.Pairs[0].CheaperPerItem);
        Assert.InRange(sums.Pairs[0].CheaperPerItem, 500, 2_500);
    }

    [Fact]
    public void All_are_drawn_by_one_method_and_in_one_step()
    {
        var large = Repository.Read(One(items: 1_000_000_000));
        var cut = Repository.Read(
            One(items: 1_000_000_000).Replace("\"outputTokens\"", "\"maxOutputTokens\": 70, \"outputTokens\"", StringComparison.Ordinal));
        var choices = ComparedPlans.Decide([new(large, 200), new(cut, 200)], exact: false, KernelSelector.Selected);
        var both = ComparedPlans.Decide([new(large, 5_000), new(large, 1_000_000_000)], exact: false, KernelSelector.Selected);

        // Of 200 items each call is drawn, unless the other is drawn at once; what cannot be goes call by call, and both do.
        var alone = MethodChoice.Decide(large, 200, fixRun: false, exact: false, KernelSelector.Selected);
        var beside = ComparedPlans.Decide([new(large, 200), new(large, 5_000)], exact: false, KernelSelector.Selected);
        Assert.Null(alone.Plan.Collapse);
        Assert.All(beside, choice => Assert.NotNull(choice.Plan.Collapse));
        Assert.All(choices, choice => Assert.Null(choice.Plan.Collapse));
        Assert.Equal(both[0].Plan.TokenBits, both[1].Plan.TokenBits);
        Assert.True(both[1].Plan.Drawable.Cost.Max / both[1].Plan.UsdPerCostStep < Math.ScaleB(1, 60));
    }

    [Fact]
    public void What_two_plans_share_of_draws_is_counted()
    {
        var plans = ComparedPlans.Decide(
            [new(Repository.FiftyAtoms(), 50), new(Repository.FiftyAtoms(null, "phases.P1=null", "phases.P4.retry.rate=0.1"), 50),
                new(Repository.Read(One(5)), 5)], false, KernelSelector.Selected);

        // P1 has two amounts of its own and the rate is one; all that is left is there already.
        Assert.Equal((22, 22), ComparedPlans.SharedDraws(plans[0].Plan, plans[0].Plan));
        Assert.Equal((19, 19), ComparedPlans.SharedDraws(plans[0].Plan, plans[1].Plan));
        Assert.Equal((0, 2), ComparedPlans.SharedDraws(plans[0].Plan, plans[2].Plan));
    }

    private static ComparisonSums Compare(IReadOnlyList<SizedScenario> cases, long trials, int threads, out List<Plan> plans)
    {
        plans = [.. ComparedPlans.Decide(cases, exact: false, KernelSelector.Selected).Select(choice => choice.Plan)];
        var comparer = new Comparer(plans);
        Simulation.Run(plans, new SimulationOptions(1, trials, threads) { Sink = comparer, WithDrivers = false });
        return comparer.Finish();
    }

    private static string One(long items) => $$"""
        {
          "name": "One", "items": {{items}}, "model": "gpt-5-mini", "tier": "batch", "spread": { "item": 0.05, "call": 0.1 },
          "phases": [ { "id": "P", "inputTokens": [700, 1500], "outputTokens": [40, 90] } ],
        }
        """;
}
