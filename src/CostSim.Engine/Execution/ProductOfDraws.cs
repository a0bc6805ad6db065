using CostSim.Numerics.Simd;

namespace CostSim.Engine.Execution;

/// <summary>Products of draws of one level, trial by trial.</summary>
internal static class ProductOfDraws
{
    /// <param name="draws">The draws' indices.</param>
    /// <param name="values">The level's draws of the block.</param>
    /// <param name="room">Working memory, as long as the trials to compute.</param>
    /// <param name="kernels">The kernels.</param>
    /// <returns>The product, in <paramref name="room"/>; for a single draw the draw itself, for none an empty span.</returns>
    public static ReadOnlySpan<float> Of(IReadOnlyList<int> draws, float[][] values, Span<float> room, IKernels kernels)
    {
        if (draws.Count < 2)
            return draws.Count == 0 ? [] : values[draws[0]].AsSpan(0, room.Length);
        values[draws[0]].AsSpan(0, room.Length).CopyTo(room);
        for (var i = 1; i < draws.Count; i++)
            kernels.Multiply(room, values[draws[i]].AsSpan(0, room.Length));
        return room;
    }
}
