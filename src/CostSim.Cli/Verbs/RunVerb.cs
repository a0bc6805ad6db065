using System.Globalization;
using CommandLine;
using CommandLine.Text;
using CostSim.Cli.Terminal;
using CostSim.Output;
using CostSim.Output.Files;
using CostSim.Output.Jobs;
using CostSim.Output.Summaries;
using CostSim.Scenarios;
using CostSim.Studies;

namespace CostSim.Cli.Verbs;

/// <summary><c>costsim run</c>: simulates a scenario, writes the result, prints the band.</summary>
[Verb("run", HelpText = "Simulate a scenario: print its cost band and write tables and plots.")]
internal sealed class RunVerb : RunSettings, IVerb
{
    [Option('n', "trials", MetaValue = "N",
        HelpText = "Number of trials, such as 2e6; default: 1000000, or call by call until P95 is known to 0.5 %, for 20 seconds. With "
            + "--precision, the maximum; default: 1e8.")]
    public string? Trials { get; set; }

    [Option("precision", MetaValue = "P%",
        HelpText = "Double the trials until half the width of P95's 95 % interval is at most this share of P95, such as 0.5%.")]
    public string? Precision { get; set; }

    [Option('o', "out", MetaValue = "DIR",
        HelpText = "Folder for the result; default: out/<scenario>. An older result there is replaced as a whole.")]
    public string? Out { get; set; }

    [Option("budget", MetaValue = "USD", HelpText = "A budget to check the run against, instead of the scenario's.")]
    public string? Budget { get; set; }

    [Option("job", HelpText = "Keep the trials drawn every few seconds, so that the run can go on after it was stopped; done unasked "
        + "where a run takes more than a minute.")]
    public bool IsJob { get; set; }

    [Option("job-id", MetaValue = "ID", HelpText = "Go on with a job; 'costsim jobs' lists them. Its command need not be given again.")]
    public string? JobId { get; set; }

    [Option("no-plots", HelpText = "Write no plots, for pipelines that need only the numbers.")]
    public bool NoPlots { get; set; }

    [Option("no-report", HelpText = "Write no report.html.")]
    public bool NoReport { get; set; }

    [Option("checkpoint", MetaValue = "SECONDS", HelpText = "Seconds between two times that the trials of a job are kept; default: 5.")]
    public string? Checkpoint { get; set; }

    [Option("portfolio", HelpText = "FILE is a pattern, such as 'scenarios/*.json': run each of its scenarios, to folders in --out; with "
        + "--of only a part of them.")]
    public bool IsPortfolio { get; set; }

    [Option("index", MetaValue = "I", HelpText = ArrayIndex.IndexHelp)]
    public string? Index { get; set; }

    [Option("of", MetaValue = "N", HelpText = ArrayIndex.OfHelp)]
    public string? Of { get; set; }

    [Words("table", "json", "markdown", "csv")]
    [Option("format", Default = "table", MetaValue = "FORMAT",
        HelpText = "table; json: summary.json on the standard output; markdown: for a pull request; csv: the rows of bands.parquet.")]
    public string Format { get; set; } = "table";

    [Usage(ApplicationAlias = "costsim")]
    public static IEnumerable<Example> Examples =>
    [
        new("The band of a run", Shortest, new RunVerb { File = "scenarios/50atoms.json" }),
        new("A sensitivity table", Shortest, new RunVerb { File = "scenarios/50atoms.json", Items = "1,50,200" }),
        new("Without the batch discount, a million trials", Shortest,
            new RunVerb { File = "scenarios/50atoms.json", Tier = "standard", Trials = "1e6" }),
        new("Every scenario of a folder", Shortest, new RunVerb { IsPortfolio = true, File = "scenarios/*.json" }),
        new("What if the refusal rate is at most 10 %", Shortest,
            new RunVerb { File = "scenarios/50atoms.json", Set = ["phases.P4.retry.rate=[0,0.1]"] }),
    ];

    protected override string? TrialsText => Trials;

    public int Execute(Interruption interruption)
    {
        if (IsPortfolio)
            return Portfolio.Run(this, interruption);
        if (Of is not null || Index is not null)
            throw new UsageException("--of: the scenarios of a --portfolio are divided; the trials of one scenario are by 'costsim shard'");
        if (JobId is { } id)
        {
            var job = JobFolder.Of(id).Read();
            if (job.State == JobState.Completed)
            {
                Complaint.Note($"the job {id} is completed; its result is in {job.Result}");
                return ExitCode.Done;
            }

            Day = job.Run.PricesOn;
        }

        return RunScenario(interruption) is null ? ExitCode.BadInput : ExitCode.Done;
    }

    /// <summary>The same command for one scenario of a portfolio.</summary>
    public RunVerb ForOne(string file, string folder)
    {
        var one = (RunVerb)MemberwiseClone();
        (one.File, one.Rest, one.Out, one.IsPortfolio, one.Index, one.Of) = (file, [], folder, false, null, null);
        return one;
    }

