using CostSim.Engine.Planning.Collapse;

namespace CostSim.Engine.Execution;

/// <summary>
/// A total of a phase that one lane makes (<see cref="PhasePass"/>): how it comes from counts, deviations and run-level draws. All arrays
/// are as long as a block.
/// </summary>
internal sealed class PassLane
{
    public required bool IsOutput { get; init; }

    /// <summary>Picodollars of one token.</summary>
    public required long Price { get; init; }

    /// <summary>Steps of tokens of one unit of the sum, once run-level draws have multiplied it.</summary>
    public required double Factor { get; init; }

    /// <summary>Mean of what one call adds to the sum.</summary>
    public required double Mean { get; init; }

    /// <summary>The calls that add to it.</summary>
    public required double[] Calls { get; init; }

    /// <summary>The calls, each as much as its item is on average; the same array where nobody asks for that.</summary>
    public required double[] Scaled { get; init; }

    /// <summary>The law of the residual, relative to Mean.</summary>
    public LaneLaw Law { get; init; }

    /// <summary>How unevenly its calls stand on items (<see cref="LaneSpread.Scatter"/>); null where that makes no difference.</summary>
    public double[]? Scatter { get; init; }

    /// <summary>Standard normal deviations of the residual; null where nothing but the number of calls is uncertain.</summary>
    public float[]? Deviations { get; init; }

    /// <summary>Run-level draws that multiply the sum.</summary>
    public float[][] Draws { get; init; } = [];
}
