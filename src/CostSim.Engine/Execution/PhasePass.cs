using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using CostSim.Engine.Planning;

namespace CostSim.Engine.Execution;

/// <summary>
/// Computes the measures of a common phase, and adds them to those of the run, in one pass over the trials: sums, rounding and prices stay
/// in registers (docs/decisions, 15).
/// </summary>
/// <remarks>
/// Operations and their order are those of the passes in <see cref="Elementwise"/>, so that both give the same integers, with any SIMD
/// width.
/// </remarks>
/// <param name="block">Receives the measures.</param>
/// <param name="phase">The phase's place in the plan.</param>
/// <param name="lanes">Its lanes, one for each of its totals.</param>
/// <param name="billed">The billed calls; null if there are none.</param>
internal sealed class PhasePass(TrialBlock block, int phase, PassLane[] lanes, double[]? billed)
{
    private readonly Values _own = Values.Of(block, phase + 1);
    private readonly Values _run = Values.Of(block, 0);

    /// <summary>The lanes; their deviations must be drawn before the pass.</summary>
    public PassLane[] Lanes => lanes;

    /// <summary>
    /// Whether a phase is suitable: each total consists of one lane, and none is a part of another total, an operation, or a per-run
    /// amount.
    /// </summary>
    /// <param name="phase">The phase.</param>
    /// <param name="totalsOfLanes">The index of the total that each lane adds to.</param>
    public static bool Suits(PhasePlan phase, IEnumerable<int> totalsOfLanes) =>
        !phase.IsHeld && phase.Totals.All(total => total is { IsUsd: false, IsPerRun: false, PartOf: null })
        && phase.Sources.All(source => source.OneByOne is null)
        && totalsOfLanes.Order().SequenceEqual(Enumerable.Range(0, phase.Totals.Count));

    /// <summary>Computes whole groups of trials.</summary>
    /// <param name="length">Number of trials.</param>
    /// <param name="isFirst">Whether to set the run's measures instead of adding to them.</param>
    public void Run(int length, bool isFirst)
    {
        // Local work has no measures to add.
        if (lanes.Length == 0 && billed is null && !isFirst)
            return;
        var (hasTokens, keepsTokens) = (block.Has(Measure.Calls), block.KeepsTokensOfPhases);
        var (own, run) = (_own, _run);
        var hasOperations = run.AllCost.Length > 0;
        if (isFirst)
            run.Operations.AsSpan().Clear();
        for (nuint t = 0; t < (nuint)length; t += (nuint)Vector<float>.Count)
        {
            // As many trials as a SIMD register holds in float, in two halves of double.
            Vector<long> lowInput = default, highInput = default, lowOutput = default, highOutput = default, lowCost = default,
                highCost = default;
            foreach (var lane in lanes)
            {
                var (low, high) = Tokens(lane, t);
                var (lowSteps, highSteps) = (Elementwise.Whole(low), Elementwise.Whole(high));
                lowCost += lowSteps * lane.Price;
                highCost += highSteps * lane.Price;
                if (lane.IsOutput)
                {
                    lowOutput += lowSteps;
                    highOutput += highSteps;
                }
                else
                {
                    lowInput += lowSteps;
                    highInput += highSteps;
                }
            }

            Set(own.Cost, lowCost, highCost, t);
            Add(run.Cost, lowCost, highCost, t, isFirst);
            if (hasOperations)
            {
                Set(own.AllCost, lowCost, highCost, t);
                Add(run.AllCost, lowCost, highCost, t, isFirst);
            }

            if (!hasTokens)
                continue;
            var (lowBilled, highBilled) = billed is null ? (Vector<double>.Zero, Vector<double>.Zero) : Pair(billed, t);
            var (lowCalls, highCalls) = (Elementwise.Whole(lowBilled), Elementwise.Whole(highBilled));
            Add(run.Input, lowInput, highInput, t, isFirst);
            Add(run.Output, lowOutput, highOutput, t, isFirst);
            Add(run.Calls, lowCalls, highCalls, t, isFirst);
            if (!keepsTokens)
                continue;
            Set(own.Input, lowInput, highInput, t);
            Set(own.Output, lowOutput, highOutput, t);
            Set(own.Calls, lowCalls, highCalls, t);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static (Vector<double> Low, Vector<double> High) Pair(double[] values, nuint t)
    {
        ref var from = ref MemoryMarshal.GetArrayDataReference(values);
        return (Vector.LoadUnsafe(ref from, t), Vector.LoadUnsafe(ref from, t + (nuint)Vector<double>.Count));
    }

    /// <summary>A lane's tokens in steps, not yet rounded.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static (Vector<double> Low, Vector<double> High) Tokens(PassLane lane, nuint t)
    {
        var (low, high) = Pair(lane.Scaled, t);
        if (lane.Deviations is { } deviations)
            (low, high) = Deviate(lane, low, high, Vector.LoadUnsafe(ref MemoryMarshal.GetArrayDataReference(deviations), t), t);
        low *= lane.Mean;
        high *= lane.Mean;
        var draws = lane.Draws;
        if (draws.Length > 0)
        {
            var product = Vector.LoadUnsafe(ref MemoryMarshal.GetArrayDataReference(draws[0]), t);
            for (var i = 1; i < draws.Length; i++)
                product *= Vector.LoadUnsafe(ref MemoryMarshal.GetArrayDataReference(draws[i]), t);
            Vector.Widen(product, out var lowScale, out var highScale);
            low *= lowScale;
            high *= highScale;
        }

        return (low * lane.Factor, high * lane.Factor);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static (Vector<double> Low, Vector<double> High) Deviate(
        PassLane lane, Vector<double> low, Vector<double> high, Vector<float> deviation, nuint t)
    {
        var (lowCalls, highCalls) = Pair(lane.Calls, t);
        var scatter = Vector<float>.Zero;
        if (lane.Scatter is { } uneven)
        {
            var (lowScatter, highScatter) = Pair(uneven, t);
            scatter = Vector.Narrow(lowScatter, highScatter);
        }

        Vector.Widen(lane.Law.Residual(Vector.Narrow(lowCalls, highCalls), scatter, deviation), out var lowResidual, out var highResidual);
        return (Vector.MaxNative(Vector<double>.Zero, low + lowResidual), Vector.MaxNative(Vector<double>.Zero, high + highResidual));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Set(long[] values, Vector<long> low, Vector<long> high, nuint t)
    {
        ref var to = ref MemoryMarshal.GetArrayDataReference(values);
        low.StoreUnsafe(ref to, t);
        high.StoreUnsafe(ref to, t + (nuint)Vector<long>.Count);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Add(long[] values, Vector<long> low, Vector<long> high, nuint t, bool isFirst)
    {
        ref var to = ref MemoryMarshal.GetArrayDataReference(values);
        if (!isFirst)
            (low, high) = (low + Vector.LoadUnsafe(ref to, t), high + Vector.LoadUnsafe(ref to, t + (nuint)Vector<long>.Count));
        Set(values, low, high, t);
    }

    /// <summary>The arrays of a phase's measures, or of the run's.</summary>
    private sealed record Values(long[] Cost, long[] Input, long[] Output, long[] Calls, long[] Operations, long[] AllCost)
    {
        public static Values Of(TrialBlock block, int scope)
        {
            return new(Of(Measure.Cost), Of(Measure.InputTokens), Of(Measure.OutputTokens), Of(Measure.Calls), Of(Measure.Operations),
                Of(Measure.AllCost));

            long[] Of(Measure measure) => block.Values(scope, measure);
        }
    }
}
