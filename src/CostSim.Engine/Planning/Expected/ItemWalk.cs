namespace CostSim.Engine.Planning.Expected;

/// <summary>
/// Walks an item's passages like the call-by-call evaluator, but with the distribution of its units, at one point of the draws that
/// determine them.
/// </summary>
internal sealed class ItemWalk
{
    private readonly NeedsOfPlan _needs;
    private readonly DecidingRules _rules;
    private readonly ItemPoint _point;
    private readonly SlotLaw _law;
    private readonly Func<ItemPoint, Factor, IReadOnlyList<int>, IReadOnlyList<(double Chance, double Weight)>> _own;
    private readonly Action<Passage, Pool, int, double> _called;

    /// <param name="needs">The numbers that must be counted.</param>
    /// <param name="rules">Receive the units of rounded shares.</param>
    /// <param name="point">Run-level values and the determining item-level values.</param>
    /// <param name="own">The values of a probability, with weights, given the point: over draws that occur only in it.</param>
    /// <param name="steps">Counter of steps.</param>
    /// <param name="called">Called with the mean number of calls of a passage's pool in a round.</param>
    public ItemWalk(NeedsOfPlan needs, DecidingRules rules, ItemPoint point,
        Func<ItemPoint, Factor, IReadOnlyList<int>, IReadOnlyList<(double Chance, double Weight)>> own, StepCount steps,
        Action<Passage, Pool, int, double> called)
    {
        (_needs, _rules, _point, _own, _called) = (needs, rules, point, own, called);
        _law = new SlotLaw(steps);
    }

    /// <summary>Walks all passages of one item.</summary>
    public void Walk()
    {
        _law.Set(Units(0, 0), 1);
        Flow(_needs.Passages, 0);
    }

    private static Slot Units(int depth, int group) => new(SlotKind.Units, depth, group);

    private static Slot Work(int depth, int group) => new(SlotKind.Work, depth, group);

    private static Slot Part(int depth) => new(SlotKind.Part, depth, 0);

    private static Slot Waiting(int depth, int pool) => new(SlotKind.Waiting, depth, pool);

    private static Slot Failed(int depth, int pool) => new(SlotKind.Failed, depth, pool);

    private static Slot Asked(int depth) => new(SlotKind.Asked, depth, 0);

    private static Slot Refused(int depth) => new(SlotKind.Refused, depth, 0);

    private void Flow(IReadOnlyList<Passage> passages, int depth)
    {
        for (var p = 0; p < passages.Count; p++)
        {
            Pass(passages[p], depth);
            if (depth == 0)
            {
                // Forgetting what later reruns do not need merges states.
                var later = passages.Skip(p + 1).ToList();
                _law.Forget(slot => (slot.Kind == SlotKind.Left && !later.Any(passage => NeedsOfPlan.AsksFor(passage, slot.Index)))
                    || (slot.Kind == SlotKind.Remembered && !later.Any(passage => NeedsOfPlan.AsksFor(passage, slot.Phase))));
            }
        }
    }

    private void Pass(Passage passage, int depth)
    {
        var needs = _needs.Of(passage);
        AverageBut(SlotKind.Units, depth, needs.Before);
        if (passage.Remembers)
        {
            foreach (var units in _law.Slots.Where(slot => slot.Kind == SlotKind.Units && slot.Depth == depth).ToList())
            {
                var remembered = new Slot(SlotKind.Remembered, depth, units.Index, passage.Phase);
                _law.Forget(slot => slot == remembered);
                _law.Total([units], 1, remembered, needs.Remembered.Contains(units.Index));
            }
        }

        Take(passage, needs, depth);
        Reshape(passage, needs, depth);
        foreach (var pool in passage.Pools.Where(pool => pool.Retry is not { IsBilled: false }))
            Bill(pool);
        if (passage.EndsRerun)
            Refuse(passage, needs, depth);
        else if (passage.Pools.Any(pool => pool.Retry is not null))
            Repeat(passage, needs, depth);
        foreach (var pool in passage.Pools.Where(pool => pool.Retry is { IsBilled: false }))
            Bill(pool);
        AverageBut(SlotKind.Work, depth, needs.Kept);
        foreach (var keep in passage.Keeps)
        {
            _law.Draw(
                Work(depth, keep.Group), Part(depth), LawOf(keep.Rule!), moves: true, countsFrom: false, needs.Sent.Contains(keep.Group));
            _law.Forget(slot => slot == Work(depth, keep.Group));
            _law.Move(Part(depth), Work(depth, keep.Group));
        }

        AverageBut(SlotKind.Work, depth, needs.Sent);
        SendOn(passage, needs, depth);

        void Bill(Pool pool) => _called(passage, pool, 0, pool.Groups.Sum(group => _law.Mean(Work(depth, group))));
    }

