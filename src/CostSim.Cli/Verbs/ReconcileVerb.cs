using System.Globalization;
using CommandLine;
using CommandLine.Text;
using CostSim.Cli.Terminal;
using CostSim.Output;
using CostSim.Output.Bills;
using CostSim.Output.Documents;
using CostSim.Output.Files;
using CostSim.Output.Reports;
using CostSim.Output.Summaries;
using CostSim.Output.Tables;
using CostSim.Studies;

namespace CostSim.Cli.Verbs;

/// <summary><c>costsim reconcile</c>: a scenario's forecast beside what the provider billed.</summary>
[Verb("reconcile", HelpText = "Hold a scenario's forecast against what the provider billed: where the bill falls, and why it differs.")]
internal sealed class ReconcileVerb : BilledOptions, IVerb
{
    [Option("costs", Separator = Arguments.Separator, MetaValue = "PATH...",
        HelpText = "Cost or usage exports of the provider, to check the sum against.")]
    public IEnumerable<string> Costs { get; set; } = [];

    [Option("batch-object", Separator = Arguments.Separator, MetaValue = "PATH...",
        HelpText = "Batch objects of the provider, to check the tokens against.")]
    public IEnumerable<string> BatchObjects { get; set; } = [];

    [Option("band", Default = "5,95", MetaValue = "LOW,HIGH",
        HelpText = "Exit code 1 if the bill lies outside these percentiles of the forecast.")]
    public string Band { get; set; } = "5,95";

    [Option('n', "trials", MetaValue = "N",
        HelpText = "Number of trials, such as 1e6; default: 100000, or call by call until P95 is known to 0.5 %, for 20 seconds.")]
    public string? Trials { get; set; }

    [Option('o', "out", MetaValue = "DIR",
        HelpText = "Folder for a report, plots and ledger.parquet, the rows of all requests with their prices. An older one is replaced.")]
    public string? Out { get; set; }

    [Words("table", "json", "markdown", "csv")]
    [Option(
        "format", Default = "table", MetaValue = "FORMAT", HelpText = "table; json; markdown: for a pull request; csv: a row per number.")]
    public string Format { get; set; } = "table";

    [Usage(ApplicationAlias = "costsim")]
    public static IEnumerable<Example> Examples =>
    [
        new("A scenario and the output of its batches", Shortest,
            new ReconcileVerb { File = "scenarios/pilot/pilot.json", Usage = ["scenarios/pilot/tag.jsonl"] }),
    ];

    public int Execute(Interruption interruption)
    {
        var cancellation = interruption.Token;
        var band = ParseBand();
        TakeRest();
        if (ReadCases(Quiet) is not { } chosen || ReadPrices() is not { } prices)
            return ExitCode.BadInput;
        if (AtItems(chosen) is not [var sized])
            throw new UsageException("a bill is held against one run: choose one with --run, one --variant and one number of --items");
        return Answered(() =>
        {
            using var folder = Out is null ? null : ResultFolder.Open(Out, cancellation);
            var reconciled = folder is null ? Reconciled(null) : Kept(folder, interruption, Reconciled);
            NotePrecision(Format, reconciled.Forecast.Precision, reconciled.Forecast.Trials, 1);
            if (Prints(Format))
                Print(Format, () => ReconcileReport.Of(reconciled), () => ReconcileReport.ToMarkdown(reconciled),
                    output => ResultJson.Write(output, ReconcileDocument.Of(reconciled)), () => ReconcileTable.Of(reconciled));
            if (folder is not null && Prints(Format) && Format == "table")
                ReportPrinter.Print(FileList.Of(folder, Out!));
            return reconciled.IsWithin ? ExitCode.Done : ExitCode.GateFailed;
        });

        Reconciliation Reconciled(Action<BilledRow>? visit)
        {
            var bill = Read(sized.Scenario, prices, [.. Costs, .. BatchObjects], visit, cancellation);
            var held = Study.Reconcile(sized, bill, band, Options(Trials), cancellation);
            return held with { Command = CommandAgain(held.Forecast.Trials) };
        }
    }

    /// <summary>Keeps the rows while they are read, and writes the rest once they are held against the forecast.</summary>
    private Reconciliation Kept(
        ResultFolder folder, Interruption interruption, Func<Action<BilledRow>, Reconciliation> reconcile)
    {
        ResultWriter.Prepare(new ResultParts());
        Reconciliation reconciled;
        using (var stream = folder.Begin("ledger.parquet"))
        {
            var ledger = new LedgerFile(stream, interruption.Token);
            reconciled = reconcile(ledger.Append);
            ledger.Finish(ResultOrigin.Of(reconciled.Forecast.Summary, ProgramVersion.Text));
            stream.Complete();
        }

        BillWriter.Write(folder, reconciled, ProgramVersion.Text, interruption.Token);
        folder.Commit();
        interruption.Written = Out!;
        return reconciled;
    }

    private (double Low, double High) ParseBand()
    {
        const string Allowed = "two percentiles from 0 to 100, the lower first, such as 5,95";
        if (Band.Split(',') is not [var low, var high])
            throw new UsageException($"--band {Band}: {Allowed}");
        var (from, to) = (Percentile(low), Percentile(high));
        return from < to ? (from, to) : throw new UsageException($"--band {Band}: {Allowed}");

        double Percentile(string text) => double.TryParse(
            text.Trim().TrimStart('P', 'p'), NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var value)
            && value is >= 0 and <= 100 ? value / 100 : throw new UsageException($"--band {Band}: {Allowed}");
    }

    private string CommandAgain(long trials) => Arguments.Quoted(
    [
        "costsim", "reconcile", .. ScenarioWords, .. Words("--usage", Usage), .. Words("--costs", Costs),
        .. Words("--batch-object", BatchObjects), .. Band == "5,95" ? [] : new[] { "--band", Band },
        "-n", trials.ToString(CultureInfo.InvariantCulture), "--seed", Seed.ToString(CultureInfo.InvariantCulture),
        .. IsExact ? ["--method", Method] : Array.Empty<string>(),
    ]);
}
