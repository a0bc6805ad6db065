using System.Runtime.InteropServices;
using CostSim.Numerics.Simd;

namespace CostSim.Benchmarks;

/// <summary>The machine, as results name it.</summary>
internal static class Machine
{
    private const string ProcessorFile = "/proc/cpuinfo";

    /// <summary>The best kernel set.</summary>
    public static string InstructionSet => KernelSelector.Available[0].Name;

    public static string Runtime => RuntimeInformation.FrameworkDescription;

    /// <summary>The processor's name, where the system tells it.</summary>
    public static string Processor =>
        File.Exists(ProcessorFile)
            && File.ReadLines(ProcessorFile).FirstOrDefault(line => line.StartsWith("model name", StringComparison.Ordinal)) is { } line
            ? line[(line.IndexOf(':', StringComparison.Ordinal) + 1)..].Trim()
            : RuntimeInformation.ProcessArchitecture.ToString();
}
