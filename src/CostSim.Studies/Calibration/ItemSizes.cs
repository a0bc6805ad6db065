namespace CostSim.Studies;

/// <summary>
/// Finds what amounts of one item have in common: a factor of mean 1 whose variance is the mean covariance of pairs of amounts, weighted as
/// their products count in the variance of the cost.
/// </summary>
internal static class ItemSizes
{
    private const int ItemsMin = 10;

    /// <summary>A covariance is taken for one above so many standard errors of none.</summary>
    private const double Significant = 2;

    /// <param name="amounts">Amounts, each with its sample and its part of the cost.</param>
    public static SharedSize? Of(IReadOnlyList<(string Path, TokenSample Sample, double Cost)> amounts)
    {
        var varying = amounts.Where(one => one.Sample.Variance > 0).Select(one => (
            one.Path, one.Sample, one.Cost, Means: one.Sample.ItemMeans.ToDictionary(),
            // Where it is known, the part that calls of one item share cannot be less than what they share with others.
            Most: one.Sample.ItemVariance ?? one.Sample.Variance)).OrderByDescending(one => one.Most).ToList();
        var pairs = new Dictionary<(int, int), (double Covariance, double Weight)>();
        var isShared = new bool[varying.Count];
        for (var b = 1; b < varying.Count; b++)
        {
            for (var a = 0; a < b; a++)
            {
                if (Covariance(varying[a].Means, varying[b].Means) is not { } found)
                    continue;
                pairs[(a, b)] = (found.Covariance, varying[a].Cost * varying[b].Cost);
                if (found.IsSignificant)
                    isShared[a] = isShared[b] = true;
            }
        }

        // An amount that varies little bounds what is shared: it is left out where the others then share more.
        var (best, captured, members) = (0.0, 0.0, Array.Empty<int>());
        int[] order = [.. Enumerable.Range(0, varying.Count).Where(i => isShared[i])];
        for (var count = 2; count <= order.Length; count++)
        {
            int[] tried = [.. order.Take(count)];
            var known = pairs.Where(pair => tried.Contains(pair.Key.Item1) && tried.Contains(pair.Key.Item2)).Select(pair => pair.Value)
                .ToList();
            var weight = known.Sum(pair => pair.Weight);
            if (weight <= 0)
                continue;
            var variance = Math.Min(known.Sum(pair => pair.Weight * pair.Covariance) / weight, varying[tried[^1]].Most);
            if (variance * weight > captured)
                (best, captured, members) = (variance, variance * weight, tried);
        }

        if (best <= 0)
            return null;
        var items = members.Max(i => varying[i].Sample.Items);
        return new SharedSize(
            [.. members.Select(i => varying[i].Path)], Math.Sqrt(best), Math.Sqrt(best / items * TokenSample.Inflation(items)), items);
    }

    /// <summary>The covariance of two amounts over the items that have both, relative to the product of their means.</summary>
    private static (double Covariance, bool IsSignificant)? Covariance(Dictionary<int, double> a, Dictionary<int, double> b)
    {
        var both = a.Where(one => b.ContainsKey(one.Key)).Select(one => (A: one.Value, B: b[one.Key])).ToList();
        if (both.Count < ItemsMin)
            return null;
        var (meanA, meanB) = (both.Average(one => one.A), both.Average(one => one.B));
        var (sum, squaresA, squaresB) = (0.0, 0.0, 0.0);
        foreach (var (valueA, valueB) in both)
        {
            sum += (valueA - meanA) * (valueB - meanB);
            squaresA += (valueA - meanA) * (valueA - meanA);
            squaresB += (valueB - meanB) * (valueB - meanB);
        }

        return meanA * meanB == 0 ? null
            : (sum / (both.Count - 1) / meanA / meanB, sum > Significant * Math.Sqrt(squaresA * squaresB / both.Count));
    }
}
