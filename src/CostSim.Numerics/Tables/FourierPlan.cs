using System.Numerics;
using System.Runtime.InteropServices;

namespace CostSim.Numerics.Tables;

/// <summary>
/// The discrete Fourier transform for sizes that are powers of two, with output in bit-reversed order and an inverse that takes it:
/// products of transforms do not depend on the order, so no reordering is needed.
/// </summary>
internal sealed class FourierPlan
{
    private readonly double[] _cosines;
    private readonly double[] _sines;

    /// <param name="size">The maximum size; smaller ones work as well.</param>
    public FourierPlan(int size)
    {
        (_cosines, _sines) = (new double[size], new double[size]);
        // The roots of each stage one after another, so that inner loops read them in order: those of the stage of half-length h begin at
        // h.
        for (var half = 1; half < size; half *= 2)
        {
            for (var j = 0; j < half; j++)
                (_sines[half + j], _cosines[half + j]) = Math.SinCos(-Math.PI * j / half);
        }
    }

    /// <summary>Replaces the transform by its power, a whole number of at least 1.</summary>
    public static void Raise(Span<double> real, Span<double> imaginary, long power)
    {
        Span<Vector<double>> reals = Registers(real), imaginaries = Registers(imaginary);
        for (var i = 0; i < reals.Length; i++)
        {
            var (baseRe, baseIm, re, im) = (reals[i], imaginaries[i], Vector<double>.One, Vector<double>.Zero);
            for (var left = power; ; left >>= 1)
            {
                if ((left & 1) != 0)
                    (re, im) = (re * baseRe - im * baseIm, re * baseIm + im * baseRe);
                if (left == 1)
                    break;
                (baseRe, baseIm) = (baseRe * baseRe - baseIm * baseIm, (baseRe + baseRe) * baseIm);
            }

            (reals[i], imaginaries[i]) = (re, im);
        }
    }

    public void Transform(Span<double> real, Span<double> imaginary)
    {
        for (var half = real.Length / 2; half >= 1; half /= 2)
        {
            for (var start = 0; start < real.Length; start += 2 * half)
                Part(Wing(real, start, half), Wing(imaginary, start, half), Wing(real, start + half, half),
                    Wing(imaginary, start + half, half), half);
        }
    }

    /// <summary>The inverse transform; only the real parts are needed, and are divided by the size.</summary>
    public void Invert(Span<double> real, Span<double> imaginary)
    {
        for (var half = 1; half < real.Length; half *= 2)
        {
            for (var start = 0; start < real.Length; start += 2 * half)
                Join(Wing(real, start, half), Wing(imaginary, start, half), Wing(real, start + half, half),
                    Wing(imaginary, start + half, half), half);
        }

        for (var i = 0; i < real.Length; i++)
            real[i] /= real.Length;
    }

    private static Span<double> Wing(Span<double> values, int start, int half) => values.Slice(start, half);

    private static Span<Vector<double>> Registers(Span<double> values) => MemoryMarshal.Cast<double, Vector<double>>(values);

    /// <summary>Sums to the lower wing, differences times the roots to the upper one.</summary>
    private void Part(Span<double> lowRe, Span<double> lowIm, Span<double> highRe, Span<double> highIm, int half)
    {
        Span<double> cosines = _cosines.AsSpan(half, half), sines = _sines.AsSpan(half, half);
        if (half < Vector<double>.Count)
        {
            for (var j = 0; j < half; j++)
                (lowRe[j], lowIm[j], highRe[j], highIm[j]) = Parted(lowRe[j], lowIm[j], highRe[j], highIm[j], cosines[j], sines[j]);
            return;
        }

        Span<Vector<double>> aRe = Registers(lowRe), aIm = Registers(lowIm), bRe = Registers(highRe), bIm = Registers(highIm);
        Span<Vector<double>> cos = Registers(cosines), sin = Registers(sines);
        for (var j = 0; j < aRe.Length; j++)
        {
            var (re, im) = (aRe[j] - bRe[j], aIm[j] - bIm[j]);
            aRe[j] += bRe[j];
            aIm[j] += bIm[j];
            bRe[j] = re * cos[j] - im * sin[j];
            bIm[j] = re * sin[j] + im * cos[j];
        }
    }

    private static (double LowRe, double LowIm, double HighRe, double HighIm) Parted(
        double aRe, double aIm, double bRe, double bIm, double cos, double sin) =>
        (aRe + bRe, aIm + bIm, (aRe - bRe) * cos - (aIm - bIm) * sin, (aRe - bRe) * sin + (aIm - bIm) * cos);

    /// <summary>The inverse of <see cref="Part"/>, except for a factor of 2.</summary>
    private void Join(Span<double> lowRe, Span<double> lowIm, Span<double> highRe, Span<double> highIm, int half)
    {
        Span<double> cosines = _cosines.AsSpan(half, half), sines = _sines.AsSpan(half, half);
        if (half < Vector<double>.Count)
        {
            for (var j = 0; j < half; j++)
                (lowRe[j], lowIm[j], highRe[j], highIm[j]) = Joined(lowRe[j], lowIm[j], highRe[j], highIm[j], cosines[j], sines[j]);
            return;
        }

        Span<Vector<double>> aRe = Registers(lowRe), aIm = Registers(lowIm), bRe = Registers(highRe), bIm = Registers(highIm);
        Span<Vector<double>> cos = Registers(cosines), sin = Registers(sines);
        for (var j = 0; j < aRe.Length; j++)
        {
            var re = bRe[j] * cos[j] + bIm[j] * sin[j];
            var im = bIm[j] * cos[j] - bRe[j] * sin[j];
            (bRe[j], bIm[j]) = (aRe[j] - re, aIm[j] - im);
            aRe[j] += re;
            aIm[j] += im;
        }
    }

    private static (double LowRe, double LowIm, double HighRe, double HighIm) Joined(
        double aRe, double aIm, double bRe, double bIm, double cos, double sin)
    {
        var (re, im) = (bRe * cos + bIm * sin, bIm * cos - bRe * sin);
        return (aRe + re, aIm + im, aRe - re, aIm - im);
    }
}
