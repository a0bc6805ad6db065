using CostSim.Engine.Planning.Collapse;

namespace CostSim.Engine.Tests.Planning.Collapse;

/// <summary>A table read by linear interpolation is right in the average over its cells, against integrals in closed form.</summary>
public class CellAveragesTests
{
    [Fact]
    public void A_parabola_is_right_in_the_average_over_each_cell()
    {
        double[] places = [.. Enumerable.Range(0, 9).Select(i => 1 + i / 8.0)];

        var moved = Moved(places, x => 3 * x * x - x + 2);

        for (var i = 1; i + 2 < places.Length; i++)
        {
            var (low, high) = (places[i], places[i + 1]);
            var average = (Integral(high) - Integral(low)) / (high - low);
            Assert.Equal(average, (moved[i] + moved[i + 1]) / 2, 1e-12);
            // Through the values themselves the chord is above it by h²f″/12.
            Assert.Equal(6 / 64.0 / 12, (Value(low) + Value(high)) / 2 - average, 1e-12);
        }

        static double Value(double x) => 3 * x * x - x + 2;

        static double Integral(double x) => x * x * x - x * x / 2 + 2 * x;
    }

    [Fact]
    public void Where_cells_grow_wider_the_integral_is_kept()
    {
        double[] places = [.. Enumerable.Range(8, 8).Select(i => i / 8.0), .. Enumerable.Range(8, 9).Select(i => i / 4.0)];

        var moved = Moved(places, x => x * x);

        // The ends are not moved, so that the integral is that from the second node to the last but one, and two half-moved cells.
        var (sum, plain) = (0.0, 0.0);
        for (var i = 0; i + 1 < places.Length; i++)
        {
            sum += (moved[i] + moved[i + 1]) / 2 * (places[i + 1] - places[i]);
            plain += (places[i] * places[i] + places[i + 1] * places[i + 1]) / 2 * (places[i + 1] - places[i]);
        }

        var exact = (Math.Pow(places[^1], 3) - Math.Pow(places[0], 3)) / 3;
        var (first, last) = (places[1] - places[0], places[^1] - places[^2]);
        Assert.Equal(exact + (first * first * first + last * last * last) / 12, sum, 1e-12);
        Assert.True(plain - exact > 10 * (sum - exact) / 2, $"{plain - exact} before, {sum - exact} after");
    }

    [Fact]
    public void A_straight_line_stays()
    {
        double[] places = [0, 0.5, 0.75, 1, 2, 4];

        Assert.Equal(places.Select(x => 3 - x), Moved(places, x => 3 - x), (one, other) => Math.Abs(one - other) < 1e-15);
    }

    [Fact]
    public void At_a_jump_no_mean_is_negative_and_parts_still_add_up()
    {
        double[] places = [.. Enumerable.Range(0, 10).Select(i => 1 + i / 10.0)];
        double[][] values = [.. places.Select((x, i) => i < 5 ? new[] { x, 0 } : [0, x])];
        double[][] moved = [.. places.Select(_ => new double[2])];

        CellAverages.Fit(places, values, moved, 2);

        for (var i = 0; i < places.Length; i++)
        {
            Assert.InRange(moved[i][0], 0, 2);
            Assert.InRange(moved[i][1], 0, 2);
            Assert.Equal(places[i], moved[i][0] + moved[i][1], 1e-12);
        }
    }

    private static double[] Moved(double[] places, Func<double, double> of)
    {
        double[][] moved = [.. places.Select(_ => new double[1])];
        CellAverages.Fit(places, [.. places.Select(x => new[] { of(x) })], moved, 1);
        return [.. moved.Select(each => each[0])];
    }
}
