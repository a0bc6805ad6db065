using System.Globalization;
using CommandLine;
using CommandLine.Text;
using CostSim.Cli.Terminal;
using CostSim.Engine.Aggregation;
using CostSim.Output;
using CostSim.Output.Files;
using CostSim.Output.Reports;
using CostSim.Output.Shards;
using CostSim.Output.Summaries;
using CostSim.Studies;

namespace CostSim.Cli.Verbs;

/// <summary><c>costsim merge</c>: puts the parts of a run together to the result of one machine.</summary>
[Verb("merge", HelpText = "Put the parts of a run together: the result of one machine, bit for bit.")]
internal sealed class MergeVerb : IVerb
{
    [Value(0, MetaName = "DIR...", Required = true, HelpText = "Folders of parts, or their files.")]
    public IEnumerable<string> Folders { get; set; } = [];

    [Option('o', "out", MetaValue = "DIR",
        HelpText = "Folder for the result; default: out/<scenario>. An older result there is replaced as a whole.")]
    public string? Out { get; set; }

    [Option("scenario", MetaValue = "FILE", HelpText = "The scenario, where it is no longer where the parts were computed from it.")]
    public string? ScenarioFile { get; set; }

    [Option("budget", MetaValue = "USD", HelpText = "A budget to check the run against, instead of the scenario's.")]
    public string? Budget { get; set; }

    [Option("threads", MetaValue = "T", HelpText = "Number of threads; default: one per processor. It does not affect the result.")]
    public int? Threads { get; set; }

    [Option('q', "quiet", HelpText = "Print errors only; a document requested with --format is still printed.")]
    public bool Quiet { get; set; }

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
        new("The result of all parts", new MergeVerb { Folders = ["out/shards"], Out = "out/50atoms" }),
    ];

    public int Execute(Interruption interruption)
    {
        try
        {
            return Merge(interruption);
        }
        catch (ShardException e)
        {
            var lines = ShardFaults.Lines(e, Arguments.Quoted);
            Complaint.Print(lines[0], ExitCode.IoFailed);
            Complaint.Print(lines.Skip(1));
            return ExitCode.IoFailed;
        }
    }

    private int Merge(Interruption interruption)
    {
        var cancellation = interruption.Token;
        var set = ShardSet.Read([.. Folders]);
        var shard = CommandOf(set.Head);
        var parts = new ResultParts(Plots: !NoPlots, Report: !NoReport);
        ResultWriter.Prepare(parts);
        if (shard.CasesToRun() is not { } cases)
            return ExitCode.BadInput;
        var options = shard.SettingsOfRun() with { BudgetUsd = Budget is null ? null : Amounts.Usd("--budget", Budget) };
        if (RunIdentity.Of(cases, options, ProgramVersion.Text).DifferenceFrom(set.Head.Run) is { } difference)
            throw new UsageException($"{shard.File} is not what the parts were computed from: {difference}");
        var path = Out ?? Path.Combine("out", ScenarioInput.NameOf(shard.File, cases[0].Scenario));
        using var folder = ResultFolder.Open(path, cancellation);
        var outcome = Study.Merge(cases, options, noTrials => Add(set, noTrials, options, cancellation), cancellation);
        var command = shard.CommandOfRun() + (Budget is null ? "" : $" {Arguments.Quoted(["--budget", Budget])}");
        outcome = outcome with { Summary = outcome.Summary with { Command = command } };
        RunResult.Write(outcome, folder, path, parts, interruption);
        if (!Quiet || Format != "table")
            RunResult.Print(outcome, Format, folder, path);
        return ExitCode.Done;
    }

    private static IReadOnlyList<IReadOnlyList<Aggregates>> Add(
        ShardSet set, Func<IReadOnlyList<Aggregates>> noTrials, RunOptions options, CancellationToken cancellation) =>
        options.Watcher.Draw(
            new Stretch(set.Head.Trials, StretchReason.Asked, IsCallByCall: false, IsCap: false),
            progress => set.Add(noTrials, options.Threads, progress, cancellation), cancellation);

    /// <summary>The command that computed the parts, with what this one changes in it.</summary>
    private ShardVerb CommandOf(ShardHead head)
    {
        var of = head.Of.ToString(CultureInfo.InvariantCulture);
        var parsed = Commands.Parse(["shard", .. head.Command, "--index", "0", "--of", of, "-o", "."]);
        if (parsed is not Parsed<object> { Value: ShardVerb shard })
            throw new InvalidDataException("the command in the head of the shards is none of this version of costsim");
        shard.File = ScenarioFile ?? shard.File;
        (shard.Day, shard.Quiet, shard.Threads) = (head.Run.PricesOn, Quiet, Threads);
        if (!System.IO.File.Exists(shard.File))
            throw new UsageException($"{shard.File}, from which the parts were computed, is not here: "
                + "run this where they were, or name it with --scenario FILE");
        return shard;
    }
}