    /// <summary>Runs the scenario and writes its result; null if it has errors, which are printed.</summary>
    /// <param name="interruption">Ends it.</param>
    /// <param name="isPrinted">Whether the result is printed, unless the command is quiet.</param>
    public RunOutcome? RunScenario(Interruption interruption, bool isPrinted = true)
    {
        var cancellation = interruption.Token;
        var options = SettingsOfRun() with
        {
            Precision = ParsePrecision(),
            BudgetUsd = Budget is null ? null : Amounts.Usd("--budget", Budget),
        };
        RequireKeepable();
        var parts = new ResultParts(Plots: !NoPlots, Report: !NoReport);
        ResultWriter.Prepare(parts);
        if (ReadCases(Quiet) is not { } chosen)
            return null;
        var cases = AtItems(chosen);
        var path = Out ?? Path.Combine("out", ScenarioInput.NameOf(File, cases[0].Scenario));
        using var folder = ResultFolder.Open(path, cancellation);
        using var job = JobOf(cases, options, path, interruption);
        options = options with { Keeper = job };
        var outcome = KeepTrials ? RunKept(cases, options, folder, cancellation) : Study.Run(cases, options, cancellation);
        job?.Computed();
        outcome = outcome with { Summary = outcome.Summary with { Command = CommandAgain(outcome.Summary.Trials) } };
        RunResult.Write(outcome, folder, path, parts, interruption);
        job?.Written();
        if (isPrinted && Prints(Format))
        {
            NotePrecision(Format, outcome.Precision, outcome.Summary.Trials, outcome.Summary.Runs.Count);
            RunResult.Print(outcome, Format, folder, path);
        }

        return outcome;
    }

    /// <summary>Runs the trials and writes them to a file.</summary>
    private static RunOutcome RunKept(
        IReadOnlyList<SizedScenario> cases, RunOptions options, ResultFolder folder, CancellationToken cancellation)
    {
        using var stream = folder.Begin("trials.parquet");
        var outcome = RunKept(stream, cases, options, 0, kept => Study.Run(cases, kept, cancellation),
            kept => ResultOrigin.Of(kept.Summary, ProgramVersion.Text), cancellation);
        stream.Complete();
        return outcome;
    }

    private void RequireKeepable()
    {
        if (!IsJob && JobId is null)
            return;
        if (KeepTrials)
            throw new UsageException("--job: a file of trials cannot be gone on with, so it does not go with --keep-trials; "
                + "'costsim shard --keep-trials' writes them in parts");
        if (File == ScenarioInput.Dash)
            throw new UsageException("--job: the standard input cannot be read again later; give the scenario as a file");
    }

    /// <summary>The job that keeps the trials, if they can be gone on with: begun where the run takes long, or is to be one.</summary>
    private Job? JobOf(IReadOnlyList<SizedScenario> cases, RunOptions options, string path, Interruption interruption)
    {
        if (KeepTrials || File == ScenarioInput.Dash)
            return null;
        var job = new Job(RunIdentity.Of(cases, options, ProgramVersion.Text), WordsOfJob(path), path, IsJob || JobId is not null,
            reason => Complaint.Note($"the run is not kept: {reason}"), JobId)
        {
            Every = Checkpoint is null ? Job.UsuallyEvery : TimeSpan.FromSeconds(Number("--checkpoint", Checkpoint, 1, 86_400)),
        };
        interruption.GoOn = () => job.IsKept ? $"costsim run --job-id {job.Id}" : null;
        if (!Quiet && job.DrawnBefore > 0)
            Complaint.Note(string.Create(CultureInfo.InvariantCulture, $"job {job.Id} goes on after {job.DrawnBefore:N0} trials"));
        else if (!Quiet && IsJob)
            Complaint.Note($"job {job.Id}; if it is stopped, costsim run --job-id {job.Id} goes on");
        return job;
    }

    /// <summary>The command as it is given again to go on.</summary>
    private List<string> WordsOfJob(string path) =>
        [
            .. TrialWords(LocalScenarioWords, null),
            .. Trials is null ? [] : new[] { "-n", Trials },
            .. Precision is null ? [] : new[] { "--precision", Precision },
            .. Budget is null ? [] : new[] { "--budget", Budget },
            .. NoPlots ? new[] { "--no-plots" } : [],
            .. NoReport ? new[] { "--no-report" } : [],
            "-o", path,
        ];

    /// <summary>The command that reproduces the result.</summary>
    private string CommandAgain(long trials) => Arguments.Quoted(
        ["costsim", "run", .. TrialWords(ScenarioWords, trials), .. Budget is null ? [] : new[] { "--budget", Budget }]);

    private double? ParsePrecision() =>
        Precision is null ? null
            : Amounts.Share(
                "--precision", Precision, share => share is >= 1e-5 and <= 0.1, "a percentage from 0.001% to 10%, such as 0.5%");
}
