using CostSim.Engine.Planning;
using CostSim.Engine.Planning.Collapse;

namespace CostSim.Engine.Execution;

/// <summary>
/// The totals of units over all items, on their way through the passages of a plan whose every chance is the same for all items and drawn unit by unit: each total is then
/// binomial, whatever the items, and so are those of reruns.
/// </summary>
internal sealed class TotalsFlow
{
    private readonly Plan _plan;
    private readonly CountDrawer _counts;
    private readonly float[][] _runDraws;
    private readonly double _items;
    private readonly Dictionary<Pool, PoolTotals> _pools = new(ReferenceEqualityComparer.Instance);
    private readonly List<Pool>[] _poolsOf;
    private readonly List<PoolTotals> _inOrder = [];
    private readonly double[][] _units;
    private readonly double[][] _work;
    private readonly Dictionary<Passage, double[][]> _aside = new(ReferenceEqualityComparer.Instance);
    private readonly Dictionary<Rerun, double[][]> _again = new(ReferenceEqualityComparer.Instance);
    private readonly double[] _part = new double[BlockEvaluator.BlockSize];
    private readonly float[] _chances = new float[BlockEvaluator.BlockSize];
    private readonly float[] _open = new float[BlockEvaluator.BlockSize];

    /// <summary>For each phase what came to it the first time, of each group: every item's is the same where it is asked for.</summary>
    private readonly double[]?[][] _came;
    private long _firstTrial;
    private int _length;

    public TotalsFlow(Plan plan, CountDrawer counts, float[][] runDraws, double items)
    {
        (_plan, _counts, _runDraws, _items) = (plan, counts, runDraws, items);
        _units = Arrays(plan);
        _work = Arrays(plan);
        _poolsOf = [.. plan.Phases.Select(_ => new List<Pool>())];
        foreach (var passage in Passage.All(plan))
        {
            foreach (var pool in passage.Pools)
            {
                _inOrder.Add(_pools[pool] = new PoolTotals());
                _poolsOf[passage.Phase].Add(pool);
                foreach (var rerun in pool.Retry?.Reruns ?? [])
                    _again.Add(rerun, Arrays(plan));
                if (pool.Retry is { Reruns.Count: > 0 })
                    _aside.TryAdd(passage, Arrays(plan));
            }
        }

        _came = [.. plan.Phases.Select(phase => plan.Groups.Select(_ => phase.Passage.Remembers || phase.Passage.Joins ? new double[BlockEvaluator.BlockSize] : null).ToArray())];
    }

    /// <summary>Draws the totals of a block.</summary>
    public void Evaluate(long firstTrial, int length)
    {
        (_firstTrial, _length) = (firstTrial, length);
        foreach (var pool in _pools.Values)
            pool.Clear();
        foreach (var units in _units)
            units.AsSpan().Clear();
        _units[0].AsSpan(0, length).Fill(_items);
        foreach (var phase in _plan.Phases)
        {
            if (phase.IsBesideTheUnits)
                Of(phase.Passage.Pools[0]).First.AsSpan(0, length).Fill(_items);
            else
                Pass(phase.Passage, _units, isFirst: true);
        }
    }

    /// <summary>Adds a phase's billed calls, of all passages.</summary>
    public void AddCalls(int phase, Span<long> calls)
    {
        foreach (var pool in _poolsOf[phase])
        {
            foreach (var source in pool.Sources)
            {
                // All rounds are one number of repeated calls, so only the first one's sources count.
                if (source.BilledCalls && source.Round <= 1)
                    Elementwise.AddWhole((source.Round == 0 ? Of(pool).First : Of(pool).Repeated).AsSpan(0, _length), calls, isNew: false);
            }
        }
    }

