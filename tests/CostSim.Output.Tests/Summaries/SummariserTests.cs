using CostSim.Engine.Planning;
using CostSim.Output.Summaries;

namespace CostSim.Output.Tests.Summaries;

public class SummariserTests
{
    private static readonly Outcome Tickets = Given.Run(Given.Tickets, 5000);

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

        Assert.All(several.Summary.Runs, run => Assert.Equal((0.02, null), run.Budgets.Select(budget => (budget.AtMostUsd, budget.Confidence)).Single()));
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
}
