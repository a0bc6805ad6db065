using System.Globalization;
using CostSim.Engine.Tests.Oracles;
using CostSim.Numerics.Simd;

namespace CostSim.Engine.Tests;

/// <summary>Hashes that no change may move unnoticed: see the comment in Data/golden-hashes.csv.</summary>
public class GoldenHashTests
{
    public static TheoryData<string> Kernels => [.. KernelSelector.Available.Select(kernels => kernels.Name)];

    [Theory]
    [MemberData(nameof(Kernels))]
    public void The_golden_runs_have_their_hashes_with_every_set_of_kernels(string kernels)
    {
        foreach (var row in DataFile.Rows("golden-hashes.csv"))
        {
            var options = new SimulationOptions((ulong)Whole(row[4]), Whole(row[5]), 2) { Kernels = KernelSelector.Select(kernels) };
            var choice = MethodChoice.Decide(
                Repository.Scenario(row[0], row[1]), Whole(row[2]), fixRun: false, exact: row[3] == "exact", options.Kernels);

            var hash = Simulation.ResultHash(Simulation.Run([choice.Plan], options));
            Assert.Equal(row[3] == "exact", choice.Plan.Collapse is null);
            Assert.True(row[6] == hash, $"{row[0]}, {row[3]}: {hash} is not {row[6]}");
        }
    }

    private static long Whole(string text) => long.Parse(text, CultureInfo.InvariantCulture);
}
