using BenchmarkDotNet.Attributes;
using CostSim.Numerics.Statistics;

namespace CostSim.Benchmarks.Numerics.Statistics;

/// <summary>Sums, squares and ends: the time of one value.</summary>
public class MomentsBenchmarks
{
    private readonly long[] _costs = SampleValues.Costs();
    private readonly Moments _moments;

    public MomentsBenchmarks() => _moments = new Moments();

    [Benchmark(OperationsPerInvoke = SampleValues.Count)]
    public void Add() => _moments.Add(_costs);
}
