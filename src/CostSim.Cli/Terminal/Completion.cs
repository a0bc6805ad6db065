using System.Reflection;
using CommandLine;
using CostSim.Cli.Verbs;
using CostSim.Scenarios;

namespace CostSim.Cli.Terminal;

/// <summary>A command with its possible arguments.</summary>
/// <param name="Name">Its name.</param>
/// <param name="About">What it does.</param>
/// <param name="Words">Its word arguments (actions, templates); empty if it takes files.</param>
/// <param name="Options">Its options.</param>
internal sealed record CompletedCommand(string Name, string About, IReadOnlyList<string> Words, IReadOnlyList<CompletedOption> Options);

/// <summary>An option of a command.</summary>
/// <param name="Flags">How it is written: <c>--out</c>, <c>-o</c>.</param>
/// <param name="About">What it does.</param>
/// <param name="TakesValue">Whether a value follows.</param>
/// <param name="Values">The values if they are fixed words; empty for files, numbers or names.</param>
internal sealed record CompletedOption(IReadOnlyList<string> Flags, string About, bool TakesValue, IReadOnlyList<string> Values);

/// <summary>The words of command lines for completion, derived from the commands and their options.</summary>
internal static class Completion
{
    private static readonly CompletedOption Help = new(["--help", "-h"], "Show the options of this command", false, []);

    public static IReadOnlyList<CompletedCommand> Commands { get; } = [.. Verbs.Commands.Verbs.Select(Of)];

    private static CompletedCommand Of(Type verb)
    {
        var about = verb.GetCustomAttribute<VerbAttribute>()!;
        return new CompletedCommand(
            about.Name, FirstSentence(about.HelpText), WordsOf(verb), [.. verb.GetProperties().Select(Of).OfType<CompletedOption>(), Help]);
    }

    private static CompletedOption? Of(PropertyInfo property) =>
        property.GetCustomAttribute<OptionAttribute>() is not { } option ? null : new CompletedOption(
        option.ShortName.Length > 0 ? [$"--{option.LongName}", $"-{option.ShortName}"] : [$"--{option.LongName}"],
        FirstSentence(option.HelpText), property.PropertyType != typeof(bool), property.GetCustomAttribute<WordsAttribute>()?.Words ?? []);

    /// <summary>The words of the first argument; templates are files, which an attribute cannot list.</summary>
    private static IReadOnlyList<string> WordsOf(Type verb) => verb == typeof(InitVerb) ? ScenarioTemplates.Names
        : verb.GetProperties().FirstOrDefault(
            property => property.GetCustomAttribute<ValueAttribute>() is { Index: 0 })?.GetCustomAttribute<WordsAttribute>()?.Words ?? [];

    private static string FirstSentence(string text) => text.Split([". ", "; ", ": "], StringSplitOptions.None)[0].TrimEnd('.');
}
