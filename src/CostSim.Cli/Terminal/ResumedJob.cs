using CostSim.Output.Jobs;

namespace CostSim.Cli.Terminal;

/// <summary>
/// The command of a job, which is not given again: <c>costsim run --job-id ID</c> stands for the words that the job holds.
/// </summary>
internal static class ResumedJob
{
    private const string Option = "--job-id";

    /// <summary>The arguments with the words of the job that they name, if any.</summary>
    /// <exception cref="UsageException">There is no such job.</exception>
    public static string[] WordsOf(string[] arguments)
    {
        if (arguments is not ["run", .. var words] || IdIn(words) is not { } id)
            return arguments;
        var folder = JobFolder.Of(id);
        if (!folder.Exists)
            throw new UsageException($"{Option} {id}: there is no such job in {JobFolder.Root}{Known()}");
        return ["run", .. folder.Read().Command, .. words];
    }

    private static string? IdIn(string[] words)
    {
        var place = Array.FindIndex(words, word => word == Option || word.StartsWith($"{Option}=", StringComparison.Ordinal));
        return place < 0 ? null
            : words[place].Length > Option.Length ? words[place][(Option.Length + 1)..]
            : place + 1 < words.Length ? words[place + 1] : null;
    }

    private static string Known() => JobFolder.All() is { Count: > 0 } jobs
        ? $"; there are {string.Join(", ", jobs.Take(5).Select(job => job.Id))}{(jobs.Count > 5 ? " and others" : "")}" : "";
}
