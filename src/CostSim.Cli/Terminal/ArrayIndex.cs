using System.Globalization;

namespace CostSim.Cli.Terminal;

/// <summary>
/// The number of this task in an array of tasks: given with the command or, where a batch system runs it, taken from the environment. How
/// many tasks there are is always given: the systems' own counts shrink when a part is submitted again.
/// </summary>
internal static class ArrayIndex
{
    /// <summary>The help of <c>--index</c> and <c>--of</c>.</summary>
    public const string IndexHelp = "Number of this part, from 0; default: that of the task of an array in Slurm, Kubernetes or AWS Batch.";
    public const string OfHelp = "Number of parts.";

    /// <summary>A run of so many parts has less than a block of trials in each.</summary>
    private const long OfMax = 10_000_000;

    private static readonly string[] Variables = ["SLURM_ARRAY_TASK_ID", "JOB_COMPLETION_INDEX", "AWS_BATCH_JOB_ARRAY_INDEX"];

    /// <summary>Parses both.</summary>
    /// <param name="index">The number as written, or null.</param>
    /// <param name="of">The number of parts as written.</param>
    public static (long Index, long Of) Parse(string? index, string of)
    {
        var parts = Number("--of", of, 1, OfMax);
        if (index is not null)
            return (Number("--index", index, 0, parts - 1), parts);
        var variable = Array.Find(Variables, name => !string.IsNullOrEmpty(Environment.GetEnvironmentVariable(name)))
            ?? throw new UsageException($"--index: which of the {of} parts? Outside of an array of tasks, give a number from 0");
        return (Number(variable, Environment.GetEnvironmentVariable(variable)!, 0, parts - 1), parts);
    }

    private static long Number(string name, string text, long min, long max) =>
        long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number >= min && number <= max ? number
            : throw new UsageException(string.Create(CultureInfo.InvariantCulture, $"{name} {text}: a whole number from {min} to {max}"));
}
