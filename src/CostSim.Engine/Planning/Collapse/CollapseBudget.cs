using System.Globalization;

namespace CostSim.Engine.Planning.Collapse;

/// <summary>
/// Counts the work of planning how all items are sampled at once, in steps of a few nanoseconds: beyond it, a plan is simulated call by
/// call. Steps, not seconds: a plan has the same method on every machine.
/// </summary>
internal sealed class CollapseBudget
{
    /// <summary>Steps of a register with what fills it.</summary>
    public const double OfRegister = 5_000;

    /// <summary>Steps of how unevenly two kinds of units are spread over the items together.</summary>
    public const double OfPair = 50;

    /// <summary>Steps of a table of a sum's distribution.</summary>
    public const double OfFoldTable = 600_000;

    /// <summary>Steps of a call's moments at a node of its draws.</summary>
    public const double OfCallNode = 45;

    /// <summary>Some one and a half seconds; the dearest scenario that is shipped, a translation in chunks, takes 37 million.</summary>
    private const double StepsMax = 120_000_000;

    /// <summary>The steps spent.</summary>
    public double Steps { get; private set; }

    /// <exception cref="NotCollapsibleException">The budget is used up.</exception>
    public void Spend(double steps)
    {
        Steps += steps;
        if (Steps > StepsMax)
            throw new NotCollapsibleException(string.Create(
                CultureInfo.InvariantCulture, $"planning the fast method takes more than {StepsMax:N0} steps, which is the most"));
    }
}
