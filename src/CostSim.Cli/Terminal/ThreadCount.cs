namespace CostSim.Cli.Terminal;

/// <summary>The number of threads of a command.</summary>
internal static class ThreadCount
{
    /// <summary>The number that <c>--threads</c> gives; one per processor if it is null.</summary>
    public static int Of(int? threads) => threads switch
    {
        null => Environment.ProcessorCount,
        >= 1 and <= 1024 => threads.Value,
        _ => throw new UsageException($"--threads {threads}: a number from 1 to 1,024"),
    };
}
