using System.Numerics;
using System.Runtime.CompilerServices;
using CostSim.Engine.Planning.Collapse;

namespace CostSim.Engine.Execution;

/// <summary>
/// Distribution of a lane's residual: variance calls × (Square × calls + Each) + Scatter × scatter, and skewness 6 × Bend / √calls. In
/// float: the residual is small compared with the sum.
/// </summary>
internal readonly record struct LaneLaw(float Square, float Each, float Scatter, float Bend)
{
    public static LaneLaw Of(LaneSpread spread) => new(
        (float)spread.PerSquare, (float)spread.PerCall, spread.Scatter is null ? 0 : (float)spread.PerScatter,
        spread.Shape.Table is null ? (float)(spread.Shape.Skewness / 6) : 0);

    /// <summary>The residuals of some trials.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Vector<float> Residual(Vector<float> calls, Vector<float> scatter, Vector<float> z)
    {
        var variance = calls * (Square * calls + new Vector<float>(Each)) + Scatter * scatter;
        if (Bend != 0)
            z = Elementwise.Bent(z, new Vector<float>(Bend) / Vector.SquareRoot(Vector.MaxNative(calls, Vector<float>.One)));
        return Vector.SquareRoot(Vector.MaxNative(variance, Vector<float>.Zero)) * z;
    }
}
