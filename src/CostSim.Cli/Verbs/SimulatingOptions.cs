using System.Numerics;
using CommandLine;
using CostSim.Cli.Terminal;
using CostSim.Output.Reports;
using CostSim.Output.Tables;
using CostSim.Parquet;

namespace CostSim.Cli.Verbs;

/// <summary>What every command that simulates at length can be told about that.</summary>
internal abstract class SimulatingOptions : ScenarioOptions
{
    /// <summary>What a draw of a call takes on one thread, roughly: enough to tell minutes from hours.</summary>
    private const double SecondsPerDraw = 1e-9;

    /// <summary>Draws of a run whose length is left to the program: about two minutes on one thread. It does not ask how fast the machine is: the result would depend on it.</summary>
    private const double DrawsUnasked = 1e11;

    private static readonly TimeSpan WorthSaying = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan WorthAsking = TimeSpan.FromHours(1);

    [Option("seed", Default = 1ul, MetaValue = "S", HelpText = "Seed of the random draws; the same seed gives the same result.")]
    public ulong Seed { get; set; }

    [Option("method", Default = "auto", MetaValue = "METHOD", HelpText = "auto: all items at once where the error is negligible; exact: call by call.")]
    public string Method { get; set; } = "auto";

    [Option("yes", HelpText = "Run even if it takes more than an hour.")]
    public bool Yes { get; set; }

    [Option('q', "quiet", HelpText = "Print errors only.")]
    public bool Quiet { get; set; }

    protected bool IsExact => Method switch
    {
        "auto" => false,
        "exact" => true,
        _ => throw new UsageException($"--method {Method}: auto or exact"),
    };

    /// <summary>Complains of a format that there is not.</summary>
    protected static void RequireFormat(string format, params IReadOnlyList<string> formats)
    {
        if (!formats.Contains(format))
            throw new UsageException($"--format {format}: {string.Join(", ", formats.SkipLast(1))} or {formats[^1]}");
    }

    /// <summary>Prints what was found in the format asked for; as a table where it is none of the others.</summary>
    protected static void Print(string format, Func<Report> report, Func<string> markdown, Action<Stream> json, Func<IResultTable>? table = null)
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

    /// <summary>The most trials where nobody says: so many, or fewer where it goes call by call.</summary>
    /// <param name="most">With all items at once.</param>
    /// <param name="drawsPerTrial">Draws of calls; 0 with all items at once.</param>
    protected static long TrialsUnasked(long most, double drawsPerTrial) =>
        Math.Min(most, drawsPerTrial <= 0 ? most : Math.Max(1024, 1L << BitOperations.Log2((ulong)Math.Clamp(DrawsUnasked / drawsPerTrial, 1, most))));

    /// <summary>Says before a long run how long it will be, and refuses one of over an hour without consent.</summary>
    /// <param name="draws">Draws of calls in all.</param>
    /// <param name="threads">On so many threads.</param>
    /// <param name="isCap">Whether it may end earlier.</param>
    protected void WarnOfTime(double draws, int threads, bool isCap = false)
    {
        var seconds = draws * SecondsPerDraw / Math.Min(threads, Environment.ProcessorCount);
        if (seconds < WorthSaying.TotalSeconds)
            return;
        var estimate = seconds < 120 ? FormattableString.Invariant($"{seconds:0} seconds")
            : seconds < 7200 ? FormattableString.Invariant($"{seconds / 60:0} minutes")
            : FormattableString.Invariant($"{seconds / 3600:N0} hours");
        var message = FormattableString.Invariant($"call by call this takes {(isCap ? "at most " : "")}about {estimate} ({draws:0.#e+0} draws)");
        if (seconds >= WorthAsking.TotalSeconds && !Yes)
            throw new UsageException($"{message}; give --yes to run it, fewer trials, or fewer items ('costsim explain' says why it is not drawn at once)");
        if (!Quiet)
            Complaint.Note(message);
    }
}
