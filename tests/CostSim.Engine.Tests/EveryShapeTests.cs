using System.Text;
using CostSim.Engine.Planning;
using CostSim.Engine.Tests.Oracles;
using CostSim.Engine.Tests.Oracles.Law;
using CostSim.Scenarios;

namespace CostSim.Engine.Tests;

/// <summary>
/// Every shape there is, found by reflection, at every level and split over them, call by call and all items at once, against a sum that is
/// drawn naively: one value after the other, by textbook formulas (<see cref="NaiveLaw"/>).
/// </summary>
public class EveryShapeTests
{
    private const int Items = 30;
    private const int CallsPerItem = 2;
    private const int Trials = 8_192;

    /// <summary>Tokens are counted to a 256th; a shape may be a share.</summary>
    private const double Times = 100;

    /// <summary>Standard errors beyond which a statistic is wrong: chance exceeds it in one of a million.</summary>
    private const double ScoreMax = 5;

    private static readonly double[] Percentiles = [0.05, 0.25, 0.5, 0.75, 0.95];

    public static IEnumerable<object[]> Cells =>
        ShapeSpecimens.Types.SelectMany(type => ShapeSpecimens.Places.Select(place => new object[] { type.Name, place }));

    public static TheoryData<string> Names => [.. ShapeSpecimens.Types.Select(type => type.Name)];

    [Theory]
    [MemberData(nameof(Names))]
    public void Its_text_says_the_shape(string type)
    {
        var shape = Amount(Read(type, ShapeSpecimens.Places[0])!).Shape;
        // What reaches below 0 stands in what cuts it.
        if (shape.GetType().Name != type && shape is ClippedShape { Of: var inner })
            shape = inner;

        Assert.Equal(type, shape.GetType().Name);
        Assert.Empty(ShapeSpecimens.Strangers);
    }

    [Theory]
    [MemberData(nameof(Cells))]
    public void It_is_drawn_as_its_formulas_say_or_refused(string type, string place)
    {
        if (Read(type, place) is not { } scenario)
        {
            // It stands at one level: the reader says so, and no oracle knows parts of it.
            var whole = Amount(Read(type, ShapeSpecimens.Places[0])!).Shape;
            Assert.True(ShapeSpecimens.IsSplit(place));
            Assert.Throws<NotSupportedException>(() => NaiveLaw.InnerPart(whole, 0.3, new Xoshiro(1)));
            return;
        }

        var naive = Naive(Amount(scenario), seed: 41);

        Assert.Empty(Differences(scenario, naive));
    }

    /// <summary>The comparison can fail, wherever it is made: each shape, drawn as another one of about its width, is caught.</summary>
    [Theory]
    [MemberData(nameof(Cells))]
    public void A_shape_drawn_as_another_is_caught(string type, string place)
    {
        if (Read(type, place) is not { } scenario)
            return;
        var naive = Naive(Amount(scenario), seed: 42);
        var law = Amount(scenario).Shape.ToLaw();
        Shape other = type == nameof(UniformShape)
            ? new TriangularShape(law.Min, law.Mean, 0.9 * law.Max)
            : new UniformShape(Math.Max(law.Quantile(0.01), 1e-3), law.Quantile(0.99));

        var faulty = Faults.WithTokens(scenario, amount => amount is Uncertain drawn ? drawn with { Shape = other } : amount);
        Assert.NotEmpty(Differences(faulty, naive));
    }

    [Theory]
    [MemberData(nameof(Cells))]
    public void Where_run_parts_are_held_it_is_at_its_centre(string type, string place)
    {
        if (Read(type, place) is not { } scenario || Amount(scenario) is not { Spread: { Item: < 1, Call: < 1 } spread, Shape: var shape })
            return;
        var held = Assert.Single(Planner.Build(scenario, Items, fixRun: true).RunDraws).Quantile;

        Assert.Equal(held.Min, held.Max);
        // Medians of the naive law are those of a sample: two digits.
        Assert.Equal(1, held.Min / NaiveLaw.Centre(shape, spread), 0.01);
    }

