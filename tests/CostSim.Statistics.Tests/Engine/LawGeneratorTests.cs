using CostSim.Engine.Tests.Oracles.Law;

namespace CostSim.Statistics.Tests.Engine;

/// <summary>The first thousand scenarios of the law's generator hold everything that it promises, each fifty times or more.</summary>
[Trait("Category", "Statistics")]
public class LawGeneratorTests
{
    private const int Scenarios = 1_000;
    private const int TimesMin = 50;

    /// <summary>Of a shape at a level of one place there are some seven hundred.</summary>
    private const int TriplesMin = 8;

    private static readonly LawCoverage[] All = [.. Enumerable.Range(0, Scenarios).Select(
        number => LawCoverage.Of(LawGenerator.Make(number), LawGenerator.Text(number)))];

    private static readonly Dictionary<(string Word, string Level, LawPlace Place),
        int> Shapes = All.SelectMany(each => each.Shapes).CountBy(shape => shape).ToDictionary();

    [Fact]
    public void Every_construct_is_there() => AssertCounts(LawFlow.All, All.SelectMany(each => each.Constructs));

    [Fact]
    public void One_name_stands_in_every_pair_of_places() => AssertCounts(LawPair.All, All.SelectMany(each => each.Pairs));

    [Fact]
    public void Every_shape_stands_at_every_level() => AssertCounts(
        LawPlaces.All.SelectMany(LawDeck.Of).Where(card => card.Level != "default").Select(card => $"{card.Word} at {card.Level}")
            .Distinct(),
        Weighted(shape => $"{shape.Word} at {shape.Level}"));

    [Fact]
    public void Every_shape_stands_in_every_place() => AssertCounts(
        LawPlaces.All.SelectMany(place => LawDeck.Of(place).Select(card => $"{card.Word} in {place}")).Distinct(),
        Weighted(shape => $"{shape.Word} in {shape.Place}"));

    [Fact]
    public void Every_level_stands_in_every_place() => AssertCounts(
        LawPlaces.All.SelectMany(
            place => LawDeck.Of(place).Where(card => card.Level != "default").Select(card => $"{card.Level} in {place}")).Distinct(),
        Weighted(shape => $"{shape.Level} in {shape.Place}"));

    [Fact]
    public void Every_shape_stands_at_every_level_of_every_place() => AssertCounts(
        LawPlaces.All.SelectMany(
            place => LawDeck.Of(place).Where(card => card.Level != "default").Select(card => $"{card.Word} at {card.Level} in {place}")),
        Weighted(shape => $"{shape.Word} at {shape.Level} in {shape.Place}"), TriplesMin);

    [Fact]
    public void Items_are_few_and_many() => AssertCounts(
        ["1", "3", "10", "30", "300", "3000"], All.Select(each => FormattableString.Invariant($"{each.Items}")));

    private static IEnumerable<string> Weighted(Func<(string Word, string Level, LawPlace Place), string> name) =>
        Shapes.SelectMany(shape => Enumerable.Repeat(name(shape.Key), shape.Value));

    /// <summary>Fails with a list of all that is there too seldom.</summary>
    private static void AssertCounts(IEnumerable<string> names, IEnumerable<string> found, int least = TimesMin)
    {
        var counts = found.CountBy(name => name).ToDictionary();
        var rare = names.Distinct().Select(name => (Name: name, Count: counts.GetValueOrDefault(name))).Where(each => each.Count < least)
            .OrderBy(each => each.Count).ToList();
        Assert.True(rare.Count == 0,
            $"fewer than {least} in {Scenarios} scenarios: {string.Join(", ", rare.Select(each => $"{each.Name} {each.Count}"))}");
    }
}
