using CostSim.Engine.Execution;
using CostSim.Engine.Planning;
using CostSim.Engine.Planning.Collapse;
using CostSim.Engine.Tests.Oracles;
using CostSim.Numerics.Simd;

namespace CostSim.Engine.Tests.Execution;

/// <summary>Totals of calls that are cut or priced one by one, drawn for all items at once, against call by call.</summary>
public class SingleCallDrawerTests
{
    private const int Items = 300;
    private const int CallsOfItem = 5;
    private const int Trials = 20_480;

    private const string Cap =
        """
        { "name": "x", "items": 300, "model": "gpt-5-mini", "tier": "batch", "spread": { "item": 0.2, "call": 0.3 }, "phases": [
          { "id": "a", "split": 5, "inputTokens": [700, 1500], "outputTokens": { "90%": [400, 4000] }, "maxOutputTokens": 3000 } ] }
        """;

    private const string Step =
        """
        { "name": "x", "items": 300, "model": "gemini-2.5-pro", "tier": "standard", "spread": { "item": 0.2, "call": 0.3 }, "phases": [
          { "id": "a", "split": 5, "inputTokens": { "90%": [60000, 300000] }, "outputTokens": [500, 900] } ] }
        """;

    [Theory]
    [InlineData(Cap, true)]
    [InlineData(Cap, false)]
    [InlineData(Step, true)]
    [InlineData(Step, false)]
    public void Mean_deviation_and_percentiles_are_those_of_call_by_call(string json, bool fixRun)
    {
        var plan = Planner.Build(Repository.Read(json), Items, fixRun);
        var simulated = Simulated.Run(plan with { Collapse = null }, Trials);
        var exact = simulated.Table();
        var drawn = Draw(plan, shares: false);

        AssertAlike(exact[1, Measure.OutputTokens], drawn.Output, "output");
        if (json == Step)
        {
            // A cap leaves the input alone, which is summed elsewhere.
            AssertAlike(exact[1, Measure.InputTokens], drawn.Input, "input");
            AssertAlike(exact[1, Measure.Cost], drawn.Cost, "cost");
        }

        Assert.Equal(simulated.Aggregates[0].CutCallsMean(0), drawn.Cut.Average(), 0.002 * Items * CallsOfItem);
    }

    [Theory]
    [InlineData(Cap)]
    [InlineData(Step)]
    public void An_average_that_others_share_makes_the_same_law(string json)
    {
        var plan = Planner.Build(Repository.Read(json), Items, fixRun: true);

        AssertAlike(Draw(plan, shares: false).Cost, Draw(plan, shares: true).Cost, "cost");
    }

    [Fact]
    public void A_cap_five_percent_lower_is_told_apart()
    {
        var exact = Simulated.Run(Planner.Build(Repository.Read(Cap), Items, fixRun: true) with { Collapse = null }, Trials).Table();
        var drawn = Draw(
            Planner.Build(Repository.Read(Cap.Replace("3000", "2850", StringComparison.Ordinal)), Items, fixRun: true), shares: false);

        Assert.ThrowsAny<Xunit.Sdk.XunitException>(() => AssertAlike(exact[1, Measure.OutputTokens], drawn.Output, "output"));
    }

    [Fact]
    public void No_call_no_tokens_and_never_more_than_the_cap()
    {
        var plan = Planner.Build(Repository.Read(Cap), Items);
        var drawn = Draw(plan, shares: false, t => t % 3);

        for (var t = 0; t < Trials; t++)
        {
            Assert.InRange(drawn.Output[t], 0, t % 3 * 3000);
            Assert.InRange(drawn.Cut[t], 0, t % 3);
            Assert.Equal(Math.Round(drawn.Cut[t]), drawn.Cut[t]);
        }
    }