    /// <summary>The calls of some pools, each so many times.</summary>
    public void SumCalls(IReadOnlyList<PoolCalls> pools, Span<double> calls)
    {
        calls.Clear();
        foreach (var (pool, first, repeated) in pools)
        {
            if (first > 0)
                Elementwise.AddScaled(_inOrder[pool].First.AsSpan(0, _length), first, calls);
            if (repeated > 0)
                Elementwise.AddScaled(_inOrder[pool].Repeated.AsSpan(0, _length), repeated, calls);
        }
    }

    private PoolTotals Of(Pool pool) => _pools[pool];

    private static double[][] Arrays(Plan plan) => [.. plan.Groups.Select(_ => new double[BlockEvaluator.BlockSize])];

    private Span<double> Work(int group) => _work[group].AsSpan(0, _length);

    private void Pass(Passage passage, double[][] units, bool isFirst)
    {
        for (var group = 0; isFirst && group < units.Length; group++)
        {
            if (_came[passage.Phase][group] is { } came)
                units[group].AsSpan(0, _length).CopyTo(came);
        }

        foreach (var work in _work)
            work.AsSpan(0, _length).Clear();
        Take(passage, units);
        Reshape(passage);
        foreach (var pool in passage.Pools)
        {
            foreach (var group in pool.Groups)
                Elementwise.AddScaled(Work(group), 1, Of(pool).First.AsSpan(0, _length));
        }

        if (!passage.EndsRerun && passage.Pools.Any(pool => pool.Retry is not null))
            Repeat(passage);
        foreach (var (group, rule) in passage.Keeps)
            Draw(rule!.Chance, rule.Stream, Work(group), Work(group));
        foreach (var route in passage.Routes)
            Route(route, units);
        foreach (var group in passage.Called)
            Elementwise.AddScaled(Work(group), 1, units[group].AsSpan(0, _length));
    }

    private void Take(Passage passage, double[][] units)
    {
        foreach (var (group, share) in passage.Takes)
        {
            var come = units[group].AsSpan(0, _length);
            if (share is null)
                come.CopyTo(Work(group));
            else
                Draw(share.Chance, share.Stream, come, Work(group));
            Elementwise.AddScaled(Work(group), -1, come);
        }
    }

    private void Reshape(Passage passage)
    {
        foreach (var split in passage.Splits)
            Elementwise.AddScaled(Work(split.From), split.To == split.From ? split.Count - 1 : split.Count, Work(split.To));
        foreach (var split in passage.Splits)
        {
            if (split.To != split.From)
                Work(split.From).Clear();
        }

        if (passage.Joins)
            Join(passage);
        foreach (var (group, rule) in passage.Duplicates)
        {
            Draw(rule!.Chance, rule.Stream, Work(group), _part.AsSpan(0, _length));
            Elementwise.AddScaled(_part.AsSpan(0, _length), 1, Work(group));
        }
    }

    /// <summary>Every item that comes here comes with as many units as the first time.</summary>
    private void Join(Passage passage)
    {
        var (sum, each) = (_part, _came[passage.Phase]);
        for (var t = 0; t < _length; t++)
        {
            double units = 0, perItem = 0;
            foreach (var (group, _) in passage.Takes)
            {
                units += _work[group][t];
                perItem += each[group]![t] / _items;
            }

            sum[t] = units / perItem;
        }

        foreach (var (group, _) in passage.Takes)
            Work(group).Clear();
        sum.AsSpan(0, _length).CopyTo(Work(0));
    }

