using CostSim.Engine.Planning;
using CostSim.Numerics.Tables;
using CostSim.Scenarios;

namespace CostSim.Engine.Tests.Planning;

public class ShapeLawTests
{
    private static readonly Shape[] Finite =
    [
        new UniformShape(800, 1800), new TriangularShape(2, 2.8, 4), new TriangularShape(2, 2, 4), new TriangularShape(2, 4, 4),
        new LogUniformShape(100, 10_000), new PertShape(2, 2.8, 4, 1), new PertShape(2, 4, 4, 4), new PertShape(0.1, 5, 900, 4),
    ];

    private static readonly Spread[] Spreads =
        [new(0.02, 0.05), new(0.5, 0.5), new(0.3, 0.7), new(0.9, 0.1), new(0.1, 0), new(0, 0.25), new(0.33, 0.67)];

    [Fact]
    public void The_parts_of_a_split_shape_reach_from_its_minimum_to_its_maximum()
    {
        foreach (var (shape, spread) in Splits())
        {
            var parts = new List<QuantileFunction> { ShapeLaw.RunPart(shape, spread) };
            if (spread.Item > 0)
                parts.Add(ShapeLaw.InnerPart(shape, spread.Item));
            if (spread.Call > 0)
                parts.Add(ShapeLaw.InnerPart(shape, spread.Call));
            var (min, max) = (parts.Aggregate(1.0, (value, part) => value * part.Min),
                parts.Aggregate(1.0, (value, part) => value * part.Max));

            // A table ends at a tail of 2^-33, so that a PERT that touches its end with a small slope stays a little short of it.
            var support = ShapeLaw.Support(shape);
            var slack = shape is PertShape ? 0.01 : 1e-4;
            Assert.InRange(min, support.Min * (1 - 1e-7), support.Min * (1 + slack));
            Assert.InRange(max, support.Max * (1 - slack), support.Max * (1 + 1e-7));
        }
    }

    [Fact]
    public void The_shares_of_the_log_range_are_those_of_the_spread()
    {
        var part = ShapeLaw.InnerPart(new UniformShape(800, 1800), 0.05);

        Assert.Equal(0.05 * Math.Log(1800.0 / 800), Math.Log(part.Max / part.Min), 1e-9);
        Assert.Equal(1, part.Max * part.Min, 1e-9);
    }

    /// <summary>The mean of a log-uniform law of median m and log-width w is m·sinh(w/2)/(w/2); L = ln 100.</summary>
    [Fact]
    public void A_log_uniform_amount_is_split_on_the_logarithmic_scale()
    {
        var shape = new LogUniformShape(100, 10_000);
        static double Mean(double width) => Math.Sinh(width / 2) / (width / 2);
        var range = Math.Log(100);

        Assert.Equal(9_900 / range, ShapeLaw.Whole(shape).Mean, 1e-9);
        Assert.Equal(1_000 * Mean(0.68 * range), ShapeLaw.RunPart(shape, new Spread(0.02, 0.3)).Mean, 1e-9);
        Assert.Equal(Mean(0.02 * range), ShapeLaw.InnerPart(shape, 0.02).Mean, 1e-12);
        Assert.Equal(1_000, ShapeLaw.Centre(shape, new Spread(0.02, 0.3)), 1e-9);
        Assert.Equal(1_000, ShapeLaw.Centre(shape, Spread.AtRun), 1e-9);
    }

    [Fact]
    public void A_run_part_keeps_the_mode_or_moves_it_to_its_nearest_end()
    {
        Assert.Equal(2.8, ShapeLaw.Centre(new PertShape(2, 2.8, 4, 1), new Spread(0.02, 0.05)));
        Assert.Equal(2 * Math.Exp(0.25 * Math.Log(2)), ShapeLaw.Centre(new TriangularShape(2, 2, 4), new Spread(0.2, 0.3)), 1e-12);
    }