    private void AverageBut(SlotKind kind, int depth, IReadOnlySet<int> counted)
    {
        foreach (var slot in _law.Slots.Where(slot => slot.Kind == kind && slot.Depth == depth && !counted.Contains(slot.Index)).ToList())
            _law.Average(slot);
    }

    private CountLaw LawOf(CountRule rule)
    {
        if (!rule.Rounded)
            return LawOf(rule.Chance);
        var (constant, share) = (rule.Chance.Constant, _point.Value(rule.Chance));
        return new Rounding(
            units => rule.Chance.IsConstant ? (int)CountRule.Round(units, constant) : (int)MathF.Round(share * units), _rules.Asked(rule));
    }

    /// <summary>Of a draw for each unit.</summary>
    private CountLaw LawOf(Factor chance)
    {
        var own = _rules.Own(chance);
        return own.Count == 0 ? new Thinning(_point.Value(chance)) : new MixedThinning(_own(_point, chance, own));
    }

    private void Take(Passage passage, PassageNeeds needs, int depth)
    {
        foreach (var (group, share) in passage.Takes)
        {
            if (share is null)
                _law.Move(Units(depth, group), Work(depth, group));
            else
                _law.Draw(Units(depth, group), Work(depth, group), LawOf(share), moves: true, needs.After.Contains(group),
                    needs.Taken.Contains(group));
        }

        AverageBut(SlotKind.Units, depth, needs.After);
        AverageBut(SlotKind.Work, depth, needs.Taken);
    }

    private void Reshape(Passage passage, PassageNeeds needs, int depth)
    {
        foreach (var from in passage.Splits.GroupBy(split => split.From))
        {
            // Each unit becomes several of each label; the group itself comes last.
            foreach (var split in from.OrderBy(split => split.To == split.From))
            {
                var times = split.Amount is null ? split.Count : (int)Math.Max(1, MathF.Round(_point.Value(split.Amount)));
                _law.Total([Work(depth, split.From)], times, split.To == split.From ? Part(depth) : Work(depth, split.To),
                    passage.Joins || needs.Called.Contains(split.To));
            }

            _law.Forget(slot => slot == Work(depth, from.Key));
            _law.Move(Part(depth), Work(depth, from.Key));
        }

        if (passage.Joins && _needs.IsSureJoin(passage))
        {
            _law.Forget(slot => slot.Kind == SlotKind.Work && slot.Depth == depth);
            if (depth == 0)
                _law.Set(Work(0, 0), 1);
            else
                _law.Total([Asked(depth)], 1, Work(depth, 0), isCounted: true);
        }
        else if (passage.Joins)
        {
            _law.Total([.. passage.Takes.Select(take => Work(depth, take.Group))], 1, Part(depth), isCounted: true);
            _law.Forget(slot => slot.Kind == SlotKind.Work && slot.Depth == depth);
            _law.Map(Part(depth), units => Math.Min(1, units));
            _law.Move(Part(depth), Work(depth, 0));
        }

        AverageBut(SlotKind.Work, depth, needs.Called);
        foreach (var (group, rule) in passage.Duplicates)
        {
            var isCounted = needs.Called.Contains(group);
            _law.Draw(Work(depth, group), Part(depth), LawOf(rule!), moves: false, isCounted, isCounted);
            _law.Move(Part(depth), Work(depth, group));
        }
    }

    /// <summary>The units refused again by the last passage of a rerun.</summary>
    private void Refuse(Passage passage, PassageNeeds needs, int depth)
    {
        foreach (var pool in passage.Pools)
        {
            DrawRefused(pool, depth, Part(depth), needs.OfRefused);
            _law.Move(Part(depth), Refused(depth));
        }
    }

    /// <summary>The refused calls of a pool; the calls are kept.</summary>
    private void DrawRefused(Pool pool, int depth, Slot to, bool isCounted)
    {
        var rate = LawOf(pool.Retry!.Rate);
        if (pool.Groups is [var group])
        {
            _law.Draw(Work(depth, group), to, rate, moves: false, _law.IsCounted(Work(depth, group)), isCounted);
            return;
        }

        var calls = new Slot(SlotKind.Part, depth, 1);
        _law.Total([.. pool.Groups.Select(each => Work(depth, each))], 1, calls, isCounted);
        _law.Draw(calls, to, rate, moves: false, countsFrom: false, isCounted);
        _law.Forget(slot => slot == calls);
    }

