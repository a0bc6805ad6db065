using BenchmarkDotNet.Attributes;
using CostSim.Numerics.Statistics;

namespace CostSim.Benchmarks.Numerics.Statistics;

/// <summary>Counting values in cells: the time of one value.</summary>
public class HistogramBenchmarks
{
    private readonly long[] _costs = SampleValues.Costs();
    private readonly long[] _calls = Array.ConvertAll(SampleValues.Costs(), cost => cost >> 42);
    private readonly Histogram _wide = new();
    private readonly Histogram _exact = new(1 << 20);

    [Benchmark(OperationsPerInvoke = SampleValues.Count)]
    public void Add() => _wide.Add(_costs);

    [Benchmark(OperationsPerInvoke = SampleValues.Count)]
    public void AddExactCells() => _exact.Add(_calls);
}
