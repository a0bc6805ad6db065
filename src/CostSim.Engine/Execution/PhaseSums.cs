using CostSim.Engine.Planning;

namespace CostSim.Engine.Execution;

/// <summary>A phase's sums over the items of a run, trial by trial, and their way to tokens and cost.</summary>
internal sealed class PhaseSums
{
    private readonly PhasePlan _phase;
    private readonly int _scope;

    /// <summary>Whether calls are drawn one by one, and so may be cut.</summary>
    private readonly bool _cuts;
    private readonly double[][] _totals;
    private readonly long[] _calls = new long[BlockEvaluator.BlockSize];

    public PhaseSums(PhasePlan phase, int index)
    {
        (_phase, _scope) = (phase, index + 1);
        _totals = [.. phase.Totals.Select(_ => new double[BlockEvaluator.BlockSize])];
        _cuts = phase.Sources.Any(source => source.OneByOne is not null);
    }

    /// <summary>Calls that a cap on output cut.</summary>
    public double[] Cut { get; } = new double[BlockEvaluator.BlockSize];

    /// <summary>The whole array of a total.</summary>
    public double[] Total(int index) => _totals[index];

    public Span<long> Calls(int length) => _calls.AsSpan(0, length);

    public Span<double> Total(int index, int length) => _totals[index].AsSpan(0, length);

    public void Clear()
    {
        foreach (var total in _totals)
            total.AsSpan().Clear();
        StartTotalsOfRun();
        _calls.AsSpan().Clear();
        if (_cuts)
            Cut.AsSpan().Clear();
    }

    /// <summary>What comes once a run is there before any item.</summary>
    public void StartTotalsOfRun()
    {
        for (var i = 0; i < _totals.Length; i++)
        {
            if (_phase.Totals[i].IsPerRun)
                _totals[i].AsSpan().Fill(1);
        }
    }

    /// <summary>
    /// Multiplies every total by its constant and its run-level draws, rounds it to whole steps, prices it, and writes the phase's measures; they are
    /// added to the run's as well.
    /// </summary>
    /// <param name="block">Where the measures go.</param>
    /// <param name="runDraws">The run-level draws of the block.</param>
    /// <param name="length">Trials to compute.</param>
    public void Finish(TrialBlock block, float[][] runDraws, int length)
    {
        var steps = Math.ScaleB(1, block.Plan.TokenBits);
        var input = block.Scope(_scope, Measure.InputTokens);
        var output = block.Scope(_scope, Measure.OutputTokens);
        var cost = block.Scope(_scope, Measure.Cost);
        var (inputIsNew, outputIsNew, costIsNew) = (true, true, true);
        for (var m = Measures.OfTokens.Count; m < block.Plan.Measures.Count; m++)
            block.Scope(_scope, block.Plan.Measures[m]).Clear();
        // Prices differ between a phase's calls where a correction uses another model, so every total is rounded and priced by itself.
        for (var i = 0; i < _totals.Length; i++)
        {
            var plan = _phase.Totals[i];
            var total = Total(i, length);
            if (plan.TakesSum)
                Total(plan.PartOf!.Value, length).CopyTo(total); // which stands before it, multiplied already
            foreach (var draw in plan.RunDraws)
                Elementwise.Multiply(total, runDraws[draw].AsSpan(0, length));
            if (plan.IsOperations)
            {
                AddOperations(block, plan, total);
                continue;
            }

            if (plan.PartOf is { } whole)
            {
                Elementwise.PricePart(total, plan.Constant * steps, Total(whole, length), _phase.Totals[whole].Constant * steps, plan.PricePicoUsd, cost[..length]);
                continue;
            }

            var tokens = plan.IsOutput ? output : input;
            var tokensAreNew = plan.IsOutput ? outputIsNew : inputIsNew;
            Elementwise.Price(total, plan.Constant * steps, plan.PricePicoUsd, tokens[..length], tokensAreNew, cost[..length], costIsNew);
            costIsNew = false;
            (inputIsNew, outputIsNew) = (inputIsNew && plan.IsOutput, outputIsNew && !plan.IsOutput);
        }

        if (inputIsNew)
            input.Clear();
        if (outputIsNew)
            output.Clear();
        if (costIsNew)
            cost.Clear();
        AddAllCost(block, length);
        _calls.CopyTo(block.Scope(_scope, Measure.Calls));
        if (_cuts)
            block.CutCalls[_scope - 1] = SumOf(Cut.AsSpan(0, block.Count));
        AddToRun(block, length);
    }

    private void AddOperations(TrialBlock block, Total plan, ReadOnlySpan<double> total)
    {
        var factor = plan.Constant / Math.ScaleB(block.Plan.UsdPerCostStep, block.Plan.OperationsShift);
        Elementwise.AddSteps(total, factor, 1L << block.Plan.OperationsShift, block.Scope(_scope, Measure.Operations)[..total.Length]);
    }

    private void AddAllCost(TrialBlock block, int length)
    {
        if (!block.Plan.Measures.Contains(Measure.AllCost))
            return;
        var all = block.Scope(_scope, Measure.AllCost)[..length];
        Elementwise.Add(block.Scope(_scope, Measure.Cost)[..length], all);
        Elementwise.Add(block.Scope(_scope, Measure.Operations)[..length], all);
    }

    /// <summary>Whole numbers: no order of adding matters.</summary>
    private static long SumOf(ReadOnlySpan<double> counts)
    {
        var sum = 0.0;
        foreach (var count in counts)
            sum += count;
        return (long)sum;
    }

    private void AddToRun(TrialBlock block, int length)
    {
        foreach (var measure in block.Plan.Measures)
            Elementwise.Add(block.Scope(_scope, measure)[..length], block.Scope(0, measure)[..length]);
    }
}
