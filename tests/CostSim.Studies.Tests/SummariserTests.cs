using CostSim.Engine.Planning;
using CostSim.Numerics.Statistics;

namespace CostSim.Studies.Tests;

public class SummariserTests
{
    private static readonly Outcome Tickets = Given.Run(Given.Tickets, 5000);

    /// <summary>Rounded to steps of 64 tokens, 5,000 tokens are 4,992.</summary>
    [Fact]
    public void What_only_rounding_puts_beyond_an_end_is_at_it()
    {
        var percentile = new Percentile(4992, 4928, 5056);
        var drawn = new MeasureSummary(new Bounds(5000, 5020), 4992, 5056, 5021, 32, [percentile, null]);

        var held = drawn.Held(64);

        Assert.Equal((5000, 5020, 5020, 20), (held.Min, held.Max, held.Mean, held.StandardDeviation));
        Assert.Equal([new Percentile(5000, 4928, 5020), null], held.Percentiles);
        Assert.Equal(4992, drawn.Held(4).Min);
    }

    [Theory]
    [InlineData(Measure.Cost)]
    [InlineData(Measure.InputTokens)]
    [InlineData(Measure.OutputTokens)]
    [InlineData(Measure.Calls)]
    public void Moments_are_those_of_the_trials(Measure measure)
    {
        for (var phase = -1; phase < Tickets.Run.Phases.Count; phase++)
        {
            var trials = Tickets.Trials.Values(0, phase, measure);
            var found = (phase < 0 ? Tickets.Run.Total : Tickets.Run.Phases[phase].Scope)[measure];
            var mean = trials.Average();
            var deviation = Math.Sqrt(trials.Sum(x => (x - mean) * (x - mean)) / (trials.Length - 1));

            Assert.Equal(trials.Min(), found.Min);
            Assert.Equal(trials.Max(), found.Max);
            Assert.Equal(mean, found.Mean, 1e-12 * mean);
            Assert.Equal(deviation, found.StandardDeviation, 1e-7 * (found.Max - found.Min) + 1e-12 * mean);
        }
    }

    [Theory]
    [InlineData(Measure.Cost)]
    [InlineData(Measure.InputTokens)]
    [InlineData(Measure.OutputTokens)]
    [InlineData(Measure.Calls)]
    public void The_value_of_a_percentile_and_the_sorted_trials_agree_within_its_interval(Measure measure)
    {
        for (var phase = -1; phase < Tickets.Run.Phases.Count; phase++)
        {
            var sorted = Tickets.Trials.Values(0, phase, measure).Order().ToArray();
            var found = (phase < 0 ? Tickets.Run.Total : Tickets.Run.Phases[phase].Scope)[measure];
            for (var i = 0; i < MeasureSummary.PercentileNames.Count; i++)
            {
                var percentile = found.Percentiles[i]!.Value;
                var direct = sorted[(int)Math.Ceiling(MeasureSummary.Probabilities[i] * sorted.Length) - 1];
                Assert.InRange(direct, percentile.Low, percentile.High);
                Assert.InRange(percentile.Value, percentile.Low, percentile.High);
            }
        }
    }

    [Fact]
    public void A_value_an_item_is_that_of_the_run_divided_by_its_items()
    {
        foreach (var measure in Measures.OfTokens)
        {
            var (run, item) = (Tickets.Run.Total[measure], Tickets.Run.PerItem[measure]);
            Assert.Equal(
                new[] { run.Support.Min, run.Support.Max, run.Min, run.Max, run.Mean, run.StandardDeviation }.Select(value => value / 20),
                [item.Support.Min, item.Support.Max, item.Min, item.Max, item.Mean, item.StandardDeviation]);
            Assert.Equal(
                run.Percentiles.Select(p => (p!.Value.Value / 20, p.Value.Low / 20, p.Value.High / 20)),
                item.Percentiles.Select(p => (p!.Value.Value, p.Value.Low, p.Value.High)));
        }
    }

    [Fact]
    public void Trials_lie_within_the_support()
    {
        foreach (var scope in Tickets.Run.Phases.Select(phase => phase.Scope).Append(Tickets.Run.Total))
        {
            foreach (var measure in Measures.OfTokens)
            {
                var slack = 1e-9 * scope[measure].Support.Max;
                Assert.InRange(scope[measure].Min, scope[measure].Support.Min - slack, scope[measure].Max);
                Assert.InRange(scope[measure].Max, scope[measure].Min, scope[measure].Support.Max + slack);
            }
        }
    }

    [Fact]
    public void Phases_come_in_order_and_allowances_after_them() => Assert.Equal(
        ["known", "tag Tagging", "review", "Guide"], Tickets.Run.Phases.Select(phase => phase.Label));

    [Fact]
    public void The_scenarios_limits_are_budgets_of_its_own_number_of_items_only()
    {
        var several = Given.Run(Given.Scenario(Given.Tickets), 500, null, 10, 20);

        Assert.Empty(several.Summary.Runs[0].Budgets);
        Assert.Equal((0.01, 0.95), several.Summary.Runs[1].Budgets.Select(budget => (budget.AtMostUsd, budget.Confidence!.Value)).Single());
    }

    [Fact]
    public void A_budget_of_the_command_replaces_them_for_every_run()
    {
        var several = Given.Run(Given.Scenario(Given.Tickets), 500, 0.02, 10, 20);

        Assert.All(several.Summary.Runs,
            run => Assert.Equal((0.02, null), run.Budgets.Select(budget => (budget.AtMostUsd, budget.Confidence)).Single()));
    }

