using CostSim.Engine.Planning;
using CostSim.Engine.Planning.Collapse;
using CostSim.Engine.Tests.Oracles;
using CostSim.Numerics.Distributions;

namespace CostSim.Engine.Tests.Planning;

/// <summary>Moments of calls that are cut or priced one by one, against closed forms and sums over many values.</summary>
public class SingleCallTableTests
{
    private const double Exactness = 2e-5;
    private const int Many = 20_000;

    [Theory]
    [InlineData(300)]
    [InlineData(1500)]
    [InlineData(2500)]
    [InlineData(8000)]
    public void A_cap_on_a_lognormal_output(double run)
    {
        const double Cap = 3000;
        var table = Table(
            """
            { "name": "x", "items": 3, "model": "gpt-5-mini", "tier": "batch", "spread": { "item": 0.2, "call": 0.3 }, "phases": [
              { "id": "a", "inputTokens": 700, "outputTokens": { "90%": [400, 4000] }, "maxOutputTokens": 3000 } ] }
            """, isShared: true);
        var whole = Lognormal.FromInterval(0.9, 400, 4000);
        var (item, call) = (whole.Sigma * Math.Sqrt(0.2), whole.Sigma * Math.Sqrt(0.3));
        var moments = table.Exact(run);

        var (mean, square, cut) = Capped(run, Math.Sqrt(item * item + call * call), Cap);
        Assert.Equal([1, 4], table.Measures);
        Assert.Equal(mean, moments.Mean[1], Exactness * mean);
        Assert.Equal(cut, moments.Mean[4], Exactness);
        // Between items: the means of items at many equally likely item factors.
        double[] factors = [.. Enumerable.Range(0, Many).Select(i => Math.Exp(item * Normal.Standard.Quantile((i + 0.5) / Many)))];
        double[] means = [.. factors.Select(factor => Capped(run * factor, call, Cap).Mean)];
        var spread = means.Average(value => (value - mean) * (value - mean));
        var average = factors.Average();
        var covariance = means.Zip(factors, (value, factor) => value * (factor / average - 1)).Average();
        var variation = factors.Average(factor => (factor / average - 1) * (factor / average - 1));
        Assert.Equal(square - mean * mean - spread, moments.Within[1, 1], 2e-4 * square);
        Assert.Equal(covariance / variation, moments.Slopes[0, 1], 1e-3 * mean);
        Assert.Equal(spread - covariance * covariance / variation, moments.Between[1, 1], 1e-4 * square);
        // Whether a call is cut goes with its output.
        Assert.Equal(Cap * cut - mean * cut,
            moments.Within[4, 1] + moments.Between[4, 1] + moments.Slopes[0, 1] * moments.Slopes[0, 4] * variation, 1e-4 * Cap);
    }

    [Theory]
    [InlineData(120_000)]
    [InlineData(195_000)]
    [InlineData(230_000)]
    public void A_price_step_on_a_uniform_input(double run)
    {
        const double Limit = 200_000;
        var table = Table(
            """
            { "name": "x", "items": 3, "model": "gemini-2.5-pro", "tier": "standard", "spread": { "item": 0.1, "call": 0.3 }, "phases": [
              { "id": "a", "inputTokens": [100000, 300000], "outputTokens": [500, 900] } ] }
            """, isShared: false);
        var (item, call) = (0.1 * Math.Log(3) / 2, 0.3 * Math.Log(3) / 2);
        var output = (Item: 0.1 * Math.Log(1.8) / 2, Call: 0.3 * Math.Log(1.8) / 2);
        var outputMean = Middle(output.Item) * Middle(output.Call);

        var (longShare, longInput, longSquare, all) = (0.0, 0.0, 0.0, 0.0);
        for (var i = 0; i < Many; i++)
        {
            var factor = run * (Math.Exp(-item) + (Math.Exp(item) - Math.Exp(-item)) * (i + 0.5) / Many);
            var (low, high) = (factor * Math.Exp(-call), factor * Math.Exp(call));
            var from = Math.Clamp(Limit, low, high);
            longShare += (high - from) / (high - low) / Many;
            longInput += (high * high - from * from) / (2 * (high - low)) / Many;
            longSquare += (high * high * high - from * from * from) / (3 * (high - low)) / Many;
            all += (low + high) / 2 / Many;
        }

        // Output has no threshold: its run-level part multiplies what the table gives for one of 1.
        Assert.Equal((1, 1), (table.Axes.Count, table.OutputScale.Count));
        var moments = table.Exact(run);
        Assert.Equal([0, 1, 2, 3], table.Measures);
        Assert.Equal(longInput, moments.Mean[2], Exactness * all);
        Assert.Equal(all - longInput, moments.Mean[0], Exactness * all);
        Assert.Equal(longShare * outputMean, moments.Mean[3], Exactness * outputMean);
        Assert.Equal((1 - longShare) * outputMean, moments.Mean[1], Exactness * outputMean);
        Assert.Equal(longSquare - longInput * longInput, moments.Within[2, 2] + moments.Between[2, 2], 1e-4 * all * all);
        // A call is long or not.
        Assert.Equal(-longInput * (all - longInput), moments.Within[2, 0] + moments.Between[2, 0], 1e-4 * all * all);
    }