    private static (double[] Input, double[] Output, double[] Cost, double[] Cut) Draw(
        Plan plan, bool shares, Func<int, double>? callsOf = null)
    {
        var source = plan.Phases[0].Sources.Select(source => source.OneByOne).OfType<SingleSource>().Single();
        var kernels = KernelSelector.Selected;
        var table = new SingleCallTable(plan, new SingleCallProducts(plan, source), new CollapseBudget(), _ => shares);
        var drawer = new SingleCallDrawer(plan, table, "a", 0, kernels);
        var runs = new RunDrawer(plan, 1, kernels);
        var runDraws = BlockEvaluator.Arrays(plan.RunDraws.Count);
        var result = (Input: new double[Trials], Output: new double[Trials], Cost: new double[Trials], Cut: new double[Trials]);
        double[] prices = [.. new[] { source.Totals.Input, source.Totals.Output, source.Totals.LongInput, source.Totals.LongOutput }
            .Select(total => plan.Phases[0].Totals[total].PricePicoUsd * 1e-12)];
        var random = new Xoshiro(7);
        for (var from = 0; from < Trials; from += BlockEvaluator.BlockSize)
        {
            runs.Draw(from, BlockEvaluator.BlockSize, runDraws);
            double[] calls = [.. Enumerable.Range(from, BlockEvaluator.BlockSize).Select(t => callsOf?.Invoke(t) ?? Items * CallsOfItem)];
            double[] concentration = [.. calls.Select(_ => 1.0 / Items)];
            double[]?[] averages = [.. table.ItemProducts.Select(product => shares ? Averages(plan, product, random) : null)];
            var totals = Enumerable.Range(0, 4).Select(_ => new double[BlockEvaluator.BlockSize]).ToArray();
            var cut = new double[BlockEvaluator.BlockSize];
            drawer.Draw(calls, concentration, averages, runDraws, from, 1, 1, totals, cut);
            for (var t = 0; t < cut.Length; t++)
            {
                result.Input[from + t] = totals[0][t] + totals[2][t];
                result.Output[from + t] = totals[1][t] + totals[3][t];
                result.Cost[from + t] = Enumerable.Range(0, 4).Sum(i => totals[i][t] * prices[i]);
                result.Cut[from + t] = cut[t];
            }
        }

        return result;
    }

    /// <summary>Averages over the items of a factor of mean 1, item by item.</summary>
    private static double[] Averages(Plan plan, int product, Xoshiro random)
    {
        var law = plan.ItemDraws[plan.ItemProducts[product].Single()].Quantile;
        var averages = new double[BlockEvaluator.BlockSize];
        for (var t = 0; t < averages.Length; t++)
        {
            for (var item = 0; item < Items; item++)
                averages[t] += law.At(random.Uniform()) / (law.Mean * Items);
        }

        return averages;
    }

    /// <summary>Mean and percentiles within five standard errors, the deviation within 1 % and three of its.</summary>
    private static void AssertAlike(double[] exact, double[] drawn, string what)
    {
        var (a, b) = (new Sample(exact), new Sample(drawn));
        var deviation = Math.Max(a.StandardDeviation, b.StandardDeviation);
        Assert.True(Math.Abs(a.Mean - b.Mean) <= 5 * Math.Sqrt(2.0 / Trials) * deviation + 1e-5 * a.Mean,
            $"{what}: mean {a.Mean} against {b.Mean}");
        Assert.True(Math.Abs(b.StandardDeviation / a.StandardDeviation - 1) <= 0.01 + 3 / Math.Sqrt(Trials),
            $"{what}: deviation {a.StandardDeviation} against {b.StandardDeviation}");
        var (x, y) = ((double[])exact.Clone(), (double[])drawn.Clone());
        Array.Sort(x);
        Array.Sort(y);
        foreach (var p in (ReadOnlySpan<double>)[0.01, 0.05, 0.5, 0.95, 0.99])
        {
            // The standard error of a percentile from the sample itself: how far the values are apart whose ranks are one standard error
            // away.
            var (rank, error) = ((int)(p * Trials), (int)Math.Sqrt(Trials * p * (1 - p)));
            var noise = (x[rank + error] - x[rank - error]) / 2;
            Assert.True(Math.Abs(x[rank] - y[rank]) <= 5 * 1.5 * noise + 1e-5 * Math.Abs(x[rank]),
                $"{what}: P{100 * p} {x[rank]} against {y[rank]}, noise {noise}");
        }
    }
}
