using System.Reflection;
using CommandLine;
using CostSim.Cli.Terminal;

namespace CostSim.Cli.Verbs;

/// <summary>A command, its options parsed.</summary>
internal interface IVerb
{
    /// <summary>Does what it is asked and returns the exit code.</summary>
    int Execute(Interruption interruption);
}

/// <summary>The commands: the one table of them.</summary>
internal static class Commands
{
    /// <summary>In the order in which help lists them.</summary>
    public static readonly Type[] Verbs =
    [
        typeof(RunVerb), typeof(CheckVerb), typeof(CompareVerb), typeof(ReconcileVerb), typeof(CalibrateVerb), typeof(ForecastVerb),
        typeof(LeversVerb), typeof(ExplainVerb), typeof(ValidateVerb), typeof(TokensVerb), typeof(InitVerb), typeof(SchemaVerb),
        typeof(PricesVerb), typeof(ShardVerb), typeof(MergeVerb), typeof(DeployVerb), typeof(JobsVerb), typeof(VerifyVerb),
        typeof(CompletionVerb),
    ];

    /// <summary>The name of a command, or null for other words.</summary>
    public static string? NameOf(Type verb) => verb.GetCustomAttribute<VerbAttribute>()?.Name;

    /// <summary>The command that arguments begin with, or null.</summary>
    public static Type? VerbOf(IReadOnlyList<string> arguments) =>
        arguments is [var name, ..] ? Array.Find(Verbs, verb => NameOf(verb) == name) : null;

    /// <summary>Parses a command.</summary>
    public static ParserResult<object> Parse(IReadOnlyList<string> arguments)
    {
        using var parser = new Parser(settings =>
        {
            settings.HelpWriter = null;
            settings.CaseInsensitiveEnumValues = true;
        });
        return parser.ParseArguments(
            Arguments.JoinRepeated(
                Arguments.WithHelp(arguments), "--set", "--run", "--variant", "--model", "--from", "--usage", "--costs", "--batch-object"),
            Verbs);
    }

    public static int Execute(object verb, Interruption interruption)
    {
        WordsAttribute.Require(verb);
        return ((IVerb)verb).Execute(interruption);
    }
}
