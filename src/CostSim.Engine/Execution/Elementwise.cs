using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace CostSim.Engine.Execution;

/// <summary>
/// Sums over trials in double, as many at a time as the machine's registers hold. Additions, multiplications and square roots only: every width gives the
/// same bits. All spans are as long as a block's whole groups of trials, a multiple of every width.
/// </summary>
internal static class Elementwise
{
    /// <summary>1.5 × 2^52: adding it to a number below 2^51 in magnitude leaves the number, rounded half to even, in the low bits of the double.</summary>
    private const double Magic = 6755399441055744.0;

    /// <summary>total += mean × max(0, scaled + √(calls × (square × calls + each)) × deviation), or = where nothing stands there yet.</summary>
    /// <remarks>The deviation is small beside the sum: float is enough for it, and takes half the time.</remarks>
    public static void AddLane(
        ReadOnlySpan<double> calls, ReadOnlySpan<double> scaled, ReadOnlySpan<float> deviations, (double Square, double Each) variance, double mean, Span<double> total,
        bool isNew)
    {
        var n = Vectors(calls);
        var s = Vectors(scaled);
        var to = Vectors(total);
        var z = Vectors(deviations);
        var (square, each) = ((float)variance.Square, new Vector<float>((float)variance.Each));
        for (var i = 0; i < z.Length; i++)
        {
            var count = Vector.Narrow(n[2 * i], n[2 * i + 1]);
            Vector.Widen(Vector.SquareRoot(count * (square * count + each)) * z[i], out var low, out var high);
            low = mean * Vector.Max(Vector<double>.Zero, s[2 * i] + low);
            high = mean * Vector.Max(Vector<double>.Zero, s[2 * i + 1] + high);
            to[2 * i] = isNew ? low : to[2 * i] + low;
            to[2 * i + 1] = isNew ? high : to[2 * i + 1] + high;
        }
    }

    /// <summary>result = a × b; the result may be one of them.</summary>
    public static void Multiply(ReadOnlySpan<double> a, ReadOnlySpan<double> b, Span<double> result)
    {
        var x = Vectors(a);
        var y = Vectors(b);
        var to = Vectors(result);
        for (var i = 0; i < to.Length; i++)
            to[i] = x[i] * y[i];
    }

    /// <summary>result = items × (mean of one) + slope × parent: the mean of a count's total.</summary>
    public static void CountMeans(ReadOnlySpan<float> means, ReadOnlySpan<float> slopes, double items, ReadOnlySpan<double> parents, Span<double> result)
    {
        var from = Vectors(parents);
        var to = Vectors(result);
        var m = Vectors(means);
        var s = Vectors(slopes);
        for (var i = 0; i < m.Length; i++)
        {
            Vector.Widen(m[i], out var lowMean, out var highMean);
            Vector.Widen(s[i], out var lowSlope, out var highSlope);
            to[2 * i] = items * lowMean + lowSlope * from[2 * i];
            to[2 * i + 1] = items * highMean + highSlope * from[2 * i + 1];
        }
    }

    /// <summary>
    /// result = round(mean + root × deviation × z + skewness × (z² − 1)), half to even: a count's total with the skewness of its law (Cornish and Fisher's
    /// first term). Deviation and skewness are those of one item, root is √items. Results are below 2^51.
    /// </summary>
    public static void Count(
        ReadOnlySpan<double> means, ReadOnlySpan<float> deviations, ReadOnlySpan<float> skewness, ReadOnlySpan<float> normals, double root, Span<double> result)
    {
        var mean = Vectors(means);
        var to = Vectors(result);
        var d = Vectors(deviations);
        var w = Vectors(skewness);
        var z = Vectors(normals);
        for (var i = 0; i < z.Length; i++)
        {
            Vector.Widen(d[i], out var lowD, out var highD);
            Vector.Widen(w[i], out var lowW, out var highW);
            Vector.Widen(z[i], out var lowZ, out var highZ);
            to[2 * i] = Round(mean[2 * i], lowD, lowW, lowZ);
            to[2 * i + 1] = Round(mean[2 * i + 1], highD, highW, highZ);
        }

        Vector<double> Round(Vector<double> mean, Vector<double> d, Vector<double> w, Vector<double> z)
        {
            var magic = new Vector<double>(Magic);
            return mean + root * d * z + w * (z * z - Vector<double>.One) + magic - magic;
        }
    }

    /// <summary>Values moved between two ends, and to at most so many times their parents.</summary>
    public static void Clamp(Span<double> values, double min, double max, ReadOnlySpan<double> parents, double perParent)
    {
        var to = Vectors(values);
        var from = Vectors(parents);
        for (var i = 0; i < to.Length; i++)
            to[i] = Vector.Min(Vector.Min(Vector.Max(to[i], new Vector<double>(min)), new Vector<double>(max)), from[i] * perParent);
    }

    /// <summary>total += values − 1.</summary>
    public static void AddBeyondOne(ReadOnlySpan<double> values, Span<double> total)
    {
        var x = Vectors(values);
        var to = Vectors(total);
        for (var i = 0; i < to.Length; i++)
            to[i] += x[i] - Vector<double>.One;
    }

    /// <summary>total += factor × values.</summary>
    public static void AddScaled(ReadOnlySpan<double> values, double factor, Span<double> total)
    {
        var x = Vectors(values);
        var to = Vectors(total);
        for (var i = 0; i < to.Length; i++)
            to[i] += factor * x[i];
    }

