using CommandLine;
using CostSim.Cli.Terminal;

namespace CostSim.Cli.Verbs;

/// <summary><c>costsim completion</c>: prints the completion script for a shell.</summary>
[Verb("completion", HelpText = "Print a script that completes commands and options in bash, zsh, fish or pwsh.")]
internal sealed class CompletionVerb : IVerb
{
    [Words("bash", "zsh", "fish", "pwsh")]
    [Value(0, MetaName = "SHELL", HelpText = "bash, zsh, fish or pwsh.")]
    public string Shell { get; set; } = "";

    [Value(1, Hidden = true)]
    public IEnumerable<string> Rest { get; set; } = [];

    public int Execute(Interruption interruption)
    {
        if (Rest.FirstOrDefault() is { } second)
            throw new UsageException($"'{second}': give one shell at a time; '{Shell}' is already given");
        Document.Print(Shell switch
        {
            "bash" => CompletionScript.Bash,
            "zsh" => CompletionScript.Zsh,
            "fish" => CompletionScript.Fish,
            "pwsh" => CompletionScript.Pwsh,
            "" => throw new UsageException("completion: for which shell? bash, zsh, fish or pwsh"),
            _ => throw new UsageException($"completion {Shell}: bash, zsh, fish or pwsh"),
        });
        return ExitCode.Done;
    }
}
