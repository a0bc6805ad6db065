using CostSim.Engine.Planning;
using CostSim.Engine.Tests.Oracles;
using MathNet.Numerics.Distributions;

namespace CostSim.Engine.Tests.Execution;

/// <summary>Calls whose tokens are needed one by one: output caps, and prices that depend on the call's input.</summary>
public class SingleCallTests
{
    private const int Trials = 50_000;

    [Theory]
    [InlineData(1_500)]
    [InlineData(4_000)]
    [InlineData(20_000)]
    public void A_cap_has_the_moments_of_a_lognormal_cut_there(double cap)
    {
        const double Calls = 30;
        var scenario = Repository.Read($$"""
            { "name": "n", "items": 3, "model": "gpt-5-mini", "tier": "batch", "spread": {},
              "phases": [ { "id": "a", "split": 10, "inputTokens": 0, "outputTokens": { "90%": [200, 9000], "level": "call" }, "maxOutputTokens": {{cap}} } ] }
            """);
        var (mean, variance, cut) = CutLognormal(200, 9000, cap);
        var run = Simulated.Run(Planner.Build(scenario, 3), Trials);
        var sample = Sample.Of(run.Table(), 0, Measure.OutputTokens);

        Assert.InRange(sample.MeanScore(Calls * mean, Calls * variance), -LawCheck.ScoreMax, LawCheck.ScoreMax);
        Assert.InRange(sample.VarianceScore(Calls * variance, Calls * mean), -LawCheck.ScoreMax, LawCheck.ScoreMax);
        Assert.Equal(Calls * cut, run.Aggregates[0].CutCallsMean(0), 6 * Math.Sqrt(Calls * cut * (1 - cut) / Trials));
        Assert.True(run.Aggregates[0].Total(Measure.OutputTokens).Moments.Max * run.Aggregates[0].Plan.TokensPerStep <= Calls * cap + 1);
    }

    [Fact]
    public void A_cap_that_is_ten_percent_lower_is_caught()
    {
        var scenario = Repository.Read("""
            { "name": "n", "items": 3, "model": "gpt-5-mini", "tier": "batch", "spread": {},
              "phases": [ { "id": "a", "split": 10, "inputTokens": 0, "outputTokens": { "90%": [200, 9000], "level": "call" }, "maxOutputTokens": 3600 } ] }
            """);
        var (mean, variance, _) = CutLognormal(200, 9000, 4_000);

        Assert.True(
            Math.Abs(
                Sample.Of(Simulated.Run(Planner.Build(scenario, 3), Trials).Table(), 0, Measure.OutputTokens).MeanScore(
                    30 * mean, 30 * variance)) > 50);
    }

    [Fact]
    public void Long_inputs_pay_their_own_prices_for_all_tokens_of_the_call()
    {
        // Input uniform on 100,000 to 300,000: half of the calls are above 200,000 and pay 1.25 and 7.50 a million instead of 0.625 and 5.
        var scenario = Repository.Read("""
            { "name": "n", "items": 3, "model": "gemini-2.5-pro", "tier": "batch", "spread": {},
              "phases": [ { "id": "a", "split": 10, "inputTokens": { "range": [100000, 300000], "level": "call" }, "outputTokens": 1000 } ] }
            """);
        var plan = Planner.Build(scenario, 3);
        var sample = Sample.Of(Simulated.Run(plan, Trials).Table(), 0, Measure.Cost);

        Assert.Equal(30 * (0.5 * (0.15 * 0.625 + 0.005) + 0.5 * (0.25 * 1.25 + 0.0075)), sample.Mean, 5 * sample.MeanError);
        Assert.Equal(30 * (0.1 * 0.625 + 0.005), plan.Support.Cost.Min, 1e-9);
        Assert.Equal(30 * (0.3 * 1.25 + 0.0075), plan.Support.Cost.Max, 1e-9);
    }

    [Fact]
    public void A_cap_that_no_call_reaches_changes_nothing()
    {
        const string Text = """
            { "name": "n", "items": 3, "model": "gpt-5-mini", "tier": "batch", "spread": {},
              "phases": [ { "id": "a", "inputTokens": 10, "outputTokens": { "range": [100, 400], "level": "call" } CAP } ] }
            """;
        var free = Planner.Build(Repository.Read(Text.Replace("CAP", "", StringComparison.Ordinal)), 3);
        var capped = Planner.Build(Repository.Read(Text.Replace("CAP", ", \"maxOutputTokens\": 400", StringComparison.Ordinal)), 3);

        Assert.Equal(Simulated.Run(free, 1_000).Steps(0, Measure.Cost), Simulated.Run(capped, 1_000).Steps(0, Measure.Cost));
        Assert.Null(capped.Phases[0].Sources[0].OneByOne);
    }

    /// <summary>Mean and variance of min(cap, X) and P(X above cap), X lognormal with 5 % below low and 5 % above high.</summary>
    private static (double Mean, double Variance, double Cut) CutLognormal(double low, double high, double cap)
    {
        var mu = (Math.Log(low) + Math.Log(high)) / 2;
        var sigma = (Math.Log(high) - Math.Log(low)) / (2 * Normal.InvCDF(0, 1, 0.95));
        var d = (Math.Log(cap) - mu) / sigma;
        var above = 1 - Normal.CDF(0, 1, d);
        var mean = Math.Exp(mu + sigma * sigma / 2) * Normal.CDF(0, 1, d - sigma) + cap * above;
        var square = Math.Exp(2 * mu + 2 * sigma * sigma) * Normal.CDF(0, 1, d - 2 * sigma) + cap * cap * above;
        return (mean, square - mean * mean, above);
    }
}
