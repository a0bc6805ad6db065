using CostSim.Numerics.Simd;

namespace CostSim.Benchmarks;

/// <summary>The kernel sets of this machine, by the names that parameters of benchmarks have.</summary>
internal static class KernelSets
{
    public static IEnumerable<string> Names => KernelSelector.Available.Select(kernels => kernels.Name);

    public static IKernels Named(string name) => KernelSelector.Select(name);
}
