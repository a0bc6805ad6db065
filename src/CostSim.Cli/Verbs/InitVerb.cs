using CommandLine;
using CostSim.Cli.Terminal;
using CostSim.Scenarios;

namespace CostSim.Cli.Verbs;

/// <summary><c>costsim init</c>: a scenario to start from.</summary>
[Verb("init", HelpText = "Write a commented scenario to start from; without a name, list the templates.")]
internal sealed class InitVerb : IVerb
{
    [Value(0, MetaName = "TEMPLATE", HelpText = "The template; without one the templates are listed.")]
    public string? Template { get; set; }

    [Value(1, Hidden = true)]
    public IEnumerable<string> Rest { get; set; } = [];

    [Option('o', "out", MetaValue = "FILE", HelpText = "The file to write; default: TEMPLATE.json.")]
    public string? Out { get; set; }

    [Option("force", HelpText = "Overwrite an existing file.")]
    public bool Force { get; set; }

    public int Execute(Interruption interruption)
    {
        if (Rest.FirstOrDefault() is { } second)
            throw new UsageException($"'{second}': give one template at a time; '{Template}' is already given");
        if (Template is null)
        {
            var width = ScenarioTemplates.Names.Max(name => name.Length);
            foreach (var name in ScenarioTemplates.Names)
                Console.WriteLine($"{name.PadRight(width)}  {ScenarioTemplates.Summary(name)}");
            return ExitCode.Done;
        }

        if (!ScenarioTemplates.Names.Contains(Template))
            throw new UsageException($"there is no template '{Template}'; choose from {string.Join(", ", ScenarioTemplates.Names)}");
        var path = Out ?? $"{Template}.json";
        if (path.Length == 0)
            throw new UsageException("--out: the name of the file is empty");
        if (Directory.Exists(path))
            throw new IOException($"'{path}' is a folder; give a file with -o");
        if (File.Exists(path) && !Force)
            throw new UsageException($"{path} already exists; give --force to overwrite it, or another --out");
        // No race between check and writing: without --force the file is created new, or it is an error.
        try
        {
            using var file = new FileStream(path, Force ? FileMode.Create : FileMode.CreateNew, FileAccess.Write);
            using var writer = new StreamWriter(file);
            writer.Write(ScenarioTemplates.Text(Template));
        }
        catch (Exception e) when (FileFault.IsOne(e))
        {
            throw FileFault.OfWriting(path, e);
        }

        Console.WriteLine($"{path}: {ScenarioTemplates.Summary(Template)}");
        Console.WriteLine($"Check it with 'costsim validate {path}', run it with 'costsim run {path}'.");
        return ExitCode.Done;
    }
}
