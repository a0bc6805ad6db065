using System.Reflection;
using CommandLine;
using CommandLine.Text;
using CostSim.Cli.Verbs;
using CostSim.Scenarios.Reading.Words;

namespace CostSim.Cli.Terminal;

/// <summary>Prints help on request, and a short error for wrong arguments.</summary>
internal static class Usage
{
    public static int Show<T>(ParserResult<T> parsed, IReadOnlyList<Error> errors)
    {
        if (errors.Any(error => error.Tag == ErrorType.VersionRequestedError))
        {
            Console.WriteLine($"costsim {ProgramVersion.Text}");
            return ExitCode.Done;
        }

        var help = HelpText.AutoBuild(parsed, h =>
        {
            h.Heading = $"costsim {ProgramVersion.Text}: what a batch of model calls will cost, as a band";
            h.Copyright = "";
            h.AdditionalNewLineAfterOption = false;
            h.MaximumDisplayWidth = 110;
            h.AddEnumValuesToHelpText = true;
            return h;
        }, example => example, verbsIndex: errors.Any(IsAboutAllVerbs));
        var asked = errors.Any(
            error => error.Tag is ErrorType.HelpRequestedError or ErrorType.HelpVerbRequestedError or ErrorType.NoVerbSelectedError);
        if (asked)
        {
            Console.WriteLine(help);
            return errors.Any(error => error.Tag == ErrorType.NoVerbSelectedError) ? ExitCode.BadInput : ExitCode.Done;
        }

        var verb = parsed.TypeInfo.Current;
        var name = verb.GetCustomAttribute<VerbAttribute>()?.Name;
        return Complaint.Print(
            $"{string.Join("; ", errors.Select(error => Sentence(error, parsed.TypeInfo.Choices, verb)))}; see 'costsim "
                + $"{(name is null ? "" : $"{name} ")}--help'", ExitCode.BadInput);
    }

    private static bool IsAboutAllVerbs(Error error) => error is NoVerbSelectedError or HelpVerbRequestedError { Matched: false };

    private static string Sentence(Error error, IEnumerable<Type> verbs, Type verb) => error switch
    {
        BadVerbSelectedError bad =>
            $"there is no command "
                + $"'{bad.Token}'{Suggestion(bad.Token, "", verbs.Select(each => each.GetCustomAttribute<VerbAttribute>()!.Name))}",
        UnknownOptionError option =>
            $"there is no option "
                + $"'{option.Token}'{Suggestion(option.Token, "--", Arguments.OptionsOf(verb).Select(each => each.Option.LongName))}",
        MissingValueOptionError option => $"{Name(option.NameInfo)} has no value",
        RepeatedOptionError option => $"{Name(option.NameInfo)} is given twice",
        BadFormatConversionError option => $"{Name(option.NameInfo)} must be a whole number within range",
        MissingRequiredOptionError =>
            verb == typeof(TokensVerb) ? "give request files, or folders of them" : "give a scenario, a JSON file",
        _ => SentenceBuilder.Create().FormatError(error).TrimEnd('.'),
    };

    private static string Suggestion(string word, string dashes, IEnumerable<string> known) =>
        Suggestions.Nearest(word, known) is { } near ? $" (did you mean '{dashes}{near}'?)" : "";

    private static string Name(NameInfo name) => $"--{name.LongName}";
}

/// <summary>The version of the program.</summary>
internal static class ProgramVersion
{
    public static string Text { get; } = typeof(ProgramVersion).Assembly.GetName().Version!.ToString(3);
}
