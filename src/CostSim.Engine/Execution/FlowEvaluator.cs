using CostSim.Engine.Planning;

namespace CostSim.Engine.Execution;

/// <summary>Passes an item's units through phases, trial by trial: all phases of a plan, or those of a rerun.</summary>
internal sealed class FlowEvaluator
{
    private readonly CallByCallEvaluator _block;
    private readonly FlowEvaluator? _around;
    private readonly Dictionary<int, PhaseEvaluator> _phases = [];
    private readonly PhaseEvaluator[] _inOrder;

    /// <param name="passages">The passages through the phases, in order.</param>
    /// <param name="block">The block.</param>
    /// <param name="around">The flow of which this rerun repeats a part, or null.</param>
    public FlowEvaluator(IReadOnlyList<Passage> passages, CallByCallEvaluator block, FlowEvaluator? around = null)
    {
        (_block, _around) = (block, around);
        Units = [.. block.Plan.Groups.Select(_ => new int[BlockEvaluator.BlockSize])];
        _inOrder = new PhaseEvaluator[passages.Count];
        for (var i = 0; i < _inOrder.Length; i++)
            _inOrder[i] = _phases[passages[i].Phase] = new PhaseEvaluator(passages[i], block, this);
    }

    /// <summary>Units of each group that enter the next phase.</summary>
    public int[][] Units { get; }

    /// <summary>Whether items pass for the first time, not in a rerun.</summary>
    public bool IsFirst => _around is null;

    public PhaseEvaluator Last => _inOrder[^1];

    /// <summary>A phase of this flow or of the flow it repeats a part of.</summary>
    public PhaseEvaluator Phase(int index) => _phases.TryGetValue(index, out var phase) ? phase : _around!.Phase(index);

    public void Clear()
    {
        foreach (var units in Units)
            units.AsSpan(0, _block.Length).Clear();
    }

    public void EvaluateItem(uint item)
    {
        foreach (var phase in _inOrder)
            phase.EvaluateItem(item);
    }
}