    private void Repeat(Passage passage)
    {
        // Reruns work in the same arrays, so what this passage has is put aside.
        var reruns = passage.Pools.Any(pool => pool.Retry is { Reruns.Count: > 0 });
        var aside = reruns ? _aside[passage] : _work;
        for (var group = 0; reruns && group < _work.Length; group++)
            Work(group).CopyTo(aside[group]);
        foreach (var pool in passage.Pools)
        {
            var retry = pool.Retry!;
            var totals = Of(pool);
            var waiting = totals.Waiting.AsSpan(0, _length);
            waiting.Clear();
            foreach (var group in pool.Groups)
                Elementwise.AddScaled(aside[group].AsSpan(0, _length), 1, waiting);
            for (var round = 0; round < retry.Streams.Count; round++)
            {
                if (retry.Reruns.Count == 0 || round == 0)
                    Draw(retry.Rate, retry.Streams[round], waiting, waiting);
                if (retry.Reruns.Count == 0)
                    Elementwise.AddScaled(waiting, 1, totals.Repeated.AsSpan(0, _length));
                else
                    Rerun(retry.Reruns[round], waiting);
            }

            if (retry.FailedStream is not { } last)
                continue;
            if (retry.Reruns.Count == 0)
                Draw(retry.Rate, last, waiting, waiting);
            Elementwise.AddScaled(waiting, -1, aside[pool.Groups[0]].AsSpan(0, _length));
        }

        for (var group = 0; reruns && group < _work.Length; group++)
            aside[group].AsSpan(0, _length).CopyTo(_work[group]);
    }

    /// <summary>Passes units again, and leaves in <paramref name="waiting"/> those that the end refuses.</summary>
    private void Rerun(Rerun rerun, Span<double> waiting)
    {
        var units = _again[rerun];
        foreach (var group in units)
            group.AsSpan().Clear();
        if (rerun.Entry is { } entry)
            waiting.CopyTo(units[entry]);
        else
            Recall(_came[rerun.Passages[0].Phase], waiting, units);
        foreach (var passage in rerun.Passages)
            Pass(passage, units, isFirst: false);
        waiting.Clear();
        foreach (var pool in rerun.Passages[^1].Pools)
        {
            Draw(pool.Retry!.Rate, pool.Retry.Streams[0], Of(pool).First.AsSpan(0, _length), _part.AsSpan(0, _length));
            Elementwise.AddScaled(_part.AsSpan(0, _length), 1, waiting);
        }
    }

    private void Recall(double[]?[] came, ReadOnlySpan<double> asked, double[][] units)
    {
        for (var group = 0; group < units.Length; group++)
        {
            for (var t = 0; t < asked.Length; t++)
                units[group][t] = asked[t] * (came[group]![t] / _items);
        }
    }

    private void Route(RoutePlan route, double[][] units)
    {
        var (work, part, open) = (_work[route.Group], _part, _open);
        open.AsSpan(0, _length).Fill(1);
        foreach (var way in route.Ways)
        {
            _counts.Chances(way.Chance, _runDraws, _chances);
            for (var t = 0; t < _length; t++)
            {
                var chance = _chances[t];
                _chances[t] = open[t] > chance ? chance / open[t] : 1;
                open[t] -= chance;
            }

            _counts.DrawBinomial(_chances.AsSpan(0, _length), way.Stream, work.AsSpan(0, _length), _firstTrial, part.AsSpan(0, _length));
            Elementwise.AddScaled(part.AsSpan(0, _length), 1, units[way.To].AsSpan(0, _length));
            Elementwise.AddScaled(part.AsSpan(0, _length), -1, work.AsSpan(0, _length));
        }

        if (route.Rest == route.Group)
            return;
        Elementwise.AddScaled(work.AsSpan(0, _length), 1, units[route.Rest].AsSpan(0, _length));
        work.AsSpan(0, _length).Clear();
    }

    private void Draw(Factor chance, uint stream, ReadOnlySpan<double> parents, Span<double> result)
    {
        _counts.Chances(chance, _runDraws, _chances);
        _counts.DrawBinomial(_chances.AsSpan(0, _length), stream, parents, _firstTrial, result);
    }

    private sealed class PoolTotals
    {
        public double[] First { get; } = new double[BlockEvaluator.BlockSize];

        public double[] Repeated { get; } = new double[BlockEvaluator.BlockSize];

        public double[] Waiting { get; } = new double[BlockEvaluator.BlockSize];

        public void Clear()
        {
            First.AsSpan().Clear();
            Repeated.AsSpan().Clear();
        }
    }
}
