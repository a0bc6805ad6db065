using CommandLine;
using CostSim.Cli.Terminal;
using CostSim.Engine;
using CostSim.Engine.Planning;
using CostSim.Numerics.Simd;
using CostSim.Output.Reports;
using CostSim.Output.Summaries;

namespace CostSim.Cli.Verbs;

/// <summary><c>costsim explain</c>: what a scenario says, before it is run.</summary>
[Verb("explain", HelpText = "Show what a scenario means: tokens by phase, absolute range, what is uncertain and what is certain, shares, prices, how each phase is drawn.")]
internal sealed class ExplainVerb : ScenarioOptions
{
    /// <summary>Enough for a share to one decimal, few enough to answer at once.</summary>
    private const long TrialsMax = 8192;

    /// <summary>Call by call, a large run is given fewer trials: so many draws take two or three seconds.</summary>
    private const double DrawsMax = 5e8;

    public int Execute(CancellationToken cancellation)
    {
        var threads = ThreadCount;
        if (ReadCases(quiet: false) is not { } chosen)
            return ExitCode.BadInput;
        if (chosen.Count > 1)
            throw new UsageException($"explain takes one run and one variant, and here are {chosen.Count}; choose with --run and --variant");
        var cases = AtItems(chosen);
        if (cases.Count > 1)
            throw new UsageException("explain takes one number of items; 'costsim run --items' takes several");
        var (scenario, items) = cases[0];
        var choice = MethodChoice.Decide(scenario, items, fixRun: false, exact: false, KernelSelector.Selected);
        var together = choice.Plan.RunFactors.Count > 1 ? choice.Together(scenario) : null;
        Plan[] plans = together is null ? [choice.Plan] : [choice.Plan, together];
        var trials = Math.Clamp((long)(DrawsMax / plans.Length / Math.Max(1, choice.DrawsPerTrial)), 64, TrialsMax);
        TimeNotice.OfAsked(TrialBudget.Of([.. plans.Select(plan => (plan, choice.DrawsPerTrial))], new SimulationOptions(1, 1, threads), cancellation), trials);
        var results = ProgressBar.Show(trials, quiet: false, progress => Simulation.Run(
            plans, new SimulationOptions(1, trials, threads) { Progress = progress }, cancellation));
        var summary = new Summary
        {
            Scenario = scenario,
            Seed = 1,
            Trials = trials,
            ResultHash = Simulation.ResultHash(results.Take(1)),
            Runs = [Summariser.Summarise(scenario, results[0], null)],
        };
        ReportPrinter.Print(new ExplainReport(scenario, Planner.Build(scenario, 1), choice.Reasons, summary)
        {
            Together = together is null ? null : Summariser.Summarise(scenario, results[1], null).Total,
        }.Build());
        return ExitCode.Done;
    }
}
