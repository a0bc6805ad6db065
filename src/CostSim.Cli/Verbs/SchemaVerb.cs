using CommandLine;
using CostSim.Cli.Terminal;
using CostSim.Output.Documents;
using CostSim.Scenarios.Schema;

namespace CostSim.Cli.Verbs;

/// <summary><c>costsim schema</c>: the JSON schemas of scenarios and of results.</summary>
[Verb("schema", HelpText = "Print the JSON schema of scenarios, which editors use to complete and check, or of a result.")]
internal sealed class SchemaVerb : IVerb
{
    private const string Scenario = "scenario";

    [Value(0, MetaName = "NAME", Default = Scenario,
        HelpText = "scenario; or of what --format json prints: summary, check, compare, baseline, levers, explain, validate, "
            + "tokens, reconcile, calibrate, forecast; or manifest.")]
    public string Name { get; set; } = Scenario;

    [Value(1, Hidden = true)]
    public IEnumerable<string> Rest { get; set; } = [];

    public int Execute(Interruption interruption)
    {
        if (Rest.FirstOrDefault() is { } extra)
            throw new UsageException($"'{extra}': give one name at a time; '{Name}' is already given");
        if (Name != Scenario && !ResultSchema.Documents.ContainsKey(Name))
            throw new UsageException(
                $"'{Name}': there is no such schema; choose from {Scenario}, {string.Join(", ", ResultSchema.Documents.Keys)}");
        Console.Out.Write(Name == Scenario ? ScenarioSchema.Text : ResultSchema.Text(Name));
        return ExitCode.Done;
    }
}
