using CostSim.Engine.Checks;
using CostSim.Scenarios;
using CostSim.Scenarios.Levers;

namespace CostSim.Studies.Tests;

/// <summary>
/// Studies of jobs whose cost is known: gpt-5-mini in batch takes $0.125 a million input tokens and $1 a million output tokens.
/// </summary>
public class StudyTests
{
    /// <summary>Input uniform from 1 to 3 million tokens a run, drawn once a run, and no output: $0.125 to $0.375.</summary>
    private static readonly Scenario Uniform = Given.Scenario(
        Given.OnePhase("""{ "range": [1000000, 3000000], "level": "run" }""", output: "0"));

    private static readonly StudyOptions Few = new() { Trials = 20_000, Threads = 2 };

    [Fact]
    public void A_run_gives_the_percentiles_of_the_law()
    {
        var outcome = Study.Run(Uniform, new RunOptions(Few));
        var cost = outcome.Summary.Runs[0].Total.Cost;

        Assert.Equal(20_000, outcome.Summary.Trials);
        Assert.Null(outcome.Precision);
        foreach (var (name, p) in new[] { ("P5", 0.05), ("P50", 0.50), ("P95", 0.95) })
            Assert.InRange(0.125 + 0.25 * p, cost[name]!.Value.Low - 1e-4, cost[name]!.Value.High + 1e-4);
    }

    [Fact]
    public void Held_run_factors_leave_what_is_certain()
    {
        var cost = Study.Run(Uniform, new RunOptions(Few) { HoldsRunFactors = true }).Summary.Runs[0].Total.Cost;
        Assert.Equal((0.25, 0.25), (cost.Min, cost.Max));
    }

    [Fact]
    public void A_precision_ends_the_run_at_the_first_look_that_has_it()
    {
        var watcher = new RecordingWatcher();
        var outcome = Study.Run(Uniform, new RunOptions { Threads = 2, Precision = 0.001, Watcher = watcher });

        // Half the width of P95's interval among n trials is about 1.96 sqrt(0.95 0.05 / n) (b - a) of P95, 0.3625: 0.1 % needs some
        // 87,000, the next look is 131,072.
        Assert.Equal(131_072, outcome.Summary.Trials);
        Assert.True(outcome.Precision!.IsReached);
        Assert.Equal([StretchReason.Asked, StretchReason.Expected], watcher.Stretches.Select(stretch => stretch.Reason));
        Assert.All(watcher.Stretches, stretch => Assert.True(stretch.IsCap && stretch.Precision == 0.001));
    }

    [Fact]
    public void Who_watches_sees_planning_and_every_trial()
    {
        var watcher = new RecordingWatcher();
        Study.Run(Uniform, new RunOptions(Few) { Watcher = watcher });

        Assert.Equal(1, watcher.Plannings);
        Assert.Equal([new Stretch(20_000, StretchReason.Asked, IsCallByCall: true, IsCap: false)], watcher.Stretches);
        Assert.Equal(20_000, watcher.TrialsDone);
    }

    /// <summary>$0.35 holds in 90 % of runs, $0.37 in 98 %.</summary>
    [Theory]
    [InlineData(0.35, Verdict.Fail)]
    [InlineData(0.37, Verdict.Pass)]
    public void A_check_knows_which_budget_holds(double usd, Verdict expected)
    {
        var check = Study.Check(
            [CheckedCase.Of(Uniform, 1, [new Policy("budget", new Limit(usd, 0.95))])], new StudyOptions { Threads = 2 });
        Assert.Equal(expected, check.Verdict);
    }

    [Fact]
    public void A_case_without_limits_is_not_drawn()
    {
        var watcher = new RecordingWatcher();
        var check = Study.Check([CheckedCase.Of(Uniform)], Few with { Watcher = watcher });

        Assert.Empty(check.Policies);
        Assert.Empty(watcher.Stretches);
    }

