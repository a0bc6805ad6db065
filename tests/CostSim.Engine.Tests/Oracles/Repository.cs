using System.Text;
using CostSim.Scenarios;

namespace CostSim.Engine.Tests.Oracles;

/// <summary>Scenarios for tests: the files of the repository, and texts.</summary>
internal static class Repository
{
    public static string Root { get; } = FindRoot();

    public static Scenario FiftyAtoms(Tier? tier = null, params string[] changes)
    {
        var reading = ScenarioReader.ReadFile(
            Path.Combine(Root, "scenarios", "50atoms.json"), new ScenarioChanges(changes, tier), FixedPrices.Catalogue);
        return Sound(reading, "50atoms.json");
    }

    /// <summary>A scenario of the repository, in one of its runs; an empty name where it has none.</summary>
    public static Scenario Scenario(string name, string run) =>
        ScenarioReader.ReadFile(
            Path.Combine(Root, "scenarios", $"{name}.json"), ScenarioChanges.None, FixedPrices.Catalogue) is { Scenario: not null } reading
            ? reading.Cases.First(one => one.Variant is null && (one.Run?.Name ?? "") == run)
            : throw new InvalidOperationException($"{name}.json has errors");

    /// <summary>A scenario from its text, without errors.</summary>
    public static Scenario Read(string json, params string[] changes) => Sound(
        ScenarioReader.Read("scenario", Encoding.UTF8.GetBytes(json), new ScenarioChanges(changes), FixedPrices.Catalogue), json);

    /// <summary>Every run and variant of a scenario from its text, without errors, at the prices that are shipped with it.</summary>
    public static IReadOnlyList<Scenario> Cases(string json)
    {
        var reading = ScenarioReader.Read("scenario", Encoding.UTF8.GetBytes(json), ScenarioChanges.None, PriceCatalogue.BuiltIn);
        Sound(reading, json);
        return reading.Cases;
    }

    /// <summary>A scenario of Data/Moments.</summary>
    public static Scenario Moments(string name) => Read(Text("tests", "CostSim.Engine.Tests", "Data", "Moments", $"{name}.json"));

    /// <summary>A scenario of Data/Law.</summary>
    public static Scenario Law(string name) => Read(Text("tests", "CostSim.Engine.Tests", "Data", "Law", $"{name}.json"));

    public static string Text(params string[] parts) => File.ReadAllText(Path.Combine([Root, .. parts]));

    private static Scenario Sound(ScenarioReading reading, string text) =>
        reading.Scenario ?? throw new InvalidOperationException($"{string.Join("\n", reading.Diagnostics)}\n{text}");

    private static string FindRoot()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "CostSim.sln")))
            folder = folder.Parent ?? throw new DirectoryNotFoundException("The tests run outside of their repository.");
        return folder.FullName;
    }
}
