using CostSim.Numerics.Statistics;
using CostSim.Scenarios;

namespace CostSim.Engine.Checks;

/// <summary>A limit that a run is held against.</summary>
/// <param name="Source">Where it was said: an option of the command, or <c>limits</c> of the scenario.</param>
/// <param name="Limit">The chance to cost at most so much is to be so great.</param>
public sealed record Policy(string Source, Limit Limit);

/// <summary>Whether a policy holds, as far as trials can tell.</summary>
public enum Verdict
{
    /// <summary>The chance that was asked for lies below the interval, or on its lower end.</summary>
    Pass,

    /// <summary>It lies above the interval.</summary>
    Fail,

    /// <summary>It lies within the interval of the last look.</summary>
    Inconclusive,
}

/// <summary>What trials say of a policy.</summary>
/// <param name="Policy">The policy.</param>
/// <param name="Verdict">The verdict.</param>
/// <param name="Probability">The share of trials within the limit at the look that decided, or at the last one, with the interval of that look.</param>
/// <param name="Trials">Trials of that look.</param>
/// <param name="Look">Its number, from 1.</param>
public sealed record PolicyFinding(Policy Policy, Verdict Verdict, Estimate Probability, long Trials, int Look);
