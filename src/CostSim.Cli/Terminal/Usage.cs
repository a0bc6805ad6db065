using CommandLine;
using CommandLine.Text;

namespace CostSim.Cli.Terminal;

/// <summary>Help where it is asked for, and a short complaint where the arguments are wrong.</summary>
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
            return HelpText.DefaultParsingErrorsHandler(parsed, h);
        }, example => example);
        var asked = errors.Any(error => error.Tag is ErrorType.HelpRequestedError or ErrorType.HelpVerbRequestedError or ErrorType.NoVerbSelectedError);
        if (asked)
        {
            Console.WriteLine(help);
            return errors.Any(error => error.Tag == ErrorType.NoVerbSelectedError) ? ExitCode.BadInput : ExitCode.Done;
        }

        var sentences = SentenceBuilder.Create();
        foreach (var error in errors)
            Complaint.Print(sentences.FormatError(error), ExitCode.BadInput);
        return Complaint.Print("see 'costsim --help', or 'costsim run --help' for the options of run", ExitCode.BadInput);
    }
}

/// <summary>The version of the program.</summary>
internal static class ProgramVersion
{
    public static string Text { get; } = typeof(ProgramVersion).Assembly.GetName().Version!.ToString(3);
}
