namespace CostSim.Numerics.Statistics;

/// <summary>
/// Intervals of anything computed from sums over trials: the trials are dealt out to batches, and the estimate is repeated with each batch
/// left out (Quenouille; Tukey, Annals of Mathematical Statistics 29, 1958).
/// </summary>
public static class Jackknife
{
    /// <summary>Trial t belongs to batch t mod 16.</summary>
    public const int Batches = 16;

    /// <summary>The value that <see cref="Of"/> passes if no batch is left out.</summary>
    public const int None = -1;

    /// <summary>Student's t of 15 degrees of freedom at 97.5 %.</summary>
    private const double StudentT = 2.131449545559323;

    /// <summary>The estimate from all batches, with an interval from the estimates that leave one out.</summary>
    /// <param name="leavingOut">The estimate with one batch left out, or with all of them for <see cref="None"/>.</param>
    public static Estimate Of(Func<int, double> leavingOut)
    {
        var value = leavingOut(None);
        var others = Enumerable.Range(0, Batches).Select(leavingOut).ToArray();
        var mean = others.Average();
        var half = StudentT * Math.Sqrt(others.Sum(other => (other - mean) * (other - mean)) * (Batches - 1) / Batches);
        return new Estimate(value, value - half, value + half);
    }
}
