using CostSim.Batches;
using CostSim.Requests;

namespace CostSim.Cli.Terminal;

/// <summary>The requests of files that a command is given, counted.</summary>
internal static class CountedRequests
{
    /// <summary>The help of <c>--model</c>.</summary>
    public const string ModelHelp =
        "The model of requests that name none (Bedrock, Gemini, Vertex AI), or of those that name a deployment NAME. May be repeated.";

    /// <summary>How to count.</summary>
    /// <param name="given">What <c>--model</c> says: the model of all that name none, or NAME=MODEL.</param>
    /// <param name="threads">What <c>--threads</c> says, or null.</param>
    public static CountOptions Options(IEnumerable<string> given, int? threads)
    {
        var (models, deployments) = (new List<string>(), new Dictionary<string, string>());
        foreach (var one in given)
        {
            if (one.Split('=') is [{ Length: > 0 } name, { Length: > 0 } model])
                deployments[name] = model;
            else if (one.Length > 0 && !one.Contains('=', StringComparison.Ordinal))
                models.Add(one);
            else
                throw new UsageException($"--model {one}: MODEL, or NAME=MODEL for a deployment");
        }

        if (models.Distinct().Count() > 1)
            throw new UsageException($"--model {models[1]}: '{models[0]}' is already given; NAME=MODEL is for a deployment");
        return new CountOptions
        {
            Model = models.FirstOrDefault(),
            Deployments = deployments,
            Threads = ThreadCount.Of(threads),
        };
    }

    /// <summary>Counts, with a bar where the sizes of all files are known.</summary>
    /// <exception cref="BatchException">A path, a file or a line is no batch of requests.</exception>
    public static RequestSummary Of(IEnumerable<string> paths, CountOptions options, bool isQuiet, CancellationToken cancellation)
    {
        var files = BatchFile.Of(paths);
        return FileProgress.Show(
            "counting", files, isQuiet, tell => RequestCount.Of(files, options with { Progress = tell }, cancellation), cancellation);
    }
}
