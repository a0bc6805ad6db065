using CostSim.Engine.Planning;
using CostSim.Numerics.Simd;

namespace CostSim.Engine.Execution;

/// <summary>A phase's sums over the items of a run, trial by trial, and their conversion to tokens and cost.</summary>
internal sealed class PhaseSums
{
    private readonly TrialBlock _block;
    private readonly PhasePlan _phase;
    private readonly int _scope;
    private readonly IKernels _kernels;

    /// <summary>Whether calls are drawn individually, and so may be cut.</summary>
    private readonly bool _cuts;

    /// <summary>Whether calls that are cut are asked again, and so are calls once more.</summary>
    private readonly bool _asksAgain;
    private readonly double[][] _totals;

    /// <summary>For each total, whether it includes the tokens of another.</summary>
    private readonly bool[] _isWhole;
    private readonly float[] _product = new float[BlockEvaluator.BlockSize];

    /// <param name="block">Receives its measures.</param>
    /// <param name="phase">The phase.</param>
    /// <param name="index">Its index in the plan.</param>
    /// <param name="kernels">The kernels.</param>
    /// <param name="totals">Memory for the totals, which other phases may share; null to allocate it.</param>
    public PhaseSums(TrialBlock block, PhasePlan phase, int index, IKernels kernels, double[][]? totals = null)
    {
        (_block, _phase, _scope, _kernels) = (block, phase, index + 1, kernels);
        _totals = totals is null ? Room(phase.Totals.Count) : totals[..phase.Totals.Count];
        _isWhole = [.. phase.Totals.Select((_, index) => phase.Totals.Any(total => total.PartOf == index))];
        _cuts = phase.Sources.Any(source => source.OneByOne is not null);
        _asksAgain = phase.Sources.Any(source => source.OneByOne is { IsAskedAgain: true });
    }

    /// <summary>Allocates memory for this many totals.</summary>
    public static double[][] Room(int totals) => [.. Enumerable.Range(0, totals).Select(_ => new double[BlockEvaluator.BlockSize])];

    /// <summary>Calls cut by the output cap.</summary>
    public double[] Cut { get; } = new double[BlockEvaluator.BlockSize];

    /// <summary>The whole array of a total.</summary>
    public double[] Total(int index) => _totals[index];

    /// <summary>The phase's calls, if the block keeps them.</summary>
    public Span<long> Calls(int length) => _block.Scope(_scope, Measure.Calls)[..length];

    public Span<double> Total(int index, int length) => _totals[index].AsSpan(0, length);

    public void Clear()
    {
        foreach (var total in _totals)
            total.AsSpan().Clear();
        StartTotalsOfRun();
        _block.Scope(_scope, Measure.Calls).Clear();
        if (_cuts)
            Cut.AsSpan().Clear();
    }

    /// <summary>Per-run amounts are added before any item.</summary>
    public void StartTotalsOfRun()
    {
        for (var i = 0; i < _totals.Length; i++)
        {
            if (_phase.Totals[i].IsPerRun)
                _totals[i].AsSpan().Fill(1);
        }
    }

