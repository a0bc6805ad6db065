using CommandLine;
using CostSim.Cli.Terminal;
using CostSim.Output.Reports;
using CostSim.Output.Summaries;
using CostSim.Output.Tables;
using CostSim.Parquet;
using CostSim.Studies;

namespace CostSim.Cli.Verbs;

/// <summary>What every command that simulates at length can be told about that.</summary>
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

    /// <summary>Examples show no option that could be left out.</summary>
    protected static UnParserSettings Shortest => new() { SkipDefault = true };

    /// <summary>Whether a result is printed: a table unless the run is to be quiet, a document that was asked for always.</summary>
    protected bool Prints(string format) => !Quiet || format != "table";

    protected bool IsExact => Method == "exact";

    /// <summary>Prints what was found in the format asked for; as a table where it is none of the others.</summary>
    protected static void Print(
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

    /// <summary>Seed, threads, method and who watches, as the command says.</summary>
    /// <param name="trials">The trials asked for, or null.</param>
    /// <param name="fewer">How to ask for fewer.</param>
    protected StudyOptions Options(long? trials, string fewer = "-n takes fewer") => new()
    {
        Seed = Seed,
        Threads = ThreadCount,
        Trials = trials,
        IsCallByCall = IsExact,
        Watcher = TerminalWatcher.Of(Quiet, fewer),
    };

    /// <summary>Says in the error stream how precisely P95 is known, where the document has no place for it.</summary>
    protected void NotePrecision(string format, Precision? precision, long trials, int runs)
    {
        if (precision is not null && !Quiet && format is "json" or "csv")
            Complaint.Note(RunReport.PrecisionLine(precision, trials, runs).Text);
    }
}