    private static List<string> Differences(Scenario scenario, double[] naive)
    {
        var choice = LawTrial.Choose(scenario, Items);
        Assert.True(choice.Plan.Collapse is not null, string.Join("\n", choice.Reasons));
        return
        [
            .. Differences("call by call", LawTrial.CallByCall(scenario, Items), naive, 0),
            .. Differences("all items at once", choice.Plan, naive, choice.Error),
        ];
    }

    private static List<string> Differences(string method, Plan plan, double[] naive, double stated)
    {
        // Floats, steps of a 256th of a token, and what the method says that it leaves out.
        var allowed = (Sample.FloatError + stated) * naive.Average() + 1.0 / 32;
        var (drawn, expected) = (new Sample(Simulated.Run(plan, Trials, seed: 7).Table()[0, Measure.InputTokens]), new Sample(naive));
        var differences = new List<string>();
        Report("mean", drawn.Mean, expected.Mean, Math.Sqrt(Square(drawn.MeanError) + Square(expected.MeanError)));
        Report(
            "standard deviation", drawn.StandardDeviation, expected.StandardDeviation,
            Math.Sqrt(Square(drawn.VarianceError) + Square(expected.VarianceError)) / (2 * expected.StandardDeviation));
        foreach (var probability in Percentiles)
        {
            var place = naive[(int)(probability * naive.Length)];
            var (below, few, many) = (Share(naive, place), Share(drawn.Values, place + allowed), Share(drawn.Values, place - allowed));
            // Too large where too few lie below, too small where too many do.
            var beyond = few < below ? below - few : many > below ? many - below : 0;
            if (beyond > ScoreMax * Math.Sqrt(2 * below * (1 - below) / Trials))
                differences.Add(FormattableString.Invariant($"{method}: {few:P1} lie below {place:G5}, expected {below:P1}"));
        }

        return differences;

        void Report(string what, double value, double wanted, double error)
        {
            if (!(Math.Abs(value - wanted) <= allowed + ScoreMax * error))
                differences.Add(FormattableString.Invariant($"{method}: {what} {value:G6}, expected {wanted:G6} ± {error:G2}"));
        }
    }

    private static double Square(double value) => value * value;

    private static double Share(double[] values, double place) => values.Count(value => value <= place) / (double)values.Length;

    /// <summary>Trials of the sum over items and calls, by the definition of levels; in ascending order.</summary>
    private static double[] Naive(Uncertain amount, ulong seed)
    {
        var random = new Xoshiro(seed);
        var (shape, spread) = (amount.Shape, amount.Spread);
        var sums = new double[Trials];
        for (var trial = 0; trial < Trials; trial++)
        {
            var run = spread == Spread.AtRun ? NaiveLaw.Whole(shape, random)
                : spread.IsOneLevel ? 1
                : NaiveLaw.RunPart(shape, spread, random);
            for (var item = 0; item < Items; item++)
            {
                var ofItem = Inner(spread.Item);
                for (var call = 0; call < CallsPerItem; call++)
                    sums[trial] += Times * run * ofItem * Inner(spread.Call);
            }
        }

        Array.Sort(sums);
        return sums;

        double Inner(double share) => share == 1 ? NaiveLaw.Whole(shape, random) : share > 0 ? NaiveLaw.InnerPart(shape, share, random) : 1;
    }

    private static Uncertain Amount(Scenario scenario) => scenario.Phases[0].Call!.InputTokens.Leaves.OfType<Uncertain>().Single();

    /// <summary>A scenario of one phase; null where the reader says that the amount cannot be split.</summary>
    private static Scenario? Read(string type, string place)
    {
        var text = $$"""
            { "name": "one shape", "items": {{Items}}, "model": "gpt-5-mini", "tier": "batch", "spread": {},
              "phases": [ { "id": "p", "split": {{CallsPerItem}}, "outputTokens": 0,
                "inputTokens": { "product": [{{Times}}, { {{ShapeSpecimens.Of(type)}}, {{place}} }] } } ] }
            """;
        var reading = ScenarioReader.Read("scenario", Encoding.UTF8.GetBytes(text), ScenarioChanges.None, FixedPrices.Catalogue);
        if (reading.Scenario is null)
            Assert.Contains("cannot be split over the levels", Assert.Single(reading.Diagnostics).Message, StringComparison.Ordinal);
        return reading.Scenario;
    }
}
