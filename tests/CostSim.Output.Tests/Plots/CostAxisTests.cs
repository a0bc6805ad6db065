using CostSim.Drawing;
using CostSim.Engine.Planning;
using CostSim.Output.Plots;
using CostSim.Studies;

namespace CostSim.Output.Tests.Plots;

public class CostAxisTests
{
    [Fact]
    public void The_absolute_range_is_shown_whole_where_the_drawn_values_fill_a_third_of_it()
    {
        var axis = Axis(support: (77, 352), drawn: (100, 262));

        Assert.True(axis.Min < 77 && axis.Max > 352);
    }

    [Fact]
    public void A_wider_range_is_cut_to_the_drawn_values_and_as_much_on_either_side()
    {
        var axis = Axis(support: (1, 10_000), drawn: (100, 110));

        Assert.InRange(axis.Min, 89, 90);
        Assert.InRange(axis.Max, 120, 121);
    }

    [Fact]
    public void A_range_without_end_is_cut_too()
    {
        var axis = Axis(support: (0, double.PositiveInfinity), drawn: (100, 200));

        Assert.Equal(0, axis.Min);
        Assert.InRange(axis.Max, 300, 310);
    }

    [Fact]
    public void Marks_are_seen_wherever_they_are()
    {
        var axis = Axis(support: (77, 352), drawn: (100, 262), 12, 900);

        Assert.True(axis.Min < 12 && axis.Max > 900);
    }

    [Fact]
    public void The_axis_never_goes_below_nothing() => Assert.Equal(0, Axis(support: (0.001, 5), drawn: (0.002, 4)).Min);

    [Fact]
    public void One_cost_alone_has_room_on_both_sides()
    {
        var axis = Axis(support: (10, 10), drawn: (10, 10));

        Assert.Equal(500, axis.At(10), 1.0);
        Assert.InRange(axis.Max - axis.Min, 0.4, 1);
    }

    [Fact]
    public void A_run_that_costs_nothing_has_an_axis() => Assert.Equal((0, 1), (Axis((0, 0), (0, 0)).Min, Axis((0, 0), (0, 0)).Max));

    [Fact]
    public void A_cost_beyond_the_axis_stands_at_its_end()
    {
        var axis = Axis(support: (77, 352), drawn: (100, 262));

        Assert.Equal(76, axis.At(0));
        Assert.Equal(924, axis.At(double.PositiveInfinity));
    }

    [Theory]
    [InlineData(1e-12, 3e-12)]
    [InlineData(1e-9, 1.001e-9)]
    [InlineData(0.00002, 0.00003)]
    [InlineData(0.0314, 0.0315)]
    [InlineData(1, 1.0001)]
    [InlineData(77, 352)]
    [InlineData(123_456_789, 123_460_000)]
    [InlineData(1e11, 3e11)]
    [InlineData(1e14, 9.9e14)]
    [InlineData(1e20, 3e25)]
    public void The_labels_of_the_ticks_do_not_touch_and_stay_in_the_picture(double min, double max)
    {
        var figure = new Figure(
            PlotFrame.File.WidthPx, PlotFrame.File.HeightPx, PlotFrame.File.Area, null)
        { Title = "", Description = "" };
        Axis((min, max), (min, max)).Label(figure.Lettering, "");
        var labels = figure.Lettering.Texts.Where(text => text.Text.Length > 0).ToList();

        Assert.InRange(labels.Count, 2, 20);
        FigureShapes.RequireTextsInsideAndApart(figure);
        Assert.Equal(labels.Count, labels.Select(label => label.Text).Distinct().Count());
    }

    private static CostAxis Axis((double Min, double Max) support, (double Min, double Max) drawn, params double[] marks) => new(
        new MeasureSummary(new Bounds(support.Min, support.Max), drawn.Min, drawn.Max, (drawn.Min + drawn.Max) / 2, 0, []), marks,
        PlotFrame.File.Area);
}
