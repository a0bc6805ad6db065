namespace CostSim.Engine.Planning.Expected;

/// <summary>
/// Finds the joins at which an item that passes has at least one unit for certain: the joined units need not be counted before.
/// </summary>
internal static class SureUnits
{
    /// <summary>Finds these joins in a plan's passages, reruns and nested reruns.</summary>
    public static IReadOnlySet<Passage> Joins(IReadOnlyList<Passage> passages)
    {
        var joins = new HashSet<Passage>(ReferenceEqualityComparer.Instance);
        Walk(passages, [0], [], joins);
        return joins;
    }

    /// <param name="passages">The passages.</param>
    /// <param name="sure">Groups with a unit for certain at the start.</param>
    /// <param name="around">The same for the phases passed before, for reruns of the whole item.</param>
    /// <param name="joins">Receives the joins.</param>
    private static void Walk(
        IReadOnlyList<Passage> passages, HashSet<int> sure, Dictionary<int, HashSet<int>> around, HashSet<Passage> joins)
    {
        var known = new Dictionary<int, HashSet<int>>(around);
        foreach (var passage in passages)
        {
            known[passage.Phase] = sure;
            // A rerun of units may have none refused; a rerun of the item passes as a whole or not at all.
            foreach (var rerun in passage.Pools.SelectMany(pool => pool.Retry?.Reruns ?? []))
                Walk(rerun.Passages, rerun.Entry is null ? known.GetValueOrDefault(rerun.Passages[0].Phase, []) : [], known, joins);
            sure = Pass(passage, sure, joins);
        }
    }

    private static HashSet<int> Pass(Passage passage, HashSet<int> before, HashSet<Passage> joins)
    {
        // Whether selected or not, a unit of a group with a share stays in it unless something removes it.
        HashSet<int> taken = [.. passage.Takes.Where(take => take.Rule is null).Select(take => take.Group).Where(before.Contains)];
        HashSet<int> called = [.. passage.Splits.Where(split => taken.Contains(split.From)).Select(split => split.To)];
        called.UnionWith(taken.Where(group => !passage.Splits.Any(split => split.From == group)));
        if (passage.Joins)
        {
            if (called.Count > 0)
                joins.Add(passage);
            called = called.Count > 0 ? [0] : [];
        }

        HashSet<int> after = [.. before.Where(group => !passage.Takes.Any(take => take.Group == group))];
        var isWhole = passage.Splits.Count == 0 && !passage.Joins;
        after.UnionWith(
            passage.Takes.Where(take => take.Rule is not null && isWhole && before.Contains(take.Group) && GoesOn(take.Group)).Select(
                take => take.Group));
        after.UnionWith(called.Where(GoesOn));
        return after;

        bool GoesOn(int group) => passage.Keeps.All(keep => keep.Group != group) && passage.Routes.All(route => route.Group != group)
            && passage.Pools.All(pool => !pool.Groups.Contains(group) || pool.Retry?.FailedStream is null);
    }
}
