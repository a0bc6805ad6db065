using CommandLine;
using CommandLine.Text;
using CostSim.Cli.Terminal;
using CostSim.Output.Jobs;
using CostSim.Output.Reports;

namespace CostSim.Cli.Verbs;

/// <summary><c>costsim jobs</c>: the runs that are kept, and their removal.</summary>
[Verb("jobs", HelpText = "List runs that can go on after they were stopped, or remove them.")]
internal sealed class JobsVerb : IVerb
{
    [Value(0, Hidden = true)]
    public IEnumerable<string> Rest { get; set; } = [];

    [Option("clean", HelpText = "Remove those that are completed; their results stay.")]
    public bool Clean { get; set; }

    [Option("remove", MetaValue = "ID", HelpText = "Remove one job, with the trials that it keeps; its result stays.")]
    public string? Remove { get; set; }

    [Usage(ApplicationAlias = "costsim")]
    public static IEnumerable<Example> Examples => [new("What can go on", new JobsVerb())];

    public int Execute(Interruption interruption)
    {
        if (Rest.FirstOrDefault() is { } word)
            throw new UsageException(
                $"'{word}': jobs lists all; to remove one give --remove ID, to go on with one 'costsim run --job-id ID'");
        if (Remove is { } id)
            RemoveOne(id);
        if (Clean)
        {
            foreach (var completed in JobFolder.All().Where(job => JobRow.Of(job).State == "completed"))
                TryRemove(completed);
        }

        ReportPrinter.Print(JobsReport.Of([.. JobFolder.All().Select(JobRow.Of)], JobFolder.Root));
        return ExitCode.Done;
    }

    private static void RemoveOne(string id)
    {
        var job = JobFolder.Of(id);
        if (!job.Exists)
            throw new UsageException($"--remove {id}: there is no such job in {JobFolder.Root}");
        if (!TryRemove(job))
            throw new IOException($"the job {id} is being run by another process");
    }

    private static bool TryRemove(JobFolder job)
    {
        using var taken = job.TryTake();
        if (taken is null)
            return false;
        job.Remove();
        return true;
    }
}
