using CommandLine;
using CostSim.Cli.Terminal;
using CostSim.Engine;
using CostSim.Engine.Planning;
using CostSim.Output.Reports;
using CostSim.Output.Summaries;
using CostSim.Output.Tables;
using CostSim.Parquet;

namespace CostSim.Cli.Verbs;

/// <summary>What every command that simulates at length can be told about that.</summary>
internal abstract class SimulatingOptions : ScenarioOptions
{
    [Option("seed", Default = 1ul, MetaValue = "S", HelpText = "Seed of the random draws; the same seed gives the same result.")]
    public ulong Seed { get; set; }

    [Words("auto", "exact")]
    [Option("method", Default = "auto", MetaValue = "METHOD", HelpText = "auto: all items at once where the error is negligible; exact: call by call.")]
    public string Method { get; set; } = "auto";

    [Option('q', "quiet", HelpText = "Print errors only; a document that --format asks for is printed all the same.")]
    public bool Quiet { get; set; }

    /// <summary>Whether a result is printed: a table unless the run is to be quiet, a document that was asked for always.</summary>
    protected bool Prints(string format) => !Quiet || format != "table";

    protected bool IsExact => Method == "exact";

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

    /// <summary>Plans and measures, which of a large scenario takes its time.</summary>
    protected T Prepare<T>(Func<T> work, CancellationToken cancellation) => ProgressBar.While("planning", Quiet, work, cancellation);

    /// <summary>Runs plans on the same trials until their goal is reached, and says how long that takes where it takes long.</summary>
    /// <param name="plans">The plans.</param>
    /// <param name="judged">Of so many of them, the first, the precision counts.</param>
    /// <param name="goal">How far to go.</param>
    /// <param name="budget">Whether it goes call by call.</param>
    /// <param name="options">How they are run.</param>
    /// <param name="cancellation">Stops it.</param>
    protected (SequentialRun Run, Precision? Reached) Simulate(
        IReadOnlyList<Plan> plans, int judged, TrialGoal goal, TrialBudget budget, SimulationOptions options, CancellationToken cancellation)
    {
        Action<double>? shown = null;
        var run = new SequentialRun(plans, options with { Progress = Quiet ? null : done => shown?.Invoke(done) });
        var ofAsked = TimeNotices.OfAsked(budget.IsCallByCall);
        if (goal.Precision is { } asked && !goal.IsUnasked)
        {
            // The first look tells how many trials it will take.
            Grow(goal.Looks.Take(1), goal.Looks[0], ofAsked);
            var needed = Reached()!.TrialsNeeded(run.Trials);
            var expected = goal.Looks.FirstOrDefault(trials => trials >= needed, goal.Most);
            Grow(goal.Looks, expected, TimeNotices.OfExpected(expected, $"±{Figures.Stated(asked)}"));
        }
        else
        {
            Grow(goal.Looks, goal.Most, goal.IsUnasked ? TimeNotices.OfUnasked(goal.Most, "-n takes fewer") : ofAsked);
        }

        return (run, Reached());

        Precision? Reached() => goal.Precision is { } share ? Output.Summaries.Precision.Of(share, run.Results.Take(judged)) with { IsUnasked = goal.IsUnasked } : null;

        void Grow(IEnumerable<long> looks, long expected, TimeNotice notice) => ProgressBar.Show(expected, Quiet, notice, progress =>
        {
            shown = progress;
            run.GrowUntil(looks, _ => Reached() is { IsReached: true }, cancellation);
            return run;
        }, cancellation, isCap: goal.Precision is not null);
    }

    /// <summary>Says in the error stream how precisely P95 is known, where the document has no place for it.</summary>
    protected void NotePrecision(string format, Precision? precision, long trials, int runs)
    {
        if (precision is not null && !Quiet && format is "json" or "csv")
            Complaint.Note(RunReport.PrecisionLine(precision, trials, runs).Text);
    }
}
