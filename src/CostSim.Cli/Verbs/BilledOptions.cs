using CommandLine;
using CostSim.Batches;
using CostSim.Cli.Terminal;
using CostSim.Scenarios;
using CostSim.Studies;
using CostSim.Usage;

namespace CostSim.Cli.Verbs;

/// <summary>Options of verbs that hold a scenario against what providers billed.</summary>
internal abstract class BilledOptions : SimulatingOptions
{
    [Option("usage", Required = true, Separator = Arguments.Separator, MetaValue = "PATH...",
        HelpText = "Results of batches as the provider wrote them, in the order in which they were sent: files, plain or gzip, or folders. "
            + "May be repeated.")]
    public IEnumerable<string> Usage { get; set; } = [];

    /// <summary>A shell writes several files for a pattern: those after the scenario are usage as well.</summary>
    protected void TakeRest() => (Usage, Rest) = ([.. Usage, .. Rest], []);

    /// <summary>What was billed, read and priced for a scenario.</summary>
    /// <param name="scenario">The scenario.</param>
    /// <param name="prices">The prices.</param>
    /// <param name="statements">Files that state sums of many requests.</param>
    /// <param name="visit">Given each row with its price, in order; null where sums are enough.</param>
    /// <param name="cancellation">Stops it within a second.</param>
    /// <param name="pilot">Given each record with its phase, or null.</param>
    /// <exception cref="UsageException">The files have no results of requests.</exception>
    protected Bill Read(
        Scenario scenario, PriceCatalogue prices, IEnumerable<string> statements, Action<BilledRow>? visit,
        CancellationToken cancellation, PilotObserver? pilot = null)
    {
        var builder = new BillBuilder(scenario, prices, pilot);
        var files = Ledger.Files([.. Usage, .. statements]);
        var options = new LedgerOptions { Threads = ThreadCount.Of(Threads) };
        var ledger = FileProgress.Show("reading", files, Quiet, tell => Ledger.Read(
            files, visit is null ? row => builder.Add(row) : row => visit(builder.Add(row)), options with { Progress = tell },
            cancellation), cancellation);
        return ledger.Rows > 0 ? builder.Finish(ledger)
            : throw new UsageException("--usage: these files have no results of requests; give the output of the batches");
    }

    /// <summary>The exit code of what is done; of records that cannot be read, or fit no phase, it is told what is wrong.</summary>
    protected static int Answered(Func<int> action)
    {
        try
        {
            return action();
        }
        catch (BatchException e)
        {
            Complaint.Print([e.Finding]);
            return ExitCode.BadInput;
        }
        catch (BillException e)
        {
            throw new UsageException($"{e.Message}\n    {e.Hint}");
        }
    }

    protected static IEnumerable<string> Words(string option, IEnumerable<string> paths) =>
        paths.SelectMany(path => new[] { option, Portable(path) });
}
