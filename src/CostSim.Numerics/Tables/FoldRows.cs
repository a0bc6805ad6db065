using CostSim.Numerics.Distributions;

namespace CostSim.Numerics.Tables;

/// <summary>
/// Quantiles of the sum of n independent copies of a distribution, by the discrete Fourier transform: the distribution on a grid, its
/// transform to the power n, and back.
/// </summary>
/// <remarks>
/// A heavy tail needs a long grid and a fine one. Probability beyond the end of a grid does not affect the part up to the end. So grids of
/// increasing length are computed, each used as far as it reaches. Wrap-around at the end of the circular grid is damped by e^(−<see
/// cref="Damping"/>) (exponential tilting: Grübel and
/// Hermesmeier, ASTIN Bulletin 29, 1999).
/// </remarks>
internal sealed class FoldRows
{
    /// <summary>Steps of a grid; twice as many for few copies, whose distributions are steep.</summary>
    private const int StepsMax = 8192;
    private const double Damping = 12;

    /// <summary>Ratio of the lengths of successive grids.</summary>
    private const double Growth = 16;

    /// <summary>
    /// The first grid extends this many standard deviations above the mean and below it, but not below the least sum.
    /// </summary>
    private const double FirstAbove = 4;
    private const double FirstBelow = 9.5;

    /// <summary>
    /// Margin of steps before the least sum and after the greatest one: preserving mean and variance needs a little more range.
    /// </summary>
    private const int Margin = 12;

    /// <summary>A grid is used up to this share of its length.</summary>
    private const double ReadShare = 0.97;

    /// <summary>
    /// With more copies than this, the steps of a discrete distribution are smoothed: numbers of copies between the rows have steps
    /// elsewhere.
    /// </summary>
    private const int CopiesWithSteps = 8;

    private readonly ValueCell[] _cells;
    private readonly double _mean;
    private readonly double _deviation;
    private readonly double _min;
    private readonly double _max;
    private readonly double[] _probabilities;
    private readonly double[] _deviates;
    private readonly FourierPlan _fourier = new(StepsMax);
    private readonly double[] _real = new double[StepsMax];
    private readonly double[] _imaginary = new double[StepsMax];
    private readonly double[] _damping = new double[2 * StepsMax];
    private readonly (double Weight, double Place, double Square)[] _places;

    /// <summary>The steps of the current grid.</summary>
    private int _steps;

    /// <param name="law">The distribution; its variance must not be 0.</param>
    /// <param name="deviates">The normal deviates at which quantiles are wanted, ascending in equal steps.</param>
    public FoldRows(WeightedValues law, double[] deviates)
    {
        _cells = law.Cells.ToArray();
        (_mean, _deviation) = (law.Mean, Math.Sqrt(law.Variance));
        (_min, _max) = (_cells.Min(cell => cell.Low), _cells.Max(cell => cell.High));
        _deviates = deviates;
        _probabilities = [.. deviates.Select(Normal.Standard.Cdf)];
        _places = [.. deviates.Zip(deviates.Skip(1), Place)];
        for (var i = 0; i < _damping.Length; i++)
            _damping[i] = Math.Exp(-Damping * (i - StepsMax) / StepsMax);
    }

    /// <summary>
    /// The standardised quantiles of the sum of the given number of copies: of mean 0 and variance 1 when read linearly between the
    /// deviates.
    /// </summary>
    public double[] Of(int copies)
    {
        var (mean, deviation) = (copies * _mean, Math.Sqrt(copies) * _deviation);
        var start = Math.Max(copies * _min, mean - FirstBelow * deviation);
        var last = Math.Min(copies * _max, mean + _max - _mean + 8 * deviation) - start;
        var row = new double[_deviates.Length];
        _steps = copies > CopiesWithSteps ? StepsMax / 2 : StepsMax;
        var next = 0;
        for (var length = Math.Min(last, mean + FirstAbove * deviation - start); next < row.Length; length = Math.Min(
            last, length * Growth))
        {
            if (length * 1.5 > last)
                length = last;
            var step = length / (_steps - 1 - 2 * Margin);
            FillGrid(copies, start - Margin * step, step);
            Read(row, ref next, copies, start - Margin * step, step, isLast: length == last);
        }

        return Standardised(Levelled(row));
    }

    /// <summary>The probabilities of the sum on a grid that begins at <paramref name="start"/>, into the real parts.</summary>
    private void FillGrid(int copies, double start, double step)
    {
        var offset = start / copies;
        Span<double> real = _real.AsSpan(0, _steps), imaginary = _imaginary.AsSpan(0, _steps);
        real.Clear();
        imaginary.Clear();
        foreach (var cell in _cells)
        {
            // A cell of a few units in the last place, at the end of a flat tail, can lose its width here.
            var (low, high) = ((cell.Low - offset) / step, (cell.High - offset) / step);
            if (high > low)
                AddCell(low, high, cell.Weight, keepsMoments: copies > 1);
            else
                AddValue(low, cell.Weight);
        }

        if (copies > 1)
        {
            _fourier.Transform(real, imaginary);
            FourierPlan.Raise(real, imaginary, copies);
            _fourier.Invert(real, imaginary);
        }

        for (var i = 0; i < _steps; i++)
            real[i] /= Damped(i);
    }

