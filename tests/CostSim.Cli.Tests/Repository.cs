namespace CostSim.Cli.Tests;

/// <summary>The files of the repository that tests read.</summary>
internal static class Repository
{
    public static string Root { get; } = FindRoot();

    private static string FindRoot()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "CostSim.sln")))
            folder = folder.Parent ?? throw new DirectoryNotFoundException("The tests run outside of their repository.");
        return folder.FullName;
    }
}
