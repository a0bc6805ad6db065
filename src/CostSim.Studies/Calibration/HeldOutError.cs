namespace CostSim.Studies;

/// <summary>
/// How far a law is from values that it was not fitted to: the mean of the continuous ranked probability score, E|X − x| − E|X − X′|/2,
/// over ten parts, each held out in turn. It has the unit of the values, and ranks shapes and lists of values alike.
/// </summary>
internal static class HeldOutError
{
    private const int Parts = 10;

    /// <summary>A law stands for itself by so many of its quantiles.</summary>
    public const int Quantiles = 200;

    /// <param name="values">The values, in an order that says nothing of them.</param>
    /// <param name="fit">Values to a law, as ascending equally likely values.</param>
    public static double Of(IReadOnlyList<double> values, Func<IReadOnlyList<double>, double[]> fit)
    {
        var sum = 0.0;
        for (var part = 0; part < Parts; part++)
        {
            var law = fit([.. values.Where((_, i) => i % Parts != part)]);
            var spread = Spread(law);
            var before = new double[law.Length + 1];
            for (var i = 0; i < law.Length; i++)
                before[i + 1] = before[i] + law[i];
            foreach (var value in values.Where((_, i) => i % Parts == part))
                sum += Distance(law, before, value) - spread / 2;
        }

        return sum / values.Count;
    }

    /// <summary>E|X − x|.</summary>
    private static double Distance(double[] law, double[] before, double value)
    {
        var below = Array.BinarySearch(law, value) is var found && found >= 0 ? found : ~found;
        return (value * below - before[below] + (before[^1] - before[below]) - value * (law.Length - below)) / law.Length;
    }

    /// <summary>E|X − X′| of two draws.</summary>
    private static double Spread(double[] law)
    {
        var sum = 0.0;
        for (var i = 0; i < law.Length; i++)
            sum += law[i] * (2.0 * i + 1 - law.Length);
        return 2 * sum / law.Length / law.Length;
    }
}
