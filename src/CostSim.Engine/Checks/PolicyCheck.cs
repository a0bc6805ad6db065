using CostSim.Engine.Aggregation;
using CostSim.Engine.Planning;
using CostSim.Numerics.Statistics;

namespace CostSim.Engine.Checks;

/// <summary>
/// Checks a run against policies: trials are added at preset looks until the interval of each probability lies on one side of its target,
/// or the last look is done.
/// </summary>
/// <remarks>
/// Intervals are exact (Clopper and Pearson) and share the error probability equally among the looks (Bonferroni): all of them hold
/// together with at least the stated confidence, so that repeated looks do not weaken a verdict. They are repeated confidence intervals
/// in the sense of Jennison and Turnbull (J. R. Statist. Soc. B 51, 1989).
/// </remarks>
public static class PolicyCheck
{
    /// <summary>The probability of a wrong verdict on either side, for each policy, over all looks.</summary>
    public const double ErrorPerSide = 0.025;

    /// <summary>Confidence of the interval of each look.</summary>
    public static double ConfidenceOfLook(Looks looks) => 1 - 2 * ErrorPerSide / looks.Planned;

    /// <summary>The findings, in the order of the policies, and the aggregates of all trials.</summary>
    /// <param name="plan">The run.</param>
    /// <param name="policies">At least one.</param>
    /// <param name="looks">The numbers of trials.</param>
    /// <param name="options">Seed, threads, progress.</param>
    /// <param name="cancellation">Stops it.</param>
    /// <exception cref="OperationCanceledException">It was cancelled.</exception>
    public static (IReadOnlyList<PolicyFinding> Findings, Aggregates Aggregates) Run(
        Plan plan, IReadOnlyList<Policy> policies, Looks looks, SimulationOptions options, CancellationToken cancellation = default) =>
        Run(plan, policies, looks, ConfidenceOfLook(looks), options, cancellation);

    internal static (IReadOnlyList<PolicyFinding> Findings, Aggregates Aggregates) Run(
        Plan plan, IReadOnlyList<Policy> policies, Looks looks, double confidenceOfLook, SimulationOptions options,
        CancellationToken cancellation = default)
    {
        ArgumentOutOfRangeException.ThrowIfZero(policies.Count);
        var counts = new WithinCounts(plan, [.. policies.Select(policy => policy.Limit)]);
        var run = new SequentialRun([plan], options with { Sink = counts, WithDrivers = false });
        var findings = new PolicyFinding[policies.Count];
        for (var look = 0; look < looks.Sizes.Count; look++)
        {
            run.GrowTo(looks.Sizes[look], cancellation);
            for (var p = 0; p < findings.Length; p++)
            {
                if (look == 0 || findings[p].Verdict == Verdict.Inconclusive)
                    findings[p] = Judge(policies[p], counts[p], run.Trials, look + 1, confidenceOfLook);
            }

            if (findings.All(finding => finding.Verdict != Verdict.Inconclusive))
                break;
        }

        return (findings, run.Results[0]);
    }

    private static PolicyFinding Judge(Policy policy, long within, long trials, int look, double confidenceOfLook)
    {
        var (share, asked) = (Fraction.Of(within, trials, confidenceOfLook), policy.Limit.Confidence);
        var verdict = share.Low >= asked ? Verdict.Pass : share.High < asked ? Verdict.Fail : Verdict.Inconclusive;
        return new PolicyFinding(policy, verdict, share, trials, look);
    }
}
