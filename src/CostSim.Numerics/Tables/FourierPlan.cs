namespace CostSim.Numerics.Tables;

/// <summary>
/// The discrete Fourier transform of a power of two of complex numbers, there in the order of reversed bits and back from it: products of transforms do not
/// mind the order, and nothing is moved about.
/// </summary>
internal sealed class FourierPlan
{
    private readonly int _size;
    private readonly double[] _cosines;
    private readonly double[] _sines;

    public FourierPlan(int size)
    {
        _size = size;
        (_cosines, _sines) = (new double[size], new double[size]);
        // The roots of each stage one after another, so that inner loops read them in order: those of the stage of half-length h begin at h.
        for (var half = 1; half < size; half *= 2)
        {
            for (var j = 0; j < half; j++)
                (_sines[half + j], _cosines[half + j]) = Math.SinCos(-Math.PI * j / half);
        }
    }

    /// <summary>Replaces the transform by its power, a whole number of at least 1.</summary>
    public static void Raise(Span<double> real, Span<double> imaginary, long power)
    {
        for (var i = 0; i < real.Length; i++)
        {
            var (baseRe, baseIm, re, im) = (real[i], imaginary[i], 1.0, 0.0);
            for (var left = power; ; left >>= 1)
            {
                if ((left & 1) != 0)
                    (re, im) = (re * baseRe - im * baseIm, re * baseIm + im * baseRe);
                if (left == 1)
                    break;
                (baseRe, baseIm) = (baseRe * baseRe - baseIm * baseIm, 2 * baseRe * baseIm);
            }

            (real[i], imaginary[i]) = (re, im);
        }
    }

    public void Transform(Span<double> real, Span<double> imaginary)
    {
        for (var half = _size / 2; half >= 1; half /= 2)
        {
            ReadOnlySpan<double> cosines = _cosines.AsSpan(half, half), sines = _sines.AsSpan(half, half);
            for (var start = 0; start < _size; start += 2 * half)
            {
                Span<double> lowRe = real.Slice(start, half), highRe = real.Slice(start + half, half);
                Span<double> lowIm = imaginary.Slice(start, half), highIm = imaginary.Slice(start + half, half);
                for (var j = 0; j < lowRe.Length; j++)
                {
                    var (re, im) = (lowRe[j] - highRe[j], lowIm[j] - highIm[j]);
                    lowRe[j] += highRe[j];
                    lowIm[j] += highIm[j];
                    highRe[j] = re * cosines[j] - im * sines[j];
                    highIm[j] = re * sines[j] + im * cosines[j];
                }
            }
        }
    }

    /// <summary>Back again; only the real parts are wanted, and are divided by the size.</summary>
    public void Invert(Span<double> real, Span<double> imaginary)
    {
        for (var half = 1; half < _size; half *= 2)
        {
            ReadOnlySpan<double> cosines = _cosines.AsSpan(half, half), sines = _sines.AsSpan(half, half);
            for (var start = 0; start < _size; start += 2 * half)
            {
                Span<double> lowRe = real.Slice(start, half), highRe = real.Slice(start + half, half);
                Span<double> lowIm = imaginary.Slice(start, half), highIm = imaginary.Slice(start + half, half);
                for (var j = 0; j < lowRe.Length; j++)
                {
                    var re = highRe[j] * cosines[j] + highIm[j] * sines[j];
                    var im = highIm[j] * cosines[j] - highRe[j] * sines[j];
                    (lowRe[j], highRe[j]) = (lowRe[j] + re, lowRe[j] - re);
                    (lowIm[j], highIm[j]) = (lowIm[j] + im, lowIm[j] - im);
                }
            }
        }

        for (var i = 0; i < real.Length; i++)
            real[i] /= _size;
    }
}
