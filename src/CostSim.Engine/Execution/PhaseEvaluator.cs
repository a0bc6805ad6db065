using CostSim.Engine.Planning;
using CostSim.Numerics.Simd;

namespace CostSim.Engine.Execution;

/// <summary>One passage of a block, call by call: counts units item by item and adds up the calls.</summary>
internal sealed class PhaseEvaluator
{
    private readonly Passage _passage;
    private readonly CallByCallEvaluator _block;
    private readonly RepeatEvaluator? _repeat;
    private readonly Dictionary<SingleSource, SingleCalls> _singles = new(ReferenceEqualityComparer.Instance);

    /// <summary>Units of each group after share, reshaping and keep; arrays for the groups that the passage has.</summary>
    private readonly int[][] _work;
    private readonly int[][] _calls;
    private readonly int[][] _remembered;
    private readonly int[] _part = new int[BlockEvaluator.BlockSize];
    private readonly float[] _chances = new float[BlockEvaluator.BlockSize];
    private readonly float[] _open = new float[BlockEvaluator.BlockSize];

    public PhaseEvaluator(Passage passage, CallByCallEvaluator block, FlowEvaluator flow)
    {
        (_passage, _block, Flow) = (passage, block, flow);
        Sums = block.Sums(passage.Phase);
        var used = passage.Takes.Select(take => take.Group).Concat(passage.Splits.Select(split => split.To)).Concat(passage.Called)
            .ToHashSet();
        _work = [.. block.Plan.Groups.Select((_, group) => used.Contains(group) ? new int[BlockEvaluator.BlockSize] : [])];
        _calls = [.. passage.Pools.Select(_ => new int[BlockEvaluator.BlockSize])];
        _remembered = passage.Remembers ? [.. block.Plan.Groups.Select(_ => new int[BlockEvaluator.BlockSize])] : [];
        _repeat = passage.Pools.Any(pool => pool.Retry is not null) ? new RepeatEvaluator(passage, this, block, flow) : null;
    }

    /// <summary>The sums over items, of all passages of the phase together.</summary>
    public PhaseSums Sums { get; }

    public FlowEvaluator Flow { get; }

    private int Length => _block.Length;

    /// <summary>Number of units in a pool's groups that got a call.</summary>
    public Span<int> Calls(int pool) => _calls[pool].AsSpan(0, Length);

    /// <summary>Processes an item's units: share, calls, repeats; leaves in the flow the units that go on.</summary>
    public void EvaluateItem(uint item)
    {
        if (_passage.Remembers)
        {
            for (var group = 0; group < _remembered.Length; group++)
                Flow.Units[group].AsSpan(0, Length).CopyTo(_remembered[group]);
        }

        Take(item);
        Reshape(item);
        for (var pool = 0; pool < _calls.Length; pool++)
        {
            Count(_passage.Pools[pool].Groups, Calls(pool));
            if (_passage.Pools[pool].Retry is not { IsBilled: false })
                AddSources(pool, 0, item, Calls(pool));
        }

        if (_repeat is not null && !_passage.EndsRerun)
            Drop(_repeat.EvaluateItem(item));
        BillWhatIsLeft(item);
        foreach (var keep in _passage.Keeps)
            Apply(keep.Rule!, item, Work(keep.Group), Work(keep.Group));
        SendOn(item);
    }

    /// <summary>Phases without units (allowances, operations): once per item.</summary>
    public void EvaluateBesideTheUnits(uint item)
    {
        Calls(0).Fill(1);
        AddSources(0, 0, item, Calls(0));
    }

    /// <summary>See <see cref="RepeatEvaluator.AddRefused"/>.</summary>
    public void AddRefused(uint item, Span<int> refused) => _repeat!.AddRefused(item, refused);

    /// <summary>The units that entered this phase, in the trials that need them.</summary>
    public void Recall(ReadOnlySpan<int> asked, int[][] units)
    {
        for (var group = 0; group < units.Length; group++)
        {
            for (var t = 0; t < asked.Length; t++)
                units[group][t] = asked[t] > 0 ? _remembered[group][t] : 0;
        }
    }

    private Span<int> Work(int group) => _work[group].AsSpan(0, Length);

    private Span<int> Units(int group) => Flow.Units[group].AsSpan(0, Length);

    private void Take(uint item)
    {
        foreach (var (group, share) in _passage.Takes)
        {
            var units = Units(group);
            var taken = Work(group);
            if (share is null)
            {
                units.CopyTo(taken);
                units.Clear();
                continue;
            }

            Apply(share, item, units, taken);
            for (var t = 0; t < units.Length; t++)
                units[t] -= taken[t];
        }
    }

    private void Reshape(uint item)
    {
        foreach (var split in _passage.Splits)
        {
            if (split.To != split.From)
                Work(split.To).Clear();
        }

        foreach (var split in _passage.Splits)
            Split(split);
        foreach (var split in _passage.Splits)
        {
            if (split.To != split.From)
                Work(split.From).Clear();
        }

        if (_passage.Joins)
            Join();
        foreach (var (group, rule) in _passage.Duplicates)
        {
            var part = _part.AsSpan(0, Length);
            Apply(rule!, item, Work(group), part);
            Add(part, Work(group));
        }
    }

    private void Split(SplitPlan split)
    {
        var from = Work(split.From);
        var to = Work(split.To);
        if (split.Amount is null)
        {
            for (var t = 0; t < to.Length; t++)
                to[t] = from[t] * split.Count;
            return;
        }

        Chances(split.Amount, _chances);
        for (var t = 0; t < to.Length; t++)
            to[t] = from[t] * Math.Max(1, (int)MathF.Round(_chances[t]));
    }

