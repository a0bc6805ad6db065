using CostSim.Engine.Checks;
using CostSim.Engine.Planning;
using CostSim.Engine.Tests.Oracles;
using CostSim.Numerics.Statistics;
using CostSim.Scenarios;

namespace CostSim.Engine.Tests.Checks;

public class PolicyCheckTests
{
    private static readonly Plan OneAtom = Planner.Build(Repository.FiftyAtoms(), 1);
    private static readonly Plan TwoAtoms = Planner.Build(Repository.FiftyAtoms(), 2);

    /// <summary>Certain: 3 items of 1,000 input tokens at 0.625 USD a million cost 0.001875 USD, an item 0.000625.</summary>
    private static readonly Plan Certain = Planner.Build(Repository.Read("""
        { "name": "Certain", "items": 3, "model": "gpt-5", "tier": "batch", "spread": {},
          "phases": [ { "id": "a", "inputTokens": 1000, "outputTokens": 0 } ],
          "operations": [ { "name": "Storage", "usdPerRun": 0.1 } ] }
        """), 3);

    [Fact]
    public void Trials_within_a_limit_are_counted_one_by_one()
    {
        var simulated = Simulated.Run(OneAtom, 3_333, seed: 5);
        var costs = simulated.Steps(0, Measure.Cost).Order().ToArray();
        var most = costs[2_000] * OneAtom.UsdPerCostStep;

        var finding = Check(OneAtom, new Limit(most, 0.6), 3_333, seed: 5);

        Assert.Equal(costs.Count(cost => cost <= costs[2_000]) / 3_333.0, finding.Probability.Value);
        Assert.Equal(Fraction.Interval(costs.Count(cost => cost <= costs[2_000]), 3_333, 1 - 0.05 / 3),
            (finding.Probability.Low, finding.Probability.High));
    }

    [Theory]
    [InlineData(0.001875, false, false, Verdict.Pass)]
    [InlineData(0.00187499999, false, false, Verdict.Fail)]
    [InlineData(0.000625, true, false, Verdict.Pass)]
    [InlineData(0.00062499999, true, false, Verdict.Fail)]
    [InlineData(0.101875, false, true, Verdict.Pass)]
    [InlineData(0.10187499999, false, true, Verdict.Fail)]
    [InlineData(1e15, true, true, Verdict.Pass)]
    [InlineData(1e-300, false, false, Verdict.Fail)]
    public void A_run_that_costs_just_the_limit_is_within_it(double usd, bool perItem, bool ofAll, Verdict verdict) =>
        Assert.Equal(verdict, Check(Certain, new Limit(usd, 0.95, perItem, ofAll), 1024).Verdict);

    [Theory]
    [InlineData(8, 480)]
    [InlineData(0, 1)]
    [InlineData(-3, 0)]
    public void Limits_are_whole_steps_whatever_their_size(int bits, long steps) =>
        Assert.Equal(steps, WithinCounts.MostSteps(OneAtom with { TokenBits = bits }, new Limit(1.875e-12, 0.95)));

    [Fact]
    public void Operations_that_there_are_none_of_cost_nothing() =>
        Assert.Equal(Check(OneAtom, new Limit(3, 0.5), 2048).Probability, Check(OneAtom, new Limit(3, 0.5, OfAll: true), 2048).Probability);

    [Fact]
    public void Each_policy_is_decided_at_its_own_look_and_stays_so()
    {
        Policy[] policies = [new("far", new Limit(100, 0.95)), new("near", new Limit(Percentile(TwoAtoms, 0.9), 0.9)),
            new("low", new Limit(0.01, 0.95))];
        var looks = Looks.UpTo(8192);

        var (findings, aggregates) = PolicyCheck.Run(TwoAtoms, policies, looks, new SimulationOptions(1, 1, 2));

        Assert.Equal([Verdict.Pass, Verdict.Inconclusive, Verdict.Fail], findings.Select(finding => finding.Verdict));
        Assert.Equal([(1024, 1), (8192, 4), (1024, 1)], findings.Select(finding => (finding.Trials, finding.Look)));
        Assert.Equal(8192, aggregates.Trials);
        Assert.Equal(policies, findings.Select(finding => finding.Policy));
    }

    [Fact]
    public void It_stops_when_all_is_decided_and_no_bit_depends_on_the_threads()
    {
        Policy[] policies = [new("far", new Limit(100, 0.95))];
        var looks = Looks.UpTo(1L << 40);

        var one = PolicyCheck.Run(OneAtom, policies, looks, new SimulationOptions(1, 1, 1));
        var three = PolicyCheck.Run(OneAtom, policies, looks, new SimulationOptions(1, 1, 3));

        Assert.Equal(65536, one.Aggregates.Trials);
        Assert.Equal(one.Findings, three.Findings);
        Assert.Equal(Simulation.ResultHash([one.Aggregates]), Simulation.ResultHash([three.Aggregates]));
    }

    [Fact]
    public void The_looks_share_the_error_equally() => Assert.Equal(1 - 0.05 / 9, PolicyCheck.ConfidenceOfLook(Looks.UpTo(1 << 24)), 1e-15);

    /// <summary>How far a slow machine gets decides whether there is a verdict, never which.</summary>
    [Fact]
    public void What_is_found_at_a_look_does_not_depend_on_the_looks_that_are_left_out()
    {
        Policy[] policies = [new("near", new Limit(Percentile(TwoAtoms, 0.905), 0.9))];
        var all = Looks.UpTo(1 << 20);
        var slow = PolicyCheck.Run(TwoAtoms, policies, all.Within(4096), new SimulationOptions(1, 1, 2)).Findings[0];
        var fast = PolicyCheck.Run(TwoAtoms, policies, all.Within(8192), new SimulationOptions(1, 1, 2)).Findings[0];

        Assert.Equal(1 - 0.05 / 9, PolicyCheck.ConfidenceOfLook(all.Within(4096)), 1e-15);
        Assert.Equal((Verdict.Inconclusive, 4096L, 1), (slow.Verdict, slow.Trials, slow.Look));
        Assert.Equal((8192L, 2), (fast.Trials, fast.Look));
        // Not so if the looks shared the error anew.
        Assert.NotEqual(slow.Probability,
            PolicyCheck.Run(TwoAtoms, policies, Looks.UpTo(4096), new SimulationOptions(1, 1, 2)).Findings[0].Probability);
    }

    private static double Percentile(Plan plan, double p)
    {
        var costs = Simulated.Run(plan, 8192).Steps(0, Measure.Cost).Order().ToArray();
        return costs[(int)(p * costs.Length)] * plan.UsdPerCostStep;
    }

    private static PolicyFinding Check(Plan plan, Limit limit, long trials, ulong seed = 1) =>
        PolicyCheck.Run(plan, [new Policy("--budget", limit)], Looks.UpTo(trials), new SimulationOptions(seed, 1, 2)).Findings[0];
}
