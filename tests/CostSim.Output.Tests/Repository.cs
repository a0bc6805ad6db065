namespace CostSim.Output.Tests;

/// <summary>The files of the repository that tests read.</summary>
internal static class Repository
{
    public static string Root { get; } = FindRoot();

    public static string Tests => Path.Combine(Root, "tests", "CostSim.Output.Tests");

    public static string Text(params string[] parts) => File.ReadAllText(Path.Combine([Root, .. parts]));

    private static string FindRoot()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "CostSim.sln")))
            folder = folder.Parent ?? throw new DirectoryNotFoundException("The tests run outside of their repository.");
        return folder.FullName;
    }
}
