using BenchmarkDotNet.Attributes;
using CostSim.Numerics.Random;
using CostSim.Numerics.Simd;

namespace CostSim.Benchmarks.Numerics.Random;

/// <summary>Random words: the time of one 32-bit word.</summary>
public class WordsBenchmarks
{
    internal const int Trials = 1024;

    private readonly uint[] _words = new uint[Trials];
    private IKernels _kernels = KernelSelector.Available[0];

    [ParamsSource(nameof(Sets))]
    public string Set { get; set; } = "";

    public static IEnumerable<string> Sets => KernelSets.Names;

    [GlobalSetup]
    public void Prepare() => _kernels = KernelSets.Named(Set);

    [Benchmark(OperationsPerInvoke = Trials)]
    public void Words() => _kernels.Words(1, new WordAddress(2, 3, 4), 0, _words);
}
