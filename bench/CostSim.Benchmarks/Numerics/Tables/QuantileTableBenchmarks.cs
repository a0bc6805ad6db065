using BenchmarkDotNet.Attributes;
using CostSim.Numerics.Distributions;
using CostSim.Numerics.Tables;

namespace CostSim.Benchmarks.Numerics.Tables;

/// <summary>Set-up of a quantile table: the time of one table, paid once a factor of a plan.</summary>
public class QuantileTableBenchmarks
{
    [Benchmark]
    public QuantileTable Pert() => new(new Pert(2.0, 2.8, 4.0, 1));

    [Benchmark]
    public QuantileTable Triangular() => new(new Triangular(2.0, 2.8, 4.0));

    [Benchmark]
    public QuantileTable Lognormal() => new(new Lognormal(0, 0.5));

    [Benchmark]
    public QuantileTable Normal() => new(CostSim.Numerics.Distributions.Normal.Standard);
}
