using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;
using CostSim.Numerics.Simd;
using CostSim.Numerics.Tables;

namespace CostSim.Numerics.Tests.Simd;

public class GridKernelTests
{
    [Fact]
    public void Rows_become_columns_by_shuffles_and_plainly()
    {
        var (a, b, c, d) = (Vector128.Create(0f, 1, 2, 3), Vector128.Create(4f, 5, 6, 7), Vector128.Create(8f, 9, 10, 11),
            Vector128.Create(12f, 13, 14, 15));
        var expected = (Vector128.Create(0f, 4, 8, 12), Vector128.Create(1f, 5, 9, 13), Vector128.Create(2f, 6, 10, 14),
            Vector128.Create(3f, 7, 11, 15));
        var (e, f, g, h) = (a, b, c, d);
        GridKernel.TransposePlainly(ref e, ref f, ref g, ref h);
        Assert.Equal(expected, (e, f, g, h));
        if (!Sse.IsSupported)
            return;
        GridKernel.Transpose(ref a, ref b, ref c, ref d);
        Assert.Equal(expected, (a, b, c, d));
    }

    [Fact]
    public void Values_must_have_room_for_four_quantities()
    {
        var grid = new GridTable([new GridAxis(0, 1, 3)], point => new GridValues(point[0], 0, 0, 0));
        Assert.Throws<ArgumentOutOfRangeException>(
            () => KernelSelector.Available[0].Interpolate(grid, new float[64], new float[64], new float[255]));
    }
}
