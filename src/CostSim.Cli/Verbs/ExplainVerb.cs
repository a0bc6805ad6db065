using CommandLine;
using CostSim.Cli.Terminal;
using CostSim.Output.Documents;
using CostSim.Output.Reports;
using CostSim.Output.Summaries;
using CostSim.Studies;

namespace CostSim.Cli.Verbs;

/// <summary><c>costsim explain</c>: what a scenario says, before it is run.</summary>
[Verb("explain",
    HelpText = "Show what a scenario means: tokens by phase, absolute range, what is uncertain and what is certain, shares, prices, how "
        + "each phase is drawn.")]
internal sealed class ExplainVerb : ScenarioOptions, IVerb
{
    [Words("table", "json")]
    [Option(
        "format", Default = "table", MetaValue = "FORMAT", HelpText = "table; json: the same as a document on standard output.")]
    public string Format { get; set; } = "table";

    public int Execute(Interruption interruption)
    {
        var cancellation = interruption.Token;
        var options = new StudyOptions
        {
            Threads = ThreadCount.Of(Threads),
            Watcher = TerminalWatcher.Of(quiet: false, "--items takes fewer"),
        };
        if (ReadCases(quiet: false) is not { } chosen)
            return ExitCode.BadInput;
        var cases = AtItems(chosen);
        var explained = cases.Select(one => Study.Explain(one, options, cancellation)).ToList();
        if (Format == "json")
            Document.Print(output => ResultJson.Write(output, ExplainDocument.Of(explained)));
        else
            Print(explained, RunLabels.ForPeople(cases));
        return ExitCode.Done;
    }

    /// <summary>One report after the other, each under its own title.</summary>
    private static void Print(List<ScenarioExplanation> explained, IReadOnlyList<string> labels)
    {
        for (var i = 0; i < explained.Count; i++)
        {
            var report = new ExplainReport(explained[i]).Build();
            ReportPrinter.Print(labels[i].Length == 0 ? report : report with { Title = $"{report.Title}: {labels[i]}" });
        }
    }
}
