using System.Globalization;
using CommandLine;
using CommandLine.Text;
using CostSim.Cli.Terminal;
using CostSim.Output.Comparisons;
using CostSim.Output.Documents;
using CostSim.Scenarios;
using CostSim.Studies;

namespace CostSim.Cli.Verbs;

/// <summary><c>costsim levers</c>: what could make a scenario cheaper, tried on the same draws.</summary>
[Verb("levers", HelpText = "Try changes that could make a scenario cheaper, each alone on the same draws, and rank them by saving.")]
internal sealed class LeversVerb : SimulatingOptions, IVerb
{
    [Option('n', "trials", MetaValue = "N",
        HelpText = "Number of trials, such as 1e5; default: 100000, or call by call until P95 is known to 0.5 %, for 20 seconds.")]
    public string? Trials { get; set; }

    [Words("table", "json", "markdown")]
    [Option("format", Default = "table", MetaValue = "FORMAT", HelpText = "table; json; markdown: for a pull request.")]
    public string Format { get; set; } = "table";

    [Usage(ApplicationAlias = "costsim")]
    public static IEnumerable<Example> Examples =>
    [
        new("What could make it cheaper", Shortest, new LeversVerb { File = "scenarios/50atoms.json" }),
    ];

    public int Execute(Interruption interruption)
    {
        var cancellation = interruption.Token;
        if (ReadCases(Quiet) is not { } chosen || ReadPrices() is not { } prices)
            return ExitCode.BadInput;
        if (AtItems(chosen) is not [var (scenario, items)])
            throw new UsageException("levers are tried on one scenario: choose one with --run, one --variant and one number of --items");
        var options = Options(Trials);
        var ranking = Study.Levers(
            new SizedScenario(scenario, items), prices, changes => Read(File, ParseTier(Tier), changes, prices), options, cancellation);
        ranking = ranking with { Command = CommandAgain(ranking.Trials) };
        NotePrecision(Format, ranking.Precision, ranking.Trials, 1);
        if (Prints(Format))
            Print(Format, () => LeversReport.Of(ranking), () => LeversReport.ToMarkdown(ranking),
                output => ResultJson.Write(output, LeversDocument.Of(ranking)));
        return ExitCode.Done;
    }

    private string CommandAgain(long trials) => Arguments.Quoted(
    [
        "costsim", "levers", .. ScenarioWords, "-n", trials.ToString(CultureInfo.InvariantCulture), "--seed",
        Seed.ToString(CultureInfo.InvariantCulture), .. IsExact ? ["--method", Method] : Array.Empty<string>(),
    ]);
}
