namespace CostSim.Engine.Planning.Expected;

/// <summary>Gaussian quadrature for a discrete distribution: n values with the same moments up to order 2n − 1.</summary>
/// <remarks>
/// The coefficients of the orthogonal polynomials by Stieltjes' procedure (Gautschi, Orthogonal Polynomials, 2004, 2.2.3); the values are
/// the eigenvalues of Jacobi's matrix, found by bisection with Sturm counts; the weights are Christoffel's.
/// </remarks>
internal static class GaussRule
{
    private const int Halvings = 60;

    /// <summary>At most the given number of values, with the same total weight.</summary>
    public static IReadOnlyList<(double Value, double Weight)> Of(ReadOnlySpan<double> values, ReadOnlySpan<double> weights, int count)
    {
        if (values.Length <= count)
            return [.. Enumerable.Zip(values.ToArray(), weights.ToArray())];
        var sum = 0.0;
        foreach (var weight in weights)
            sum += weight;
        var (middle, half) = ((values[0] + values[^1]) / 2, (values[^1] - values[0]) / 2);
        var places = new double[values.Length];
        for (var i = 0; i < places.Length; i++)
            places[i] = (values[i] - middle) / half;
        var (a, b) = Coefficients(places, weights, sum, count);
        return [.. Enumerable.Range(0, a.Length).Select(i =>
        {
            var place = Eigenvalue(a, b, i);
            return (middle + half * place, sum * Weight(a, b, place));
        })];
    }

    /// <summary>
    /// Of the recurrence √b[k+1]·p[k+1] = (x − a[k])·p[k] − √b[k]·p[k−1]; fewer than requested if the distribution has fewer values.
    /// </summary>
    private static (double[] A, double[] B) Coefficients(double[] places, ReadOnlySpan<double> weights, double sum, int count)
    {
        var (a, b) = (new List<double>(), new List<double> { 0 });
        var (before, now) = (new double[places.Length], new double[places.Length]);
        Array.Fill(now, 1 / Math.Sqrt(sum));
        while (true)
        {
            var mean = 0.0;
            for (var i = 0; i < now.Length; i++)
                mean += weights[i] * places[i] * now[i] * now[i];
            a.Add(mean);
            if (a.Count == count)
                return ([.. a], [.. b]);
            var square = 0.0;
            var root = Math.Sqrt(b[^1]);
            for (var i = 0; i < now.Length; i++)
            {
                before[i] = (places[i] - mean) * now[i] - root * before[i];
                square += weights[i] * before[i] * before[i];
            }

            if (square < 1e-24)
                return ([.. a], [.. b]);
            b.Add(square);
            (before, now) = (now, before);
            for (var i = 0; i < now.Length; i++)
                now[i] /= Math.Sqrt(square);
        }
    }

    private static double Eigenvalue(double[] a, double[] b, int index)
    {
        double low = -1.000001, high = 1.000001;
        for (var step = 0; step < Halvings; step++)
        {
            var x = (low + high) / 2;
            (low, high) = Below(a, b, x) > index ? (low, x) : (x, high);
        }

        return (low + high) / 2;
    }

    /// <summary>How many eigenvalues are below x.</summary>
    private static int Below(double[] a, double[] b, double x)
    {
        var (count, pivot) = (0, 1.0);
        for (var k = 0; k < a.Length; k++)
        {
            pivot = a[k] - x - b[k] / (pivot == 0 ? 1e-300 : pivot);
            count += pivot < 0 ? 1 : 0;
        }

        return count;
    }

    private static double Weight(double[] a, double[] b, double x)
    {
        double before = 0, now = 1, sum = 1;
        for (var k = 0; k + 1 < a.Length; k++)
        {
            (before, now) = (now, ((x - a[k]) * now - Math.Sqrt(b[k]) * before) / Math.Sqrt(b[k + 1]));
            sum += now * now;
        }

        return 1 / sum;
    }
}
