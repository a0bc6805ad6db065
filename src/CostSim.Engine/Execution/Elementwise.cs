using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace CostSim.Engine.Execution;

/// <summary>
/// Vectorised elementwise sums over trials in double. Only additions, multiplications and square roots are used, so that every SIMD width
/// gives the same bits; so do minimum and maximum, except for the sign of zero, which is lost when a sum is rounded to whole steps. All
/// spans are as long as a block's whole groups of trials, a multiple of every width.
/// </summary>
internal static class Elementwise
{
    /// <summary>
    /// 1.5 × 2^52: adding it to a number below 2^51 in magnitude leaves the number, rounded half to even, in the low bits of the double.
    /// </summary>
    private const double Magic = 6755399441055744.0;

    /// <summary>Maximum of a sixth of the skewness: the series is not accurate beyond.</summary>
    private const float BendMax = 1f / 6;

    /// <summary>total += mean × max(0, scaled + residual), or = if nothing was added yet.</summary>
    /// <param name="law">The law of the residual.</param>
    /// <param name="calls">The calls.</param>
    /// <param name="scaled">The calls, each weighted by its item's average.</param>
    /// <param name="scatter">How unevenly the calls are spread over items; empty if irrelevant.</param>
    /// <param name="deviations">Standard normal deviates.</param>
    /// <param name="mean">Mean of what one call adds.</param>
    /// <param name="total">The sums.</param>
    /// <param name="isNew">Whether nothing was added yet.</param>
    public static void AddLane(
        LaneLaw law, ReadOnlySpan<double> calls, ReadOnlySpan<double> scaled, ReadOnlySpan<double> scatter, ReadOnlySpan<float> deviations,
        double mean, Span<double> total, bool isNew)
    {
        var n = Vectors(calls);
        var s = Vectors(scaled);
        var u = Vectors(scatter);
        var to = Vectors(total);
        var z = Vectors(deviations);
        for (var i = 0; i < z.Length; i++)
        {
            var uneven = u.IsEmpty ? Vector<float>.Zero : Vector.Narrow(u[2 * i], u[2 * i + 1]);
            Vector.Widen(law.Residual(Vector.Narrow(n[2 * i], n[2 * i + 1]), uneven, z[i]), out var low, out var high);
            low = mean * Vector.MaxNative(Vector<double>.Zero, s[2 * i] + low);
            high = mean * Vector.MaxNative(Vector<double>.Zero, s[2 * i + 1] + high);
            to[2 * i] = isNew ? low : to[2 * i] + low;
            to[2 * i + 1] = isNew ? high : to[2 * i + 1] + high;
        }
    }

