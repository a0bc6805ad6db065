using BenchmarkDotNet.Attributes;
using CostSim.Engine;
using CostSim.Engine.Aggregation;
using CostSim.Numerics.Simd;

namespace CostSim.Benchmarks.Engine;

/// <summary>The reference job by the method that the engine chooses: its time hardly depends on the number of items, from two on.</summary>
public class ReferenceJobBenchmarks
{
    private const long Trials = 100_000;

    private ReferenceJob _job = null!;

    [Params(1, 50, 50_000, 5_000_000)]
    public long Items { get; set; }

    [GlobalSetup]
    public void Prepare() => _job = new ReferenceJob(Items, exact: false, KernelSelector.Selected);

    [Benchmark]
    public MethodChoice Decide() => _job.Decide();

    [Benchmark]
    public Aggregates DecideAndRun() => _job.DecideAndRun(Trials, Environment.ProcessorCount);
}
