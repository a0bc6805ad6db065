using CostSim.Scenarios;

namespace CostSim.Studies.Tests.Calibrations;

/// <summary>What is gathered of rows: items, repeats, parts of the variance, counts.</summary>
public class PilotTests
{
    [Theory]
    [InlineData("tag-*", false, "tag-0001", "0001")]
    [InlineData("tag-*", false, "tag-0001-2", "0001-2")]
    [InlineData("tag-*", true, "tag-0001-2", "0001")]
    [InlineData("tag-*", true, "tag-7", "7")]
    [InlineData("tag-*-*", true, "tag-a-b-2", "a-b")]
    [InlineData("*", true, "x/12", "x")]
    [InlineData(null, false, "whole-1", "whole-1")]
    public void An_id_names_its_item(string? pattern, bool hasSeveral, string id, string item) =>
        Assert.Equal(item, new ItemIds(pattern is null ? null : new IdPattern(pattern), hasSeveral).Of(id));

    /// <summary>Searle, Casella and McCulloch: of three groups of two, of 1 and 3, 5 and 7, 9 and 11.</summary>
    [Fact]
    public void The_parts_of_the_variance_are_those_of_the_analysis_of_variance()
    {
        var sample = new TokenSample([(0, [1, 3]), (1, [5, 7]), (2, [9, 11])]);

        // Within 2, between 32, so that the groups have (32 − 2)/2 = 15; the mean is 6.
        Assert.Equal((15 / 36.0, 2 / 36.0), (sample.ItemVariance!.Value, sample.CallVariance), Within(1e-12));
        // The variance of a mean of groups: their means have the variance 16, and Student's t of three groups is capped.
        Assert.Equal(16.0 / 3 / 36 * 3, sample.MeanVariance, 1e-12);
    }

    [Fact]
    public void Where_each_item_has_one_call_the_parts_are_not_told()
    {
        var sample = new TokenSample([.. Enumerable.Range(0, 5).Select(i => (i, new[] { 2.0 * i }))]);

        Assert.Null(sample.ItemVariance);
        Assert.Equal(10.0 / 16, sample.Variance, 1e-12);
        Assert.Equal(10.0 / 16 / 5 * 2, sample.MeanVariance, 1e-12);
    }

    /// <summary>A batch that was sent twice makes no retries.</summary>
    [Fact]
    public void A_job_sent_again_is_no_retry()
    {
        var job = new SampledJob { Items = 100, RetryRate = 0.2 };
        var (scenario, batches) = (Given.Scenario(job.Scenario), job.Draw(seed: 5));
        var once = Calibrated.Pilot(scenario, batches.SelectMany(batch => batch.Rows));
        var twice = Calibrated.Pilot(
            scenario, batches.Take(1).Append(SampledJob.Repeated(batches[0])).Concat(batches.Skip(1)).SelectMany(batch => batch.Rows));

        foreach (var pilot in new[] { once, twice })
            Assert.Equal(
                (100, batches[1].Rows.Count),
                (pilot.Count(0, call => call.IsFirst), pilot.Count(0, call => call.BilledBefore > 0)));
        var rate = new PhaseRates(scenario, once).Of(0).Counted.Single();
        Assert.Equal((batches[1].Rows.Count, 100), (rate.K, rate.N));
    }

    /// <summary>Of two rounds, a call of the last one is no case of its own: nothing follows it.</summary>
    [Fact]
    public void A_rate_counts_the_calls_that_could_be_made_again()
    {
        var text = new SampledJob { CacheHit = 0 }.Scenario.Replace("\"rounds\": 1", "\"rounds\": 2", StringComparison.Ordinal);
        var rows = Enumerable.Range(1, 30).SelectMany(i => Enumerable.Range(1, i <= 3 ? 3 : i <= 10 ? 2 : 1).Select(
            attempt => SampledPilot.Row("x.jsonl", $"tag-{i}", attempt, new(100, 0, 0, 0, 0, 9, 0))));
        var scenario = Given.Scenario(text);
        var rate = new PhaseRates(scenario, Calibrated.Pilot(scenario, rows)).Of(0).Counted.Single();

        // 30 first calls and 10 second ones; 10 and 3 of them were made again.
        Assert.Equal((13, 40), (rate.K, rate.N));
    }

    /// <summary>Of more items than are kept, each with all of its calls.</summary>
    [Fact]
    public void Very_many_items_are_sampled_whole()
    {
        var scenario = Given.Scenario(new SampledJob { Items = 30_000 }.Scenario);
        var rows = Enumerable.Range(1, 30_000).SelectMany(i => new[] { "tag", "review" }.Select(
            phase => SampledPilot.Row($"{phase}.jsonl", $"{phase}-{i}", 1, new(3000 + i % 7, 0, 0, 0, 0, 9, 0))));
        var pilot = Calibrated.Pilot(scenario, rows);

        Assert.True(pilot.IsSample);
        Assert.InRange(pilot.Items.Count, PilotObserver.ItemsMax / 3, PilotObserver.ItemsMax);
        Assert.All(pilot.Items, item => Assert.Equal([0, 1], item.Calls.Select(call => call.Phase).Order()));
    }

    /// <summary>An exponential of few values: a lognormal foretells less well than the values themselves.</summary>
    [Fact]
    public void A_shape_is_chosen_by_what_it_foretells()
    {
        var twoHeaps = new TokenSample([.. Enumerable.Range(0, 200).Select(i => (i, new[] { (i * 7 % 10 < 7 ? 100.0 : 900.0) + i % 13 }))]);
        var bell = new TokenSample([.. Enumerable.Range(0, 200).Select(
            i => (i, new[] { 1000 + 100 * MathNet.Numerics.Distributions.Normal.InvCDF(0, 1, ((i * 67 % 200) + 0.5) / 200) }))]);
        var certain = new TokenSample([.. Enumerable.Range(0, 20).Select(i => (i, new[] { 5.0 }))]);

        Assert.Equal(FittedKind.Values, ShapeFit.Of(twoHeaps).Kind);
        Assert.Contains(ShapeFit.Of(bell).Kind, new[] { FittedKind.Normal, FittedKind.Lognormal });
        Assert.Equal(FittedKind.Certain, ShapeFit.Of(certain).Kind);
    }

    /// <summary>Of the uniform law on 0, 1, …, 10 and the value 0: 5 minus half of the mean difference, 40/11 · ½.</summary>
    [Fact]
    public void The_held_out_error_is_the_continuous_ranked_probability_score()
    {
        double[] law = [.. Enumerable.Range(0, 11).Select(i => (double)i)];

        Assert.Equal(5 - 40.0 / 11 / 2, HeldOutError.Of([0], _ => law), 1e-12);
        Assert.Equal(30.0 / 11 - 40.0 / 11 / 2, HeldOutError.Of([5, 5], _ => law), 1e-12);
    }

    private static PairComparer Within(double error) => new(error);

    private sealed class PairComparer(double error) : IEqualityComparer<(double, double)>
    {
        public bool Equals((double, double) a, (double, double) b) =>
            Math.Abs(a.Item1 - b.Item1) <= error && Math.Abs(a.Item2 - b.Item2) <= error;

        public int GetHashCode((double, double) pair) => 0;
    }
}
