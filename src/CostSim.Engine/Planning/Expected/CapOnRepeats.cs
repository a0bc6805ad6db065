namespace CostSim.Engine.Planning.Expected;

/// <summary>
/// Limits the units waiting to be repeated to what a cap allows an item, all equally likely to be chosen. The others have failed.
/// </summary>
internal static class CapOnRepeats
{
    /// <param name="law">The distribution of the item's units.</param>
    /// <param name="waiting">The waiting units, pool by pool; counted.</param>
    /// <param name="left">The repeats that the cap still allows; counted.</param>
    /// <param name="failed">Receives the failed units, pool by pool; empty if not needed.</param>
    /// <param name="countsFailed">Whether the failed units must be counted.</param>
    public static void Hold(SlotLaw law, IReadOnlyList<Slot> waiting, Slot left, IReadOnlyList<Slot> failed, bool countsFailed)
    {
        var added = failed.Where(slot => !law.Has(slot)).ToList();
        List<Slot> counted = [.. law.Counted, .. countsFailed ? added : []];
        List<Slot> averaged = [.. law.Averaged, .. countsFailed ? [] : added];
        // A pool without units has no slot.
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

    /// <summary>The probability of given numbers of the first and the second kind, drawn without replacement.</summary>
    private static double Hypergeometric(int first, int second, int ofFirst, int ofSecond)
    {
        // Unit by unit; every order has the same probability, multiplied by the number of orders.
        var chance = 1.0;
        for (var i = 0; i < ofFirst; i++)
            chance *= (first - i) / (double)(first + second - i) * (ofSecond + i + 1) / (i + 1);
        for (var i = 0; i < ofSecond; i++)
            chance *= (second - i) / (double)(first + second - ofFirst - i);
        return chance;
    }
}