    [Fact]
    public void Standard_is_twice_batch_in_every_trial()
    {
        var standard = Given.Scenario(Given.OnePhase("""{ "range": [1000000, 3000000], "level": "run" }""", output: "0"), "tier=standard");
        var comparison = Study.Compare([new("batch", Uniform, 1), new("standard", standard, 1)], Few);
        var difference = comparison.Differences[0];

        Assert.Equal(["batch", "standard"], comparison.Cases.Select(one => one.Label));
        Assert.Equal((2.0, 2.0), (difference.Ratio!.Min, difference.Ratio.Max));
        Assert.Equal((0, 1), (difference.Cheaper.Value, difference.Draws.Shared));
    }

    [Fact]
    public void A_baseline_without_such_a_run_is_refused()
    {
        var baseline = new Baseline("One", 1000, 1, "", []);
        Assert.Throws<ArgumentException>(() => Study.CompareWithBaseline([new("now", Uniform, 1)], baseline, Few));
    }

    /// <summary>From standard to batch halves every call; what cannot be tried says why.</summary>
    [Fact]
    public void Levers_are_ranked_by_what_they_save()
    {
        var text = Given.OnePhase("[1000, 3000]", items: 50);
        var scenario = Given.Scenario(text, "tier=standard");
        var ranking = Study.Levers(
            new SizedScenario(scenario, scenario.Items), FixedPrices.Catalogue,
            changes =>
                ScenarioReader.Read("test.json", System.Text.Encoding.UTF8.GetBytes(text),
                    new ScenarioChanges(["tier=standard", .. changes]), FixedPrices.Catalogue), Few);
        var batch = ranking.Levers.First(one => one.Lever.Kind == LeverKind.BatchTier).Difference;

        Assert.Equal(-0.5, batch.MeanUsd.Value / ranking.Base.Total.Cost.Mean, 9);
        Assert.Equal(
            ranking.Levers.Select(one => one.Difference.MeanUsd.Value).Order(), ranking.Levers.Select(one => one.Difference.MeanUsd.Value));
        Assert.All(ranking.Others, other => Assert.NotEmpty(other.Reason));
    }

    [Fact]
    public void A_lever_that_the_scenario_refuses_says_why()
    {
        var scenario = Given.Scenario(Given.OnePhase("[1000, 3000]", items: 50), "tier=standard");
        var refused = new ScenarioReading(null, [new Diagnostic(Severity.Error, "test.json", 1, 1, "tier", "no batch here")]);
        var ranking = Study.Levers(new SizedScenario(scenario, scenario.Items), FixedPrices.Catalogue, _ => refused, Few);

        Assert.Empty(ranking.Levers);
        Assert.Contains(
            ranking.Others, other => other.Kind == LeverKind.BatchTier && other.Reason.EndsWith("no batch here", StringComparison.Ordinal));
    }

    [Fact]
    public void An_explanation_has_the_tokens_of_one_item()
    {
        var explained = Study.Explain(
            new SizedScenario(Given.Scenario(Given.OnePhase("[1000, 3000]", items: 50)), 50), Few with { Trials = null });

        Assert.Equal((1000.0, 3000.0), (explained.OneItem.Support.InputTokens.Min, explained.OneItem.Support.InputTokens.Max));
        Assert.Equal(8192, explained.Summary.Trials);
        Assert.Single(explained.Reasons);
    }

    /// <summary>Keeps what a study tells.</summary>
    private sealed class RecordingWatcher : IStudyWatcher
    {
        private double _done;

        public int Plannings { get; private set; }

        public List<Stretch> Stretches { get; } = [];

        public double TrialsDone => _done;

        public T Plan<T>(Func<T> work, CancellationToken cancellation)
        {
            Plannings++;
            return work();
        }

        public T Draw<T>(Stretch stretch, Func<Action<double>?, T> work, CancellationToken cancellation)
        {
            Stretches.Add(stretch);
            return work(done =>
            {
                lock (Stretches)
                    _done = Math.Max(_done, done);
            });
        }
    }
}