    /// <summary>total += factor × values.</summary>
    public static void AddScaled(ReadOnlySpan<float> values, float factor, Span<float> total)
    {
        var x = Vectors(values);
        var to = MemoryMarshal.Cast<float, Vector<float>>(total);
        for (var i = 0; i < x.Length; i++)
            to[i] += factor * x[i];
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

    /// <summary>
    /// A count's total: mean = items × (mean of one) + slope × parent, result = round(mean + √items × deviation × z + skewness × (z² − 1)),
    /// half to even, moved into its range: the skewness is that of its distribution (Cornish and Fisher's first term). Results are below
    /// 2^51.
    /// </summary>
    /// <param name="moments">
    /// Of all trials the mean of one item, then the slopes, then one item's standard deviations, then the skewness.
    /// </param>
    /// <param name="items">Numbers of items.</param>
    /// <param name="parents">The totals it is taken from.</param>
    /// <param name="normals">Normal deviates z.</param>
    /// <param name="range">Its range: between two limits per item, and at most a multiple of its parent.</param>
    /// <param name="means">Receives the means.</param>
    /// <param name="variances">Receives items × deviation²; may be empty.</param>
    /// <param name="result">Receives the totals.</param>
    public static void Count(
        ReadOnlySpan<float> moments, ReadOnlySpan<double> items, ReadOnlySpan<double> parents, ReadOnlySpan<float> normals,
        (double Min, double Max, double PerParent) range,
        Span<double> means, Span<double> variances, Span<double> result)
    {
        var from = Vectors(parents);
        var number = Vectors(items);
        var mean = Vectors(means);
        var variance = Vectors(variances);
        var to = Vectors(result);
        var z = Vectors(normals);
        var m = Vectors(moments[..normals.Length]);
        var s = Vectors(moments.Slice(normals.Length, normals.Length));
        var d = Vectors(moments.Slice(2 * normals.Length, normals.Length));
        var w = Vectors(moments.Slice(3 * normals.Length, normals.Length));
        for (var i = 0; i < z.Length; i++)
        {
            Vector.Widen(m[i], out var lowM, out var highM);
            Vector.Widen(s[i], out var lowS, out var highS);
            Vector.Widen(d[i], out var lowD, out var highD);
            Vector.Widen(w[i], out var lowW, out var highW);
            Vector.Widen(z[i], out var lowZ, out var highZ);
            var (low, high) = (number[2 * i], number[2 * i + 1]);
            if (!variance.IsEmpty)
                (variance[2 * i], variance[2 * i + 1]) = (low * (lowD * lowD), high * (highD * highD));
            mean[2 * i] = low * lowM + lowS * from[2 * i];
            mean[2 * i + 1] = high * highM + highS * from[2 * i + 1];
            to[2 * i] = InRange(mean[2 * i] + Vector.SquareRoot(low) * lowD * lowZ + lowW * (lowZ * lowZ - Vector<double>.One), low,
                from[2 * i] * range.PerParent);
            to[2 * i + 1] = InRange(
                mean[2 * i + 1] + Vector.SquareRoot(high) * highD * highZ + highW * (highZ * highZ - Vector<double>.One), high,
                from[2 * i + 1] * range.PerParent);
        }

        Vector<double> InRange(Vector<double> value, Vector<double> ofItems, Vector<double> ofParent)
        {
            var magic = new Vector<double>(Magic);
            return Vector.MinNative(
                Vector.MinNative(Vector.MaxNative(value + magic - magic, ofItems * range.Min), ofItems * range.Max), ofParent);
        }
    }

    /// <summary>
    /// A binomial total of many events: its mean plus a normal deviation, with the skewness of the distribution (Cornish and Fisher's first
    /// term),
    /// rounded half to even and between none and all. Probabilities outside [0, 1] are clamped.
    /// </summary>
    public static void Binomial(ReadOnlySpan<double> units, ReadOnlySpan<double> chances, ReadOnlySpan<float> normals, Span<double> result)
    {
        var n = Vectors(units);
        var p = Vectors(chances);
        var z = Vectors(normals);
        var to = Vectors(result);
        for (var i = 0; i < z.Length; i++)
        {
            Vector.Widen(z[i], out var low, out var high);
            to[2 * i] = Total(n[2 * i], p[2 * i], low);
            to[2 * i + 1] = Total(n[2 * i + 1], p[2 * i + 1], high);
        }

        static Vector<double> Total(Vector<double> n, Vector<double> chance, Vector<double> z)
        {
            var p = Vector.MinNative(Vector.MaxNative(chance, Vector<double>.Zero), Vector<double>.One);
            var failing = Vector<double>.One - p;
            var value = n * p + Vector.SquareRoot(n * p * failing) * z + (failing - p) * (1.0 / 6) * (z * z - Vector<double>.One);
            return Vector.MinNative(Vector.MaxNative(Rounded(value), Vector<double>.Zero), n);
        }
    }

    /// <summary>values = the lesser of values and limits.</summary>
    public static void AtMost(ReadOnlySpan<double> limits, Span<double> values)
    {
        var most = Vectors(limits);
        var to = Vectors(values);
        for (var i = 0; i < to.Length; i++)
            to[i] = Vector.MinNative(to[i], most[i]);
    }

    /// <summary>total += factor × a × b, or = if nothing was added yet.</summary>
    public static void AddProduct(ReadOnlySpan<double> a, ReadOnlySpan<double> b, double factor, Span<double> total, bool isNew)
    {
        var x = Vectors(a);
        var y = Vectors(b);
        var to = Vectors(total);
        for (var i = 0; i < to.Length; i++)
            to[i] = isNew ? factor * x[i] * y[i] : to[i] + factor * x[i] * y[i];
    }

    /// <summary>result = a / b, and 1 where b is 0; without b, a itself.</summary>
    public static void Ratio(ReadOnlySpan<double> a, ReadOnlySpan<double> b, Span<double> result)
    {
        if (b.IsEmpty)
        {
            a.CopyTo(result);
            return;
        }

        var x = Vectors(a);
        var y = Vectors(b);
        var to = Vectors(result);
        for (var i = 0; i < to.Length; i++)
            to[i] = Vector.ConditionalSelect(Vector.Equals(y[i], Vector<double>.Zero), Vector<double>.One, x[i] / y[i]);
    }

    /// <summary>total += factor × values, or = if nothing was added yet.</summary>
    public static void AddScaled(ReadOnlySpan<double> values, double factor, Span<double> total, bool isNew)
    {
        var x = Vectors(values);
        var to = Vectors(total);
        for (var i = 0; i < to.Length; i++)
            to[i] = isNew ? factor * x[i] : to[i] + factor * x[i];
    }

    /// <summary>total += now − before: replaces one part of the total by another.</summary>
    public static void Replace(ReadOnlySpan<double> before, ReadOnlySpan<double> now, Span<double> total)
    {
        var x = Vectors(before);
        var y = Vectors(now);
        var to = Vectors(total);
        for (var i = 0; i < to.Length; i++)
            to[i] += y[i] - x[i];
    }

    /// <summary>result = a × of a + b × of b.</summary>
    public static void Combine(ReadOnlySpan<double> a, double ofA, ReadOnlySpan<double> b, double ofB, Span<double> result)
    {
        var x = Vectors(a);
        var y = Vectors(b);
        var to = Vectors(result);
        for (var i = 0; i < to.Length; i++)
            to[i] = ofA * x[i] + ofB * y[i];
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
    /// Rounds values × factor to whole steps, half to even: tokens += steps and cost += steps × price, or = if nothing was added yet.
    /// Steps are below 2^51. Tokens may be empty if only the cost is needed.
    /// </summary>
    public static void Price(
        ReadOnlySpan<double> values, double factor, long price, Span<long> tokens, bool tokensAreNew, Span<long> cost, bool costIsNew)
    {
        var x = Vectors(values);
        var sums = new PricedSums(price, tokens, tokensAreNew, cost, costIsNew);
        for (var i = 0; i < x.Length; i++)
            sums.Add(i, Whole(x[i] * factor));
    }

    /// <summary>As above, of values × scales × factor.</summary>
    public static void Price(
        ReadOnlySpan<double> values, ReadOnlySpan<float> scales, double factor, long price, Span<long> tokens, bool tokensAreNew,
        Span<long> cost, bool costIsNew)
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
            if (!_tokens.IsEmpty)
                _tokens[i] = tokensAreNew ? steps : _tokens[i] + steps;
            _cost[i] = costIsNew ? steps * price : _cost[i] + steps * price;
        }
    }

