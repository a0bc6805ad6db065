using System.Globalization;
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
        { "all trials equal, with marks on the spot",
            Given.OnePhase("1000", more: """ "limits": [{ "atMostUsd": 0.000225, "confidence": 0.9 }], """), 500 },
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
        { "a budget far above", Given.OnePhase("[100, 200]", more: """ "limits": [{ "atMostUsd": 1000000000, "confidence": 0.9 }], """),
            300 },
        { "a budget far below",
            Given.OnePhase("[100, 200]", items: 1000, more: """ "limits": [{ "atMostUsd": 0.0000001, "confidence": 0.9 }], """), 300 },
        { "many budgets",
            Given.OnePhase("[100, 200]",
                more: $""" "limits": [{string.Join(',', Enumerable.Range(0, 12).Select(i => FormattableString.Invariant($"{{ \"atMostUsd\": {0.00021 + i * 1e-6}, \"confidence\": 0.9 }}")))}], """), 300 },
        { "a long name",
            Given.OnePhase("[100, 200]").Replace(
                "\"One\"", $"\"{string.Concat(Enumerable.Repeat("Ünerhört langer Name ", 9))}\"", StringComparison.Ordinal), 300 },
        { "a long item",
            Given.OnePhase("[100, 200]").Replace("\"item\": \"item\"", $"\"item\": \"{new string('m', 200)}\"", StringComparison.Ordinal),
                300 },
        { "a source far away",
            Given.OnePhase("[100, 200]",
                more: """ "expect": [{ "items": 1, "realisticUsd": [0.000001, 1000000], "absoluteUsd": [0.1, 2] }], """), 300 },
        { "fifty atoms", Repository.Text("scenarios", "50atoms.json"), 300 },
        { "tickets", Given.Tickets, 2000 },
    };

    [Theory]
    [MemberData(nameof(Unusual))]
    public void Is_well_formed_and_its_texts_are_inside_and_apart(string what, string scenario, long trials)
    {
        var outcome = trials == 0 ? Huge() : Given.Run(scenario, trials);
        foreach (var figure in new[]
                 {
                     CostHistogramPlot.Draw(outcome.Summary, outcome.Run, outcome.Results[0]),
                     SCurvePlot.Draw(outcome.Summary, outcome.Run, outcome.Results[0]),
                 })
        {
            FigureShapes.RequireTextsInsideAndApart(figure);
            FigureShapes.RequireInside(figure);
            var svg = FigureShapes.SvgOf(figure);
            Assert.Equal("svg", XDocument.Parse(svg).Root!.Name.LocalName);
            foreach (var wrong in new[] { "NaN", "Infinity", "∞" })
                Assert.False(svg.Contains(wrong, StringComparison.Ordinal), $"{what}: {wrong}");
            using var png = new MemoryStream();
            PngWriter.Write(figure, png, 0.25f);
            Assert.NotEqual(0, png.Length);
        }
    }

    [Fact]
    public void A_certain_cost_is_one_bar_of_all_trials()
    {
        var outcome = Given.Run(Given.OnePhase("1000"), 500);

        Assert.InRange(Bars(CostHistogramPlot.Draw(outcome.Summary, outcome.Run, outcome.Results[0])).Count, 1, 2);
    }

    [Fact]
    public void The_areas_of_the_bars_add_up_to_all_trials()
    {
        var outcome = Given.Run(Given.Tickets, 5000);
        var figure = CostHistogramPlot.Draw(outcome.Summary, outcome.Run, outcome.Results[0]);
        var heights = Bars(figure).Select(bar => bar.Height).ToList();
        // A share of 1 is as high as the px between 0 and the highest grid line, times its label's share.
        var top = figure.Lettering.Texts.Where(text => text.Anchor == TextAnchor.End).MinBy(text => text.Y)!;
        var shareOfTop = double.Parse(top.Text.Split(' ')[0], CultureInfo.InvariantCulture) / 100;
        var all = (PlotFrame.File.Area.Bottom + 4 - top.Y) / shareOfTop;

        Assert.Equal(PlotFrame.File.Area.Height / 1.05, heights.Max(), 0.02);
        Assert.InRange(heights.Count, 20, 200);
        // Bars of a rare outcome are a hairline of 1.5 px.
        Assert.InRange(heights.Sum() / all, 1 - 0.01, 1 + 1.5 * heights.Count(height => height < 1.6) / all + 0.01);
    }

    [Fact]
    public void The_s_curve_rises_from_none_to_all()
    {
        var outcome = Given.Run(Given.Tickets, 5000);
        var curve = FigureShapes.Line(SCurvePlot.Draw(outcome.Summary, outcome.Run, outcome.Results[0]), "2.5");
        var area = PlotFrame.File.Area;

        Assert.Equal((area.Left, area.Bottom), (curve[0].X, curve[0].Y));
        Assert.Equal((area.Right, area.Top), (curve[^1].X, curve[^1].Y));
        Assert.All(curve.Zip(curve.Skip(1)), pair => Assert.True(pair.Second.X >= pair.First.X && pair.Second.Y <= pair.First.Y));
    }

    /// <summary>
    /// What people have to set aside is of all costs, so the pictures are; a budget for tokens alone says nothing of them, and one per item
    /// stands at what it allows the run.
    /// </summary>
    [Fact]
    public void Where_there_are_operations_plots_are_of_all_costs()
    {
        var outcome = Given.Run(
            Given.OnePhase(
                "[100, 200]", items: 100,
                more: """ "operations": [{ "name": "Review", "usdPerItem": [1, 3] }], "limits": [{ "atMostUsd": 0.5, "confidence": 0.9 }, { "atMostUsd": 2.5, "confidence": 0.9, "per": "item", "of": "all" }], """),
            2000);
        var figure = CostHistogramPlot.Draw(outcome.Summary, outcome.Run, outcome.Results[0]);
        var texts = figure.Lettering.Texts.Select(text => text.Text).ToList();
        var budget = figure.Lettering.Texts.Single(text => text.Text.StartsWith("Budget", StringComparison.Ordinal));
        var ticks = figure.Lettering.Texts.Where(text => text.Text.StartsWith('$') && text.Anchor == TextAnchor.Middle).ToList();

        Assert.Contains("All costs of the run, USD", texts);
        Assert.Contains(texts, text => text == $"P50 {Output.Summaries.Figures.Usd(outcome.Run.Total.AllCost!["P50"])}");
        Assert.StartsWith("Budget $2.50 an item, kept in ", budget.Text, StringComparison.Ordinal);
        Assert.InRange(double.Parse(ticks[^1].Text[1..], CultureInfo.InvariantCulture), 200, 400);
    }

    /// <summary>Without people and tools, all costs are those of the tokens.</summary>
    [Fact]
    public void A_budget_for_all_costs_is_drawn_where_there_are_tokens_alone()
    {
        var outcome = Given.Run(
            Given.OnePhase("[100, 200]", more: """ "limits": [{ "atMostUsd": 0.0003, "confidence": 0.9, "of": "all" }], """), 500);

        Assert.Contains(CostHistogramPlot.Draw(outcome.Summary, outcome.Run, outcome.Results[0]).Lettering.Texts,
            text => text.Text.StartsWith("Budget", StringComparison.Ordinal));
    }

    private static List<(double X, double Y, double Width, double Height)> Bars(Figure figure) =>
        [.. FigureShapes.Boxes(figure, Palette.Band, Palette.Tail).Where(
            bar => Math.Abs(bar.Y + bar.Height - PlotFrame.File.Area.Bottom) < 0.02)];

    private static Outcome Huge()
    {
        var scenario = Given.Scenario(Given.OnePhase("[500000000, 1000000000]", "1000000000"), "model=gpt-5", "phases.P1.split=20000");
        return Given.Run(scenario, 8);
    }
}
