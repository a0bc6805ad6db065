using CostSim.Scenarios;

namespace CostSim.Output.Tests.Plots;

/// <summary>
/// docs/shapes holds a picture of every shape, drawn from the law that the reader makes of a text. After a change that is meant,
/// <c>COSTSIM_ACCEPT=1 dotnet test</c> draws them anew.
/// </summary>
public class ShapePictureTests
{
    private static readonly string Folder = Path.Combine(Repository.Root, "docs", "shapes");

    public static TheoryData<string, string> Shapes => new()
    {
        { "range", """{ "range": [900, 1400], "level": "call" }""" },
        { "triangular", """{ "triangular": [900, 1000, 1400], "level": "call" }""" },
        { "pert", """{ "pert": [900, 1000, 1400], "level": "call" }""" },
        { "logUniform", """{ "logUniform": [900, 9000], "level": "call" }""" },
        { "lognormal", """{ "90%": [900, 1400], "level": "call" }""" },
        { "normal", """{ "normal": { "mean": 1000, "sd": 400 }, "truncate": [0, 2000], "level": "call" }""" },
        { "percentiles", """{ "percentiles": { "min": 0, "p10": 400, "p50": 900, "p90": 2500, "max": 8000 }, "level": "call" }""" },
        { "betaFrom", """{ "betaFrom": { "k": 3, "n": 40 }, "level": "call" }""" },
        { "values", """{ "values": [310, 290, 1240, 480], "level": "call" }""" },
        { "discrete", """{ "discrete": [[0, 0.6], [250, 0.3], [900, 0.1]], "level": "call" }""" },
        { "mixture", """{ "mixture": [[[200, 400], 0.5], [{ "90%": [900, 4000] }, 0.5]], "level": "call" }""" },
        { "truncate", """{ "90%": [900, 1400], "truncate": [1000, 1500], "level": "call" }""" },
        { "clip", """{ "90%": [900, 1400], "clip": [1000, 1500], "level": "call" }""" },
    };

    [Theory]
    [MemberData(nameof(Shapes))]
    public void The_picture_is_that_of_the_shape(string name, string amount)
    {
        var svg = FigureShapes.SvgOf(ShapePicture.Of(name, ShapeOf(amount).ToLaw())) + "\n";
        var file = Path.Combine(Folder, $"{name}.svg");
        if (Environment.GetEnvironmentVariable("COSTSIM_ACCEPT") == "1")
        {
            Directory.CreateDirectory(Folder);
            File.WriteAllText(file, svg);
        }

        Assert.Equal(File.ReadAllText(file), svg);
        Assert.Contains($"(shapes/{name}.svg)", Repository.Text("docs", "scenario.md"), StringComparison.Ordinal);
    }

    /// <summary>Lognormals, however they are stated, are one picture.</summary>
    [Fact]
    public void Every_shape_has_one()
    {
        var pictured = Shapes.Select(row => ShapeOf((string)row[1]))
            .SelectMany(shape => shape is TruncatedShape { Of: var of } ? [of, shape] : new[] { shape });
        var all = typeof(Shape).Assembly.GetTypes().Where(type => type.BaseType == typeof(Shape));

        var missing = all.Where(type => !pictured.Any(type.IsInstanceOfType));
        Assert.Empty(missing.Select(type => $"{type.Name}: add its word and a text to {nameof(Shapes)}"));
    }

    [Fact]
    public void No_other_picture_stands_there() =>
        Assert.Equal(Shapes.Select(row => $"{row[0]}.svg").Order(StringComparer.Ordinal),
            Directory.GetFiles(Folder).Select(Path.GetFileName).Order(StringComparer.Ordinal));

    private static Shape ShapeOf(string amount) =>
        Assert.IsType<Uncertain>(Given.Scenario(Given.OnePhase(amount)).Phases[0].Call!.InputTokens).Shape;
}
