using BenchmarkDotNet.Attributes;
using CostSim.Numerics.Statistics;

namespace CostSim.Benchmarks.Numerics.Statistics;

/// <summary>Counting values in cells, their ends known, as the moments tell them: the time of one value.</summary>
public class HistogramBenchmarks
{
    private readonly long[] _costs = SampleValues.Costs();
    private readonly long[] _calls = Array.ConvertAll(SampleValues.Costs(), cost => cost >> 42);
    private readonly (long Min, long Max) _costEnds;
    private readonly (long Min, long Max) _callEnds;
    private readonly Histogram _wide = new();
    private readonly Histogram _exact = new(1 << 20);

    public HistogramBenchmarks() => (_costEnds, _callEnds) = ((_costs.Min(), _costs.Max()), (_calls.Min(), _calls.Max()));

    [Benchmark(OperationsPerInvoke = SampleValues.Count)]
    public void Add() => _wide.Add(_costs, _costEnds.Min, _costEnds.Max);

    [Benchmark(OperationsPerInvoke = SampleValues.Count)]
    public void AddExactCells() => _exact.Add(_calls, _callEnds.Min, _callEnds.Max);
}
