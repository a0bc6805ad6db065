using CostSim.Engine.Execution;
using CostSim.Engine.Planning;
using CostSim.Numerics.Distributions;
using CostSim.Numerics.Statistics;
using MathNet.Numerics.LinearAlgebra;

namespace CostSim.Engine.Drivers;

/// <summary>
/// The run's cost by the values of correlated factors: one of them, two of them, and so on. First-order shares would count their common
/// part several times, so each factor gets its Shapley value of the variance that they explain (Owen, SIAM/ASA Journal on
/// Uncertainty Quantification 2, 2014; Song, Nelson and Staum, there 4, 2016): its contribution beyond the factors before it, averaged over
/// all orders
/// (<see cref="ShapleyShares"/>). These add up to what the group explains.
/// </summary>
/// <remarks>
/// Cells omit the spread within them, a few percent of the explained variance for two and three factors. As far as the cost is linear in
/// the factors' normal deviates, it is added back: squared slope times the variance of a deviate within its cell.
/// </remarks>
public sealed class CorrelatedSums
{
    /// <summary>Maximum size of a group: larger ones would need more cells than there are trials.</summary>
    internal const int FactorsMax = 3;

    /// <summary>
    /// Neighbours in a row of cells are neighbours in the last factor alone, and rows of the rarest values have few trials.
    /// </summary>
    private const long TrialsMin = 4;

    /// <summary>
    /// Number of cells per factor when two and when three are considered together; their edges are among those of <see cref="Edges"/>.
    /// </summary>
    private static readonly int[] CellsTogether = [16, 8];

    /// <summary>
    /// Probabilities at the edges of the cells of a single factor: 64 spaced optimally for a normal distribution, plus the bounds of the
    /// bands around P10 and P90.
    /// </summary>
    private static readonly double[] Edges = [.. Spaced(64).Concat([0.05, 0.15, 0.85, 0.95]).Order()];

    /// <summary>Probability and mean normal deviate of each cell of a single factor.</summary>
    private static readonly (double Probability, double Deviate)[] Cells = [.. Deviates(Edges)];

    /// <summary>For every number of factors together, from 1, the variance of a normal deviate within its cell.</summary>
    private static readonly double[] Within = [WithinCells(Edges), .. CellsTogether.Select(cells => WithinCells([.. Spaced(cells)]))];

    /// <summary>For every number of factors together, from 1, the cell that each cell of a single factor belongs to.</summary>
    private static readonly int[][] CellOfFine =
        [[.. Enumerable.Range(0, Edges.Length + 1)],
            .. CellsTogether.Select(cells => Enumerable.Range(0, Edges.Length + 1).Select(fine => Coarse(cells, fine)).ToArray())];

    private readonly int[] _draws;

    /// <summary>Correlations of the factors' normal deviates.</summary>
    private readonly double[,] _correlations;
    private readonly double[][] _thresholds;

    /// <summary>For every nonempty set of factors, indexed by its bit mask.</summary>
    private readonly CellSums[] _sums;
    private readonly int[][] _fine;

    /// <param name="plan">The plan.</param>
    /// <param name="group">A group of its correlated draws.</param>
    /// <param name="factors">The uncertain factors drawn by the group.</param>
    internal CorrelatedSums(Plan plan, CorrelatedDraws group, IReadOnlyList<RunFactor> factors)
    {
        _draws = [.. factors.Select(factor => factor.Draws[0])];
        var places = _draws.Select(draw => group.Draws.ToList().IndexOf(draw)).ToArray();
        _correlations = new double[_draws.Length, _draws.Length];
        for (var i = 0; i < _draws.Length; i++)
        {
            for (var j = 0; j < _draws.Length; j++)
                _correlations[i, j] = group.Weights[places[i]].Zip(group.Weights[places[j]], (a, b) => a * b).Sum();
        }

        _thresholds = [.. _draws.Select(draw => Edges.Select(plan.RunDraws[draw].Quantile.At).ToArray())];
        _sums = [.. Enumerable.Range(0, 1 << factors.Count).Select(set => new CellSums(CellsOf(set), TrialsMin))];
        _fine = [.. factors.Select(_ => new int[BlockEvaluator.BlockSize])];
        Factors = [.. factors.Select(
            (factor, i) => new CorrelatedFactor(factor.Path, End(plan, i, "P10", 0.05, 0.1, 0.15), End(plan, i, "P90", 0.85, 0.9, 0.95)))];
    }

    /// <summary>The factors, in the order of the plan.</summary>
    public IReadOnlyList<CorrelatedFactor> Factors { get; }

    /// <summary>The cost by one factor's cells.</summary>
    public CellSums Of(int factor) => _sums[1 << factor];

    /// <summary>The variance that the group explains, over all trials or with one batch left out.</summary>
    public double Explained(int leftOut) => Explained(_sums.Length - 1, leftOut);

    /// <summary>A factor's Shapley value of the variance that the group explains, over all trials or with one batch left out.</summary>
    public double Shapley(int factor, int leftOut)
    {
        var own = 1 << factor;
        var sum = 0.0;
        for (var set = 0; set < _sums.Length; set++)
        {
            if ((set & own) == 0)
                sum += ShapleyShares.Weight(_draws.Length, int.PopCount(set)) * (Explained(set | own, leftOut) - Explained(set, leftOut));
        }

        return sum;
    }