    private void Repeat(Passage passage, PassageNeeds needs, int depth)
    {
        var (pools, plan) = (passage.Pools, passage.Pools[0].Retry!);
        var left = new Slot(SlotKind.Left, 0, passage.Phase);
        var (isCapped, isDropped) = (plan.CapPerItem != int.MaxValue, plan.FailedStream is not null);
        if (isCapped && depth == 0)
            _law.Set(left, plan.CapPerItem);
        for (var round = 0; round < plan.Streams.Count; round++)
        {
            for (var pool = 0; pool < pools.Count; pool++)
                Wait(pool, round);
            if (round == 0)
                AverageBut(SlotKind.Work, depth, needs.Kept);
            if (isCapped)
            {
                Slot[] failed = isDropped ? [.. Enumerable.Range(0, pools.Count).Select(pool => Failed(depth, pool))] : [];
                CapOnRepeats.Hold(
                    _law, [.. Enumerable.Range(0, pools.Count).Select(pool => Waiting(depth, pool))], left, failed, needs.OfFailed);
            }

            for (var pool = 0; pool < pools.Count; pool++)
                RepeatRound(passage, pool, round, depth);
        }

        for (var pool = 0; isDropped && pool < pools.Count; pool++)
        {
            Wait(pool, plan.Streams.Count);
            _law.Move(Waiting(depth, pool), Failed(depth, pool));
            _law.Subtract(Failed(depth, pool), Work(depth, pools[pool].Groups[0]));
        }

        _law.Forget(slot => slot.Kind == SlotKind.Waiting && slot.Depth == depth);

        void Wait(int pool, int round)
        {
            if (round == 0)
            {
                DrawRefused(pools[pool], depth, Waiting(depth, pool), needs.OfRepeats);
                return;
            }

            if (pools[pool].Retry!.Reruns.Count > 0)
                return; // already refused at the end of the rerun
            var isCounted = needs.OfRepeats && (round < plan.Streams.Count || needs.OfFailed);
            _law.Draw(Waiting(depth, pool), Part(depth), new Thinning(_point.Value(pools[pool].Retry!.Rate)), moves: true,
                countsFrom: false, isCounted);
            _law.Forget(slot => slot == Waiting(depth, pool));
            _law.Move(Part(depth), Waiting(depth, pool));
        }
    }

    private void RepeatRound(Passage passage, int pool, int round, int depth)
    {
        var (plan, waiting) = (passage.Pools[pool].Retry!, Waiting(depth, pool));
        if (plan.Reruns.Count == 0)
        {
            _called(passage, passage.Pools[pool], round + 1, _law.Mean(waiting));
            return;
        }

        var rerun = plan.Reruns[round];
        if (rerun.Entry is { } entry)
        {
            _law.Move(waiting, Units(depth + 1, entry));
        }
        else
        {
            var start = rerun.Passages[0];
            var needed = _needs.Of(start).Before;
            var deepest =
                _law.Slots.Where(slot => slot.Kind == SlotKind.Remembered && slot.Phase == start.Phase && slot.Depth <= depth).Select(
                    slot => slot.Depth).DefaultIfEmpty(0).Max();
            _law.Total([waiting], 1, Asked(depth + 1), isCounted: true);
            _law.Map(Asked(depth + 1), units => Math.Min(1, units));
            _law.Recall(waiting,
                [.. _law.Slots.Where(slot => slot.Kind == SlotKind.Remembered && slot.Phase == start.Phase && slot.Depth == deepest)
                .Select(slot => (slot, Units(depth + 1, slot.Index), needed.Contains(slot.Index)))]);
        }

        Flow(rerun.Passages, depth + 1);
        _law.Move(Refused(depth + 1), waiting);
        _law.Forget(slot => slot.Depth == depth + 1);
    }

    private void SendOn(Passage passage, PassageNeeds needs, int depth)
    {
        foreach (var route in passage.Routes)
            Route(route, needs, depth);
        foreach (var group in passage.Called)
            _law.Move(Work(depth, group), Units(depth, group));
        AverageBut(SlotKind.Units, depth, needs.After);
    }

    private void Route(RoutePlan route, PassageNeeds needs, int depth)
    {
        var work = Work(depth, route.Group);
        var open = 1f;
        for (var way = 0; way < route.Ways.Count; way++)
        {
            var chance = _point.Value(route.Ways[way].Chance);
            var among = open > chance ? chance / open : 1;
            open -= chance;
            var countsLater = needs.After.Contains(route.Rest) || route.Ways.Skip(way + 1).Any(later => needs.After.Contains(later.To));
            _law.Draw(work, Part(depth), new Thinning(among), moves: true, countsLater, needs.After.Contains(route.Ways[way].To));
            _law.Move(Part(depth), Units(depth, route.Ways[way].To));
        }

        if (route.Rest != route.Group)
            _law.Move(work, Units(depth, route.Rest));
    }
}