    [Theory]
    [InlineData(""" "spread": { "item": 0.5 } """)]
    [InlineData(""" "spread": { "call": 0.5 } """)]
    public void A_price_step_on_an_input_that_differs_at_one_level_alone(string spread)
    {
        var table = Table(
            $$"""
            { "name": "x", "items": 3, "model": "gemini-2.5-pro", "tier": "standard", {{spread}}, "phases": [
              { "id": "a", "inputTokens": [100000, 300000], "outputTokens": 1000 } ] }
            """, isShared: false);
        foreach (var run in (ReadOnlySpan<double>)[160_000, 181_234, 200_000, 250_000])
        {
            var half = 0.5 * Math.Log(3) / 2;
            var (low, high) = (run * Math.Exp(-half), run * Math.Exp(half));
            var from = Math.Clamp(200_000, low, high);

            Assert.Equal((high * high - from * from) / (2 * (high - low)), table.Exact(run).Mean[2], Exactness * run);
            Assert.Equal(1000 * (high - from) / (high - low), table.Exact(run).Mean[3], 0.02);
        }
    }

    [Fact]
    public void An_input_of_two_amounts_is_summed_before_it_is_compared()
    {
        var table = Table(
            """
            { "name": "x", "items": 3, "model": "gemini-2.5-pro", "tier": "standard", "spread": { "call": 1 }, "phases": [
              { "id": "a", "inputTokens": { "sum": [[100000, 200000], { "range": [20000, 60000] }, 5000] }, "outputTokens": 1000 } ] }
            """, isShared: false);
        var mean = 0.0;
        for (var i = 0; i < Many; i++)
        {
            var other = 25_000 + 40_000 * (i + 0.5) / Many;
            var (low, high) = (100_000 + other, 200_000 + other);
            var from = Math.Clamp(200_000, low, high);
            mean += (high * high - from * from) / (2 * 100_000) / Many;
        }

        Assert.Equal(mean, table.Exact().Mean[2], Exactness * mean);
        Assert.Empty(table.Axes);
    }

    [Fact]
    public void More_than_two_products_of_run_level_factors_are_an_obstacle()
    {
        var plan = Planner.Build(Repository.Read(
            """
            { "name": "x", "items": 3, "model": "gemini-2.5-pro", "tier": "standard", "spread": { "call": 0.3 }, "phases": [
              { "id": "a", "inputTokens": { "sum": [[100000, 200000], [20000, 60000], [500, 900]] }, "outputTokens": [500, 900] } ] }
            """), 3);

        Assert.Contains("3 products", new SingleCallProducts(plan, Source(plan)).Obstacle());
    }

    private static SingleSource Source(Plan plan) =>
        plan.Phases[0].Sources.Select(source => source.OneByOne).OfType<SingleSource>().First();

    private static SingleCallTable Table(string json, bool isShared)
    {
        var plan = Planner.Build(Repository.Read(json), 3);
        var products = new SingleCallProducts(plan, Source(plan));
        Assert.Null(products.Obstacle());
        return new SingleCallTable(plan, products, new CollapseBudget(), _ => isShared);
    }

    /// <summary>Mean of a uniform law between e^(−h) and e^h.</summary>
    private static double Middle(double half) => (Math.Exp(half) + Math.Exp(-half)) / 2;

    /// <summary>E min(X, cap), E min(X, cap)² and P(X > cap) of a lognormal law.</summary>
    private static (double Mean, double Square, double Cut) Capped(double median, double sigma, double cap)
    {
        var z = Math.Log(cap / median) / sigma;
        var cut = Normal.Standard.Cdf(-z);
        return (
            median * Math.Exp(sigma * sigma / 2) * Normal.Standard.Cdf(z - sigma) + cap * cut,
            median * median * Math.Exp(2 * sigma * sigma) * Normal.Standard.Cdf(z - 2 * sigma) + cap * cap * cut, cut);
    }
}
