using System.Numerics;
using System.Runtime.CompilerServices;
using CostSim.Engine.Planning.Collapse;

namespace CostSim.Engine.Execution;

/// <summary>A total of a phase that one lane makes (<see cref="PhasePass"/>): how it comes from counts, deviations and run-level draws. All arrays are as long as a block.</summary>
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

/// <summary>
/// How the residual of a lane deviates: of variance calls × (Square × calls + Each) + Scatter × scatter, and where Bend is not 0 with the skewness 6 × Bend over √calls. In float: the residual
/// is small beside the sum.
/// </summary>
internal readonly record struct LaneLaw(float Square, float Each, float Scatter, float Bend)
{
    /// <summary>A deviation's skewness is drawn up to this: its series is good for no more (Cornish and Fisher's first term, a sixth of the skewness).</summary>
    private const float BendMax = 1f / 6;

    public static LaneLaw Of(LaneSpread spread) => new(
        (float)spread.PerSquare, (float)spread.PerCall, spread.Scatter is null ? 0 : (float)spread.PerScatter, spread.Shape.Table is null ? (float)(spread.Shape.Skewness / 6) : 0);

    /// <summary>The residuals of some trials.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Vector<float> Residual(Vector<float> calls, Vector<float> scatter, Vector<float> z)
    {
        var variance = calls * (Square * calls + new Vector<float>(Each)) + Scatter * scatter;
        if (Bend != 0)
        {
            var bend = new Vector<float>(Bend) / Vector.SquareRoot(Vector.MaxNative(calls, Vector<float>.One));
            z += Vector.MinNative(Vector.MaxNative(bend, new Vector<float>(-BendMax)), new Vector<float>(BendMax)) * (z * z - Vector<float>.One);
        }

        return Vector.SquareRoot(Vector.MaxNative(variance, Vector<float>.Zero)) * z;
    }
}
