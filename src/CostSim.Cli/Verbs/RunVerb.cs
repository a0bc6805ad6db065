using System.Globalization;
using CommandLine;
using CommandLine.Text;
using CostSim.Cli.Terminal;
using CostSim.Engine;
using CostSim.Engine.Aggregation;
using CostSim.Engine.Planning;
using CostSim.Numerics.Random;
using CostSim.Numerics.Simd;
using CostSim.Output;
using CostSim.Output.Files;
using CostSim.Output.Reports;
using CostSim.Output.Summaries;
using CostSim.Output.Tables;

namespace CostSim.Cli.Verbs;

/// <summary><c>costsim run</c>: simulates a scenario, writes the result, prints the band.</summary>
[Verb("run", HelpText = "Simulate a scenario: print its cost band and write tables and plots.")]
internal sealed class RunVerb : ScenarioOptions
{
    private const string DefaultTrials = "1000000";

    /// <summary>What a draw of a call takes on one thread, roughly: enough to tell minutes from hours.</summary>
    private const double SecondsPerDraw = 1e-9;

    private static readonly TimeSpan WorthSaying = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan WorthAsking = TimeSpan.FromHours(1);

    [Option('n', "trials", Default = DefaultTrials, MetaValue = "N", HelpText = "Number of trials, such as 1000000 or 1e6.")]
    public string Trials { get; set; } = DefaultTrials;

    [Option("seed", Default = 1ul, MetaValue = "S", HelpText = "Seed of the random draws; the same seed gives the same result.")]
    public ulong Seed { get; set; }

    [Option('o', "out", MetaValue = "DIR", HelpText = "Folder for the result; default: out/<scenario>. An older result there is replaced as a whole.")]
    public string? Out { get; set; }

    [Option("budget", MetaValue = "USD", HelpText = "A budget to hold the run against, instead of the scenario's.")]
    public string? Budget { get; set; }

    [Option("fix-run", HelpText = "Hold run-level factors at their centre, to see what items and calls alone contribute.")]
    public bool FixRun { get; set; }

    [Option("method", Default = "auto", MetaValue = "METHOD", HelpText = "auto: all items at once where the error is negligible; exact: call by call.")]
    public string Method { get; set; } = "auto";

    [Option("yes", HelpText = "Run even if it takes more than an hour.")]
    public bool Yes { get; set; }

    [Option("keep-trials", HelpText = "Also write trials.parquet: the cost of every trial, whole and by phase.")]
    public bool KeepTrials { get; set; }

    [Option("format", Default = "table", MetaValue = "FORMAT", HelpText = "table, or json: summary.json on the standard output.")]
    public string Format { get; set; } = "table";

    [Option('q', "quiet", HelpText = "Print errors only.")]
    public bool Quiet { get; set; }

    /// <summary>Examples show no option that could be left out.</summary>
    private static UnParserSettings Shortest => new() { SkipDefault = true };

    [Usage(ApplicationAlias = "costsim")]
    public static IEnumerable<Example> Examples =>
    [
        new("The band of a run", Shortest, new RunVerb { File = "scenarios/50atoms.json" }),
        new("A sensitivity table", Shortest, new RunVerb { File = "scenarios/50atoms.json", Items = "1,50,200" }),
        new("Without the batch discount, a million trials", Shortest, new RunVerb { File = "scenarios/50atoms.json", Tier = "standard", Trials = "1e6" }),
        new("What if the refusal rate is at most 10 %", Shortest, new RunVerb { File = "scenarios/50atoms.json", Set = ["phases.P4.retry.rate=[0,0.1]"] }),
    ];

