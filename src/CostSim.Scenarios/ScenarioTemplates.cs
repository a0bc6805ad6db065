namespace CostSim.Scenarios;

/// <summary>Scenarios to start from: one for each kind of work, commented, sound as they are.</summary>
public static class ScenarioTemplates
{
    private const string Prefix = "CostSim.Scenarios.Templates.";
    private const string Suffix = ".json";

    /// <summary>The names, in alphabetical order.</summary>
    public static IReadOnlyList<string> Names { get; } =
    [
        .. typeof(ScenarioTemplates).Assembly.GetManifestResourceNames()
            .Where(name => name.StartsWith(Prefix, StringComparison.Ordinal))
            .Select(name => name[Prefix.Length..^Suffix.Length]).Order(StringComparer.Ordinal),
    ];

    /// <summary>The text of a template.</summary>
    /// <exception cref="ArgumentException">There is none of that name.</exception>
    public static string Text(string name)
    {
        using var stream = typeof(ScenarioTemplates).Assembly.GetManifestResourceStream($"{Prefix}{name}{Suffix}")
            ?? throw new ArgumentException($"{name} is none of {string.Join(", ", Names)}", nameof(name));
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }

    /// <summary>What a template is about: the comment in its first line.</summary>
    public static string Summary(string name) => Text(name).Split('\n')[0].TrimStart('/', ' ');
}
