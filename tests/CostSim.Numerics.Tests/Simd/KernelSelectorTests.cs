using System.Runtime.Intrinsics.X86;
using CostSim.Numerics.Simd;

namespace CostSim.Numerics.Tests.Simd;

public class KernelSelectorTests
{
    [Fact]
    public void The_widest_kernels_of_the_machine_come_first()
    {
        var names = new List<string>();
        if (Avx512F.IsSupported)
            names.Add("avx512");
        if (Avx2.IsSupported)
            names.Add("avx2");
        names.Add("scalar");
        Assert.Equal(names, KernelSelector.Available.Select(kernels => kernels.Name));
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    public void Without_a_name_the_first_ones_are_taken(string? name) =>
        Assert.Same(KernelSelector.Available[0], KernelSelector.Select(name));

    [Fact]
    public void A_name_forces_its_kernels() =>
        Assert.All(KernelSelector.Available, kernels => Assert.Same(kernels, KernelSelector.Select(kernels.Name)));

    [Theory]
    [InlineData("sse")]
    [InlineData("AVX2")]
    [InlineData(" scalar")]
    public void An_unknown_name_is_an_error_that_says_what_there_is(string name)
    {
        var error = Assert.Throws<NotSupportedException>(() => KernelSelector.Select(name));
        Assert.StartsWith($"COSTSIM_SIMD={name}: this machine has ", error.Message, StringComparison.Ordinal);
        Assert.EndsWith("scalar", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void The_environment_variable_names_the_kernels_in_use()
    {
        // All kernels give the same bits, so a test that runs meanwhile does not notice.
        var before = Environment.GetEnvironmentVariable(KernelSelector.Variable);
        try
        {
            Environment.SetEnvironmentVariable(KernelSelector.Variable, "scalar");
            Assert.Equal("scalar", KernelSelector.Selected.Name);
            Environment.SetEnvironmentVariable(KernelSelector.Variable, null);
            Assert.Same(KernelSelector.Available[0], KernelSelector.Selected);
        }
        finally
        {
            Environment.SetEnvironmentVariable(KernelSelector.Variable, before);
        }
    }
}
