using System.Text;

namespace CostSim.Scenarios.Tests;

/// <summary>
/// What a wrong scenario is told. Bad/NAME.json is a scenario with its faults, Bad/NAME.txt the exact findings. A changed message is
/// read and judged first; then <c>COSTSIM_ACCEPT=1 dotnet test</c> writes the texts anew.
/// </summary>
public class BadScenarioTests
{
    private static readonly string Folder = Path.Combine(Repository.Tests, "Bad");

    public static TheoryData<string> Names =>
        new(Directory.GetFiles(Folder, "*.json").Select(Path.GetFileNameWithoutExtension).Order(StringComparer.Ordinal)!);

    [Theory]
    [MemberData(nameof(Names))]
    public void Is_told_exactly(string name)
    {
        var reading = ScenarioReader.Read(
            $"{name}.json", File.ReadAllBytes(Path.Combine(Folder, $"{name}.json")), ScenarioChanges.None, FixedPrices.Catalogue);
        var told = new StringBuilder();
        foreach (var diagnostic in reading.Diagnostics)
            told.Append(diagnostic).Append('\n');

        var expectedFile = Path.Combine(Folder, $"{name}.txt");
        if (Environment.GetEnvironmentVariable("COSTSIM_ACCEPT") == "1")
            File.WriteAllText(expectedFile, told.ToString());
        Assert.Equal(File.ReadAllText(expectedFile), told.ToString());
        Assert.NotEmpty(reading.Diagnostics);
        Assert.Equal(reading.Scenario is null, reading.Diagnostics.Any(diagnostic => diagnostic.Severity == Severity.Error));
    }
}
