using CostSim.Engine.Planning;

namespace CostSim.Engine.Execution;

/// <summary>One phase of a block: counts units item by item, adds up calls, and turns the sums into tokens and cost.</summary>
internal sealed class PhaseEvaluator
{
    private readonly PhasePlan _phase;
    private readonly int _scope;
    private readonly BlockEvaluator _block;
    private readonly double[][] _totals;
    private readonly long[] _calls = new long[BlockEvaluator.BlockSize];
    private readonly int[] _taken = new int[BlockEvaluator.BlockSize];
    private readonly int[] _repeated = new int[BlockEvaluator.BlockSize];
    private readonly int[] _kept = new int[BlockEvaluator.BlockSize];
    private readonly int[] _roundsLeft = new int[BlockEvaluator.BlockSize];
    private readonly float[] _chances = new float[BlockEvaluator.BlockSize];

    public PhaseEvaluator(PhasePlan phase, int index, BlockEvaluator block)
    {
        (_phase, _scope, _block) = (phase, index + 1, block);
        _totals = [.. phase.Totals.Select(_ => new double[BlockEvaluator.BlockSize])];
    }

    private int Length => _block.Length;

    public void Begin()
    {
        foreach (var total in _totals)
            total.AsSpan().Clear();
        _calls.AsSpan().Clear();
    }

    /// <summary>Takes an item's units, calls, repeats, and leaves in <paramref name="units"/> what goes on.</summary>
    public void EvaluateItem(uint item, Span<int> units)
    {
        var taken = _taken.AsSpan(0, Length);
        if (_phase.IsAllowance)
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

    /// <summary>Writes the phase's measures, and adds them to the run's.</summary>
    public void Finish(TrialBlock block)
    {
        var steps = Math.ScaleB(1, block.Plan.TokenBits);
        var input = block.Scope(_scope, Measure.InputTokens);
        var output = block.Scope(_scope, Measure.OutputTokens);
        var cost = block.Scope(_scope, Measure.Cost);
        input.Clear();
        output.Clear();
        cost.Clear();
        // Prices differ between a phase's calls where a correction uses another model, so every total is rounded and priced by itself.
        for (var i = 0; i < _totals.Length; i++)
        {
            var plan = _phase.Totals[i];
            Scale(_totals[i], plan.Constant * steps, plan.RunDraws);
            var tokens = plan.IsOutput ? output : input;
            for (var t = 0; t < Length; t++)
            {
                var step = (long)Math.Round(_totals[i][t]);
                tokens[t] += step;
                cost[t] += step * plan.PricePicoUsd;
            }
        }

        _calls.CopyTo(block.Scope(_scope, Measure.Calls));
        foreach (var measure in Enum.GetValues<Measure>())
        {
            var run = block.Scope(0, measure);
            var phase = block.Scope(_scope, measure);
            for (var t = 0; t < Length; t++)
                run[t] += phase[t];
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
        foreach (var source in _phase.Sources)
        {
            if (source.Round != round)
                continue;
            foreach (var term in source.Terms)
            {
                var scale = _block.ItemProduct(term.ItemProduct);
                var total = _totals[term.Total].AsSpan(0, Length);
                if (term.Calls.Length == 0)
                    _block.Kernels.AddCounts(counts, scale, total);
                else
                    _block.Kernels.AddCallSums(_block.Seed, term.Calls, item, _block.FirstTrial, counts, scale, total);
            }

            if (!source.BilledCalls)
                continue;
            for (var t = 0; t < counts.Length; t++)
                _calls[t] += counts[t];
        }
    }

    private void Count(CountRule rule, uint item, ReadOnlySpan<int> units, Span<int> result)
    {
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
            _block.Kernels.Multiply(chances, _block.RunDraw(draw));
        foreach (var draw in factor.ItemDraws)
            _block.Kernels.Multiply(chances, _block.ItemDraw(draw));
    }

    private void Scale(double[] total, double constant, IReadOnlyList<int> runDraws)
    {
        for (var t = 0; t < Length; t++)
            total[t] *= constant;
        foreach (var index in runDraws)
        {
            var draw = _block.RunDraw(index);
            for (var t = 0; t < Length; t++)
                total[t] *= draw[t];
        }
    }
}
