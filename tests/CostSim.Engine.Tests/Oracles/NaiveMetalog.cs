using CostSim.Scenarios;

namespace CostSim.Engine.Tests.Oracles;

/// <summary>
/// The metalog as its paper tabulates it (Keelin 2016, equations 6 and 7): terms 1, L, (y − ½)L, y − ½, then powers of y − ½ in turn
/// without and with L, where L = ln(y/(1 − y)). The coefficients by elimination.
/// </summary>
internal static class NaiveMetalog
{
    public static double Quantile(PercentilesShape shape, double y)
    {
        var n = shape.Percentiles.Count;
        var rows = shape.Percentiles.Select(p => Terms(n, p.Probability).Append(Free(shape, p.Value)).ToArray()).ToArray();
        for (var pivot = 0; pivot < n; pivot++)
        {
            var best = Enumerable.Range(pivot, n - pivot).MaxBy(row => Math.Abs(rows[row][pivot]));
            (rows[pivot], rows[best]) = (rows[best], rows[pivot]);
            for (var row = 0; row < n; row++)
            {
                var times = row == pivot ? 0 : rows[row][pivot] / rows[pivot][pivot];
                for (var column = pivot; column <= n; column++)
                    rows[row][column] -= times * rows[pivot][column];
            }
        }

        return Bound(shape, Terms(n, y).Select((term, i) => term * rows[i][n] / rows[i][i]).Sum());
    }

    private static double[] Terms(int count, double y)
    {
        var (l, s) = (Math.Log(y / (1 - y)), y - 0.5);
        double[] terms = [1, l, s * l, s, s * s, s * s * l, s * s * s, s * s * s * l];
        return terms[..count];
    }

    private static double Free(PercentilesShape shape, double x) => shape switch
    {
        { Min: { } min, Max: { } max } => Math.Log((x - min) / (max - x)),
        { Min: { } min } => Math.Log(x - min),
        { Max: { } max } => -Math.Log(max - x),
        _ => x,
    };

    private static double Bound(PercentilesShape shape, double m) => shape switch
    {
        { Min: { } min, Max: { } max } => (min + max * Math.Exp(m)) / (1 + Math.Exp(m)),
        { Min: { } min } => min + Math.Exp(m),
        { Max: { } max } => max - Math.Exp(-m),
        _ => m,
    };
}
