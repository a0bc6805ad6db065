using System.Globalization;
using CommandLine;
using CommandLine.Text;
using CostSim.Cli.Terminal;
using CostSim.Engine.Checks;
using CostSim.Output.Bills;
using CostSim.Output.Documents;
using CostSim.Scenarios;
using CostSim.Studies;

namespace CostSim.Cli.Verbs;

/// <summary><c>costsim forecast</c>: in the middle of a job, what the whole will cost, and whether the budget still holds.</summary>
[Verb("forecast", HelpText = "In the middle of a job: what the whole will cost, given what was billed so far, and whether a budget holds.")]
internal sealed class ForecastVerb : BilledOptions, IVerb
{
    private const string UsualConfidence = "95%";

    [Option("done", MetaValue = "37%|N|PHASE=...",
        HelpText = "How far the job is: a share or a number of its items, of all phases that have records, or phase by phase, as "
            + "tag=100%,review=40%. Default: as the records show.")]
    public string? Done { get; set; }

    [Option("budget", MetaValue = "USD",
        HelpText = "Exit code 1 unless the token cost of the whole is at most this, with the probability of --confidence.")]
    public string? Budget { get; set; }

    [Option("confidence", MetaValue = "P%", HelpText = "The probability with which --budget must hold; default: 95%.")]
    public string? Confidence { get; set; }

    [Option('n', "trials", MetaValue = "N",
        HelpText = "Number of trials, such as 1e6; default: 100000, fewer with more than 20 phases, or call by call in 20 seconds.")]
    public string? Trials { get; set; }

    [Words("table", "json", "markdown", "csv")]
    [Option(
        "format", Default = "table", MetaValue = "FORMAT", HelpText = "table; json; markdown: for a pull request; csv: a row per number.")]
    public string Format { get; set; } = "table";

    [Usage(ApplicationAlias = "costsim")]
    public static IEnumerable<Example> Examples =>
    [
        new("After the first batch of two", Shortest,
            new ForecastVerb { File = "scenarios/pilot/pilot.json", Usage = ["scenarios/pilot/usage/1-tag.jsonl"], Budget = "0.09" }),
    ];

    public int Execute(Interruption interruption)
    {
        var cancellation = interruption.Token;
        var policies = Asked();
        TakeRest();
        if (ReadCases(Quiet) is not { } chosen || ReadPrices() is not { } prices)
            return ExitCode.BadInput;
        if (AtItems(chosen) is not [var sized])
            throw new UsageException("a forecast is of one run: choose one with --run, one --variant and one number of --items");
        var options = new OutlookOptions(Options(Trials)) { Done = DoneShares.Parse(Done, sized), Policies = policies };
        if (options.Trials * sized.Scenario.Phases.Count > OutlookOptions.TrialsOfPhasesMax)
            throw new UsageException(string.Create(
                CultureInfo.InvariantCulture,
                $"-n {Trials}: a forecast keeps its trials in memory; of this scenario at most "
                    + $"{OutlookOptions.TrialsOfPhasesMax / sized.Scenario.Phases.Count:N0}"));
        return Answered(() =>
        {
            var outlook = Study.Outlook(sized, Read(sized.Scenario, prices, [], null, cancellation), options, cancellation);
            outlook = outlook with { Command = CommandAgain(outlook.Trials) };
            if (Prints(Format))
                Print(Format, () => OutlookReport.Of(outlook), () => OutlookReport.ToMarkdown(outlook),
                    output => ResultJson.Write(output, ForecastDocument.Of(outlook)), () => OutlookTable.Of(outlook));
            return outlook.IsWithin ? ExitCode.Done : ExitCode.GateFailed;
        });
    }

    private List<Policy> Asked()
    {
        if (Budget is null)
            return Confidence is null ? []
                : throw new UsageException("--confidence applies to --budget: give it too (limits in the scenario have their own)");
        var confidence = Amounts.Share(
            "--confidence", Confidence ?? UsualConfidence, share => share is > 0 and < 1, "a percentage between 0% and 100%, such as 95%");
        return [new Policy("--budget", new Limit(Amounts.Usd("--budget", Budget), confidence))];
    }

    private string CommandAgain(long trials) => Arguments.Quoted(
    [
        "costsim", "forecast", .. ScenarioWords, .. Words("--usage", Usage), .. Word("--done", Done), .. Word("--budget", Budget),
        .. Word("--confidence", Confidence), "-n", trials.ToString(CultureInfo.InvariantCulture), "--seed",
        Seed.ToString(CultureInfo.InvariantCulture), .. IsExact ? ["--method", Method] : Array.Empty<string>(),
    ]);

    private static string[] Word(string option, string? value) => value is null ? [] : [option, value];
}
