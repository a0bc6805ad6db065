using CostSim.Engine.Execution;

namespace CostSim.Engine;

/// <summary>A range of trials.</summary>
/// <param name="First">The number of its first trial.</param>
/// <param name="Count">How many there are; none where a run has fewer blocks than parts.</param>
public readonly record struct TrialRange(long First, long Count)
{
    /// <summary>One part of a run, in whole blocks: all parts together are the run, and they differ by one block at most.</summary>
    /// <param name="trials">Trials of the run.</param>
    /// <param name="index">The part's number, from 0.</param>
    /// <param name="of">The number of parts, from 1.</param>
    public static TrialRange Part(long trials, long index, long of)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(of, 1);
        ArgumentOutOfRangeException.ThrowIfNegative(index);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(index, of);
        var blocks = (trials + BlockEvaluator.BlockSize - 1) / BlockEvaluator.BlockSize;
        var (first, end) = (Start(index), Start(index + 1));
        return new TrialRange(first, end - first);

        long Start(long part) => Math.Min(trials, (long)((Int128)blocks * part / of) * BlockEvaluator.BlockSize);
    }
}
