using CostSim.Numerics.Random;
using CostSim.Numerics.Statistics;

namespace CostSim.Numerics.Tests.Statistics;

public class HistogramTests
{
    /// <summary>Values of every size and both signs: all near 0, around every power of two, and scattered ones.</summary>
    private static readonly long[] Values =
    [
        .. Enumerable.Range(-9_000, 18_001).Select(i => (long)i),
        .. Enumerable.Range(13, 49).SelectMany(
            power => new[] { -1, 0, 1 }.SelectMany(step => new[] { (1L << power) + step, -(1L << power) + step })),
        .. Enumerable.Range(0, 20_000).Select(i => (long)((ulong)Word(2 * i) << 32 | Word(2 * i + 1)) >> (int)(1 + Word(i + 70_000) % 60)),
        long.MaxValue >> 1, -(long.MaxValue >> 1), long.MaxValue - 1024, -long.MaxValue + 1024,
    ];

    [Fact]
    public void Cells_ascend_without_overlap_and_count_every_value_once()
    {
        var cells = Filled(Values).Cells().ToList();
        Assert.Equal(Values.Length, cells.Sum(cell => cell.Count));
        foreach (var (before, after) in cells.Zip(cells.Skip(1)))
        {
            Assert.True(before.Index < after.Index);
            Assert.True(before.Last < after.First, $"{before} {after}");
        }
    }

    [Fact]
    public void A_cell_holds_its_values_and_is_narrow()
    {
        foreach (var value in Values.Where((_, i) => i % 7 == 0))
        {
            var cell = Assert.Single(Filled([value]).Cells());
            // Beyond 2^53 values count as the nearest double.
            Assert.InRange((double)value, cell.First, cell.Last);
            Assert.True(cell.Last - cell.First <= Math.Abs((double)value) / 4096, $"{value}: {cell}");
        }
    }

    [Fact]
    public void The_ends_of_a_cell_fall_into_it_and_their_neighbours_do_not()
    {
        var cells = Filled(Values).Cells().Where(cell => Math.Abs(cell.First) < 1L << 53 && Math.Abs(cell.Last) < 1L << 53);
        foreach (var cell in cells.Where((_, i) => i % 23 == 0))
        {
            Assert.Equal(cell.Index, Filled([(long)cell.First]).Cells().Single().Index);
            Assert.Equal(cell.Index, Filled([(long)cell.Last]).Cells().Single().Index);
            Assert.NotEqual(cell.Index, Filled([(long)cell.First - 1]).Cells().Single().Index);
            Assert.NotEqual(cell.Index, Filled([(long)cell.Last + 1]).Cells().Single().Index);
        }
    }

    [Fact]
    public void Whole_numbers_below_eight_thousand_have_cells_of_their_own()
    {
        var cells = Filled([.. Enumerable.Range(-8191, 16383).Select(i => (long)i)]).Cells().ToList();
        Assert.Equal(Enumerable.Range(-8191, 16383).Select(i => (double)i), cells.Select(cell => cell.First));
        Assert.All(cells, cell => Assert.Equal((cell.First, 1L), (cell.Last, cell.Count)));
    }

    [Fact]
    public void Merged_in_any_order_the_cells_are_those_of_all_values()
    {
        var parts = Values.Chunk(7777).ToList();
        var expected = Filled(Values).Cells().ToList();
        foreach (var order in new[] { parts, Enumerable.Reverse(parts), parts.OrderBy(part => part[0] & 1023) })
        {
            var merged = new Histogram();
            foreach (var part in order)
                merged.Merge(Filled(part));
            Assert.Equal(expected, merged.Cells());
        }
    }

    [Fact]
    public void Coarse_cells_hold_sixteen_fine_ones_each()
    {
        var histogram = Filled(Values);
        var fine = histogram.Cells().ToLookup(cell => cell.Index / 16);
        var coarse = histogram.CoarseCells().ToList();
        Assert.Equal(Values.Length, coarse.Sum(cell => cell.Count));
        Assert.Equal(fine.Select(cells => cells.Key), coarse.Select(cell => cell.Index));
        foreach (var cell in coarse)
        {
            var parts = fine[cell.Index].ToList();
            Assert.Equal(cell.Count, parts.Sum(part => part.Count));
            Assert.True(cell.First <= parts[0].First && parts[^1].Last <= cell.Last);
            Assert.True(cell.Last - cell.First <= Math.Abs(cell.First + cell.Last) / 2 / 250, $"{cell}");
        }
    }

