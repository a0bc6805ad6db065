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
    private const string DefaultTrials = "1000000";

    [Option('n', "trials", Default = DefaultTrials, MetaValue = "N", HelpText = "Number of trials, such as 1000000 or 1e6.")]
    public string Trials { get; set; } = DefaultTrials;

    protected long TrialCount => Number("--trials", Trials, 1, WordAddress.TrialsMax);

    /// <summary>Runs the cases on the same draws, each with the plans that take its cost apart.</summary>
    protected Comparison Compare(IReadOnlyList<ComparedInput> cases, CancellationToken cancellation)
    {
        var choices = ComparedPlans.Decide([.. cases.Select(one => new SizedScenario(one.Scenario, one.Items))], IsExact, KernelSelector.Selected);
        Plan[] plans = [.. choices.Select(choice => choice.Plan)];
        var parts = cases.Zip(plans, (one, plan) => CostParts.Of(one.Scenario, plan)).ToList();
        // Plans beside a case draw as it does.
        WarnOfTime(TrialCount * choices.Zip(parts, (choice, part) => choice.DrawsPerTrial * (1 + part.Plans.Count)).Sum(), ThreadCount);
        var comparer = new Comparer(plans);
        var results = ProgressBar.Show(TrialCount, Quiet, progress => Simulation.Run(
            [.. plans, .. parts.SelectMany(part => part.Plans)],
            new SimulationOptions(Seed, TrialCount, ThreadCount) { Progress = progress, Sink = comparer, WithDrivers = false, KeepsAllTokens = true }, cancellation));
        var labels = Labels(cases);
        var next = cases.Count;
        var means = parts.Select((part, i) => part.Read(results[i], [.. Enumerable.Range(0, part.Plans.Count).Select(_ => results[next++])])).ToList();
        return new Comparison
        {
            Seed = Seed,
            Trials = TrialCount,
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
        ComparedLabels.Of([.. cases.Select(one => (Path.GetFileNameWithoutExtension(one.File), one.Word, one.Scenario, one.Items))]);

    /// <summary>Files and options as words of a command, without what changes no number.</summary>
    protected IEnumerable<string> WordsAgain() =>
    [
        .. ScenarioWords.Take(1), .. Rest.Select(Portable), .. ScenarioWords.Skip(1), "-n", Trials, "--seed", Seed.ToString(CultureInfo.InvariantCulture),
        .. IsExact ? ["--method", Method] : Array.Empty<string>(),
    ];
}
