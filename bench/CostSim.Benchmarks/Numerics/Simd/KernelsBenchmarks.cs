using BenchmarkDotNet.Attributes;
using CostSim.Numerics.Simd;
using CostSim.Numerics.Tables;

namespace CostSim.Benchmarks.Numerics.Simd;

/// <summary>
/// The other kernels over a block of trials: the time of one call for those that draw calls (a word in a count, a product of one or two
/// words in a sum), of one trial for the others.
/// </summary>
public class KernelsBenchmarks
{
    internal const int Trials = 1024;

    /// <summary>Calls of a trial: what one item sends to the reference scenario's largest phase.</summary>
    internal const int Calls = 62;

    private static readonly CallFactor Input = new(5, new UniformQuantile(0.98, 1.02));
    private static readonly CallFactor Overhead = new(6, new UniformQuantile(0.97, 1.03));

    private readonly int[] _counts = Filled(Calls);
    private readonly float[] _chances = Filled(0.1f);
    private readonly float[] _factors = Filled(1.01f);
    private readonly float[] _values = Filled(1f);
    private readonly int[] _result = new int[Trials];
    private readonly GridTable _grid = new([new GridAxis(0, 1, 257)], point => new GridValues(point[0], 1, 2, 3));
    private readonly float[] _places = [.. Enumerable.Range(0, Trials).Select(i => i * 389 % Trials / (float)Trials)];
    private readonly float[] _quantities = new float[4 * Trials];
    private readonly double[] _totals = new double[Trials];
    private readonly CallFactor[] _one = [Input];
    private readonly CallFactor[] _two = [Input, Overhead];
    private IKernels _kernels = KernelSelector.Available[0];

    [ParamsSource(nameof(Sets))]
    public string Set { get; set; } = "";

    public static IEnumerable<string> Sets => KernelSets.Names;

    [GlobalSetup]
    public void Prepare() => _kernels = KernelSets.Named(Set);

    [Benchmark(OperationsPerInvoke = Trials * Calls)]
    public void CountSuccesses() => _kernels.CountSuccesses(1, 2, 3, 0, _chances, _counts, _result);

    [Benchmark(OperationsPerInvoke = Trials * Calls)]
    public void AddCallSumsOfOneFactor() => _kernels.AddCallSums(1, _one, 3, 0, _counts, _factors, _totals);

    [Benchmark(OperationsPerInvoke = Trials * Calls)]
    public void AddCallSumsOfTwoFactors() => _kernels.AddCallSums(1, _two, 3, 0, _counts, _factors, _totals);

    [Benchmark(OperationsPerInvoke = Trials)]
    public void RoundShares() => _kernels.RoundShares(_chances, _counts, _result);

    [Benchmark(OperationsPerInvoke = Trials)]
    public void AddCounts() => _kernels.AddCounts(_counts, _factors, _totals);

    /// <summary>By 1, so that values neither overflow nor become subnormal in a billion repetitions.</summary>
    [Benchmark(OperationsPerInvoke = Trials)]
    public void Multiply() => _kernels.Multiply(_factors, _values);

    /// <summary>On an axis of a few hundred nodes, as the counts of the reference job have.</summary>
    [Benchmark(OperationsPerInvoke = Trials)]
    public void Interpolate() => _kernels.Interpolate(_grid, _places, _places, _quantities);

    private static TValue[] Filled<TValue>(TValue value)
    {
        var values = new TValue[Trials];
        Array.Fill(values, value);
        return values;
    }
}
