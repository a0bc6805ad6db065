using System.Numerics;
using System.Runtime.InteropServices;
using CostSim.Engine.Planning.Collapse;

namespace CostSim.Engine.Execution;

/// <summary>
/// How unevenly units are spread over items, and the deviations of averages over them, trial by trial (docs/numerics.md, "Populations").
/// Correctly
/// rounded operations only; all spans are as long as a block's whole groups of trials.
/// </summary>
internal static class Scatters
{
    /// <summary>result = 1/taken + unevenness × (before − 1/units), 0 if none was taken.</summary>
    public static void Taken(
        ReadOnlySpan<double> before, ReadOnlySpan<double> units, ReadOnlySpan<double> taken, double unevenness, Span<double> result)
    {
        var b = Vectors(before);
        var n = Vectors(units);
        var k = Vectors(taken);
        var to = Vectors(result);
        for (var i = 0; i < to.Length; i++)
        {
            var value = Vector<double>.One / k[i] + unevenness * (b[i] - Vector<double>.One / n[i]);
            to[i] = Vector.ConditionalSelect(
                Vector.GreaterThan(k[i], Vector<double>.Zero), Vector.MaxNative(value, Vector<double>.Zero), Vector<double>.Zero);
        }
    }

    /// <summary>result = before + variance / counted², 0 if none was counted.</summary>
    public static void Counted(
        ReadOnlySpan<double> before, ReadOnlySpan<double> variance, ReadOnlySpan<double> counted, Span<double> result)
    {
        var b = Vectors(before);
        var v = Vectors(variance);
        var k = Vectors(counted);
        var to = Vectors(result);
        for (var i = 0; i < to.Length; i++)
            to[i] = Vector.ConditionalSelect(
                Vector.GreaterThan(k[i], Vector<double>.Zero), b[i] + v[i] / (k[i] * k[i]), Vector<double>.Zero);
    }

    /// <summary>
    /// result += coefficient × first × second × (constant + scatter − 1/less); nothing is subtracted if less is missing or 0.
    /// </summary>
    public static void AddPair(
        ReadOnlySpan<double> first, ReadOnlySpan<double> second, double coefficient, double constant, ReadOnlySpan<double> scatter,
        ReadOnlySpan<double> less, Span<double> result)
    {
        var a = Vectors(first);
        var b = Vectors(second);
        var s = Vectors(scatter);
        var l = Vectors(less);
        var to = Vectors(result);
        for (var i = 0; i < to.Length; i++)
        {
            var value = s[i] + new Vector<double>(constant);
            if (!l.IsEmpty)
                value -= Vector.ConditionalSelect(
                    Vector.GreaterThan(l[i], Vector<double>.Zero), Vector<double>.One / l[i], Vector<double>.Zero);
            to[i] += coefficient * a[i] * b[i] * value;
        }
    }

    /// <summary>result /= all², 0 where that is 0.</summary>
    public static void OverSquare(ReadOnlySpan<double> all, Span<double> result)
    {
        var n = Vectors(all);
        var to = Vectors(result);
        for (var i = 0; i < to.Length; i++)
            to[i] = Vector.ConditionalSelect(Vector.GreaterThan(n[i], Vector<double>.Zero), to[i] / (n[i] * n[i]), Vector<double>.Zero);
    }

    /// <summary>result = round(units × mean × average), half to even, at least the units.</summary>
    public static void Amount(ReadOnlySpan<double> units, double mean, ReadOnlySpan<double> average, Span<double> result)
    {
        var n = Vectors(units);
        var v = Vectors(average);
        var to = Vectors(result);
        for (var i = 0; i < to.Length; i++)
            to[i] = Vector.MaxNative(n[i], Elementwise.Rounded(n[i] * mean * v[i]));
    }

    /// <summary>
    /// See <see cref="ChoiceByChance"/>: adds to the average its regression on the number taken, and returns the remaining variance.
    /// </summary>
    public static void Choose(
        ChoiceByChance choice, double each, ReadOnlySpan<float> chances, ReadOnlySpan<double> taken, ReadOnlySpan<double> surplus,
        Span<double> variance, Span<double> average)
    {
        for (var t = 0; t < variance.Length; t++)
        {
            double chance = chances[t];
            var (slope, left) = (chance * choice.Covariance, Math.Max(1e-9, 1 - chance * choice.Mean));
            variance[t] = taken[t] > 0 ? Math.Max(0, (each - chance * choice.Squares - slope * slope / left) / taken[t]) : 0;
            average[t] -= taken[t] > 0 ? slope / left * surplus[t] / taken[t] : 0;
        }
    }

    /// <summary>1/√n for n units, at most 1.</summary>
    public static void Roots(ReadOnlySpan<double> units, Span<float> roots)
    {
        for (var t = 0; t < roots.Length; t++)
            roots[t] = units[t] > 1 ? (float)(1 / Math.Sqrt(units[t])) : 1;
    }

    /// <summary>
    /// The equivalent of 1/√n when some units are chosen from others, from the concentration of both: (now − 2 before)/√(now − before). It
    /// gives
    /// the skewness of a choice without replacement, which is 0 where half of the units are chosen and negative where more are.
    /// </summary>
    public static void Roots(
        double pastOfBefore, double pastOfNow, ReadOnlySpan<double> before, ReadOnlySpan<double> now, Span<float> roots)
    {
        for (var t = 0; t < roots.Length; t++)
        {
            var (b, n) = (pastOfBefore + before[t], pastOfNow + now[t]);
            roots[t] = n > b ? (float)Math.Clamp((n - 2 * b) / Math.Sqrt(n - b), -1, 1) : 0;
        }
    }

    /// <summary>
    /// result = average + √v × (z + bend × √v × (z² − 1)), at least the least, with v = each × (constant + now − before), at least 0. The
    /// result may be the average.
    /// </summary>
    public static void Deviate(
        ReadOnlySpan<double> average, (double Each, double Constant) variance, ReadOnlySpan<double> now, ReadOnlySpan<double> before,
        ReadOnlySpan<float> deviates,
        (double Bend, double Least) shape, Span<double> result)
    {
        var a = Vectors(average);
        var n = Vectors(now);
        var b = Vectors(before);
        var z = MemoryMarshal.Cast<float, Vector<float>>(deviates);
        var to = Vectors(result);
        var (each, constant) = variance;
        for (var i = 0; i < z.Length; i++)
        {
            // In float: the deviation is small compared with the average.
            var sd = Vector.SquareRoot(Vector.Narrow(Of(n[2 * i], b[2 * i]), Of(n[2 * i + 1], b[2 * i + 1])));
            var deviation = shape.Bend == 0 ? z[i] : Elementwise.Bent(z[i], (float)shape.Bend * sd);
            Vector.Widen(sd * deviation, out var low, out var high);
            to[2 * i] = Vector.MaxNative(new Vector<double>(shape.Least), a[2 * i] + low);
            to[2 * i + 1] = Vector.MaxNative(new Vector<double>(shape.Least), a[2 * i + 1] + high);
        }

        Vector<double> Of(Vector<double> of, Vector<double> less) =>
            Vector.MaxNative(Vector<double>.Zero, each * (of - less + new Vector<double>(constant)));
    }

    private static ReadOnlySpan<Vector<double>> Vectors(ReadOnlySpan<double> values) => MemoryMarshal.Cast<double, Vector<double>>(values);

    private static Span<Vector<double>> Vectors(Span<double> values) => MemoryMarshal.Cast<double, Vector<double>>(values);
}