    /// <summary>
    /// Rounds values × factor to whole steps, half to even, and adds steps × size to <paramref name="to"/>. Steps are below 2^51.
    /// </summary>
    public static void AddSteps(ReadOnlySpan<double> values, double factor, long size, Span<long> to)
    {
        var x = Vectors(values);
        var sum = MemoryMarshal.Cast<long, Vector<long>>(to);
        for (var i = 0; i < x.Length; i++)
            sum[i] += Whole(x[i] * factor) * size;
    }

    /// <summary>
    /// Prices steps of tokens that are part of a whole counted elsewhere: never more steps than the whole has, whatever the rounding.
    /// </summary>
    public static void PricePart(
        ReadOnlySpan<double> values, double factor, ReadOnlySpan<double> whole, double wholeFactor, long price, Span<long> cost)
    {
        var x = Vectors(values);
        var w = Vectors(whole);
        var c = MemoryMarshal.Cast<long, Vector<long>>(cost);
        for (var i = 0; i < x.Length; i++)
            c[i] += Whole(Vector.MinNative(x[i] * factor, w[i] * wholeFactor)) * price;
    }

    /// <summary>to = a + b + c + d, or added to the existing values.</summary>
    public static void Sum(
        ReadOnlySpan<long> a, ReadOnlySpan<long> b, ReadOnlySpan<long> c, ReadOnlySpan<long> d, Span<long> to, bool isNew)
    {
        var first = Vectors(a);
        var second = Vectors(b);
        var third = Vectors(c);
        var fourth = Vectors(d);
        var sum = MemoryMarshal.Cast<long, Vector<long>>(to);
        for (var i = 0; i < sum.Length; i++)
        {
            var four = first[i] + second[i] + (third[i] + fourth[i]);
            sum[i] = isNew ? four : sum[i] + four;
        }
    }

