using CostSim.Engine.Planning;
using CostSim.Numerics.Random;

namespace CostSim.Engine.Execution;

/// <summary>
/// Repeats refused units of a phase, round by round: the phase's own call, or everything from an earlier phase on.
/// </summary>
internal sealed class RepeatEvaluator
{
    private readonly Passage _passage;
    private readonly PhaseEvaluator _phase;
    private readonly CallByCallEvaluator _block;
    private readonly FlowEvaluator[][] _reruns;
    private readonly int[][] _waiting;
    private readonly int[][] _failed;
    private readonly bool _isFirst;

    /// <summary>The repeats that the cap still allows an item; shared by all passages of the phase.</summary>
    private readonly int[] _left;
    private readonly int[] _part = new int[BlockEvaluator.BlockSize];
    private readonly float[] _chances = new float[BlockEvaluator.BlockSize];

    public RepeatEvaluator(Passage passage, PhaseEvaluator phase, CallByCallEvaluator block, FlowEvaluator flow)
    {
        (_passage, _phase, _block, _isFirst) = (passage, phase, block, flow.IsFirst);
        _left = block.CapLeft(passage.Phase);
        _waiting = [.. passage.Pools.Select(_ => new int[BlockEvaluator.BlockSize])];
        _failed = [.. passage.Pools.Select(_ => new int[BlockEvaluator.BlockSize])];
        _reruns = [.. passage.Pools.Select(
            pool => pool.Retry!.Reruns.Select(rerun => new FlowEvaluator(rerun.Passages, block, flow)).ToArray())];
    }

    private int Length => _block.Length;

    private RetryPlan Plan(int pool) => _passage.Pools[pool].Retry!;

    /// <summary>Repeats the refused units of an item.</summary>
    /// <param name="item">The item.</param>
    /// <returns>For each pool, the units still refused at the end; filled only if they are dropped.</returns>
    public int[][] EvaluateItem(uint item)
    {
        var isDropped = Plan(0).FailedStream is not null;
        var left = _left.AsSpan(0, Length);
        if (_isFirst)
            left.Fill(Plan(0).CapPerItem);
        for (var pool = 0; pool < _waiting.Length; pool++)
        {
            _phase.Calls(pool).CopyTo(_waiting[pool]);
            _failed[pool].AsSpan(0, Length).Clear();
        }

        for (var round = 0; round < Plan(0).Streams.Count; round++)
        {
            for (var pool = 0; pool < _waiting.Length; pool++)
                Refuse(pool, round, item);
            if (!Cap(round, item, left))
                return _failed;
            for (var pool = 0; pool < _waiting.Length; pool++)
                Repeat(pool, round, item);
        }

        for (var pool = 0; isDropped && pool < _waiting.Length; pool++)
        {
            Refuse(pool, Plan(0).Streams.Count, item);
            Add(_waiting[pool], _failed[pool]);
        }

        return _failed;
    }

    /// <summary>The number of a rerun's units that are refused again at its end.</summary>
    public void AddRefused(uint item, Span<int> refused)
    {
        var part = _part.AsSpan(0, Length);
        for (var pool = 0; pool < _waiting.Length; pool++)
        {
            _phase.Chances(Plan(pool).Rate, _chances);
            _block.Kernels.CountSuccesses(
                _block.Seed, Plan(pool).Streams[0], item, _block.FirstTrial, _chances.AsSpan(0, Length), _phase.Calls(pool), part);
            Add(part, refused);
        }
    }

    /// <summary>Leaves as waiting the units that the calls of the last round refuse.</summary>
    private void Refuse(int pool, int round, uint item)
    {
        var waiting = _waiting[pool].AsSpan(0, Length);
        if (round > 0 && Plan(pool).Reruns.Count > 0)
        {
            waiting.Clear();
            _reruns[pool][round - 1].Last.AddRefused(item, waiting);
            return;
        }

        if (round == 0 || _waiting.Length > 1)
            _phase.Chances(Plan(pool).Rate, _chances);
        var stream = round < Plan(pool).Streams.Count ? Plan(pool).Streams[round] : Plan(pool).FailedStream!.Value;
        _block.Kernels.CountSuccesses(_block.Seed, stream, item, _block.FirstTrial, _chances.AsSpan(0, Length), waiting, waiting);
    }

    private void Repeat(int pool, int round, uint item)
    {
        var waiting = _waiting[pool].AsSpan(0, Length);
        if (Plan(pool).Reruns.Count == 0)
        {
            _phase.AddSources(pool, round + 1, item, waiting);
            return;
        }

        var (plan, flow) = (Plan(pool).Reruns[round], _reruns[pool][round]);
        flow.Clear();
        if (plan.Entry is { } entry)
            waiting.CopyTo(flow.Units[entry]);
        else
            _phase.Flow.Phase(plan.Passages[0].Phase).Recall(waiting, flow.Units);
        flow.EvaluateItem(item);
    }

    /// <summary>Limits the waiting units to what the cap allows; false if none is left in any trial.</summary>
    private bool Cap(int round, uint item, Span<int> left)
    {
        var any = 0;
        for (var t = 0; t < left.Length; t++)
        {
            var refused = 0;
            foreach (var waiting in _waiting)
                refused += waiting[t];
            if (refused > left[t])
                Choose(round, item, t, refused, left[t]);
            left[t] -= Math.Min(refused, left[t]);
            foreach (var waiting in _waiting)
                any |= waiting[t];
        }

        return any != 0;
    }

    /// <summary>Chooses which refused units a cap allows to be repeated, all equally likely. The others have failed.</summary>
    private void Choose(int round, uint item, int t, int refused, int most)
    {
        if (_waiting.Length == 1)
        {
            _failed[0][t] += refused - most;
            _waiting[0][t] = most;
            return;
        }

        for (; refused > most; refused--)
        {
            // One of the refused units, numbered across the pools.
            var word = new WordAddress(Plan(0).CapStreams[round], item, refused - most).Word(_block.Seed, _block.FirstTrial + t);
            var at = (int)((ulong)word * (ulong)refused >> 32);
            var pool = 0;
            while (at >= _waiting[pool][t])
                at -= _waiting[pool++][t];
            _waiting[pool][t]--;
            _failed[pool][t]++;
        }
    }

    private static void Add(ReadOnlySpan<int> from, Span<int> to)
    {
        for (var t = 0; t < to.Length; t++)
            to[t] += from[t];
    }
}