    [Fact]
    public void A_budget_is_kept_by_the_trials_that_cost_at_most_so_much()
    {
        var trials = Tickets.Trials.Values(0, -1, Measure.Cost);
        foreach (var atMostUsd in new[] { trials.Min() / 2, trials.Order().ElementAt(1234), trials.Average(), trials.Max() * 2 })
        {
            var budget = Given.Run(Tickets.Summary.Scenario, 5000, atMostUsd).Run.Budgets.Single();
            var share = trials.Count(cost => cost <= atMostUsd) / 5000.0;
            Assert.InRange(share, budget.Low, budget.High);
            Assert.Equal(share, budget.Probability, 0.005);
        }
    }

    [Fact]
    public void Too_few_trials_leave_the_far_percentiles_out()
    {
        var cost = Given.Run(Given.Tickets, 20).Run.Total.Cost;

        Assert.Null(cost["P1"]);
        Assert.Null(cost["P99.9"]);
        Assert.NotNull(cost["P50"]);
        Assert.Throws<ArgumentException>(() => cost["P42"]);
    }

    [Fact]
    public void Only_what_the_source_says_of_this_number_of_items_and_tier_is_kept()
    {
        var atoms = Given.FiftyAtoms;

        Assert.Equal([50], Given.Run(atoms, 5).Run.Expectations.Select(e => e.Items));
        Assert.Empty(Given.Run(atoms, 5, null, 7).Run.Expectations);
    }

    [Fact]
    public void A_limit_of_all_and_of_an_item_is_kept_by_the_trials_in_which_tokens_and_operations_cost_so_much_an_item()
    {
        var outcome = Given.RunCases(Given.Catalog, 4000);
        for (var run = 0; run < 4; run++)
        {
            var (tokens, operations) = (outcome.Trials.Values(run, -1, Measure.Cost), outcome.Trials.Values(run, -1, Measure.Operations));
            var items = outcome.Summary.Runs[run].Items;
            var kept = tokens.Zip(operations, (a, b) => a + b).Count(usd => usd <= 0.0035 * items) / 4000.0;

            var budget = outcome.Summary.Runs[run].Budgets.Single(budget => budget.PerItem && budget.OfAll);
            Assert.InRange(kept, budget.Low, budget.High);
            Assert.Equal(kept, budget.Probability, 0.005);
        }
    }

    [Fact]
    public void Limits_of_a_run_are_of_that_run() =>
        Assert.Equal([2, 1, 2, 1], Given.RunCases(Given.Catalog, 50).Summary.Runs.Select(run => run.Budgets.Count));

    [Fact]
    public void The_safety_margin_lies_on_top_of_the_median_and_in_no_trial()
    {
        var outcome = Given.RunCases(Given.Catalog, 4000);
        var without = Given.RunCases(Given.Catalog.Replace("\"safetyMargin\": 0.2,", "", StringComparison.Ordinal), 4000);
        var tokens = outcome.Trials.Values(0, -1, Measure.Cost);
        var planning = outcome.Run.Planning!;

        Assert.Equal(1.2 * tokens.Order().ElementAt(1999), planning.Usd, planning.Usd * 0.001);
        var more = tokens.Count(usd => usd > planning.Usd) / 4000.0;
        Assert.InRange(more, planning.More.Low, planning.More.High);
        Assert.Equal(more, planning.More.Value, 0.005);
        Assert.Equal(without.Summary.ResultHash, outcome.Summary.ResultHash);
        Assert.Null(without.Run.Planning);
    }

    [Fact]
    public void Operations_are_of_the_run_and_of_its_items_and_outside_the_token_cost()
    {
        var outcome = Given.RunCases(Given.Catalog, 4000);
        var (month, archive) = (outcome.Summary.Runs[0].Total, outcome.Summary.Runs[1].Total);

        // $0.02 to $0.03 a run, $0.001 to $0.003 an item.
        Assert.Equal((0.04, 0.09), (Math.Round(month.Operations!.Support.Min, 12), Math.Round(month.Operations.Support.Max, 12)));
        Assert.Equal(0.025 + 20 * 0.002, month.Operations.Mean, 0.0005);
        Assert.Equal(0.025 + 30 * 0.002, archive.Operations!.Mean, 0.0005);
        // Two uniform laws: of the run, and of each item by itself.
        Assert.Equal(Math.Sqrt(Math.Pow(0.01, 2) / 12 + 20 * Math.Pow(0.002, 2) / 12), month.Operations.StandardDeviation, 0.0001);
        Assert.Equal(month.Cost.Mean + month.Operations.Mean, month.AllCost!.Mean, 1e-9);
        Assert.Equal(["phase", "phase", "operations", "operations"],
            outcome.Run.Phases.Select(phase => phase.IsOperations ? "operations" : "phase"));
    }

    [Fact]
    public void Runs_share_the_draws_of_the_run()
    {
        var outcome = Given.RunCases(Given.Catalog.Replace("\"item\": 0.1, \"call\": 0.2", "", StringComparison.Ordinal), 1000);
        var (month, archive) = (outcome.Trials.Values(0, 0, Measure.InputTokens), outcome.Trials.Values(1, 0, Measure.InputTokens));

        for (var t = 0; t < 1000; t++)
            Assert.Equal(month[t] / 20, archive[t] / 30, 0.01);
    }
}
