using System.Globalization;

namespace CostSim.Drawing;

/// <summary>The round numbers at which an axis is labelled: multiples of 1, 2 or 5 times a power of ten.</summary>
/// <param name="Values">The ticks within the range, ascending. Each is the double nearest to its decimal notation.</param>
/// <param name="Step">The distance between two ticks.</param>
/// <param name="Decimals">Number of decimals that distinguishes the ticks; 0 or more.</param>
public sealed record Ticks(IReadOnlyList<double> Values, double Step, int Decimals)
{
    /// <summary>The ticks of a range.</summary>
    /// <param name="min">The lower end of the range.</param>
    /// <param name="max">The upper end; above <paramref name="min"/>, and far enough for doubles to tell the ticks apart.</param>
    /// <param name="target">About how many ticks, 2 to 100. The result has between half and twice as many, give or take one.</param>
    public static Ticks For(double min, double max, int target)
    {
        var span = max - min;
        var magnitude = Math.Max(Math.Abs(min), Math.Abs(max));
        if (!(span > 1e-12 * magnitude && span > 1e-290 && magnitude < 1e300))
            throw new ArgumentException(FormattableString.Invariant($"[{min}, {max}] is not a range that can have ticks."));
        if (target is < 2 or > 100)
            throw new ArgumentOutOfRangeException(nameof(target), target, "The number of ticks is between 2 and 100.");

        // The candidate nearest to the wanted step on a logarithmic scale; the bounds are the geometric means of 1, 2, 5 and 10.
        var wanted = span / (target - 1);
        var exponent = (int)Math.Floor(Math.Log10(wanted));
        var mantissa = wanted / Math.Pow(10, exponent);
        var factor = mantissa < Math.Sqrt(2) ? 1 : mantissa < Math.Sqrt(10) ? 2 : mantissa < Math.Sqrt(50) ? 5 : 10;

        var step = Multiple(factor, exponent);
        // A bound that misses a tick by rounding only still has it.
        var first = Math.Ceiling(min / step - 1e-9);
        var last = Math.Floor(max / step + 1e-9);
        var values = new double[(int)(last - first) + 1];
        for (var i = 0; i < values.Length; i++)
            values[i] = Multiple((first + i) * factor, exponent);
        var decimals = Math.Max(0, -exponent - (factor == 10 ? 1 : 0));
        return new Ticks(values, step, decimals);
    }

    /// <summary>count × 10^exponent, read from its decimal notation so that three steps of 0.1 are 0.3.</summary>
    private static double Multiple(double count, int exponent) =>
        double.Parse(string.Create(CultureInfo.InvariantCulture, $"{count:F0}e{exponent}"), CultureInfo.InvariantCulture) + 0.0;
}
