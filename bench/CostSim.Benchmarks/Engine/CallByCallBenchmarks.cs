using BenchmarkDotNet.Attributes;
using CostSim.Engine.Aggregation;
using CostSim.Numerics.Simd;

namespace CostSim.Benchmarks.Engine;

/// <summary>The law itself, every call drawn: the method of one item, and what the fast one is held against.</summary>
public class CallByCallBenchmarks
{
    private const long Trials = 10_000;

    private ReferenceJob _job = null!;

    [Params(1, 50)]
    public long Items { get; set; }

    [GlobalSetup]
    public void Prepare() => _job = new ReferenceJob(Items, exact: true, KernelSelector.Selected);

    [Benchmark]
    public Aggregates Run() => _job.Run(Trials, Environment.ProcessorCount);
}
