using System.Globalization;
using CommandLine;
using CommandLine.Text;
using CostSim.Cli.Terminal;
using CostSim.Engine.Aggregation;
using CostSim.Output;
using CostSim.Output.Documents;
using CostSim.Output.Files;
using CostSim.Output.Markdown;
using CostSim.Output.Reports;
using CostSim.Output.Summaries;
using CostSim.Output.Tables;
using CostSim.Scenarios;
using CostSim.Studies;

namespace CostSim.Cli.Verbs;

/// <summary><c>costsim run</c>: simulates a scenario, writes the result, prints the band.</summary>
[Verb("run", HelpText = "Simulate a scenario: print its cost band and write tables and plots.")]
internal sealed class RunVerb : SimulatingOptions, IVerb
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

    [Option("fix-run", HelpText = "Hold run-level factors at their centre, to see what items and calls alone contribute.")]
    public bool FixRun { get; set; }

    [Option("keep-trials", HelpText = "Also write trials.parquet: the cost of every trial, in total and by phase.")]
    public bool KeepTrials { get; set; }

    [Option("no-plots", HelpText = "Write no plots, for pipelines that need only the numbers.")]
    public bool NoPlots { get; set; }

    [Option("no-report", HelpText = "Write no report.html.")]
    public bool NoReport { get; set; }

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
        new("What if the refusal rate is at most 10 %", Shortest,
            new RunVerb { File = "scenarios/50atoms.json", Set = ["phases.P4.retry.rate=[0,0.1]"] }),
    ];

    public int Execute(Interruption interruption)
    {
        var cancellation = interruption.Token;
        var options = new RunOptions(Options(Trials))
        {
            Precision = ParsePrecision(),
            BudgetUsd = Budget is null ? null : Amounts.Usd("--budget", Budget),
            HoldsRunFactors = FixRun,
        };
        var parts = new ResultParts(Plots: !NoPlots, Report: !NoReport);
        ResultWriter.Prepare(parts);
        if (ReadCases(Quiet) is not { } chosen)
            return ExitCode.BadInput;
        var cases = AtItems(chosen);
        var path = Out ?? Path.Combine("out", ScenarioInput.NameOf(File, cases[0].Scenario));
        using var folder = ResultFolder.Open(path, cancellation);
        var outcome = KeepTrials ? RunKept(cases, options, folder, cancellation) : Study.Run(cases, options, cancellation);
        outcome = outcome with { Summary = outcome.Summary with { Command = CommandAgain(outcome.Summary.Trials) } };
        ResultWriter.Write(folder, outcome.Summary, outcome.Results, ProgramVersion.Text, cancellation, parts);
        folder.Commit();
        interruption.Written = path;
        if (Prints(Format))
            Print(outcome.Summary, outcome.Precision, outcome.Results, folder, path);
        return ExitCode.Done;
    }

    /// <summary>Runs the trials and keeps them.</summary>
    private static RunOutcome RunKept(
        IReadOnlyList<SizedScenario> cases, RunOptions options, ResultFolder folder, CancellationToken cancellation)
    {
        using var stream = folder.Begin("trials.parquet");
        TrialsFile? file = null;
        var outcome = Study.Run(cases,
            options with { Sink = plans => file = new TrialsFile(stream, plans, RunLabels.ForNames(cases), cancellation) }, cancellation);
        file!.Finish(ResultOrigin.Of(outcome.Summary, ProgramVersion.Text));
        stream.Complete();
        return outcome;
    }

    private void Print(Summary summary, Precision? precision, IReadOnlyList<Aggregates> results, ResultFolder folder, string path)
    {
        var report = RunReport.Of(summary, precision);
        NotePrecision(Format, precision, summary.Trials, summary.Runs.Count);
        Print(Format, () => report, () => RunMarkdown.Of(summary, report, results),
            output => ResultJson.Write(output, SummaryDocument.Of(summary)), () => BandsTable.Of(summary));
        if (Format == "table")
            ReportPrinter.Print(FileList.Of(folder, path));
    }

    /// <summary>The command that reproduces the result, without options that do not affect it.</summary>
    private string CommandAgain(long trials)
    {
        List<string> words = ["costsim", "run", .. ScenarioWords, "-n", trials.ToString(CultureInfo.InvariantCulture), "--seed",
            Seed.ToString(CultureInfo.InvariantCulture)];
        if (Budget is not null)
            words.AddRange(["--budget", Budget]);
        if (FixRun)
            words.Add("--fix-run");
        if (IsExact)
            words.AddRange(["--method", Method]);
        return Arguments.Quoted(words);
    }

    private double? ParsePrecision() =>
        Precision is null ? null
            : Amounts.Share(
                "--precision", Precision, share => share is >= 1e-5 and <= 0.1, "a percentage from 0.001% to 10%, such as 0.5%");
}
