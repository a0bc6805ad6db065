using CostSim.Engine.Comparison;

namespace CostSim.Studies.Tests;

public class ExplanationTests
{
    /// <summary>
    /// 10 calls of 100 tokens become 20 of 300, at $0.01 a token: 20 and 30 dollars, worked out at <c>ShapleySharesTests</c>.
    /// </summary>
    [Fact]
    public void Calls_and_tokens_share_what_both_make()
    {
        var causes = Explanation.Of(
            [Phase("A", calls: 10, tokens: 100, price: 0.01)], [Phase("A", calls: 20, tokens: 300, price: 0.01)]).Phases[0];

        Assert.Equal(20, causes[Cause.Calls], 1e-9);
        Assert.Equal(30, causes[Cause.InputTokens], 1e-9);
        Assert.Equal(50, causes.Usd, 1e-9);
        Assert.Equal(0, causes[Cause.Price]);
    }

    [Fact]
    public void Retries_caches_and_prices_each_explain_what_only_they_change()
    {
        var before = Phase("A", calls: 10, tokens: 100, price: 0.01);
        var retried = before with { Input = new ComponentMeans(1000, 1100, 11, 11), Usd = 11 };
        var cached = before with { Input = new ComponentMeans(1000, 1000, 10, 4), Usd = 4 };
        var dearer = Phase("A", calls: 10, tokens: 100, price: 0.02);

        Only(Cause.Retries, 1, before, retried);
        Only(Cause.Caching, -6, before, cached);
        Only(Cause.Price, 10, before, dearer);
    }

    [Fact]
    public void A_phase_that_only_one_of_them_has_is_a_matter_of_calls()
    {
        var explanation = Explanation.Of(
            [Phase("A", 10, 100, 0.01), Phase("B", 5, 10, 0.01)], [Phase("A", 10, 100, 0.01), Phase("C", 2, 100, 0.05)]);

        Assert.Equal(["A", "B", "C"], explanation.Phases.Select(phase => phase.Id));
        Assert.Equal([Cause.Calls], explanation.Causes);
        Assert.Equal(-0.5, explanation.Phases[1][Cause.Calls], 1e-12);
        Assert.Equal(10, explanation.Phases[2][Cause.Calls], 1e-12);
    }

    [Fact]
    public void Twice_the_items_cost_twice_as_much_because_of_the_items()
    {
        var before = Phase("A", calls: 10, tokens: 100, price: 0.01);
        var to = Phase("A", calls: 20, tokens: 100, price: 0.01) with { Items = 10 };

        Only(Cause.Items, 10, before, to);
    }

    [Fact]
    public void Parts_add_up_to_the_difference_whatever_changes()
    {
        var before = Phase("A", 10, 100, 0.01) with { Output = new ComponentMeans(300, 330, 6.6, 6.6), Usd = 16.6 };
        var to = Phase("A", 12, 90, 0.02) with
        {
            Output = new ComponentMeans(400, 520, 7, 7),
            Input = new ComponentMeans(1080, 1200, 24, 13),
            Usd = 20,
            OperationsUsd = 3
        };
        var explanation = Explanation.Of([before], [to]);

        Assert.Equal(20 - 16.6, explanation.Usd, 1e-12);
        Assert.Equal(3, explanation[Cause.Operations], 1e-12);
        Assert.All([Cause.Calls, Cause.Retries, Cause.InputTokens, Cause.OutputTokens, Cause.Caching, Cause.Price],
            cause => Assert.NotEqual(0, explanation[cause]));
    }

    private static void Only(Cause cause, double usd, PhaseMeans before, PhaseMeans to)
    {
        var explanation = Explanation.Of([before], [to]);

        Assert.Equal([cause], explanation.Causes);
        Assert.Equal(usd, explanation[cause], 1e-9);
    }

    private static PhaseMeans Phase(string id, double calls, double tokens, double price) => new(id, id, IsBesideTheUnits: false)
    {
        Items = 5,
        FirstCalls = calls,
        Input = new ComponentMeans(calls * tokens, calls * tokens, calls * tokens * price, calls * tokens * price),
        Output = new ComponentMeans(0, 0, 0, 0),
        Fees = new ComponentMeans(calls, calls, 0, 0),
        Usd = calls * tokens * price,
        OperationsUsd = 0,
    };
}
