using CostSim.Scenarios;

namespace CostSim.Benchmarks.Shipped;

/// <summary>One run in one variant of a scenario that comes with the program.</summary>
/// <param name="File">The file that the command is given.</param>
/// <param name="Name">What tables call the scenario: the file's name, or the template's.</param>
/// <param name="Scenario">The scenario of that run and variant.</param>
internal sealed record ShippedCase(string File, string Name, Scenario Scenario)
{
    /// <summary>What old results are found by.</summary>
    public string Key => $"{Name}/{Scenario.Run?.Name ?? "-"}/{Scenario.Variant ?? "-"}";

    /// <summary>The arguments of the command that choose it.</summary>
    public IEnumerable<string> Arguments =>
        [File, .. Scenario.Run is { } run ? new[] { "--run", run.Name } : [],
            .. Scenario.Variant is { } variant ? new[] { "--variant", variant } : []];

    /// <summary>
    /// Every run and variant of the repository's scenarios and of the templates of <c>costsim init</c>, which are written to a folder.
    /// </summary>
    public static IEnumerable<ShippedCase> All(string folder)
    {
        foreach (var file in Directory.GetFiles(Repository.Path("scenarios"), "*.json").Order(StringComparer.Ordinal))
        {
            foreach (var scenario in Read(file))
                yield return new(file, Path.GetFileName(file), scenario);
        }

        foreach (var name in ScenarioTemplates.Names)
        {
            var file = Path.Combine(folder, $"{name}.json");
            System.IO.File.WriteAllText(file, ScenarioTemplates.Text(name));
            foreach (var scenario in Read(file))
                yield return new(file, $"init {name}", scenario);
        }
    }

    private static IReadOnlyList<Scenario> Read(string file) =>
        ScenarioReader.ReadFile(file, ScenarioChanges.None, PriceCatalogue.BuiltIn) is { Cases.Count: > 0 } reading
            ? reading.Cases
            : throw new InvalidOperationException($"{file} has errors");
}
