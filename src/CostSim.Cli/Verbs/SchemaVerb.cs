using CommandLine;
using CostSim.Scenarios.Schema;

namespace CostSim.Cli.Verbs;

/// <summary><c>costsim schema</c>: the JSON schema of scenarios.</summary>
[Verb("schema", HelpText = "Print the JSON schema of scenarios, from which editors complete and check.")]
internal sealed class SchemaVerb
{
    public static int Execute()
    {
        Console.Out.Write(ScenarioSchema.Text);
        return ExitCode.Done;
    }
}
