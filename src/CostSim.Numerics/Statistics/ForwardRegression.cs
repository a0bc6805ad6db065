namespace CostSim.Numerics.Statistics;

/// <summary>
/// Least squares on the few predictors that tell most, chosen one after the other (forward selection; Draper and Smith, "Applied Regression
/// Analysis", 3rd ed., chapter 15): the covariances are computed once, and the sweep operator (Beaton, 1964) takes the chosen ones out.
/// </summary>
public sealed class ForwardRegression
{
    /// <summary>A predictor whose variance is nearly all told by the chosen ones is left out.</summary>
    private const double SingularMax = 1e-9;

    private readonly double[][] _deviations;
    private readonly double[,] _covariances;

    /// <param name="predictors">Samples of equal size; a value that is not a number counts as the mean of its sample.</param>
    public ForwardRegression(IReadOnlyList<double[]> predictors)
    {
        _deviations = [.. predictors.Select(Deviations)];
        _covariances = new double[predictors.Count, predictors.Count];
        for (var i = 0; i < predictors.Count; i++)
        {
            for (var j = 0; j <= i; j++)
                _covariances[i, j] = _covariances[j, i] = Covariance(_deviations[i], _deviations[j]);
        }
    }

    /// <summary>The slopes of a response on the predictors that are worth it.</summary>
    /// <param name="response">As many values as a predictor has; those that are no number do not count.</param>
    /// <param name="gainMin">The least share of the variance still unexplained that a further predictor has to explain.</param>
    /// <param name="most">The greatest number of predictors.</param>
    public IReadOnlyList<(int Predictor, double Slope)> Fit(double[] response, double gainMin, int most)
    {
        var (count, deviations) = (_deviations.Length, Deviations(response));
        var swept = new double[count + 1, count + 1];
        for (var i = 0; i < count; i++)
        {
            for (var j = 0; j < count; j++)
                swept[i, j] = _covariances[i, j];
            swept[i, count] = swept[count, i] = Covariance(_deviations[i], deviations);
        }

        swept[count, count] = Covariance(deviations, deviations);
        var chosen = new List<int>();
        while (chosen.Count < most && swept[count, count] > 0 && Best(swept, chosen, gainMin) is { } best)
        {
            Sweep(swept, best);
            chosen.Add(best);
        }

        return [.. chosen.Select(predictor => (predictor, swept[predictor, count]))];
    }

    private int? Best(double[,] swept, List<int> chosen, double gainMin)
    {
        var (best, most, response) = ((int?)null, gainMin, _deviations.Length);
        for (var i = 0; i < response; i++)
        {
            if (chosen.Contains(i) || swept[i, i] <= SingularMax * _covariances[i, i])
                continue;
            var gain = swept[i, response] * swept[i, response] / (swept[i, i] * swept[response, response]);
            if (gain > most)
                (best, most) = (i, gain);
        }

        return best;
    }

    private static void Sweep(double[,] matrix, int pivot)
    {
        var (size, divisor) = (matrix.GetLength(0), matrix[pivot, pivot]);
        for (var j = 0; j < size; j++)
            matrix[pivot, j] /= divisor;
        for (var i = 0; i < size; i++)
        {
            if (i == pivot)
                continue;
            var factor = matrix[i, pivot];
            for (var j = 0; j < size; j++)
                matrix[i, j] -= factor * matrix[pivot, j];
            matrix[i, pivot] = -factor / divisor;
        }

        matrix[pivot, pivot] = 1 / divisor;
    }

    private static double[] Deviations(double[] sample)
    {
        var (sum, count) = (0.0, 0L);
        foreach (var value in sample)
        {
            if (double.IsFinite(value))
                (sum, count) = (sum + value, count + 1);
        }

        var mean = count > 0 ? sum / count : 0;
        return Array.ConvertAll(sample, value => double.IsFinite(value) ? value - mean : 0);
    }

    private static double Covariance(double[] a, double[] b)
    {
        var sum = 0.0;
        for (var i = 0; i < a.Length; i++)
            sum += a[i] * b[i];
        return sum / Math.Max(1, a.Length);
    }
}