    /// <summary>to += from, or = if nothing was added yet.</summary>
    public static void Add(ReadOnlySpan<long> from, Span<long> to, bool isNew = false)
    {
        var a = MemoryMarshal.Cast<long, Vector<long>>(from);
        var b = MemoryMarshal.Cast<long, Vector<long>>(to);
        for (var i = 0; i < b.Length; i++)
            b[i] = isNew ? a[i] : b[i] + a[i];
    }

    /// <summary>to += from, or = if nothing was added yet; from holds whole numbers below 2^51.</summary>
    public static void AddWhole(ReadOnlySpan<double> from, Span<long> to, bool isNew)
    {
        var a = Vectors(from);
        var b = MemoryMarshal.Cast<long, Vector<long>>(to);
        for (var i = 0; i < b.Length; i++)
            b[i] = isNew ? Whole(a[i]) : b[i] + Whole(a[i]);
    }

    /// <summary>
    /// Normal deviates adjusted for skewness, given a sixth of it: z + bend × (z² − 1), Cornish and Fisher's first term.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector<float> Bent(Vector<float> z, Vector<float> bend) =>
        z + Vector.MinNative(Vector.MaxNative(bend, new Vector<float>(-BendMax)), new Vector<float>(BendMax)) * (z * z - Vector<float>.One);

    /// <summary>Rounded to whole numbers below 2^51, half to even.</summary>
    public static Vector<double> Rounded(Vector<double> values) => values + new Vector<double>(Magic) - new Vector<double>(Magic);

    /// <summary>Rounded to whole numbers, half to even.</summary>
    internal static Vector<long> Whole(Vector<double> values) =>
        Vector.AsVectorInt64(values + new Vector<double>(Magic)) - new Vector<long>(BitConverter.DoubleToInt64Bits(Magic));

    private static ReadOnlySpan<Vector<double>> Vectors(ReadOnlySpan<double> values) => MemoryMarshal.Cast<double, Vector<double>>(values);

    private static ReadOnlySpan<Vector<float>> Vectors(ReadOnlySpan<float> values) => MemoryMarshal.Cast<float, Vector<float>>(values);

    private static ReadOnlySpan<Vector<long>> Vectors(ReadOnlySpan<long> values) => MemoryMarshal.Cast<long, Vector<long>>(values);

    private static Span<Vector<double>> Vectors(Span<double> values) => MemoryMarshal.Cast<double, Vector<double>>(values);
}