    /// <summary>Adds the trials of a block.</summary>
    internal void Add(float[][] runDraws, ReadOnlySpan<long> costs, Span<int> cells)
    {
        for (var i = 0; i < _draws.Length; i++)
        {
            for (var t = 0; t < costs.Length; t++)
                _fine[i][t] = CellOf(_thresholds[i], runDraws[_draws[i]][t]);
        }

        for (var set = 1; set < _sums.Length; set++)
        {
            var cellOf = CellOfFine[int.PopCount(set) - 1];
            var each = cellOf[^1] + 1;
            cells.Clear();
            for (var i = 0; i < _draws.Length; i++)
            {
                if ((set >> i & 1) == 0)
                    continue;
                for (var t = 0; t < cells.Length; t++)
                    cells[t] = cells[t] * each + cellOf[_fine[i][t]];
            }

            _sums[set].Add(cells, costs);
        }
    }

    internal void Merge(CorrelatedSums other)
    {
        for (var set = 1; set < _sums.Length; set++)
            _sums[set].Merge(other._sums[set]);
    }

    internal void Visit(IIntegerVisitor visitor)
    {
        foreach (var sums in _sums.Skip(1))
            sums.Visit(visitor);
    }

    private double Explained(int set, int leftOut)
    {
        if (set == 0)
            return 0;
        int[] members = [.. Enumerable.Range(0, _draws.Length).Where(i => (set >> i & 1) != 0)];
        var correlations = Matrix<double>.Build.Dense(members.Length, members.Length, (i, j) => _correlations[members[i], members[j]]);
        var slopes = correlations.Solve(Vector<double>.Build.Dense(members.Length, i => Covariance(members[i], leftOut)));
        return _sums[set].VarianceOfMeans(leftOut) + Within[members.Length - 1] * slopes.DotProduct(slopes);
    }

    /// <summary>Covariance of the cost with a factor's normal deviate.</summary>
    private double Covariance(int factor, int leftOut)
    {
        var (sums, product) = (Of(factor), 0.0);
        for (var cell = 0; cell < Cells.Length; cell++)
        {
            if (sums.Count(cell..(cell + 1)) >= 2 * Jackknife.Batches)
                product += Cells[cell].Probability * Cells[cell].Deviate * sums.Mean(cell..(cell + 1), leftOut);
        }

        return product / (1 - Within[0]);
    }

    private static int CellsOf(int set) => set == 0 ? 1 : (int)Math.Pow(CellOfFine[int.PopCount(set) - 1][^1] + 1, int.PopCount(set));

    /// <summary>
    /// Probabilities of the inner edges of n cells that quantise a normal value with the least error: its density to the power of a third
    /// is that of a normal distribution √3 times as wide (Panter and Dite, Proceedings of the IRE 39, 1951).
    /// </summary>
    private static IEnumerable<double> Spaced(int cells) =>
        Enumerable.Range(1, cells - 1).Select(k => Normal.Standard.Cdf(Math.Sqrt(3) * Normal.Standard.Quantile((double)k / cells)));

    /// <summary>Probability and mean deviate of the cells between some edges.</summary>
    private static IEnumerable<(double Probability, double Deviate)> Deviates(IReadOnlyList<double> edges)
    {
        double[] all = [0, .. edges, 1];
        for (var i = 0; i + 1 < all.Length; i++)
            yield return (all[i + 1] - all[i], (Density(all[i]) - Density(all[i + 1])) / (all[i + 1] - all[i]));

        static double Density(
            double p) => p is 0 or 1 ? 0 : Math.Exp(-Math.Pow(Normal.Standard.Quantile(p), 2) / 2) / Math.Sqrt(2 * Math.PI);
    }

    private static double WithinCells(IReadOnlyList<double> edges) =>
        1 - Deviates(edges).Sum(cell => cell.Probability * cell.Deviate * cell.Deviate);

    /// <summary>The cell, among n, that contains a cell of <see cref="Edges"/>.</summary>
    private static int Coarse(int cells, int fine) => Spaced(cells).Count(edge => fine > 0 && edge <= Edges[fine - 1] + 1e-12);

    /// <summary>The number of thresholds at or below a value.</summary>
    private static int CellOf(double[] thresholds, double value)
    {
        var (low, high) = (0, thresholds.Length);
        while (low < high)
        {
            var middle = (low + high) / 2;
            (low, high) = thresholds[middle] <= value ? (middle + 1, high) : (low, middle);
        }

        return low;
    }

    private FactorEnd End(Plan plan, int factor, string name, double from, double at, double to) => new(
        (Array.IndexOf(Edges, from) + 1)..(Array.IndexOf(Edges, to) + 1), name, plan.RunDraws[_draws[factor]].Quantile.At(at));
}

/// <summary>A factor that is correlated with others.</summary>
/// <param name="Path">The amount's path.</param>
/// <param name="Low">Around P10: from P5 to P15.</param>
/// <param name="High">Around P90: from P85 to P95.</param>
public sealed record CorrelatedFactor(string Path, FactorEnd Low, FactorEnd High);
