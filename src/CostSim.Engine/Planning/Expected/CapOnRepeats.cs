namespace CostSim.Engine.Planning.Expected;

/// <summary>
/// Holds the units that wait to be repeated to what a cap leaves of an item: any of them as likely as the other. The others have failed.
/// </summary>
internal static class CapOnRepeats
{
    /// <param name="law">The law of the item's units.</param>
    /// <param name="waiting">The units that wait, pool by pool; counted.</param>
    /// <param name="left">What the cap leaves; counted.</param>
    /// <param name="failed">Where the units that fail are added to, pool by pool; none where nobody asks.</param>
    /// <param name="countsFailed">Whether those have to be counted.</param>
    public static void Hold(SlotLaw law, IReadOnlyList<Slot> waiting, Slot left, IReadOnlyList<Slot> failed, bool countsFailed)
    {
        var added = failed.Where(slot => !law.Has(slot)).ToList();
        List<Slot> counted = [.. law.Counted, .. countsFailed ? added : []];
        List<Slot> averaged = [.. law.Averaged, .. countsFailed ? [] : added];
        // A pool whose groups never come has no slot.
        List<int> pools = [.. Enumerable.Range(0, waiting.Count).Where(pool => law.IsCounted(waiting[pool]))];
        int[] waits = [.. pools.Select(pool => counted.IndexOf(waiting[pool]))];
        int[] fails = [.. failed.Count == 0 ? []
            : pools.Select(pool => countsFailed ? counted.IndexOf(failed[pool]) : averaged.IndexOf(failed[pool]) + 1)];
        var leftAt = counted.IndexOf(left);
        law.Rebuild(counted, averaged, (counts, weights, target) =>
        {
            var refused = waits.Sum(place => counts[place]);
            var most = Math.Min(refused, counts[leftAt]);
            target.Counts[leftAt] = counts[leftAt] - most;
            Choose(0, refused, most, 1);

            void Choose(int pool, int among, int still, double chance)
            {
                if (pool == waits.Length)
                {
                    target.Put(chance);
                    return;
                }

                var units = counts[waits[pool]];
                var before = fails.Length == 0 ? 0 : countsFailed ? target.Counts[fails[pool]] : target.Weights[fails[pool]];
                for (var kept = Math.Max(0, still - (among - units)); kept <= Math.Min(units, still); kept++)
                {
                    target.Counts[waits[pool]] = kept;
                    if (fails.Length > 0 && countsFailed)
                        target.Counts[fails[pool]] = (int)before + units - kept;
                    else if (fails.Length > 0)
                        target.Weights[fails[pool]] = before + (units - kept) * weights[0];
                    Choose(pool + 1, among - units, still - kept, chance * Hypergeometric(units, among - units, kept, still - kept));
                }

                if (fails.Length > 0 && countsFailed)
                    target.Counts[fails[pool]] = (int)before;
                else if (fails.Length > 0)
                    target.Weights[fails[pool]] = before;
            }
        });
    }

    /// <summary>The chance of so many of the first kind and so many of the second, drawn without putting back.</summary>
    private static double Hypergeometric(int first, int second, int ofFirst, int ofSecond)
    {
        // One unit after the other; every order has the same chance, and there are so many.
        var chance = 1.0;
        for (var i = 0; i < ofFirst; i++)
            chance *= (first - i) / (double)(first + second - i) * (ofSecond + i + 1) / (i + 1);
        for (var i = 0; i < ofSecond; i++)
            chance *= (second - i) / (double)(first + second - ofFirst - i);
        return chance;
    }
}
