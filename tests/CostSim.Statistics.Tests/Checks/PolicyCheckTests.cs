using CostSim.Engine;
using CostSim.Engine.Checks;
using CostSim.Engine.Planning;
using CostSim.Engine.Tests.Oracles;
using CostSim.Numerics.Statistics;
using CostSim.Scenarios;

namespace CostSim.Statistics.Tests.Checks;

/// <summary>
/// How often a check errs whose budget is the true P95, where it is hardest. The cost is 1,000 to 2,000 tokens, evenly spread, at 5 USD a
/// million: P95 is 1,950 tokens, 0.00975 USD, by the rule of three. The stated error is 2.5 % a side: a right program has 13 of 200 or
/// fewer with a probability of 99.94 % at least.
/// </summary>
[Trait("Category", "Statistics")]
public class PolicyCheckTests
{
    private const int Seeds = 200;
    private const int WrongMax = 13;
    private const double P95 = 0.00975;

    /// <summary>A step of cost less: P(cost ≤ it) is 0.949998, and a pass is wrong.</summary>
    private const double JustBelow = 0.00974999;

    /// <summary>2^10 to 2^18 trials.</summary>
    private static readonly Looks Looks = Looks.UpTo(1 << 18);

    private static readonly Plan Linear = Planner.Build(Repository.Read("""
        { "name": "Linear", "items": 1, "model": "gpt-5", "tier": "batch", "spread": {},
          "phases": [ { "id": "a", "inputTokens": 0, "outputTokens": { "range": [1000, 2000], "level": "run" } } ] }
        """), 1);

    [Theory]
    [InlineData(P95, Verdict.Fail)]
    [InlineData(JustBelow, Verdict.Pass)]
    public void At_the_true_percentile_it_is_wrong_as_rarely_as_it_says(double budget, Verdict wrong) =>
        Assert.InRange(Count(budget, wrong, PolicyCheck.ConfidenceOfLook(Looks)), 0, WrongMax);

    /// <summary>The fault that the sharing is for: each look with the whole error probability.</summary>
    [Theory]
    [InlineData(P95, Verdict.Fail)]
    [InlineData(JustBelow, Verdict.Pass)]
    public void Looking_again_and_again_without_sharing_the_error_is_found_out(double budget, Verdict wrong) =>
        Assert.InRange(Count(budget, wrong, 1 - 2 * PolicyCheck.ErrorPerSide), WrongMax + 1, Seeds);

    [Theory]
    [InlineData(0.00985, Verdict.Pass)] // 0.97
    [InlineData(0.00965, Verdict.Fail)] // 0.93
    public void Away_from_it_every_seed_is_decided_and_rightly(double budget, Verdict right) =>
        Assert.Equal(Seeds, Count(budget, right, PolicyCheck.ConfidenceOfLook(Looks)));

    private static int Count(double budget, Verdict verdict, double confidenceOfLook)
    {
        Policy[] policies = [new("--budget", new Limit(budget, 0.95))];
        return Enumerable.Range(1, Seeds).Count(seed =>
            PolicyCheck.Run(
                Linear, policies, Looks, confidenceOfLook, new SimulationOptions((ulong)seed, 1, 2)).Findings[0].Verdict == verdict);
    }
}
