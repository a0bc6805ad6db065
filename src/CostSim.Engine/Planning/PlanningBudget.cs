using System.Globalization;
using CostSim.Engine.Execution;

namespace CostSim.Engine.Planning;

/// <summary>
/// Counts the work of planning a run's draws: a step for each passage of each kind of units and each round of a retry, ten for each
/// uncertain amount, whose quantiles are tabulated. Steps, not seconds: a scenario is refused on every machine or on none.
/// </summary>
internal sealed class PlanningBudget
{
    /// <summary>About two seconds; a thousand phases with three uncertain amounts each have room.</summary>
    public const int StepsMax = 40_000;

    /// <summary>Steps of an uncertain amount.</summary>
    public const int StepsPerAmount = 10;

    private long _steps;

    /// <summary>Spends steps on a part of the scenario.</summary>
    /// <param name="steps">The steps.</param>
    /// <param name="path">What they are spent on.</param>
    /// <exception cref="ScenarioTooLargeException">The budget is used up.</exception>
    public void Spend(long steps, string path)
    {
        _steps += steps;
        if (_steps > StepsMax)
            throw new ScenarioTooLargeException(string.Create(
                CultureInfo.InvariantCulture,
                $"{path}: up to here, planning takes more than {StepsMax:N0} steps, which is the most: one for each kind ")
                + string.Create(
                    CultureInfo.InvariantCulture,
                    $"of units in a phase and each round of their retries, {StepsPerAmount} for each uncertain amount. ")
                + "Fewer `rounds` or phases help, or fewer labels: a `join` takes them off");
    }
}
