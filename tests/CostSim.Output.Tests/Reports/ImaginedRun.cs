using CostSim.Engine.Planning;
using CostSim.Numerics.Statistics;
using CostSim.Scenarios;
using CostSim.Studies;

namespace CostSim.Output.Tests.Reports;

/// <summary>
/// A summary whose computed ends are the plan's and whose sampled numbers follow from them by a formula: what a report says of it does not
/// change with the engine's draws.
/// </summary>
internal static class ImaginedRun
{
    public static Summary Of(Scenario scenario, long trials, params long[] items) =>
        Of([.. (items.Length == 0 ? [scenario.Items] : items).Select(count => new SizedScenario(scenario, count))], trials);

    /// <summary>Every case of a file at its own number of items.</summary>
    public static Summary OfCases(IEnumerable<Scenario> cases, long trials) =>
        Of([.. cases.Select(one => new SizedScenario(one, one.Items))], trials);

    private static Summary Of(SizedScenario[] cases, long trials) => new()
    {
        Scenario = cases[0].Scenario,
        Seed = 1,
        Trials = trials,
        ResultHash = new string('0', 64),
        Runs = [.. cases.Select(one => Run(one.Scenario, Planner.Build(one.Scenario, one.Items), trials))],
    };

    /// <summary>
    /// The same with drivers of every kind: more factors than are shown, one that pushes the cost down, one without effect, one without
    /// ends, one that may be absent.
    /// </summary>
    public static Summary WithDrivers(Scenario scenario, long trials)
    {
        var summary = Of(scenario, trials);
        var drivers = new DriversSummary(
            trials,
            [
                Factor("factors.up", 0.5, new FactorPoint("P10", 2.286, About(1.234)), new FactorPoint("P90", 1690.4, About(2.345))),
                Factor("factors.down", 0.2, new FactorPoint("least", 0, About(2)), new FactorPoint("greatest", 1, About(1.5))),
                Factor("factors.rare", 0.1, new FactorPoint("absent", 0, About(1)), new FactorPoint("present", 72300, About(1.25))),
                Factor("factors.unknown", 0.05, null, null),
                .. Enumerable.Range(0, 12).Select(i => Factor($"factors.small{i}", 0.005, null, null)),
                Factor("factors.none", -0.00001, null, null),
            ],
            Share(-0.0002), new LevelShares(Share(0.9), Share(0.04), Share(0.06)),
            [new PhaseDriver("tag", "Tagging", 0.25), new PhaseDriver("review", "review", 0.75)]);
        return summary with { Runs = [summary.Runs[0] with { Drivers = drivers }] };

        FactorDriver Factor(string path, double share, FactorPoint? low, FactorPoint? high) => new(path, Share(share), low, high);

        Estimate Share(double share) => new(share, share - 0.003, share + 0.003);

        Estimate About(double usd) => new(usd, usd - 0.01, usd + 0.01);
    }

    private static RunSummary Run(Scenario scenario, Plan plan, long trials) => new()
    {
        Scenario = scenario,
        Items = plan.Items,
        Total = Scope(plan, plan.Support, 1, trials),
        PerItem = Scope(plan, plan.Support, plan.Items, trials),
        Phases = [.. plan.Phases.Select(
            phase => new PhaseSummary(phase.Id, phase.Name, phase.IsAllowance, Scope(plan, phase.Support(plan.Items), 1, trials)))],
        Budgets = plan.Items == scenario.Items
            ? [.. scenario.Limits.Select(
                limit =>
                    new BudgetSummary(
                        limit.AtMostUsd, limit.Confidence, 0.953, 0.948, 0.958) { PerItem = limit.PerItem, OfAll = limit.OfAll })] : [],
        Planning = scenario.SafetyMargin is { } margin
            ? new PlanningCost(
                margin, (1 + margin) * (plan.Support.Cost.Min + plan.Support.Cost.Max) / 2, new Estimate(0.143, 0.138, 0.148)) : null,
        Expectations = [.. scenario.Expectations.Where(e => e.Items == plan.Items && e.Tier == scenario.Model.Tier)],
    };

    private static ScopeSummary Scope(Plan plan, MeasureBounds support, double divisor, long trials) => new(
        Measure(support.Cost, divisor, trials), Measure(support.InputTokens, divisor, trials),
        Measure(support.OutputTokens, divisor, trials),
        Measure(support.Calls, divisor, trials))
    {
        Operations = plan.Measures == Measures.WithOperations ? Measure(support.Operations, divisor, trials) : null,
        AllCost = plan.Measures == Measures.WithOperations ? Measure(support.Cost + support.Operations, divisor, trials) : null,
    };

    /// <summary>Evenly spread from the least to the greatest value, or to ten times the least where there is no greatest.</summary>
    private static MeasureSummary Measure(Bounds support, double divisor, long trials)
    {
        var (min, max) = (support.Min / divisor, (double.IsFinite(support.Max) ? support.Max : 10 * support.Min) / divisor);
        var half = (max - min) / Math.Sqrt(trials);
        return new MeasureSummary(
            new Bounds(min, support.Max / divisor), min, max, (min + max) / 2, (max - min) / Math.Sqrt(12),
            [.. MeasureSummary.Probabilities.Select(
                p => trials * Math.Min(p, 1 - p) < 3 ? (Percentile?)null : At(min + p * (max - min), half))]);
    }

    private static Percentile At(double value, double half) => new(value, value - half, value + half);
}
