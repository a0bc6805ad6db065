using CostSim.Engine.Planning;
using CostSim.Numerics.Simd;

namespace CostSim.Engine.Execution;

/// <summary>One phase of a block, call by call: counts units item by item and adds up the calls.</summary>
internal sealed class PhaseEvaluator
{
    private readonly PhasePlan _phase;
    private readonly CallByCallEvaluator _block;
    private readonly int[] _taken = new int[BlockEvaluator.BlockSize];
    private readonly int[] _repeated = new int[BlockEvaluator.BlockSize];
    private readonly int[] _kept = new int[BlockEvaluator.BlockSize];
    private readonly int[] _roundsLeft = new int[BlockEvaluator.BlockSize];
    private readonly float[] _chances = new float[BlockEvaluator.BlockSize];

    private readonly SingleCalls?[] _singles;

    public PhaseEvaluator(PhasePlan phase, int index, CallByCallEvaluator block)
    {
        _singles = new SingleCalls?[phase.Sources.Count];
        (_phase, _block) = (phase, block);
        Sums = new PhaseSums(phase, index);
    }

    /// <summary>What the items add up to.</summary>
    public PhaseSums Sums { get; }

    private int Length => _block.Length;

    /// <summary>Takes an item's units, calls, repeats, and leaves in <paramref name="units"/> what goes on.</summary>
    public void EvaluateItem(uint item, Span<int> units)
    {
        var taken = _taken.AsSpan(0, Length);
        if (_phase.IsBesideTheUnits)
        {
            taken.Fill(1);
            AddSources(0, item, taken);
            return;
        }

        Take(item, units, taken);
        AddSources(0, item, taken);
        if (_phase.Retry is { } retry)
            Repeat(retry, item, taken);
        if (_phase.Keep is { } keep)
        {
            var kept = _kept.AsSpan(0, Length);
            Count(keep, item, taken, kept);
            for (var t = 0; t < units.Length; t++)
                units[t] += kept[t] - taken[t];
        }
    }

    /// <summary>Units that the phase takes, split; they leave <paramref name="units"/> only by <c>keep</c>.</summary>
    private void Take(uint item, Span<int> units, Span<int> taken)
    {
        if (_phase.Share is { } share)
            Count(share, item, units, taken);
        else
            units.CopyTo(taken);
        if (_phase.Split == 1)
            return;
        for (var t = 0; t < taken.Length; t++)
            taken[t] *= _phase.Split;
        // A split takes every unit, so what it made is all there is.
        taken.CopyTo(units);
    }

    private void Repeat(RetryPlan retry, uint item, ReadOnlySpan<int> first)
    {
        var calls = _repeated.AsSpan(0, Length);
        var left = _roundsLeft.AsSpan(0, Length);
        first.CopyTo(calls);
        left.Fill(retry.CapPerItem);
        Chances(retry.Rate);
        for (var round = 0; round < retry.Streams.Count; round++)
        {
            _block.Kernels.CountSuccesses(_block.Seed, retry.Streams[round], item, _block.FirstTrial, _chances.AsSpan(0, Length), calls, calls);
            var any = 0;
            for (var t = 0; t < calls.Length; t++)
            {
                calls[t] = Math.Min(calls[t], left[t]);
                left[t] -= calls[t];
                any |= calls[t];
            }

            if (any == 0)
                return;
            AddSources(round + 1, item, calls);
        }
    }

    private void AddSources(int round, uint item, ReadOnlySpan<int> counts)
    {
        for (var s = 0; s < _phase.Sources.Count; s++)
        {
            var source = _phase.Sources[s];
            if (source.Round != round)
                continue;
            if (source.OneByOne is { } single)
                AddSingleCalls(single, s, item, counts);
            foreach (var term in source.Terms)
            {
                var scale = _block.ItemProduct(term.ItemProduct);
                var total = Sums.Total(term.Total, Length);
                if (term.Calls.Length == 0)
                    _block.Kernels.AddCounts(counts, scale, total);
                else
                    _block.Kernels.AddCallSums(_block.Seed, term.Calls, item, _block.FirstTrial, counts, scale, total);
            }

            if (!source.BilledCalls)
                continue;
            var calls = Sums.Calls(Length);
            for (var t = 0; t < counts.Length; t++)
                calls[t] += counts[t];
        }
    }

    /// <summary>Calls whose tokens are needed one by one: the scales of this item, then call by call.</summary>
    private void AddSingleCalls(SingleSource single, int source, uint item, ReadOnlySpan<int> counts)
    {
        var calls = _singles[source] ??= new SingleCalls(
            Products(single.Input), Products(single.Output), (float)single.OutputMax, (float)single.LongAbove);
        for (var i = 0; i < calls.Input.Length; i++)
            Scale(single.Input[i], calls.Input[i]);
        for (var i = 0; i < calls.Output.Length; i++)
            Scale(single.Output[i], calls.Output[i]);
        var totals = new SingleCallTotals(
            Sums.Total(single.Totals.Input), Sums.Total(single.Totals.Output), Sums.Total(single.Totals.LongInput), Sums.Total(single.Totals.LongOutput), Sums.Cut);
        _block.Kernels.AddSingleCalls(_block.Seed, calls, item, _block.FirstTrial, counts, totals);
    }

    private void Scale(ProductPlan plan, CallProduct product)
    {
        var scale = product.Scale.AsSpan(0, Length);
        scale.Fill((float)plan.Constant);
        foreach (var draw in plan.RunDraws)
            _block.Kernels.Multiply(scale, _block.RunDraws[draw].AsSpan(0, Length));
        _block.Kernels.Multiply(scale, _block.ItemProduct(plan.ItemProduct));
    }

    private static CallProduct[] Products(IReadOnlyList<ProductPlan> plans) =>
        [.. plans.Select(plan => new CallProduct(new float[BlockEvaluator.BlockSize], plan.Calls))];

    private void Count(CountRule rule, uint item, ReadOnlySpan<int> units, Span<int> result)
    {
        if (rule.Rounded && rule.Chance.IsConstant)
        {
            // A certain share can fall on a half exactly, which the kernel's floats may miss.
            for (var t = 0; t < units.Length; t++)
                result[t] = (int)CountRule.Round(units[t], rule.Chance.Constant);
            return;
        }

        Chances(rule.Chance);
        var chances = _chances.AsSpan(0, Length);
        if (rule.Rounded)
            _block.Kernels.RoundShares(chances, units, result);
        else
            _block.Kernels.CountSuccesses(_block.Seed, rule.Stream, item, _block.FirstTrial, chances, units, result);
    }

    /// <summary>The chance of each trial: its constant, run and item parts multiplied, in the order of the plan.</summary>
    private void Chances(Factor factor)
    {
        var chances = _chances.AsSpan(0, Length);
        chances.Fill((float)factor.Constant);
        foreach (var draw in factor.RunDraws)
            _block.Kernels.Multiply(chances, _block.RunDraws[draw].AsSpan(0, Length));
        foreach (var draw in factor.ItemDraws)
            _block.Kernels.Multiply(chances, _block.ItemDraw(draw));
    }
}
