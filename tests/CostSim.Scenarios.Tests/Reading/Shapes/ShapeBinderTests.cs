namespace CostSim.Scenarios.Tests.Reading.Shapes;

/// <summary>Shapes from text to law.</summary>
public class ShapeBinderTests
{
    [Fact]
    public void Lognormals_are_read_by_moments_and_by_percentiles_and_are_split_like_any()
    {
        var moments = Input("""{ "lognormal": { "mean": 900, "sd": 300 } }""");

        Assert.Equal(new Uncertain("phases.P1.inputTokens", new LognormalMomentsShape(900, 300), new Spread(0.1, 0.2)), moments);
        Assert.Equal(
            new LognormalPercentilesShape(new(0.1, 800), new(0.95, 3000)), Shape("""{ "lognormal": { "p95": 3000, "p10": 800 } }"""));
    }

    [Fact]
    public void Normals_are_read_inside_what_keeps_them_from_negative_values()
    {
        Assert.Equal(
            new TruncatedShape(new NormalShape(900, 300), 0, 2000),
            Shape("""{ "normal": { "mean": 900, "sd": 300 }, "truncate": [0, 2000], "level": "call" }"""));

        // 90 % between 800 and 1,200: 1.6448536… standard deviations to either side.
        var interval = Assert.IsType<ClippedShape>(Shape("""{ "normal90%": [800, 1200], "clip": [0, 1500], "level": "run" }"""));
        var normal = Assert.IsType<NormalShape>(interval.Of);
        Assert.Equal(1000, normal.Mean, 1e-9);
        Assert.Equal(200 / 1.6448536269514722, normal.Sd, 1e-9);
    }

    [Fact]
    public void Values_are_cut_first_and_set_to_ends_afterwards()
    {
        var shape = Shape("""{ "range": [0, 10], "clip": [3, 100], "truncate": [2, 6], "level": "call" }""");

        Assert.Equal(new ClippedShape(new TruncatedShape(new UniformShape(0, 10), 2, 6), 3, 100), shape);
        // A quarter of [2, 6] moves to 3.
        Assert.Equal((3, 6), (shape.ToLaw().Min, shape.ToLaw().Max));
        Assert.Equal(0.25, shape.ToLaw().Cdf(3), 1e-12);
        Assert.Equal(0.25 * 3 + 0.75 * 4.5, shape.ToLaw().Mean, 1e-12);
    }

    [Theory]
    [InlineData("""{ "normal": { "mean": 5, "sd": 0 } }""", 5)]
    [InlineData("""{ "lognormal": { "mean": 5, "sd": 0 } }""", 5)]
    [InlineData("""{ "lognormal": { "mean": 5, "sd": 5e-324 } }""", 5)]
    [InlineData("""{ "values": [7, 7, 7] }""", 7)]
    [InlineData("""{ "mixture": [[7, 1]], "clip": [0, 9], "level": "run" }""", 7)]
    [InlineData("""{ "90%": [50, 90], "clip": [4, 4] }""", 4)]
    [InlineData("""{ "discrete": [[1, 0.5], [2, 0.5]], "truncate": [1.5, 9] }""", 2)]
    public void What_leaves_one_value_is_certain(string amount, double value) =>
        Assert.Equal(new Certain("phases.P1.inputTokens", value), Input(amount));

    [Fact]
    public void Percentiles_are_the_laws_own()
    {
        var shape = Assert.IsType<PercentilesShape>(
            Shape("""{ "percentiles": { "p90": 2500, "p10": 400, "p50": 900, "min": 0, "max": 8000 }, "level": "call" }"""));

        Assert.Equal((0, 8000), (shape.Min!.Value, shape.Max!.Value));
        foreach (var (p, value) in new[] { (0.1, 400.0), (0.5, 900.0), (0.9, 2500.0) })
            Assert.Equal(value, shape.ToLaw().Quantile(p), value * 1e-3);
    }

    [Fact]
    public void A_count_of_successes_is_a_beta_law_after_every_share_was_equally_likely()
    {
        var law = Shape("""{ "betaFrom": { "k": 3, "n": 40 }, "level": "run" }""").ToLaw();

        // beta(4, 38): mean 4/42, variance 4·38/(42²·43).
        Assert.Equal(4 / 42.0, law.Mean, 1e-12);
        Assert.Equal(4 * 38 / (42.0 * 42 * 43), law.Variance, 1e-12);
        Assert.Equal(1 - Math.Pow(0.9, 21), Shape("""{ "betaFrom": { "k": 0, "n": 20 }, "level": "run" }""").ToLaw().Cdf(0.1),
            1e-12); // 1 − (1 − x)^(n+1)
    }

    [Fact]
    public void A_mixture_holds_numbers_pairs_and_shapes_with_what_cuts_them()
    {
        var shape = Assert.IsType<MixtureShape>(
            Shape("""{ "mixture": [[[200, 400], 0.7], [{ "normal": { "mean": 5, "sd": 5 }, "truncate": [0, 9] }, 0.2], [700, 0.1]], "level": "call" }"""));

        Assert.Equal(new MixturePart(new UniformShape(200, 400), 0.7), shape.Parts[0]);
        Assert.Equal(new MixturePart(new TruncatedShape(new NormalShape(5, 5), 0, 9), 0.2), shape.Parts[1]);
        Assert.Equal((0, 700), (shape.ToLaw().Min, shape.ToLaw().Max));
    }

    private static Shape Shape(string amount) => Assert.IsType<Uncertain>(Input(amount)).Shape;

    private static Amount Input(string amount) => Given.Scenario(Given.Input(amount)).Phases[0].Call!.InputTokens;
}
