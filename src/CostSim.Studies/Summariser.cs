using CostSim.Engine.Aggregation;
using CostSim.Engine.Planning;
using CostSim.Numerics.Statistics;
using CostSim.Scenarios;

namespace CostSim.Studies;

/// <summary>Summarises the aggregates of a run.</summary>
public static class Summariser
{
    /// <param name="scenario">The scenario that was run.</param>
    /// <param name="aggregates">The aggregates of the trials.</param>
    /// <param name="budgetUsd">A budget given with the command, or null for the scenario's own.</param>
    public static RunSummary Summarise(Scenario scenario, Aggregates aggregates, double? budgetUsd)
    {
        var plan = aggregates.Plan;
        var ranks = MeasureSummary.Ranks();
        var total = Scope(plan, aggregates.Total, plan.Support, ranks);
        return new RunSummary
        {
            Scenario = scenario,
            Items = plan.Items,
            Total = total,
            PerItem = total.Over(plan.Items),
            Phases =
            [
                .. plan.Phases.Select((phase, index) => new PhaseSummary(
                    phase.Id, phase.Name, phase.IsAllowance,
                    Scope(plan, measure => aggregates.Phase(index, measure), phase.Support(plan.Items), ranks))
                {
                    IsOperations = phase.IsOperationsLine,
                    CutShare = aggregates.CutCallsMean(index) / Math.Max(1e-300, aggregates.Phase(index, Measure.Calls).Moments.Mean),
                }),
            ],
            Drivers = aggregates.Drivers is { } drivers ? DriversSummary.Of(plan, drivers) : null,
            Budgets = [.. Limits(scenario, plan, budgetUsd).Select(limit => Budget(aggregates, limit))],
            Planning = scenario.SafetyMargin is { } margin && total.Cost["P50"] is { } median
                ? Plan(aggregates, margin, median.Value * (1 + margin)) : null,
            Expectations = [.. scenario.Expectations.Where(e => e.Items == plan.Items && e.Tier == scenario.Model.Tier)],
        };
    }

    /// <summary>The command's budget, or the scenario's limits if the run has the scenario's own number of items.</summary>
    private static IEnumerable<BudgetSummary> Limits(Scenario scenario, Plan plan, double? budgetUsd) =>
        budgetUsd is { } budget ? [new BudgetSummary(budget, null, 0, 0, 0)]
        : scenario.LimitsAt(plan.Items).Select(
            limit => new BudgetSummary(limit.AtMostUsd, limit.Confidence, 0, 0, 0) { PerItem = limit.PerItem, OfAll = limit.OfAll });

    private static ScopeSummary Scope(Plan plan, Func<Measure, MeasureAggregate> aggregate, MeasureBounds support, EnclosingRanks ranks)
    {
        return new ScopeSummary(Of(Measure.Cost), Of(Measure.InputTokens), Of(Measure.OutputTokens), Of(Measure.Calls))
        {
            Operations = plan.Measures.Contains(Measure.Operations) ? Of(Measure.Operations) : null,
            AllCost = plan.Measures.Contains(Measure.AllCost) ? Of(Measure.AllCost) : null,
        };

        MeasureSummary Of(Measure measure) => Summarise(aggregate(measure), support[measure], ranks).Held(plan.Rounding(measure));
    }

    internal static MeasureSummary Summarise(MeasureAggregate aggregate, Bounds support, EnclosingRanks ranks)
    {
        var (moments, unit) = (aggregate.Moments, aggregate.UnitsPerStep);
        var percentiles = Percentile.Read(aggregate.Histogram, moments, ranks);
        return new MeasureSummary(
            support, moments.Min * unit, moments.Max * unit, moments.Mean * unit, moments.StandardDeviation * unit,
            MeasureSummary.Each(percentiles, percentile => percentile.Times(unit)));
    }

    private static BudgetSummary Budget(Aggregates aggregates, BudgetSummary budget)
    {
        var kept = AtMost(aggregates.Total(aggregates.Plan.Limited(budget.OfAll)), budget.UsdOfRun(aggregates.Plan.Items));
        return budget with { Probability = kept.Value, Low = kept.Low, High = kept.High };
    }

    private static PlanningCost Plan(Aggregates aggregates, double margin, double usd)
    {
        var within = AtMost(aggregates.Total(Measure.Cost), usd);
        return new PlanningCost(margin, usd, new Estimate(1 - within.Value, 1 - within.High, 1 - within.Low));
    }

    /// <summary>The share of trials within a limit.</summary>
    internal static Estimate AtMost(MeasureAggregate cost, double usd)
    {
        var (below, error) = Fraction.AtMost(cost.Histogram, usd / cost.UnitsPerStep);
        var (low, high) = Fraction.Interval(below, cost.Moments.Count, MeasureSummary.Confidence);
        var count = (double)cost.Moments.Count;
        return new Estimate(below / count, Math.Max(0, low - error / count), Math.Min(1, high + error / count));
    }
}
