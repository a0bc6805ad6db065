namespace CostSim.Tests;

/// <summary>The files of the repository that tests read.</summary>
internal static class Repository
{
    public static string Root { get; } = FindRoot();

    /// <summary>The folder of the tests that run.</summary>
    public static string Tests => Path.Combine(Root, "tests", typeof(Repository).Assembly.GetName().Name!);

    public static string Text(params string[] parts) => File.ReadAllText(Path.Combine([Root, .. parts]));

    private static string FindRoot()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "CostSim.sln")))
            folder = folder.Parent ?? throw new DirectoryNotFoundException("The tests run outside of their repository.");
        return folder.FullName;
    }
}
