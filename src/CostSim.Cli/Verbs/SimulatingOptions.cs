using CommandLine;
using CostSim.Cli.Terminal;
using CostSim.Numerics.Random;
using CostSim.Output.Reports;
using CostSim.Output.Tables;
using CostSim.Parquet;
using CostSim.Studies;

namespace CostSim.Cli.Verbs;

/// <summary>The options of every command that runs a long simulation.</summary>
internal abstract class SimulatingOptions : ScenarioOptions
{
    [Option("seed", Default = 1ul, MetaValue = "S", HelpText = "Seed of the random draws; the same seed gives the same result.")]
    public ulong Seed { get; set; }

    [Words("auto", "exact")]
    [Option("method", Default = "auto", MetaValue = "METHOD",
        HelpText = "auto: all items at once where the error is negligible; exact: call by call.")]
    public string Method { get; set; } = "auto";

    [Option('q', "quiet", HelpText = "Print errors only; a document requested with --format is still printed.")]
    public bool Quiet { get; set; }

    /// <summary>Examples omit default options.</summary>
    protected static UnParserSettings Shortest => new() { SkipDefault = true };

    /// <summary>Whether to print the result: a table unless quiet, a requested document always.</summary>
    protected bool Prints(string format) => !Quiet || format != "table";

    protected bool IsExact => Method == "exact";

    /// <summary>Prints the result in the requested format; as a table by default.</summary>
    internal static void Print(
        string format, Func<Report> report, Func<string> markdown, Action<Stream> json, Func<IResultTable>? table = null)
    {
        switch (format)
        {
            case "json":
                Document.Print(json);
                break;
            case "csv" when table is not null:
                Document.Print(output => CsvTable.Write(output, table()));
                break;
            case "markdown":
                Document.Print(markdown());
                break;
            default:
                ReportPrinter.Print(report());
                break;
        }
    }

    /// <summary>Seed, threads, method and watcher from the command.</summary>
    /// <param name="trials">The requested number of trials as written, or null.</param>
    /// <param name="option">The option that sets it.</param>
    /// <param name="shortOption">Its short form, for the hint how to ask for fewer.</param>
    protected StudyOptions Options(string? trials, string option = "--trials", string shortOption = "-n") => new()
    {
        Seed = Seed,
        Threads = ThreadCount.Of(Threads),
        Trials = trials is null ? null : Number(option, trials, 1, WordAddress.TrialsMax),
        IsCallByCall = IsExact,
        Watcher = TerminalWatcher.Of(Quiet, $"{shortOption} takes fewer"),
    };

    /// <summary>Prints the precision of P95 on the error stream, for documents that do not include it.</summary>
    protected void NotePrecision(string format, Precision? precision, long trials, int runs)
    {
        if (precision is not null && !Quiet && format is "json" or "csv")
            Complaint.Note(RunReport.PrecisionLine(precision, trials, runs).Text);
    }
}
