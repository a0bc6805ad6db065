using CostSim.Engine.Planning;
using CostSim.Scenarios;

namespace CostSim.Engine.Tests.Planning;

/// <summary>Bounds of counts against every count that there can be.</summary>
public class CountBoundsTests
{
    private static readonly double[] Ends = [0, 0.05, 0.3, 0.5, 0.77, 0.95, 1];

    public static TheoryData<int, int> Units => new() { { 0, 0 }, { 1, 1 }, { 0, 3 }, { 4, 4 }, { 2, 9 }, { 17, 23 } };

    [Theory]
    [MemberData(nameof(Units))]
    public void A_share_takes_between_the_least_and_the_greatest_count_that_can_be(int min, int max)
    {
        foreach (var (share, rounded) in Rules())
        {
            var counts = Range(min, max).SelectMany(units => Taken(units, share, rounded)).ToList();
            Assert.Equal(new Bounds(counts.Min(), counts.Max()), CountBounds.Taken(new Bounds(min, max), Rule(share, rounded)));
        }
    }

    [Theory]
    [MemberData(nameof(Units))]
    public void Units_after_a_share_and_a_keep_are_between_the_least_and_the_greatest_that_can_be(int min, int max)
    {
        foreach (var (share, rounded) in Rules())
        {
            foreach (var (keep, _) in Rules())
            {
                var counts = (
                    from units in Range(min, max)
                    from taken in Taken(units, share, rounded)
                    from kept in Taken(taken, keep, rounded)
                    select units - taken + kept).ToList();
                var bounds = CountBounds.PassedAndSent(
                    new Bounds(min, max), Rule(share, rounded), taken => CountBounds.Taken(Bounds.Of(taken), Rule(keep, rounded)));

                Assert.Equal(new Bounds(counts.Min(), counts.Max()), bounds);
            }
        }
    }

    [Fact]
    public void Without_a_keep_a_share_changes_no_number_of_units() =>
        Assert.Equal(new Bounds(3, 8), CountBounds.PassedAndSent(new Bounds(3, 8), Rule(new Bounds(0.2, 0.6), true), Bounds.Of));

    [Theory]
    [InlineData(0, 0.2, 2, null, 0, 20)]
    [InlineData(0, 0.2, 2, 7, 0, 7)]
    [InlineData(0, 0, 2, 7, 0, 0)]
    [InlineData(1, 1, 3, null, 12, 30)]
    [InlineData(1, 1, 3, 15, 12, 15)]
    public void Repeated_calls_are_bounded_by_rounds_and_cap(double rateMin, double rateMax, int rounds, int? cap, double min, double max)
    {
        var retry = new Retry { Rate = new Certain("rate", 0), Rounds = rounds, CapPerItem = cap };

        Assert.Equal(new Bounds(min, max), CountBounds.Repeated(new Bounds(4, 10), new Bounds(rateMin, rateMax), retry));
    }

    private static IEnumerable<(Bounds Chance, bool Rounded)> Rules() =>
        from low in Ends
        from high in Ends
        where high >= low
        from rounded in new[] { false, true }
        select (new Bounds(low, high), rounded);

    /// <summary>
    /// Every count that a share can take of so many units: all roundings between those of its ends, or any number where it is drawn.
    /// </summary>
    private static IEnumerable<int> Taken(int units, Bounds chance, bool rounded) => rounded
        ? Range(Round(units, chance.Min), Round(units, chance.Max))
        : Range(0, units).Where(count => (count == 0 || chance.Max > 0) && (count == units || chance.Min < 1));

    private static int Round(int units, double chance) => (int)Math.Round(units * (decimal)chance, MidpointRounding.ToEven);

    private static CountRule Rule(Bounds chance, bool rounded) =>
        new(new Factor { Path = "chance", Support = chance, Drawable = chance }, rounded, 0);

    private static IEnumerable<int> Range(int min, int max) => Enumerable.Range(min, max - min + 1);
}
