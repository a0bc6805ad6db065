using CommandLine;
using CostSim.Cli.Terminal;
using CostSim.Scenarios.Schema;

namespace CostSim.Cli.Verbs;

/// <summary><c>costsim schema</c>: the JSON schema of scenarios.</summary>
[Verb("schema", HelpText = "Print the JSON schema of scenarios, from which editors complete and check.")]
internal sealed class SchemaVerb
{
    [Value(0, Hidden = true)]
    public IEnumerable<string> Rest { get; set; } = [];

    public int Execute()
    {
        if (Rest.FirstOrDefault() is { } extra)
            throw new UsageException($"'{extra}': schema takes no name; it is one for all scenarios");
        Console.Out.Write(ScenarioSchema.Text);
        return ExitCode.Done;
    }
}
