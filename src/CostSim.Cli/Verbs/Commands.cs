using System.Reflection;
using CommandLine;
using CostSim.Cli.Terminal;

namespace CostSim.Cli.Verbs;

/// <summary>The commands: the one table of them.</summary>
internal static class Commands
{
    /// <summary>In the order in which help lists them.</summary>
    public static readonly Type[] Verbs =
    [
        typeof(RunVerb), typeof(CheckVerb), typeof(CompareVerb), typeof(LeversVerb), typeof(ExplainVerb), typeof(ValidateVerb),
            typeof(InitVerb), typeof(SchemaVerb), typeof(PricesVerb),
        typeof(CompletionVerb),
    ];

    /// <summary>The name of a command, or null for other words.</summary>
    public static string? NameOf(Type verb) => verb.GetCustomAttribute<VerbAttribute>()?.Name;

    /// <summary>The command that arguments begin with, or null.</summary>
    public static Type? VerbOf(
        IReadOnlyList<string> arguments) => arguments is [var name, ..] ? Array.Find(Verbs, verb => NameOf(verb) == name) : null;

    public static int Execute(object verb, Interruption interruption)
    {
        WordsAttribute.Require(verb);
        return verb switch
        {
            RunVerb run => run.Execute(interruption),
            CheckVerb check => check.Execute(interruption.Token),
            CompareVerb compare => compare.Execute(interruption.Token),
            LeversVerb levers => levers.Execute(interruption.Token),
            ExplainVerb explain => explain.Execute(interruption.Token),
            ValidateVerb validate => validate.Execute(),
            InitVerb init => init.Execute(),
            SchemaVerb schema => schema.Execute(),
            PricesVerb prices => prices.Execute(),
            CompletionVerb completion => completion.Execute(),
            _ => throw new ArgumentException($"{verb.GetType()} is not a command", nameof(verb)),
        };
    }
}