    public int Execute(CancellationToken cancellation)
    {
        var trials = Number("--trials", Trials, 1, WordAddress.TrialsMax);
        var budget = ParseBudget();
        if (Format is not ("table" or "json"))
            throw new UsageException($"--format {Format}: table or json");
        if (Method is not ("auto" or "exact"))
            throw new UsageException($"--method {Method}: auto or exact");
        var threads = ThreadCount;
        if (ReadCases(Quiet) is not { } chosen)
            return ExitCode.BadInput;
        var cases = AtItems(chosen);
        var choices = cases.Select(one => MethodChoice.Decide(one.Scenario, one.Items, FixRun, IsExact, KernelSelector.Selected)).ToList();
        WarnOfTime(choices.Sum(choice => choice.DrawsPerTrial) * trials, threads);
        Plan[] plans = [.. choices.Select(choice => choice.Plan)];
        var path = Out ?? Path.Combine("out", Path.GetFileNameWithoutExtension(File));
        using var folder = ResultFolder.Open(path);
        var results = Simulate(plans, RunLabels.ForNames(cases), trials, threads, folder, cancellation);
        var summary = new Summary
        {
            Scenario = cases[0].Scenario,
            Seed = Seed,
            Trials = trials,
            ResultHash = Simulation.ResultHash(results),
            RunFactorsFixed = FixRun,
            Command = CommandAgain(trials),
            Correlations = AchievedRank.Of(plans[0], Seed, trials, KernelSelector.Selected),
            Runs =
            [
                .. results.Select((result, i) =>
                    Summariser.Summarise(cases[i].Scenario, result, budget) with { Drawing = choices[i].Reasons, ApproximationError = choices[i].Error }),
            ],
        };
        ResultWriter.Write(folder, summary, results, ProgramVersion.Text, cancellation);
        folder.Commit();
        Print(summary, folder, path);
        return ExitCode.Done;
    }

    private IReadOnlyList<Aggregates> Simulate(
        Plan[] plans, IReadOnlyList<string> labels, long trials, int threads, ResultFolder folder, CancellationToken cancellation)
    {
        using var stream = KeepTrials ? folder.Begin("trials.parquet") : null;
        var sink = stream is null ? null : new TrialsFile(stream, plans, labels);
        var results = ProgressBar.Show(trials, Quiet, progress => Simulation.Run(
            plans, new SimulationOptions(Seed, trials, threads) { Progress = progress, Sink = sink }, cancellation));
        sink?.Finish();
        stream?.Complete();
        return results;
    }

    private void Print(Summary summary, ResultFolder folder, string path)
    {
        if (Quiet)
            return;
        if (Format == "json")
        {
            using var output = Console.OpenStandardOutput();
            SummaryJson.Write(output, summary);
            return;
        }

        ReportPrinter.Print(RunReport.Of(summary));
        ReportPrinter.Print(FileList.Of(folder, path));
    }

    private bool IsExact => Method == "exact";

    /// <summary>Says before a long run how long it will be, and refuses one of over an hour without consent.</summary>
    private void WarnOfTime(double draws, int threads)
    {
        var seconds = draws * SecondsPerDraw / Math.Min(threads, Environment.ProcessorCount);
        if (seconds < WorthSaying.TotalSeconds)
            return;
        var estimate = seconds < 120 ? FormattableString.Invariant($"{seconds:0} seconds")
            : seconds < 7200 ? FormattableString.Invariant($"{seconds / 60:0} minutes")
            : FormattableString.Invariant($"{seconds / 3600:N0} hours");
        var message = FormattableString.Invariant($"call by call this takes about {estimate} ({draws:0.#e+0} draws)");
        if (seconds >= WorthAsking.TotalSeconds && !Yes)
            throw new UsageException($"{message}; give --yes to run it, fewer trials, or fewer items ('costsim explain' says why it is not drawn at once)");
        if (!Quiet)
            Complaint.Note(message);
    }

    /// <summary>The command that makes this result again, without what changes no number.</summary>
    private string CommandAgain(long trials)
    {
        List<string> words = ["costsim", "run", .. ScenarioWords, "-n", trials.ToString(CultureInfo.InvariantCulture), "--seed", Seed.ToString(CultureInfo.InvariantCulture)];
        if (Budget is not null)
            words.AddRange(["--budget", Budget]);
        if (FixRun)
            words.Add("--fix-run");
        if (IsExact)
            words.AddRange(["--method", Method]);
        return Arguments.Quoted(words);
    }

    private double? ParseBudget() =>
        Budget is null ? null
        : double.TryParse(Budget.TrimStart('$'), NumberStyles.AllowDecimalPoint | NumberStyles.AllowThousands, CultureInfo.InvariantCulture, out var usd) && usd > 0 && double.IsFinite(usd) ? usd
        : throw new UsageException($"--budget {Budget}: a number of USD above 0");
}
