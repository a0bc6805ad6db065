using CostSim.Numerics.Distributions;
using CostSim.Numerics.Random;
using CostSim.Numerics.Simd;
using CostSim.Numerics.Tables;

namespace CostSim.Benchmarks.Numerics.Statistics;

/// <summary>Values as aggregation sees them: costs of the reference run in steps, which fill about four thousand cells.</summary>
internal static class SampleValues
{
    public const int Count = 1024;
    private const double StepsPerUsd = 256e12;

    public static long[] Costs()
    {
        var draws = new float[Count];
        KernelSelector.Available[0].Draw(1, new WordAddress(2, 3, 4), new QuantileTable(new Triangular(80, 160, 300)), 0, draws);
        return Array.ConvertAll(draws, usd => (long)(usd * StepsPerUsd));
    }
}
