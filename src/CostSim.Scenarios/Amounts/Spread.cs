namespace CostSim.Scenarios;

/// <summary>
/// The shares of a quantity's log-range (for a lognormal: of its log-variance) that are drawn once an item and once a call.
/// What is left, <see cref="Run"/>, is drawn once a run.
/// </summary>
/// <remarks>
/// A share of exactly 1 puts the whole quantity at one level, which every shape allows. Other shares split it, which not every shape
/// allows (see <see cref="Shape.Split"/>).
/// </remarks>
/// <param name="Item">Share in [0, 1] of the item level.</param>
/// <param name="Call">Share in [0, 1] of the call level; Item + Call is at most 1.</param>
public sealed record Spread(double Item, double Call)
{
    /// <summary>All of the quantity is drawn once a run.</summary>
    public static readonly Spread AtRun = new(0, 0);

    /// <summary>All of the quantity is drawn once an item.</summary>
    public static readonly Spread AtItem = new(1, 0);

    /// <summary>All of the quantity is drawn once a call.</summary>
    public static readonly Spread AtCall = new(0, 1);

    /// <summary>Share in [0, 1] of the run level.</summary>
    public double Run => 1 - Item - Call;

    /// <summary>Whether the whole quantity stands at one level.</summary>
    public bool IsOneLevel => Item == 1 || Call == 1 || (Item == 0 && Call == 0);
}