    /// <summary>An atom is divided between the two nearest steps: the mean is preserved.</summary>
    private void AddValue(double value, double weight)
    {
        if (value >= _steps)
            return;
        var below = (int)Math.Floor(value);
        Add(below, weight * (below + 1 - value));
        Add(below + 1, weight * (value - below));
    }

    /// <summary>
    /// Probability is assigned to the nearest step; to preserve mean and variance, which add up over the copies, some of it goes to the
    /// adjacent steps. For dense values no probability becomes negative.
    /// </summary>
    private void AddCell(double low, double high, double weight, bool keepsMoments)
    {
        if (low >= _steps)
            return;
        var perStep = weight / (high - low);
        for (var step = (int)Math.Floor(low + 0.5); step < _steps && step - 0.5 < high; step++)
        {
            var (from, to) = (Math.Max(low, step - 0.5) - step, Math.Min(high, step + 0.5) - step);
            var part = perStep * (to - from);
            var (mean, square) = ((from + to) / 2, (from * from + from * to + to * to) / 3);
            Add(step, keepsMoments ? part * (1 - square) : part);
            if (!keepsMoments)
                continue;
            Add(step - 1, part * (square - mean) / 2);
            Add(step + 1, part * (square + mean) / 2);
        }
    }

    private void Add(int step, double weight)
    {
        if (Math.Abs(step) < _steps)
            _real[step & (_steps - 1)] += weight * Damped(step);
    }

    private double Damped(int step) => _damping[StepsMax + step * (StepsMax / _steps)];

    /// <summary>Reads the quantiles covered by the grid.</summary>
    private void Read(double[] row, ref int next, int copies, double start, double step, bool isLast)
    {
        // With smoothing, the middle of a step's probability is at its value; otherwise its probability ends half a step beyond it.
        var isEven = copies > CopiesWithSteps;
        var (x, upTo, all) = (start, 0.0, 0.0);
        var end = (int)(isLast ? _steps : _steps * ReadShare);
        for (var i = 0; i < end && next < row.Length; i++)
        {
            all += _real[i];
            var reached = isEven ? all - _real[i] / 2 : all;
            if (reached <= upTo + 1e-15)
                continue;
            var (fromX, fromP) = (isEven ? x : start + (i - 0.5) * step, upTo);
            (x, upTo) = (isEven ? start + i * step : start + (i + 0.5) * step, reached);
            for (; next < row.Length && _probabilities[next] <= upTo; next++)
                row[next] = fromX + (x - fromX) * Math.Clamp((_probabilities[next] - fromP) / (upTo - fromP), 0, 1);
        }

        for (; isLast && next < row.Length; next++)
            row[next] = Math.Max(x, next > 0 ? row[next - 1] : x);
    }

    /// <summary>
    /// Linear interpolation of a curve is biased by a twelfth of the second difference: the points are shifted to compensate, except at
    /// jumps.
    /// </summary>
    private static double[] Levelled(double[] row)
    {
        var levelled = (double[])row.Clone();
        for (var i = 1; i < row.Length - 1; i++)
        {
            var second = row[i + 1] - 2 * row[i] + row[i - 1];
            if (Math.Abs(second) < (row[i + 1] - row[i - 1]) / 4)
                levelled[i] -= second / 12;
        }

        return levelled;
    }

    private double[] Standardised(double[] row)
    {
        var (first, second) = (0.0, 0.0);
        for (var cell = 0; cell < _places.Length; cell++)
        {
            var (weight, place, square) = _places[cell];
            var (from, rise) = (row[cell], row[cell + 1] - row[cell]);
            first += weight * from + place * rise;
            second += weight * from * from + 2 * place * from * rise + square * rise * rise;
        }

        var deviation = Math.Sqrt(second - first * first);
        return [.. row.Select(value => (value - first) / deviation)];
    }

    /// <summary>
    /// For a normal deviate Z between two neighbouring deviates of the row: the probability, and the integrals of its position between
    /// them, in [0, 1], and of the square.
    /// </summary>
    private static (double Weight, double Place, double Square) Place(double from, double to)
    {
        var (middle, half, sums) = ((from + to) / 2, (to - from) / 2, (Weight: 0.0, Place: 0.0, Square: 0.0));
        for (var node = 0; node < QuantileMoments.Places.Length; node++)
        {
            foreach (var place in (ReadOnlySpan<double>)[-QuantileMoments.Places[node], QuantileMoments.Places[node]])
            {
                var weight = QuantileMoments.Weights[node] * half * Normal.Standard.Density(middle + half * place);
                sums = (sums.Weight + weight, sums.Place + weight * (1 + place) / 2, sums.Square + weight * (1 + place) * (1 + place) / 4);
            }
        }

        return sums;
    }
}
