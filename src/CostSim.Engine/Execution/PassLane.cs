using CostSim.Engine.Planning.Collapse;

namespace CostSim.Engine.Execution;

/// <summary>
/// A total of a phase that consists of one lane (<see cref="PhasePass"/>): the inputs it is computed from. All arrays are as long as a
/// block.
/// </summary>
internal sealed class PassLane
{
    public required bool IsOutput { get; init; }

    /// <summary>Picodollars of one token.</summary>
    public required long Price { get; init; }

    /// <summary>Token steps per unit of the sum, after multiplication by run-level draws.</summary>
    public required double Factor { get; init; }

    /// <summary>Mean of what one call adds to the sum.</summary>
    public required double Mean { get; init; }

    /// <summary>The calls that add to it.</summary>
    public required double[] Calls { get; init; }

    /// <summary>The calls, each weighted by its item's average; the same array if the average is not needed.</summary>
    public required double[] Scaled { get; init; }

    /// <summary>The distribution of the residual, relative to Mean.</summary>
    public LaneLaw Law { get; init; }

    /// <summary>How unevenly its calls are spread over items (<see cref="LaneSpread.Scatter"/>); null if irrelevant.</summary>
    public double[]? Scatter { get; init; }

    /// <summary>Standard normal deviations of the residual; null where nothing but the number of calls is uncertain.</summary>
    public float[]? Deviations { get; init; }

    /// <summary>Run-level draws that multiply the sum.</summary>
    public float[][] Draws { get; init; } = [];
}
