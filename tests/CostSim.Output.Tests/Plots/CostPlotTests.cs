using System.Text;
using System.Xml.Linq;
using CostSim.Drawing;
using CostSim.Output.Plots;

namespace CostSim.Output.Tests.Plots;

public class CostPlotTests
{
    /// <summary>Scenarios whose costs are unusual, each with a number of trials.</summary>
    public static TheoryData<string, string, long> Unusual => new()
    {
        { "all trials equal", Given.OnePhase("1000"), 500 },
        { "all trials equal, with marks on the spot", Given.OnePhase("1000", more: """ "limits": [{ "atMostUsd": 0.000225, "confidence": 0.9 }], """), 500 },
        { "zero cost", Given.OnePhase("0", "0"), 100 },
        { "sometimes zero", Given.OnePhase("""{ "range": [0, 500], "chance": 0.01, "level": "run" }""", "0"), 2000 },
        { "two values", Given.OnePhase("""{ "discrete": [[1, 0.5], [1000000, 0.5]], "level": "run" }""", "0"), 500 },
        { "one trial", Given.OnePhase("[100, 200]"), 1 },
        { "two trials", Given.OnePhase("[100, 200]"), 2 },
        { "huge", "", 0 },
        { "small", Given.OnePhase("[1, 2]", "0"), 300 },
        { "hardly uncertain", Given.OnePhase("[1000, 1000.001]"), 300 },
        { "unbounded", Given.OnePhase("""{ "90%": [100, 900] }"""), 1000 },
        { "very unbounded", Given.OnePhase("""{ "90%": [1, 1000000] }"""), 1000 },
        { "a budget far above", Given.OnePhase("[100, 200]", more: """ "limits": [{ "atMostUsd": 1000000000, "confidence": 0.9 }], """), 300 },
        { "a budget far below", Given.OnePhase("[100, 200]", items: 1000, more: """ "limits": [{ "atMostUsd": 0.0000001, "confidence": 0.9 }], """), 300 },
        { "many budgets", Given.OnePhase("[100, 200]", more: $""" "limits": [{string.Join(',', Enumerable.Range(0, 12).Select(i => FormattableString.Invariant($"{{ \"atMostUsd\": {0.00021 + i * 1e-6}, \"confidence\": 0.9 }}")))}], """), 300 },
        { "a long name", Given.OnePhase("[100, 200]").Replace("\"One\"", $"\"{string.Concat(Enumerable.Repeat("Ünerhört langer Name ", 9))}\"", StringComparison.Ordinal), 300 },
        { "a long item", Given.OnePhase("[100, 200]").Replace("\"item\": \"item\"", $"\"item\": \"{new string('m', 200)}\"", StringComparison.Ordinal), 300 },
        { "a source far away", Given.OnePhase("[100, 200]", more: """ "expect": [{ "items": 1, "realisticUsd": [0.000001, 1000000], "absoluteUsd": [0.1, 2] }], """), 300 },
        { "fifty atoms", Repository.Text("scenarios", "50atoms.json"), 300 },
        { "tickets", Given.Tickets, 2000 },
    };

    [Theory]
    [MemberData(nameof(Unusual))]
    public void Is_well_formed_and_its_texts_are_inside_and_apart(string what, string scenario, long trials)
    {
        var outcome = trials == 0 ? Huge() : Given.Run(scenario, trials);
        foreach (var scene in new[]
                 {
                     CostHistogramPlot.Draw(outcome.Summary, outcome.Run, outcome.Results[0]), SCurvePlot.Draw(outcome.Summary, outcome.Run, outcome.Results[0]),
                 })
        {
            SceneTexts.RequireInsideAndApart(scene);
            RequireInside(scene);
            var svg = Svg(scene);
            Assert.Equal("svg", XDocument.Parse(svg).Root!.Name.LocalName);
            foreach (var wrong in new[] { "NaN", "Infinity", "∞" })
                Assert.False(svg.Contains(wrong, StringComparison.Ordinal), $"{what}: {wrong}");
            Assert.NotEmpty(PngWriter.Write(scene, 0.25));
        }
    }

    [Fact]
    public void A_certain_cost_is_one_bar_of_all_trials()
    {
        var outcome = Given.Run(Given.OnePhase("1000"), 500);
        var scene = CostHistogramPlot.Draw(outcome.Summary, outcome.Run, outcome.Results[0]);
        var bars = scene.Shapes.OfType<Polygon>().Where(polygon => polygon.Contours[0].Any(corner => corner.Y == PlotFrame.File.Bottom)).ToList();

        Assert.InRange(bars.Count, 1, 2);
    }

    [Fact]
    public void The_areas_of_the_bars_add_up_to_all_trials()
    {
        var outcome = Given.Run(Given.Tickets, 5000);
        var scene = CostHistogramPlot.Draw(outcome.Summary, outcome.Run, outcome.Results[0]);
        var heights = scene.Shapes.OfType<Polygon>().Where(polygon => polygon.Contours[0].Any(corner => corner.Y == PlotFrame.File.Bottom))
            .Select(bar => PlotFrame.File.Bottom - bar.Contours[0].Min(corner => corner.Y)).ToList();

        // The highest bar fills the plot but for a margin of 5 %; a share of 1 would be as many px as all bars stacked.
        Assert.Equal((PlotFrame.File.Bottom - PlotFrame.File.Top) / 1.05, heights.Max(), 1e-6);
        Assert.InRange(heights.Count, 20, 200);
    }

    [Fact]
    public void The_s_curve_rises_from_none_to_all()
    {
        var outcome = Given.Run(Given.Tickets, 5000);
        var curve = SCurvePlot.Draw(outcome.Summary, outcome.Run, outcome.Results[0]).Shapes.OfType<Polyline>().Single(line => line.WidthPx == 2.5).Points;

        Assert.Equal((PlotFrame.File.Left, PlotFrame.File.Bottom), (curve[0].X, curve[0].Y));
        Assert.Equal((PlotFrame.File.Right, PlotFrame.File.Top), (curve[^1].X, curve[^1].Y));
        Assert.All(curve.Zip(curve.Skip(1)), pair => Assert.True(pair.Second.X >= pair.First.X && pair.Second.Y <= pair.First.Y));
    }

    private static Outcome Huge()
    {
        var scenario = Given.Scenario(Given.OnePhase("[500000000, 1000000000]", "1000000000"), "model=gpt-5", "phases.P1.split=20000");
        return Given.Run(scenario, 8);
    }

    private static void RequireInside(Scene scene)
    {
        foreach (var shape in SceneTexts.Shapes(scene))
        {
            var points = shape switch { Polygon polygon => polygon.Contours.SelectMany(contour => contour), Polyline line => line.Points, _ => [] };
            Assert.All(points, point =>
            {
                Assert.InRange(point.X, 0, scene.WidthPx);
                Assert.InRange(point.Y, 0, scene.HeightPx);
            });
        }
    }

    private static string Svg(Scene scene)
    {
        using var stream = new MemoryStream();
        SvgWriter.Write(scene, stream);
        return Encoding.UTF8.GetString(stream.ToArray());
    }
}
