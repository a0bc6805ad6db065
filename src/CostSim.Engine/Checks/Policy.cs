using System.Numerics;
using CostSim.Numerics.Statistics;
using CostSim.Scenarios;

namespace CostSim.Engine.Checks;

/// <summary>A limit that a run is checked against.</summary>
/// <param name="Source">Its source: an option of the command, or <c>limits</c> of the scenario.</param>
/// <param name="Limit">The amount, and the required probability of costing at most that.</param>
public sealed record Policy(string Source, Limit Limit);

/// <summary>Whether a limit is met, as far as the trials can tell; the greatest value of several decides.</summary>
public enum Verdict
{
    /// <summary>Met, beyond sampling error: the required probability is below the interval, or on its end.</summary>
    Pass,

    /// <summary>Undecided: the required probability lies within the interval.</summary>
    Inconclusive,

    /// <summary>Not met, beyond sampling error.</summary>
    Fail,
}

/// <summary>The result of checking a policy.</summary>
/// <param name="Policy">The policy.</param>
/// <param name="Verdict">The verdict.</param>
/// <param name="Probability">
/// The share of trials within the limit at the look that decided, or at the last one, with the interval of that look.
/// </param>
/// <param name="Trials">Trials of that look.</param>
/// <param name="Look">Its number, from 1.</param>
public sealed record PolicyFinding(Policy Policy, Verdict Verdict, Estimate Probability, long Trials, int Look)
{
    /// <summary>Larger numbers of trials are not suggested.</summary>
    private const double TrialsWorthNaming = 1L << 36;

    /// <summary>
    /// Number of trials, a power of two, that would decide it if the probability is as estimated: intervals shrink with the square root of
    /// the trials. Null if decided, or if the probability is so close to the target that too many trials would be needed.
    /// </summary>
    public long? TrialsToDecide
    {
        get
        {
            var (share, asked) = (Probability.Value, Policy.Limit.Confidence);
            var half = share < asked ? Probability.High - share : share - Probability.Low;
            var needed = Trials * Math.Pow(half / Math.Abs(share - asked), 2);
            return Verdict == Verdict.Inconclusive && needed <= TrialsWorthNaming
                ? (long)BitOperations.RoundUpToPowerOf2((ulong)Math.Ceiling(needed)) : null;
        }
    }
}
