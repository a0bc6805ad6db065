using System.Numerics;
using CostSim.Numerics.Statistics;
using CostSim.Scenarios;

namespace CostSim.Engine.Checks;

/// <summary>A limit that a run is held against.</summary>
/// <param name="Source">Where it was said: an option of the command, or <c>limits</c> of the scenario.</param>
/// <param name="Limit">The chance to cost at most so much is to be so great.</param>
public sealed record Policy(string Source, Limit Limit);

/// <summary>Whether a bar is held, as far as trials can tell; of several the greatest decides.</summary>
public enum Verdict
{
    /// <summary>It is, beyond sampling error: what is asked for lies outside of the interval, or on its end.</summary>
    Pass,

    /// <summary>What is asked for lies within the interval.</summary>
    Inconclusive,

    /// <summary>It is not, beyond sampling error.</summary>
    Fail,
}

/// <summary>What trials say of a policy.</summary>
/// <param name="Policy">The policy.</param>
/// <param name="Verdict">The verdict.</param>
/// <param name="Probability">
/// The share of trials within the limit at the look that decided, or at the last one, with the interval of that look.
/// </param>
/// <param name="Trials">Trials of that look.</param>
/// <param name="Look">Its number, from 1.</param>
public sealed record PolicyFinding(Policy Policy, Verdict Verdict, Estimate Probability, long Trials, int Look)
{
    /// <summary>More trials than these are not worth naming.</summary>
    private const double TrialsWorthNaming = 1L << 36;

    /// <summary>
    /// Trials, a power of two, that would decide it if the probability is what was found: intervals shrink with the square root of the
    /// trials. Null where it is decided, and where the probability is so close to what is asked for that no number of trials is worth
    /// naming.
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
