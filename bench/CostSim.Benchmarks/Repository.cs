namespace CostSim.Benchmarks;

/// <summary>The checkout that the benchmarks stand in; BenchmarkDotNet runs them from folders of its own, below it.</summary>
internal static class Repository
{
    public static string Root { get; } = FindRoot();

    public static string Path(string relative) => System.IO.Path.Combine(Root, relative);

    private static string FindRoot()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(System.IO.Path.Combine(folder.FullName, "CostSim.sln")))
                return folder.FullName;
        }

        throw new InvalidOperationException("CostSim.sln is in none of the folders above the benchmarks");
    }
}