    /// <summary>values *= factors.</summary>
    public static void Multiply(Span<double> values, ReadOnlySpan<float> factors)
    {
        var to = Vectors(values);
        var f = Vectors(factors);
        for (var i = 0; i < f.Length; i++)
        {
            Vector.Widen(f[i], out var low, out var high);
            to[2 * i] *= low;
            to[2 * i + 1] *= high;
        }
    }

    /// <summary>total += factor × values, the values in float.</summary>
    public static void AddScaled(ReadOnlySpan<float> values, double factor, Span<double> total)
    {
        var to = Vectors(total);
        var x = Vectors(values);
        for (var i = 0; i < x.Length; i++)
        {
            Vector.Widen(x[i], out var low, out var high);
            to[2 * i] += factor * low;
            to[2 * i + 1] += factor * high;
        }
    }

    /// <summary>
    /// Rounds values × factor to whole steps, half to even: tokens += steps and cost += steps × price, or = where nothing stands there yet.
    /// Steps are below 2^51.
    /// </summary>
    public static void Price(ReadOnlySpan<double> values, double factor, long price, Span<long> tokens, bool tokensAreNew, Span<long> cost, bool costIsNew)
    {
        var x = Vectors(values);
        var sums = new PricedSums(price, tokens, tokensAreNew, cost, costIsNew);
        for (var i = 0; i < x.Length; i++)
            sums.Add(i, Whole(x[i] * factor));
    }

    /// <summary>As above, of values × scales × factor.</summary>
    public static void Price(
        ReadOnlySpan<double> values, ReadOnlySpan<float> scales, double factor, long price, Span<long> tokens, bool tokensAreNew, Span<long> cost, bool costIsNew)
    {
        var x = Vectors(values);
        var f = Vectors(scales);
        var sums = new PricedSums(price, tokens, tokensAreNew, cost, costIsNew);
        for (var i = 0; i < f.Length; i++)
        {
            Vector.Widen(f[i], out var low, out var high);
            sums.Add(2 * i, Whole(x[2 * i] * low * factor));
            sums.Add(2 * i + 1, Whole(x[2 * i + 1] * high * factor));
        }
    }

    /// <summary>Sums of tokens and of what they cost, in whole steps.</summary>
    private readonly ref struct PricedSums(long price, Span<long> tokens, bool tokensAreNew, Span<long> cost, bool costIsNew)
    {
        private readonly Span<Vector<long>> _tokens = MemoryMarshal.Cast<long, Vector<long>>(tokens);
        private readonly Span<Vector<long>> _cost = MemoryMarshal.Cast<long, Vector<long>>(cost);

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public void Add(int i, Vector<long> steps)
        {
            _tokens[i] = tokensAreNew ? steps : _tokens[i] + steps;
            _cost[i] = costIsNew ? steps * price : _cost[i] + steps * price;
        }
    }

    /// <summary>Rounds values × factor to whole steps, half to even, and adds steps × size to <paramref name="to"/>. Steps are below 2^51.</summary>
    public static void AddSteps(ReadOnlySpan<double> values, double factor, long size, Span<long> to)
    {
        var x = Vectors(values);
        var sum = MemoryMarshal.Cast<long, Vector<long>>(to);
        for (var i = 0; i < x.Length; i++)
            sum[i] += Whole(x[i] * factor) * size;
    }

    /// <summary>
    /// Prices so many steps, as for whole tokens, for tokens that are counted elsewhere, among those of a whole: never more steps than the whole has, whatever was rounded.
    /// </summary>
    public static void PricePart(ReadOnlySpan<double> values, double factor, ReadOnlySpan<double> whole, double wholeFactor, long price, Span<long> cost)
    {
        var x = Vectors(values);
        var w = Vectors(whole);
        var c = MemoryMarshal.Cast<long, Vector<long>>(cost);
        for (var i = 0; i < x.Length; i++)
            c[i] += Whole(Vector.Min(x[i] * factor, w[i] * wholeFactor)) * price;
    }

    /// <summary>to += from.</summary>
    public static void Add(ReadOnlySpan<long> from, Span<long> to)
    {
        var a = MemoryMarshal.Cast<long, Vector<long>>(from);
        var b = MemoryMarshal.Cast<long, Vector<long>>(to);
        for (var i = 0; i < b.Length; i++)
            b[i] += a[i];
    }

    /// <summary>to += from, or = where nothing stands there yet; from holds whole numbers below 2^51.</summary>
    public static void AddWhole(ReadOnlySpan<double> from, Span<long> to, bool isNew)
    {
        var a = Vectors(from);
        var b = MemoryMarshal.Cast<long, Vector<long>>(to);
        for (var i = 0; i < b.Length; i++)
            b[i] = isNew ? Whole(a[i]) : b[i] + Whole(a[i]);
    }

    /// <summary>Rounded to whole numbers, half to even.</summary>
    private static Vector<long> Whole(Vector<double> values) =>
        Vector.AsVectorInt64(values + new Vector<double>(Magic)) - new Vector<long>(BitConverter.DoubleToInt64Bits(Magic));

    private static ReadOnlySpan<Vector<double>> Vectors(ReadOnlySpan<double> values) => MemoryMarshal.Cast<double, Vector<double>>(values);

    private static ReadOnlySpan<Vector<float>> Vectors(ReadOnlySpan<float> values) => MemoryMarshal.Cast<float, Vector<float>>(values);

    private static Span<Vector<double>> Vectors(Span<double> values) => MemoryMarshal.Cast<double, Vector<double>>(values);
}