    [Fact]
    public void Plain_cells_hold_four_fine_ones_each_and_look_the_same_from_afar()
    {
        var (fine, plain) = (Filled(Values), Filled(Values, Histogram.PlainBits));
        Assert.Equal(
            fine.Cells().GroupBy(cell => cell.Index / 4, (index, cells) => (index, cells.Sum(cell => cell.Count))),
            plain.Cells().Select(cell => (cell.Index, cell.Count)));
        Assert.Equal(fine.CoarseCells(), plain.CoarseCells());
    }

    [Theory]
    [InlineData(Histogram.FineBits)]
    [InlineData(Histogram.PlainBits)]
    public void Exact_cells_hold_one_number_each_and_stay_single_in_the_coarse_view(int octaveBits)
    {
        var histogram = new Histogram(10_000, octaveBits);
        foreach (var value in new long[] { 10_000, 0, 4095, 4096, 4096, 1, 10_000, 10_000 })
            histogram.Add(value);
        HistogramCell[] expected =
            [new(0, 0, 0, 1), new(1, 1, 1, 1), new(4095, 4095, 4095, 1), new(4096, 4096, 4096, 2), new(10_000, 10_000, 10_000, 3)];
        Assert.Equal(expected, histogram.Cells());
        Assert.Equal(expected, histogram.CoarseCells());
    }

    [Theory]
    [InlineData(1_000, 1_000_000)] // a window, which grows
    [InlineData(0, 5)] // zero, which has no octave
    [InlineData(-3_000, 3_000)]
    [InlineData(-9_000, -2_000)]
    [InlineData(1, long.MaxValue / 2)] // further apart than a window reaches
    public void Values_counted_together_fall_where_single_ones_do(long min, long max)
    {
        foreach (var octaveBits in new[] { Histogram.FineBits, Histogram.PlainBits })
            CountTogether(min, max, octaveBits);
    }

    private static void CountTogether(long min, long max, int octaveBits)
    {
        var together = new Histogram(octaveBits: octaveBits);
        var values = Enumerable.Range(0, 5000).Select(i => min + (long)((max - min) * (Word(i) / 4294967296.0))).ToArray();
        for (var from = 0; from < values.Length; from += 701)
        {
            var piece = values.AsSpan(from, Math.Min(701, values.Length - from));
            // First near one end, then all over: the window has to move.
            var near = piece.ToArray().Where(value => value - min < (max - min) / 64).ToArray();
            if (near.Length > 0)
                together.Add(near, near.Min(), near.Max());
            var rest = piece.ToArray().Where(value => value - min >= (max - min) / 64).ToArray();
            together.Add(rest, rest.Min(), rest.Max());
        }

        Assert.Equal(Filled(values, octaveBits).Cells(), together.Cells());
    }

    [Theory]
    [InlineData(Histogram.FineBits)]
    [InlineData(Histogram.PlainBits)]
    public void Exact_values_counted_together_fall_where_single_ones_do(int octaveBits)
    {
        var together = new Histogram(20_000, octaveBits);
        var single = new Histogram(20_000, octaveBits);
        foreach (var piece in Enumerable.Range(0, 3000).Select(i => (long)(Word(i) % 20_001)).Chunk(257))
        {
            together.Add(piece, piece.Min(), piece.Max());
            foreach (var value in piece)
                single.Add(value);
        }

        Assert.Equal(single.Cells(), together.Cells());
    }

    [Fact]
    public void Histograms_of_different_cells_are_not_merged()
    {
        Assert.Throws<ArgumentException>(() => new Histogram(10).Merge(new Histogram(11)));
        Assert.Throws<ArgumentException>(() => new Histogram().Merge(new Histogram(11)));
        Assert.Throws<ArgumentException>(() => new Histogram().Merge(new Histogram(octaveBits: Histogram.PlainBits)));
    }

    [Fact]
    public void An_empty_histogram_has_no_cells()
    {
        Assert.Empty(new Histogram().Cells());
        Assert.Empty(new Histogram().CoarseCells());
        Assert.Empty(new Histogram(5).Cells());
    }

    private static Histogram Filled(IEnumerable<long> values, int octaveBits = Histogram.FineBits)
    {
        var histogram = new Histogram(octaveBits: octaveBits);
        foreach (var value in values)
            histogram.Add(value);
        return histogram;
    }

    private static uint Word(int trial) => new WordAddress(1, 2, 3).Word(4, trial);
}
