using MathNet.Numerics.LinearAlgebra;

namespace CostSim.Numerics.Distributions;

/// <summary>
/// Rank correlations (Spearman) of quantities joined by a normal copula: quantities are monotone functions of normal deviates, whose
/// correlation r gives ranks the correlation ρ = 6/π·asin(r/2), whatever their distributions.
/// </summary>
public static class RankCorrelation
{
    /// <summary>
    /// Minimum eigenvalue of an accepted correlation matrix: below it, the Cholesky factor has too few digits.
    /// </summary>
    private const double EigenvalueMin = 1e-6;

    private const int ProjectionsMax = 1000;

    /// <summary>Pearson correlation of the normal deviates that give ranks this correlation: 2·sin(π·ρ/6).</summary>
    public static double OfDeviates(double rank) => 2 * Math.Sin(Math.PI * rank / 6);

    /// <summary>Rank correlation that normal deviates of this Pearson correlation give: 6/π·asin(r/2).</summary>
    public static double OfRanks(double deviates) => 6 / Math.PI * Math.Asin(deviates / 2);

    /// <summary>
    /// The weights L of independent normal deviates z, row by row and lower triangular, with which L·z has these rank correlations; null if
    /// no distribution has them.
    /// </summary>
    /// <param name="ranks">Symmetric, ones on the diagonal, in [−1, 1].</param>
    public static double[][]? Weights(double[][] ranks)
    {
        var matrix = Deviates(ranks);
        return matrix.Evd(Symmetricity.Symmetric).EigenValues.Min(value => value.Real) < EigenvalueMin ? null
            : matrix.Cholesky().Factor.ToRowArrays();
    }

    /// <summary>
    /// The nearest valid rank correlations, by the sum of squares of the deviates' correlations: alternating projections
    /// (Higham 2002) on the matrices without small eigenvalues and on those with ones on the diagonal. With enough margin to be rounded to
    /// three decimals.
    /// </summary>
    public static double[][] Nearest(double[][] ranks)
    {
        var floor = 0.002 * ranks.Length;
        var nearest = Deviates(ranks);
        var correction = Matrix<double>.Build.Dense(ranks.Length, ranks.Length);
        for (var step = 0; step < ProjectionsMax; step++)
        {
            var before = nearest;
            var shifted = nearest - correction;
            var parts = shifted.Evd(Symmetricity.Symmetric);
            var values = parts.EigenValues.Map(value => Math.Max(floor, value.Real));
            var positive = parts.EigenVectors * Matrix<double>.Build.DenseOfDiagonalVector(values) * parts.EigenVectors.Transpose();
            correction = positive - shifted;
            nearest = positive.Clone();
            nearest.SetDiagonal(Vector<double>.Build.Dense(ranks.Length, 1));
            if ((nearest - before).FrobeniusNorm() < 1e-9)
                break;
        }

        return [.. nearest.ToRowArrays().Select(row => row.Select(r => OfRanks(Math.Clamp(r, -1, 1))).ToArray())];
    }

    private static Matrix<double> Deviates(double[][] ranks) =>
        Matrix<double>.Build.Dense(ranks.Length, ranks.Length, (row, column) => row == column ? 1 : OfDeviates(ranks[row][column]));
}
