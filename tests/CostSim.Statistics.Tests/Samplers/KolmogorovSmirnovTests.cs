using CostSim.Numerics.Random;
using CostSim.Numerics.Simd;

namespace CostSim.Statistics.Tests.Samplers;

/// <summary>
/// Samples of ten million against their law: the greatest distance between the two distribution functions at the edges of up to 65,536
/// cells. A right sampler exceeds the bound once in a million runs; the seed is fixed, so a failure repeats.
/// </summary>
[Trait("Category", "Statistics")]
public class KolmogorovSmirnovTests
{
    private const double DistanceMax = 8.5e-4;
    private const int Trials = 10_000_000;
    private const int Block = 64 * 625;
    private const int CellsMax = 1 << 16;

    public static TheoryData<string> Laws => [.. SampledLaw.All.Keys];

    [Theory, MemberData(nameof(Laws))]
    public void Ten_million_draws_follow_their_law_on_every_path(string name)
    {
        var law = SampledLaw.All[name];
        var cells = new Cells(law, StreamId.Of(name));
        foreach (var kernels in KernelSelector.Available)
        {
            var distance = cells.Distance(kernels, 1);
            Assert.True(distance < DistanceMax, $"{kernels.Name}: D = {distance:E2}");
            // Every path gives the same bits, so the planted fault, values half a per cent too great, is tried on one of them.
            if (kernels != KernelSelector.Available[0])
                continue;
            var planted = cells.Distance(kernels, 1.005f);
            Assert.True(planted > DistanceMax, $"a scale error of 0.5 % is not seen: D = {planted:E2}");
        }
    }

    /// <summary>Cells by the leading bits of the float, and the law's probability below each.</summary>
    private sealed class Cells
    {
        private readonly SampledLaw _law;
        private readonly ulong _seed;
        private readonly int _first;
        private readonly int _shift;
        private readonly double[] _below;

        public Cells(SampledLaw law, ulong seed)
        {
            (_law, _seed) = (law, seed);
            _first = BitConverter.SingleToInt32Bits((float)law.Min);
            var range = BitConverter.SingleToInt32Bits((float)law.Max) - _first;
            while (range >> _shift >= CellsMax)
                _shift++;
            _below = new double[(range >> _shift) + 1];
            // Halfway between the greatest float of a cell and the least of the next.
            for (var cell = 0; cell < _below.Length; cell++)
            {
                var next = _first + ((cell + 1) << _shift);
                _below[cell] = law.Cdf(((double)BitConverter.Int32BitsToSingle(next) + BitConverter.Int32BitsToSingle(next - 1)) / 2);
            }
        }

        public double Distance(IKernels kernels, float scale)
        {
            var counts = new int[_below.Length];
            var values = new float[Block];
            for (var trial = 0; trial < Trials; trial += Block)
            {
                _law.Draw(kernels, _seed, trial, values);
                foreach (var value in values)
                    counts[Math.Clamp((BitConverter.SingleToInt32Bits(value * scale) - _first) >> _shift, 0, counts.Length - 1)]++;
            }

            var distance = 0.0;
            long below = 0;
            for (var cell = 0; cell < counts.Length; cell++)
            {
                below += counts[cell];
                distance = Math.Max(distance, Math.Abs((double)below / Trials - _below[cell]));
            }

            return distance;
        }
    }
}
