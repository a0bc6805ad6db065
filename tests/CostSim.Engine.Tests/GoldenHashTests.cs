using System.Globalization;
using CostSim.Engine.Planning;
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
            var plan = Planner.Build(Repository.Scenario(row[0], row[1]), Whole(row[2]));
            var options = new SimulationOptions((ulong)Whole(row[3]), Whole(row[4]), 2) { Kernels = KernelSelector.Select(kernels) };

            var hash = Simulation.ResultHash(Simulation.Run([plan], options));
            Assert.True(row[5] == hash, $"{row[0]}: {hash} is not {row[5]}");
        }
    }

    private static long Whole(string text) => long.Parse(text, CultureInfo.InvariantCulture);
}
