using System.Runtime.Intrinsics.X86;

namespace CostSim.Numerics.Simd;

/// <summary>Chooses the kernels that suit the machine. The choice affects the speed, not the result.</summary>
public static class KernelSelector
{
    /// <summary>Environment variable that forces a choice: <c>avx512</c>, <c>avx2</c> or <c>scalar</c>.</summary>
    public const string Variable = "COSTSIM_SIMD";

    /// <summary>Every set of kernels that this machine can run, the preferred one first.</summary>
    public static IReadOnlyList<IKernels> Available { get; } = FindAvailable();

    /// <summary>The kernels in use: the preferred ones, or those that <see cref="Variable"/> names.</summary>
    /// <exception cref="NotSupportedException">The variable names kernels that this machine does not have.</exception>
    public static IKernels Selected => Select(Environment.GetEnvironmentVariable(Variable));

    /// <summary>The kernels of a name, or the preferred ones for none.</summary>
    public static IKernels Select(string? name) =>
        string.IsNullOrEmpty(name) ? Available[0]
        : Available.FirstOrDefault(kernels => kernels.Name == name)
            ?? throw new NotSupportedException(
                $"{Variable}={name}: this machine has {string.Join(", ", Available.Select(kernels => kernels.Name))}");

    private static List<IKernels> FindAvailable()
    {
        var available = new List<IKernels>();
        // 512 bits: twice the lanes, and twice the registers, so that a Philox block and four sums stay in them.
        if (Avx512F.IsSupported)
            available.Add(new Kernels<Lanes16>("avx512"));
        // 256 bits: every x64 server of the last ten years.
        if (Avx2.IsSupported)
            available.Add(new Kernels<Lanes8>("avx2"));
        // A plain 64-bit register: any other machine, and the simplest code for tests.
        available.Add(new Kernels<Lanes2>("scalar"));
        return available;
    }
}