    [Fact]
    public void The_centre_is_the_mode_the_middle_or_the_median()
    {
        Assert.Equal(1300, ShapeLaw.Centre(new UniformShape(800, 1800), Spread.AtRun));
        Assert.Equal(2.8, ShapeLaw.Centre(new TriangularShape(2, 2.8, 4), Spread.AtRun));
        Assert.Equal(20, ShapeLaw.Centre(new LognormalIntervalShape(0.9, 10, 40), new Spread(0.2, 0.2)), 1e-12);
        Assert.Equal(7, ShapeLaw.Centre(new DiscreteShape([new(1, 0.3), new(7, 0.5), new(9, 0.2)]), Spread.AtRun));
    }

    [Fact]
    public void The_centre_of_a_run_part_of_no_width_is_the_middle_of_the_log_range()
    {
        foreach (var (shape, spread) in Splits().Where(split => split.Spread.Run < 1e-12))
        {
            var support = ShapeLaw.Support(shape);
            var middle = Math.Sqrt(support.Min * support.Max);

            Assert.Equal(middle, ShapeLaw.Centre(shape, spread), middle * 1e-12);
            Assert.Equal(middle, Assert.IsType<FixedQuantile>(ShapeLaw.RunPart(shape, spread)).Value, middle * 1e-6);
        }
    }

    /// <summary>Rounding turned the ends of such a part round for one range in four.</summary>
    [Fact]
    public void The_run_of_any_scenario_can_be_held()
    {
        for (var i = 0; i < 200; i++)
        {
            var shape = new TriangularShape(500 + 3 * i, 1_200, 1_500 + 7 * i);

            Assert.Equal(Math.Sqrt(shape.Min * shape.Max), ShapeLaw.Centre(shape, new Spread(0.3, 0.7)), 1e-9);
        }
    }

    [Fact]
    public void A_split_lognormal_is_the_lognormal_again()
    {
        var shape = new LognormalIntervalShape(0.9, 10, 40);
        var spread = new Spread(0.2, 0.3);
        // The greatest value that a table draws is the median times e^(σ·6.33): the logarithms of the parts are to each other as their
        // sigmas.
        var whole = Math.Log(ShapeLaw.Whole(shape).Max / 20);
        double[] parts =
        [
            Math.Log(ShapeLaw.RunPart(shape, spread).Max / 20), Math.Log(ShapeLaw.InnerPart(shape, 0.2).Max),
            Math.Log(ShapeLaw.InnerPart(shape, 0.3).Max),
        ];

        Assert.Equal([0.5, 0.2, 0.3], parts.Select(part => Math.Round(part * part / (whole * whole), 9)));
    }

    /// <summary>Of a shape that is neither split nor has a mode of its own, by hand.</summary>
    [Fact]
    public void The_centre_of_what_cannot_be_split_is_its_median()
    {
        Assert.Equal(
            900, ShapeLaw.Centre(new PercentilesShape([new(0.1, 400), new(0.5, 900), new(0.9, 2500)], 0, 8000), Spread.AtRun), 1e-9);
        Assert.Equal(1000, ShapeLaw.Centre(new TruncatedShape(new NormalShape(1000, 300), 500, 1500), Spread.AtRun), 1e-9);
        Assert.Equal(4, ShapeLaw.Centre(new ClippedShape(new UniformShape(0, 10), 1, 4), Spread.AtRun));
        Assert.Equal(3, ShapeLaw.Centre(new EmpiricalShape([1, 3, 90]), Spread.AtRun));
        Assert.Equal(1.75,
            ShapeLaw.Centre(new MixtureShape([new(new UniformShape(1, 2), 2 / 3.0), new(new UniformShape(5, 6), 1 / 3.0)]), Spread.AtRun),
                1e-9);
    }

    [Fact]
    public void Only_a_lognormal_has_no_upper_end()
    {
        Assert.Equal(new Bounds(0, double.PositiveInfinity), ShapeLaw.Support(new LognormalIntervalShape(0.9, 10, 40)));
        Assert.Equal(new Bounds(1, 9), ShapeLaw.Support(new DiscreteShape([new(1, 0.3), new(9, 0.7)])));
        Assert.Equal(new Bounds(0.1, 900), ShapeLaw.Support(Finite[^1]));
    }

    private static IEnumerable<(Shape Shape, Spread Spread)> Splits() =>
        Finite.SelectMany(shape => Spreads.Select(spread => (shape, spread)));
}
