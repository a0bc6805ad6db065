using System.Globalization;
using System.Text.Json;
using CommandLine;
using CommandLine.Text;
using CostSim.Cli.Terminal;
using CostSim.Output.Files;
using CostSim.Output.Reports;
using CostSim.Scenarios;

namespace CostSim.Cli.Verbs;

/// <summary><c>costsim prices</c>: lists and checks the price catalogue, and imports other lists.</summary>
[Verb("prices", HelpText = "List, show or check the price catalogue, or import another list of prices.")]
internal sealed class PricesVerb : IVerb
{
    private const string Actions = "list, show MODEL, check or import FILE";

    [Words("list", "show", "check", "import")]
    [Value(0, MetaName = "ACTION", HelpText = $"{Actions}.")]
    public string Action { get; set; } = "";

    [Value(1, MetaName = "MODEL|FILE",
        HelpText = "show: a model's exact name, an alias, or provider/model. import: LiteLLM's model_prices_and_context_window.json.")]
    public string Name { get; set; } = "";

    [Value(2, Hidden = true)]
    public IEnumerable<string> Rest { get; set; } = [];

    [Option("prices", MetaValue = "FILE", HelpText = Catalogues.FileHelp)]
    public string? Prices { get; set; }

    [Option("prices-only", HelpText = Catalogues.OnlyHelp)]
    public bool PricesOnly { get; set; }

    [Option("on", MetaValue = "DATE", HelpText = "list, show, check: as of this day, else today; import: the day of the list, required.")]
    public string? On { get; set; }

    [Option("provider", MetaValue = "NAME", HelpText = "list, import: the prices of one provider.")]
    public string? Provider { get; set; }

    [Option('o', "out", Default = "prices.json", MetaValue = "FILE",
        HelpText = "import: the catalogue to write; an older one is replaced as a whole.")]
    public string Out { get; set; } = "prices.json";

    [Option("all", HelpText = "import: name every model that was left out.")]
    public bool All { get; set; }

    [Usage(ApplicationAlias = "costsim")]
    public static IEnumerable<Example> Examples =>
    [
        new("What one provider charges", new UnParserSettings { SkipDefault = true },
            new PricesVerb { Action = "list", Provider = "anthropic" }),
        new("Where a price comes from", new UnParserSettings { SkipDefault = true }, new PricesVerb { Action = "show", Name = "gpt-5.1" }),
        new("Whether the prices can still be relied on", new UnParserSettings { SkipDefault = true },
            new PricesVerb { Action = "check" }),
    ];

    public int Execute(Interruption interruption)
    {
        var day = On is null ? Today.Date : Days.Parse("--on", On);
        if (Rest.FirstOrDefault() is { } extra)
            throw new UsageException($"'{extra}': unexpected argument; costsim prices {Actions}");
        switch (Action)
        {
            case "list" or "check" when Name.Length > 0:
                throw new UsageException(
                    $"'{Name}': prices {Action} takes no "
                        + $"name{(Action == "list" ? "; --provider filters, and 'prices show' has one model" : "")}");
            case "show" when Name.Length == 0:
                throw new UsageException("prices show: which model? 'costsim prices list' has their names");
            case "import" when Name.Length == 0:
                throw new UsageException("prices import: give the list, a JSON file");
            case "list" or "show" or "check":
                return Catalogues.Read(Prices, PricesOnly, day) is not { } catalogue ? ExitCode.BadInput
                    : Action switch { "list" => List(catalogue), "show" => Show(catalogue), _ => Check(catalogue) };
            case "import" when On is null:
                throw new UsageException(
                    "prices import: of which day is the list? Say it with --on 2026-08-01: imported prices are as old as their list");
            case "import":
                return Import(day);
            default:
                throw new UsageException(Action.Length == 0 ? $"prices: {Actions}" : $"prices {Action}: {Actions}");
        }
    }

    private int List(PriceCatalogue catalogue)
    {
        RequireProvider([.. catalogue.Rows.Select(row => row.Provider).Distinct()]);
        ReportPrinter.Print(PriceListReport.List(catalogue, Provider));
        return ExitCode.Done;
    }

    private int Show(PriceCatalogue catalogue)
    {
        if (catalogue.RowsOf(Name).Count == 0)
            throw new UsageException(catalogue.Nearest(Name) is { } near
                ? $"no price is known for the model '{Name}'; did you mean '{near}'?"
                : $"no price is known for the model '{Name}'; 'costsim prices list' has their names");
        ReportPrinter.Print(PriceListReport.Show(catalogue, Name));
        return ExitCode.Done;
    }

    private static int Check(PriceCatalogue catalogue)
    {
        var findings = CatalogueCheck.Of(catalogue, catalogue.Day);
        ReportPrinter.Print(PriceCheckReport.Check(catalogue, findings));
        return findings.Any(finding => finding.Fault == PriceFault.Stale) ? ExitCode.GateFailed : ExitCode.Done;
    }

    private int Import(DateOnly day)
    {
        var (bytes, diagnostics) = PriceListFile.Read(Name);
        Complaint.Print(diagnostics);
        if (bytes is null)
            return ExitCode.BadInput;
        ImportResult result;
        try
        {
            result = LiteLlmImport.Read(bytes, $"LiteLLM's price list, {Path.GetFileName(Name)}", day, Provider);
        }
        catch (JsonException e)
        {
            var place = e.LineNumber is { } line
                ? string.Create(CultureInfo.InvariantCulture, $"line {line + 1}, byte {e.BytePositionInLine + 1}: ") : "";
            return Complaint.Print(
                $"{Name} is not a list of model prices: {place}expected the JSON object that LiteLLM publishes", ExitCode.BadInput);
        }

        RequireProvider(result.Providers);
        if (result.Rows.Count == 0)
            return Complaint.Print($"{Name} has no price that can be imported; nothing was written", ExitCode.BadInput);
        var about = string.Create(CultureInfo.InvariantCulture,
            $"Imported from {Path.GetFileName(Name)} for {day:yyyy-MM-dd}. An imported price is only as good as its list: compare with the "
                + $"provider's page.");
        var imported = new CatalogueContent(result.Rows, []) { Models = result.Facts };
        WholeFile.Write(Out, CatalogueText.Of(new PriceCatalogue(imported, day), about));
        ReportPrinter.Print(PriceCheckReport.Import(result, Provider, All));
        ReportPrinter.Print(new Section(null, null, [new ReportLine($"Written to {Out}; use it with --prices {Out}.")]));
        return ExitCode.Done;
    }

    private void RequireProvider(IReadOnlyList<string> providers)
    {
        if (Provider is not null && !providers.Contains(Provider))
            throw new UsageException($"--provider {Provider}: unknown provider; choose from {string.Join(", ", providers.Take(20))}");
    }
}
