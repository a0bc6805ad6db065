using CostSim.Engine.Planning.Collapse;

namespace CostSim.Engine.Tests.Planning.Collapse;

public class RepeatLawTests
{
    private static readonly (double Value, double Weight)[] Alike = [(1, 1)];

    public static TheoryData<double, int> RatesAndRounds => new()
    {
        { 0, 1 }, { 0.02, 1 }, { 0.3, 1 }, { 0.3, 2 }, { 0.3, 3 }, { 0.5, 2 }, { 0.85, 2 }, { 0.85, 3 }, { 1, 2 }, { 1, 3 },
    };

    [Theory]
    [MemberData(nameof(RatesAndRounds))]
    public void A_law_is_that_of_every_history_written_out(double rate, int rounds)
    {
        for (var cap = 1; cap <= 8; cap++)
        {
            var law = new RepeatLaw(rate, Alike, rounds, cap, 12);
            for (var calls = 0; calls <= 12; calls++)
                AssertSame(WrittenOut(calls, rate, rounds, cap), law.Of(calls));
        }
    }

    [Fact]
    public void A_rate_that_differs_between_items_mixes_laws_by_its_weights_and_is_held_to_one()
    {
        (double Value, double Weight)[] items = [(0.2, 0.5), (1, 0.3), (4, 0.2)];
        foreach (var (cap, rounds) in ((int, int)[])[(3, 2), (8, 1), (100, 3)])
        {
            var law = new RepeatLaw(0.3, items, rounds, cap, 9);
            for (var calls = 0; calls <= 9; calls++)
            {
                var expected = new double[(int)Math.Min(calls * rounds, cap) + 1];
                foreach (var (value, weight) in items)
                {
                    var one = WrittenOut(calls, Math.Min(1, 0.3 * value), rounds, cap);
                    for (var k = 0; k < one.Length; k++)
                        expected[k] += weight * one[k];
                }

                AssertSame(expected, law.Of(calls));
            }
        }
    }

    [Fact]
    public void Weights_that_were_taken_as_alike_would_be_seen() =>
        Assert.NotEqual(new RepeatLaw(0.3, [(0.5, 0.5), (2, 0.5)], 2, 3, 5).Of(5)[0],
            new RepeatLaw(0.3, [(0.5, 0.9), (2, 0.1)], 2, 3, 5).Of(5)[0], 1e-3);

    [Fact]
    public void Many_calls_take_no_more_steps_than_the_cap_asks_for()
    {
        Assert.True(RepeatLaw.Work(500, 3, 8) < 1_100);
        Assert.Equal(1, new RepeatLaw(0.04, Alike, 3, 8, 500).Of(500).Sum(), 1e-12);
    }

    /// <summary>
    /// Every number of refusals in every round, by the words of the language: what is refused beyond the cap is not repeated.
    /// </summary>
    private static double[] WrittenOut(int calls, double rate, int rounds, int cap)
    {
        var law = new double[(int)Math.Min(calls * rounds, cap) + 1];
        Round(1, calls, 0, 1);
        return law;

        void Round(int round, int made, int used, double chance)
        {
            if (round > rounds)
            {
                law[used] += chance;
                return;
            }

            for (var refused = 0; refused <= made; refused++)
            {
                var again = Math.Min(refused, cap - used);
                if (Choose(made, refused) * Math.Pow(rate, refused) * Math.Pow(1 - rate, made - refused) is var p and > 0)
                    Round(round + 1, again, used + again, chance * p);
            }
        }
    }

    private static double Choose(int n, int k) => Enumerable.Range(1, k).Aggregate(1.0, (product, i) => product * (n - k + i) / i);

    private static void AssertSame(double[] expected, double[] law)
    {
        Assert.Equal(expected.Length, law.Length);
        for (var k = 0; k < law.Length; k++)
            Assert.Equal(expected[k], law[k], 1e-13);
    }
}