    /// <summary>
    /// Multiplies every total by its constant and its run-level draws, rounds it to whole steps, prices it, and writes the phase's
    /// measures.
    /// </summary>
    /// <param name="runDraws">The run-level draws of the block.</param>
    /// <param name="length">Trials to compute.</param>
    public void Finish(float[][] runDraws, int length)
    {
        var steps = Math.ScaleB(1, _block.Plan.TokenBits);
        var input = _block.Scope(_scope, Measure.InputTokens);
        var output = _block.Scope(_scope, Measure.OutputTokens);
        var cost = _block.Scope(_scope, Measure.Cost);
        var (inputIsNew, outputIsNew, costIsNew) = (true, true, true);
        for (var m = Measures.OfTokens.Count; m < _block.Plan.Measures.Count; m++)
            _block.Scope(_scope, _block.Plan.Measures[m]).Clear();
        // Prices differ between a phase's calls if a correction uses another model, so every total is rounded and priced separately.
        for (var i = 0; i < _totals.Length; i++)
        {
            var plan = _phase.Totals[i];
            var total = Total(i, length);
            if (plan.TakesSum)
                Total(plan.PartOf!.Value, length).CopyTo(total); // an earlier total, already multiplied
            var scale = ProductOfDraws.Of(plan.RunDraws, runDraws, _product.AsSpan(0, length), _kernels);
            var isScaledLater = plan is { IsUsd: false, PartOf: null } && !_isWhole[i] && !_phase.IsHeld;
            if (!scale.IsEmpty && !isScaledLater)
                Elementwise.Multiply(total, scale);
            if (plan.IsFee)
            {
                if (costIsNew)
                    cost.Clear();
                costIsNew = false;
                AddUsd(plan, total, _block.Plan.FeeShift, Measure.Cost);
                continue;
            }

            if (_phase.IsHeld || plan.IsOperations)
                Hold(total, plan);
            if (plan.IsOperations)
            {
                AddUsd(plan, total, _block.Plan.OperationsShift, Measure.Operations);
                continue;
            }

            if (plan.PartOf is { } whole)
            {
                Elementwise.PricePart(total, plan.Constant * steps, Total(whole, length), _phase.Totals[whole].Constant * steps,
                    plan.PricePicoUsd, cost[..length]);
                continue;
            }

            // Late blocks keep none; skipping the writes saves cache.
            var tokens = !_block.IsDetailed ? [] : (plan.IsOutput ? output : input)[..length];
            var tokensAreNew = plan.IsOutput ? outputIsNew : inputIsNew;
            if (scale.IsEmpty || !isScaledLater)
                Elementwise.Price(total, plan.Constant * steps, plan.PricePicoUsd, tokens, tokensAreNew, cost[..length], costIsNew);
            else
                Elementwise.Price(total, scale, plan.Constant * steps, plan.PricePicoUsd, tokens, tokensAreNew, cost[..length], costIsNew);
            costIsNew = false;
            (inputIsNew, outputIsNew) = (inputIsNew && plan.IsOutput, outputIsNew && !plan.IsOutput);
        }

        if (inputIsNew)
            input.Clear();
        if (outputIsNew)
            output.Clear();
        if (costIsNew)
            cost.Clear();
        AddAllCost(length);
        if (_cuts)
            _block.CutCalls[_scope - 1] = SumOf(Cut.AsSpan(0, _block.Count));
        if (_asksAgain && _block.Has(Measure.Calls))
            Elementwise.AddWhole(Cut.AsSpan(0, length), Calls(length), isNew: false);
    }

    /// <summary>Limits a sum to the largest countable value.</summary>
    private void Hold(Span<double> total, Total plan)
    {
        var drawable = _phase.Drawable(_block.Plan.Items);
        var most = (plan.IsOperations ? drawable.Operations : plan.IsOutput ? drawable.OutputTokens : drawable.InputTokens).Max
            / Math.Max(double.Epsilon, plan.Constant);
        foreach (ref var value in total)
            value = Math.Min(value, most);
    }

    private void AddUsd(Total plan, ReadOnlySpan<double> total, int shift, Measure measure) => Elementwise.AddSteps(
        total, plan.Constant / Math.ScaleB(_block.Plan.UsdPerCostStep, shift), 1L << shift, _block.Scope(_scope, measure)[..total.Length]);

    private void AddAllCost(int length)
    {
        if (!_block.Plan.Measures.Contains(Measure.AllCost))
            return;
        var all = _block.Scope(_scope, Measure.AllCost)[..length];
        Elementwise.Add(_block.Scope(_scope, Measure.Cost)[..length], all);
        Elementwise.Add(_block.Scope(_scope, Measure.Operations)[..length], all);
    }

    /// <summary>Whole numbers: no order of adding matters.</summary>
    private static long SumOf(ReadOnlySpan<double> counts)
    {
        var sum = 0.0;
        foreach (var count in counts)
            sum += count;
        return (long)sum;
    }
}
