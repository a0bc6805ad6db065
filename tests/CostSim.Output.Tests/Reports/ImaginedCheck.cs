using CostSim.Engine.Checks;
using CostSim.Numerics.Statistics;
using CostSim.Scenarios;
using CostSim.Studies;

namespace CostSim.Output.Tests.Reports;

/// <summary>A check whose findings are written down, not drawn.</summary>
internal static class ImaginedCheck
{
    /// <summary>One run: a policy that holds, one that does not, by a hair, and one that is open.</summary>
    public static CheckSummary Mixed { get; } = Of(
        Given.Scenario(Given.Tickets),
        Result("--budget", new Limit(0.06, 0.95), Verdict.Pass, 0.9712, 0.9701, 0.9723, 65_536, 1),
        Result("--p95-max", new Limit(0.0541, 0.95), Verdict.Fail, 0.94957, 0.94921, 0.94997, 1_048_576, 5),
        Result("limits", new Limit(0.0029, 0.975, PerItem: true, OfAll: true), Verdict.Inconclusive, 0.97501, 0.97489, 0.97512, 16_777_216,
            9));

    public static CheckSummary Of(Scenario scenario, params PolicyResult[] results) => new()
    {
        Scenario = scenario,
        Seed = 1,
        Looks = Looks.UpTo(1 << 24),
        Command = "costsim check tickets.json --seed 1",
        Cases = [new CaseCheck(scenario, scenario.Items, results) { ApproximationError = 1.5e-6 }],
    };

    /// <summary>Every run and variant: the first has a policy, of the others none speaks.</summary>
    public static CheckSummary Cases { get; } = Mixed with
    {
        Scenario = Given.Cases(Given.Catalog)[0],
        Cases =
        [
            .. Given.Cases(Given.Catalog).Select((one, i) => new CaseCheck(
                one, one.Items,
                i == 0 ? [Result("--budget", new Limit(1250.5, 0.9999), Verdict.Pass, 1, 0.99994, 1, 65_536, 1) with { Needed = null }]
                    : [])),
        ],
    };

    public static PolicyResult Result(
        string source, Limit limit, Verdict verdict, double share, double low, double high, long trials, int look) => new(
        new PolicyFinding(new Policy(source, limit), verdict, new Estimate(share, low, high), trials, look),
        new Percentile(limit.AtMostUsd * 0.9, limit.AtMostUsd * 0.899, limit.AtMostUsd * 0.901));

    public static CheckSummary With(params Verdict[] verdicts) => Of(
        Given.Scenario(Given.Tickets),
        [.. verdicts.Select(verdict => Result("limits", new Limit(1, 0.5), verdict, 0.5, 0.4, 0.6, 1024, 1))]);
}