    private void Join()
    {
        var joined = _part.AsSpan(0, Length);
        joined.Clear();
        foreach (var (group, _) in _passage.Takes)
        {
            Add(Work(group), joined);
            Work(group).Clear();
        }

        var one = Work(0);
        for (var t = 0; t < one.Length; t++)
            one[t] = Math.Min(1, joined[t]);
    }

    private void Count(IReadOnlyList<int> groups, Span<int> sum)
    {
        Work(groups[0]).CopyTo(sum);
        for (var i = 1; i < groups.Count; i++)
            Add(Work(groups[i]), sum);
    }

    private void Drop(int[][] failed)
    {
        for (var pool = 0; pool < failed.Length; pool++)
        {
            if (_passage.Pools[pool].Retry!.FailedStream is null)
                continue;
            var work = Work(_passage.Pools[pool].Groups[0]);
            for (var t = 0; t < work.Length; t++)
                work[t] -= failed[pool][t];
        }
    }

    /// <summary>Where refused calls cost nothing, those of the units that are left are the billed ones.</summary>
    private void BillWhatIsLeft(uint item)
    {
        for (var pool = 0; pool < _calls.Length; pool++)
        {
            if (_passage.Pools[pool].Retry is not { IsBilled: false })
                continue;
            Count(_passage.Pools[pool].Groups, Calls(pool));
            AddSources(pool, 0, item, Calls(pool));
        }
    }

    private void SendOn(uint item)
    {
        foreach (var route in _passage.Routes)
            Route(route, item);
        foreach (var pool in _passage.Pools)
        {
            foreach (var group in pool.Groups)
                Add(Work(group), Units(group));
        }
    }

    /// <summary>Label by label: the probability of each, conditional on none of those before.</summary>
    private void Route(RoutePlan route, uint item)
    {
        var work = Work(route.Group);
        var part = _part.AsSpan(0, Length);
        var open = _open.AsSpan(0, Length);
        open.Fill(1);
        foreach (var way in route.Ways)
        {
            Chances(way.Chance, _chances);
            for (var t = 0; t < open.Length; t++)
            {
                var chance = _chances[t];
                _chances[t] = open[t] > chance ? chance / open[t] : 1;
                open[t] -= chance;
            }

            _block.Kernels.CountSuccesses(_block.Seed, way.Stream, item, _block.FirstTrial, _chances.AsSpan(0, Length), work, part);
            Add(part, Units(way.To));
            for (var t = 0; t < work.Length; t++)
                work[t] -= part[t];
        }

        if (route.Rest == route.Group)
            return;
        Add(work, Units(route.Rest));
        work.Clear();
    }

    private static void Add(ReadOnlySpan<int> from, Span<int> to)
    {
        for (var t = 0; t < to.Length; t++)
            to[t] += from[t];
    }

    /// <summary>Adds the calls of a round; round 0 is the first calls.</summary>
    public void AddSources(int pool, int round, uint item, ReadOnlySpan<int> counts)
    {
        foreach (var source in _passage.Pools[pool].Sources)
        {
            if (source.Round != round)
                continue;
            if (source.OneByOne is { } single)
                AddSingleCalls(single, item, counts);
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

    /// <summary>Calls whose tokens are needed individually: the item's scales, then call by call.</summary>
    private void AddSingleCalls(SingleSource single, uint item, ReadOnlySpan<int> counts)
    {
        if (!_singles.TryGetValue(single, out var calls))
            calls = _singles[single] = single.ToKernel(Products(single.Input), Products(single.Output));
        for (var i = 0; i < calls.Input.Length; i++)
            Scale(single.Input[i], calls.Input[i]);
        for (var i = 0; i < calls.Output.Length; i++)
            Scale(single.Output[i], calls.Output[i]);
        var totals = new SingleCallTotals(
            Sums.Total(single.Totals.Input), Sums.Total(single.Totals.Output), Sums.Total(single.Totals.LongInput),
            Sums.Total(single.Totals.LongOutput), Sums.Cut);
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

    private void Apply(CountRule rule, uint item, ReadOnlySpan<int> units, Span<int> result)
    {
        if (rule.Rounded && rule.Chance.IsConstant)
        {
            // A constant share can give an exact half, which the kernel's floats may miss.
            for (var t = 0; t < units.Length; t++)
                result[t] = (int)CountRule.Round(units[t], rule.Chance.Constant);
            return;
        }

        Chances(rule.Chance, _chances);
        var chances = _chances.AsSpan(0, Length);
        if (rule.Rounded)
            _block.Kernels.RoundShares(chances, units, result);
        else
            _block.Kernels.CountSuccesses(_block.Seed, rule.Stream, item, _block.FirstTrial, chances, units, result);
    }

    /// <summary>The probability in each trial: its constant, run and item parts multiplied in the order of the plan.</summary>
    public void Chances(Factor factor, float[] result)
    {
        var chances = result.AsSpan(0, Length);
        chances.Fill((float)factor.Constant);
        foreach (var draw in factor.RunDraws)
            _block.Kernels.Multiply(chances, _block.RunDraws[draw].AsSpan(0, Length));
        foreach (var draw in factor.ItemDraws)
            _block.Kernels.Multiply(chances, _block.ItemDraw(draw));
    }
}
