namespace CostSim.Numerics.Tables;

/// <summary>
/// Partial moments E[X^k; X ≤ x] of a distribution: the probability of the values that count, and their first three powers.
/// </summary>
public readonly record struct PartialMoments(double Chance, double First, double Second, double Third)
{
    /// <summary>Of a value uniform between two ends, or constant if they are equal, up to <paramref name="x"/>.</summary>
    public static PartialMoments Uniform(double low, double high, double x)
    {
        var to = Math.Min(x, high);
        if (to < low)
            return default;
        var share = high > low ? (to - low) / (high - low) : 1;
        var (square, sum) = (low * low + low * to + to * to, low + to);
        return new(share, share * sum / 2, share * square / 3, share * sum * (low * low + to * to) / 4);
    }

    /// <summary>Those of certain + scale × X.</summary>
    public PartialMoments Shifted(double certain, double scale)
    {
        var (c, s) = (certain, scale);
        var (m1, m2, m3) = (s * First, s * s * Second, s * s * s * Third);
        return new(Chance, c * Chance + m1, c * c * Chance + 2 * c * m1 + m2, c * c * c * Chance + 3 * c * c * m1 + 3 * c * m2 + m3);
    }

    public static PartialMoments operator +(in PartialMoments a, in PartialMoments b) =>
        new(a.Chance + b.Chance, a.First + b.First, a.Second + b.Second, a.Third + b.Third);

    public static PartialMoments operator -(in PartialMoments a, in PartialMoments b) =>
        new(a.Chance - b.Chance, a.First - b.First, a.Second - b.Second, a.Third - b.Third);

    public static PartialMoments operator *(double weight, in PartialMoments of) =>
        new(weight * of.Chance, weight * of.First, weight * of.Second, weight * of.Third);
}
