using CostSim.Numerics.Distributions;
using CostSim.Numerics.Statistics;
using CostSim.Numerics.Tables;

namespace CostSim.Numerics.Tests.Statistics;

public class WordCellsTests
{
    [Fact]
    public void Cells_ascend_with_the_word_and_divide_the_tails()
    {
        var cells = new WordCells(new UniformQuantile(0, 1));
        uint[] words = [.. Enumerable.Range(0, 4096).Select(i => (uint)i << 20)];
        var cellOf = new int[words.Length];
        cells.Refine(words, cellOf);

        Assert.Equal(cellOf.Order(), cellOf);
        Assert.Equal(Enumerable.Range(0, cells.Count), cellOf.Distinct());
        Assert.Equal(1, cellOf.Count(cell => cell == 0));
        Assert.Equal(1, cellOf.Count(cell => cell == cells.Count - 1));
        Assert.True(cellOf.GroupBy(cell => cell).Max(cell => cell.Count()) <= 103);
    }

    [Fact]
    public void The_ends_are_from_P5_to_P15_and_from_P85_to_P95()
    {
        var cells = new WordCells(new QuantileTable(new Triangular(0, 3, 10)));
        uint[] words = [.. Enumerable.Range(0, 1000).Select(i => (uint)((i + 0.5) / 1000 * 4294967296.0))];
        var cellOf = new int[words.Length];
        cells.Refine(words, cellOf);
        var low = Enumerable.Range(0, 1000).Where(i => cellOf[i] >= cells.Low.Start.Value && cellOf[i] < cells.Low.End.Value).ToList();
        var high = Enumerable.Range(0, 1000).Where(i => cellOf[i] >= cells.High.Start.Value && cellOf[i] < cells.High.End.Value).ToList();

        Assert.Equal((50, 149), (low[0], low[^1]));
        Assert.Equal((850, 949), (high[0], high[^1]));
        Assert.Equal(("P10", "P90"), (cells.LowName, cells.HighName));
        // Of a triangular law on [0, 10] with its peak at 3: √(p × 30) below the peak, 10 − √((1 − p) × 70) above it.
        Assert.Equal(Math.Sqrt(3), cells.LowValue, 1e-5);
        Assert.Equal(10 - Math.Sqrt(7), cells.HighValue, 1e-5);
    }

    [Fact]
    public void A_few_values_have_a_cell_each()
    {
        var cells = new WordCells(new StepQuantile([1, 5, 9], [0.25, 0.5, 0.25]));
        int[] cellOf = [0, 0, 0, 0, 1];
        cells.Refine([0, 0x3FFFFFFF, 0x40000000, 0xFFFFFFFF, 0xC0000000], cellOf);

        Assert.Equal([0, 0, 1, 2, 5], cellOf);
        Assert.Equal(("least", 1.0, "greatest", 9.0), (cells.LowName, cells.LowValue, cells.HighName, cells.HighValue));
        Assert.Equal((0..1, 2..3), (cells.Low, cells.High));
    }
}
