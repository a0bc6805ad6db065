using System.Globalization;
using CommandLine;
using CostSim.Cli.Terminal;
using CostSim.Engine;
using CostSim.Engine.Aggregation;
using CostSim.Engine.Comparison;
using CostSim.Engine.Planning;
using CostSim.Numerics.Random;
using CostSim.Numerics.Simd;
using CostSim.Output.Comparisons;
using CostSim.Output.Summaries;
using CostSim.Scenarios;

namespace CostSim.Cli.Verbs;

/// <summary>One of the things compared, as the command line asked for it.</summary>
/// <param name="File">The file.</param>
/// <param name="Word">What tells it from others of the same file: a tier, or null.</param>
internal sealed record ComparedInput(string File, string? Word, Scenario Scenario, long Items);

/// <summary>What the commands that hold scenarios against each other have in common.</summary>
internal abstract class ComparingOptions : SimulatingOptions
{
    private const long TrialsUnlessSaid = 1_000_000;

    [Option('n', "trials", MetaValue = "N", HelpText = "Number of trials, such as 1e6; default: 1000000, or call by call until P95 is known to 0.5 %, for 20 seconds.")]
    public string? Trials { get; set; }

    /// <summary>How far a comparison goes.</summary>
    protected TrialGoal Goal(TrialBudget budget) => budget.Goal(Trials is null ? null : Number("--trials", Trials, 1, WordAddress.TrialsMax), null, TrialsUnlessSaid, TrialsUnlessSaid);

    /// <summary>Runs the cases on the same draws, each with the plans that take its cost apart.</summary>
    protected Comparison Compare(IReadOnlyList<ComparedInput> cases, CancellationToken cancellation)
    {
        var choices = Prepare(() => ComparedPlans.Decide([.. cases.Select(one => new SizedScenario(one.Scenario, one.Items))], IsExact, KernelSelector.Selected), cancellation);
        Plan[] plans = [.. choices.Select(choice => choice.Plan)];
        var parts = cases.Zip(plans, (one, plan) => CostParts.Of(one.Scenario, plan)).ToList();
        // Plans beside a case draw as it does.
        List<(Plan Plan, double DrawsPerTrial)> all =
        [
            .. choices.Select(choice => (choice.Plan, choice.DrawsPerTrial)),
            .. choices.Zip(parts).SelectMany(pair => pair.Second.Plans.Select(plan => (plan, pair.First.DrawsPerTrial))),
        ];
        var comparer = new Comparer(plans);
        var options = new SimulationOptions(Seed, 1, ThreadCount) { Sink = comparer, WithDrivers = false, KeepsAllTokens = true };
        var budget = TrialBudget.Of(all, options, cancellation);
        var goal = Prepare(() => Goal(budget), cancellation);
        var (run, precision) = Simulate(all.ConvertAll(one => one.Plan), cases.Count, goal, budget, options, cancellation);
        var results = run.Results;
        var labels = Labels(cases);
        var next = cases.Count;
        var means = parts.Select((part, i) => part.Read(results[i], [.. Enumerable.Range(0, part.Plans.Count).Select(_ => results[next++])])).ToList();
        return new Comparison
        {
            Seed = Seed,
            Trials = run.Trials,
            Precision = precision,
            Cases = Bands(cases, choices, results),
            Differences = ComparisonBuilder.Differences(labels, results, comparer.Finish(), means),
        };
    }

    /// <summary>The band of each case.</summary>
    protected static IReadOnlyList<ComparedCase> Bands(IReadOnlyList<ComparedInput> cases, IReadOnlyList<MethodChoice> choices, IReadOnlyList<Aggregates> results) =>
    [
        .. Labels(cases).Select((label, i) => new ComparedCase(
            label, Summariser.Summarise(cases[i].Scenario, results[i], null) with { Drawing = choices[i].Reasons, ApproximationError = choices[i].Error })),
    ];

    private static IReadOnlyList<string> Labels(IReadOnlyList<ComparedInput> cases) =>
        ComparedLabels.Of([.. cases.Select(one => (ScenarioInput.NameOf(one.File, one.Scenario), one.Word, one.Scenario, one.Items))]);

    /// <summary>Files and options as words of a command, without what changes no number.</summary>
    protected IEnumerable<string> WordsAgain(long trials) =>
    [
        .. ScenarioWords.Take(1), .. Rest.Select(Portable), .. ScenarioWords.Skip(1), "-n", trials.ToString(CultureInfo.InvariantCulture), "--seed", Seed.ToString(CultureInfo.InvariantCulture),
        .. IsExact ? ["--method", Method] : Array.Empty<string>(),
    ];
}
