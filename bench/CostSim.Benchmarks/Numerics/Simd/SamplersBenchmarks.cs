using BenchmarkDotNet.Attributes;
using CostSim.Numerics.Distributions;
using CostSim.Numerics.Random;
using CostSim.Numerics.Simd;
using CostSim.Numerics.Tables;

namespace CostSim.Benchmarks.Numerics.Simd;

/// <summary>Each map from a word to a value, words included: the time of one value.</summary>
public class SamplersBenchmarks
{
    internal const int Trials = 1024;

    private readonly UniformQuantile _uniform = new(2000, 4500);
    private readonly QuantileTable _table = new(new Pert(2.0, 2.8, 4.0, 1));
    private readonly StepQuantile _steps = new([0, 1], [0.95, 0.05]);
    private readonly float[] _values = new float[Trials];
    private IKernels _kernels = KernelSelector.Available[0];

    [ParamsSource(nameof(Sets))]
    public string Set { get; set; } = "";

    public static IEnumerable<string> Sets => KernelSets.Names;

    [GlobalSetup]
    public void Prepare() => _kernels = KernelSets.Named(Set);

    [Benchmark(OperationsPerInvoke = Trials)]
    public void Uniform() => Draw(_uniform);

    [Benchmark(OperationsPerInvoke = Trials)]
    public void Table() => Draw(_table);

    [Benchmark(OperationsPerInvoke = Trials)]
    public void Steps() => Draw(_steps);

    [Benchmark(OperationsPerInvoke = Trials)]
    public void Deviates() => _kernels.DrawDeviates(1, new WordAddress(2, 3, 4), 0, _values);

    private void Draw(QuantileFunction quantile) => _kernels.Draw(1, new WordAddress(2, 3, 4), quantile, 0, _values);
}
