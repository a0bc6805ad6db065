using CommandLine;
using CommandLine.Text;
using CostSim.Batches;
using CostSim.Cli.Terminal;
using CostSim.Output.Documents;
using CostSim.Output.Markdown;
using CostSim.Output.Requests;
using CostSim.Requests;

namespace CostSim.Cli.Verbs;

/// <summary><c>costsim tokens</c>: counts request files before they are sent.</summary>
[Verb("tokens",
    HelpText = "Count the tokens of request files before they are sent: what they will cost, what repeats, and what the provider would "
        + "refuse.")]
internal sealed class TokensVerb : IVerb
{
    [Value(0, MetaName = "PATH...", Required = true,
        HelpText = "Files of a provider's batch, one request a line, plain or gzip; folders of them; - for the standard input.")]
    public IEnumerable<string> Paths { get; set; } = [];

    [Option("model", Separator = Arguments.Separator, MetaValue = "[NAME=]MODEL",
        HelpText = CountedRequests.ModelHelp)]
    public IEnumerable<string> Models { get; set; } = [];

    [Option("prices", MetaValue = "FILE", HelpText = Catalogues.FileHelp)]
    public string? Prices { get; set; }

    [Option("prices-only", HelpText = Catalogues.OnlyHelp)]
    public bool PricesOnly { get; set; }

    [Option("prices-on", MetaValue = "DATE", HelpText = "The prices of this day, instead of today's.")]
    public string? PricesOn { get; set; }

    [Option("threads", MetaValue = "T", HelpText = "Number of threads; default: one per processor. It does not affect the result.")]
    public int? Threads { get; set; }

    [Words("table", "json", "markdown")]
    [Option("format", Default = "table", MetaValue = "FORMAT", HelpText = "table, json or markdown (for a pull request).")]
    public string Format { get; set; } = "table";

    [Option('q', "quiet", HelpText = "Print errors only; a document requested with --format is still printed.")]
    public bool Quiet { get; set; }

    [Usage(ApplicationAlias = "costsim")]
    public static IEnumerable<Example> Examples =>
    [
        new("A batch of OpenAI", new UnParserSettings { SkipDefault = true }, new TokensVerb { Paths = ["batch.jsonl"] }),
        new("A folder of Bedrock's, whose model is that of the job", new UnParserSettings { SkipDefault = true },
            new TokensVerb { Paths = ["requests"], Models = ["claude-haiku-4-5"] }),
    ];

    public int Execute(Interruption interruption)
    {
        var options = CountedRequests.Options(Models, Threads);
        var day = PricesOn is null ? Today.Date : Days.Parse("--prices-on", PricesOn);
        if (Catalogues.Read(Prices, PricesOnly, day) is not { } catalogue)
            return ExitCode.BadInput;
        try
        {
            Print(CountedRequests.Of(Paths, options, Quiet, interruption.Token), catalogue.On(day));
            return ExitCode.Done;
        }
        catch (BatchException e)
        {
            Complaint.Print([e.Finding]);
            return ExitCode.BadInput;
        }
    }

    private void Print(RequestSummary summary, CostSim.Scenarios.PriceSheet prices)
    {
        switch (Format)
        {
            case "json":
                Document.Print(output => ResultJson.Write(output, TokensDocument.Of(summary, prices)));
                break;
            case "markdown":
                Document.Print(MarkdownReport.Of(TokensReport.Of(summary, prices), open: 2));
                break;
            default:
                if (!Quiet)
                    ReportPrinter.Print(TokensReport.Of(summary, prices));
                break;
        }
    }
}
