namespace CostSim.Numerics.Tables;

/// <summary>
/// The standardised sum S of n independent copies of a distribution, (S − nμ)/(σ√n), as a function of t = 1/√n and of the standard normal
/// deviate z
/// of the same probability. If units differ in size, t is the square root of their concentration, Σu²/(Σu)². Interpolated linearly on a
/// grid over both.
/// </summary>
/// <remarks>
/// Rows are exact (<see cref="FoldRows"/>) for the numbers of copies in <see cref="Copies"/>, and between them cubics in t through the four
/// nearest ones: at a fixed z the quantile is a series in t (Cornish and Fisher). t = 0 is the normal distribution. Up to eight copies have
/// separate rows, so that even the steps of a discrete distribution are kept; beyond, they are smoothed, and a quantile is off by up to one
/// such step. Error of the sum nμ + σ√n·At at P1 to P99.9, measured by tests against gamma, inverse Gaussian, Irwin–Hall and convolved
/// lognormal distributions for n from 1 to 3,000: below 1e-4 for standard deviations up to the mean, below 3e-4 up to twice the mean
/// (of the sum, or of half its mean where it is below that: for a single copy P1 is too low by 18e-4 of itself). The mean is
/// 0; the variance 1, within 1e-3 between the rows and 2e-2 between one copy and two.
/// </remarks>
public sealed class FoldTable
{
    /// <summary>Deviates are clamped to this; words reach to 6.34.</summary>
    public const float DeviateMax = 6.375f;
    private const int NodesPerUnit = 32;
    private const int Columns = (int)(2 * DeviateMax * NodesPerUnit) + 1;

    /// <summary>Positions per unit of t at which a row is looked up.</summary>
    private const int PlacesPerUnit = 1024;

    /// <summary>Numbers of copies with exact rows; 0 means infinitely many.</summary>
    private static readonly int[] Copies = [0, 20000, 4000, 1200, 500, 250, 128, 72, 46, 32, 23, 17, 13, 10, 8, 7, 6, 5, 4, 3, 2, 1];
    private static readonly double[] Knots = [.. Copies.Select(copies => copies == 0 ? 0 : 1 / Math.Sqrt(copies))];
    private static readonly double[] Deviates = [.. Enumerable.Range(0, Columns).Select(
        column => (double)column / NodesPerUnit - DeviateMax)];
    private static readonly float[] Rows = PlaceRows();
    private static readonly float[] PerStep = [.. Rows.Zip(Rows.Skip(1), (from, to) => 1 / (to - from))];
    private static readonly byte[] RowAt = [.. Enumerable.Range(0, PlacesPerUnit + 1).Select(
        place => (byte)RowBelow((float)place / PlacesPerUnit))];

    private readonly float[] _cells = new float[Rows.Length * Columns];

    /// <param name="law">The distribution of one copy.</param>
    public FoldTable(WeightedValues law)
    {
        var exact = ExactRows(law);
        var sums = new double[Columns];
        for (var row = 0; row < Rows.Length; row++)
        {
            Array.Clear(sums);
            foreach (var (knot, weight) in Cubic(Rows[row]))
            {
                for (var column = 0; column < Columns; column++)
                    sums[column] += weight * exact[knot][column];
            }

            for (var column = 0; column < Columns; column++)
                _cells[row * Columns + column] = (float)sums[column];
        }
    }

    /// <summary>The standardised sum.</summary>
    /// <param name="rootInverse">1/√n, in [−1, 1]; negative for the mirrored distribution, with opposite skewness.</param>
    /// <param name="deviate">The standard normal deviate of the same probability.</param>
    public float At(float rootInverse, float deviate)
    {
        var (t, z) = rootInverse < 0 ? (-rootInverse, -deviate) : (rootInverse, deviate);
        t = t < 1 ? t : 1;
        int row = RowAt[(int)(t * PlacesPerUnit)];
        if (t > Rows[row + 1])
            row++;
        var down = (t - Rows[row]) * PerStep[row];
        var place = (z + DeviateMax) * NodesPerUnit;
        place = place > 0 ? place : 0;
        place = place < Columns - 1 ? place : Columns - 1;
        var column = Math.Min((int)place, Columns - 2);
        var along = place - column;
        ReadOnlySpan<float> cells = _cells.AsSpan(row * Columns + column, Columns + 2);
        var near = cells[0] + (cells[1] - cells[0]) * along;
        var far = cells[Columns] + (cells[Columns + 1] - cells[Columns]) * along;
        var value = near + (far - near) * down;
        return rootInverse < 0 ? -value : value;
    }

    /// <summary>Replaces normal deviates by the standardised sums, trial by trial.</summary>
    public void Apply(ReadOnlySpan<float> rootInverse, Span<float> deviates)
    {
        for (var i = 0; i < deviates.Length; i++)
            deviates[i] = At(rootInverse[i], deviates[i]);
    }

    private static double[][] ExactRows(WeightedValues law)
    {
        // A constant needs no table: its deviation is multiplied by 0.
        if (law.Variance <= 1e-18 * law.Mean * law.Mean)
            return [.. Copies.Select(_ => Deviates)];
        var rows = new FoldRows(law, Deviates);
        return [.. Copies.Select(copies => copies == 0 ? Deviates : rows.Of(copies))];
    }

    /// <summary>
    /// The knots whose rows are combined at a position, and their weights: the cubic through the four nearest, or a knot itself.
    /// </summary>
    private static IEnumerable<(int Knot, double Weight)> Cubic(double t)
    {
        if (Array.FindIndex(Knots, knot => Math.Abs(knot - t) < 1e-7) is var own and >= 0)
            return [(own, 1)];
        var first = Math.Clamp(Array.FindIndex(Knots, knot => knot > t) - 2, 0, Knots.Length - 4);
        return Enumerable.Range(first, 4)
            .Select(
                i => (i,
                    Enumerable.Range(first, 4).Where(j => j != i).Aggregate(
                        1.0, (product, j) => product * (t - Knots[j]) / (Knots[i] - Knots[j]))));
    }

    /// <summary>
    /// A row for each knot up to eight copies, and further rows dense enough for linear interpolation.
    /// </summary>
    private static float[] PlaceRows()
    {
        var rows = new List<float> { 0 };
        var last = 0.0;
        foreach (var copies in (ReadOnlySpan<int>)[128, 8, 7, 6, 5, 4, 3, 2, 1])
        {
            var to = 1 / Math.Sqrt(copies);
            var steps = (int)Math.Ceiling((to - last) * (copies == 128 ? 200 : 110));
            for (var step = 1; step <= steps; step++)
                rows.Add((float)(last + (to - last) * step / steps));
            last = to;
        }

        return [.. rows];
    }

    private static int RowBelow(float t) => Math.Min(Array.FindLastIndex(Rows, row => row <= t), Rows.Length - 2);
}
