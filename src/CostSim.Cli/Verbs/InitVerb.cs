using CommandLine;
using CommandLine.Text;
using CostSim.Batches;
using CostSim.Cli.Terminal;
using CostSim.Output.Requests.Scenarios;
using CostSim.Output.Summaries;
using CostSim.Scenarios;

namespace CostSim.Cli.Verbs;

/// <summary><c>costsim init</c>: a scenario to start from.</summary>
[Verb("init",
    HelpText = "Write a commented scenario to start from: a template, or what your request files say; without a name, list the templates.")]
internal sealed class InitVerb : IVerb
{
    [Value(0, MetaName = "TEMPLATE", HelpText = "The template; without one the templates are listed. With --from: further request files.")]
    public string? Template { get; set; }

    [Value(1, Hidden = true)]
    public IEnumerable<string> Rest { get; set; } = [];

    [Option("from", Separator = Arguments.Separator, MetaValue = "PATH",
        HelpText = "Make the scenario from request files of a batch, as 'costsim tokens' reads them: files, folders, or - for the standard "
            + "input.")]
    public IEnumerable<string> From { get; set; } = [];

    [Option("model", Separator = Arguments.Separator, MetaValue = "[NAME=]MODEL", HelpText = "With --from: " + CountedRequests.ModelHelp)]
    public IEnumerable<string> Models { get; set; } = [];

    [Option('o', "out", MetaValue = "FILE", HelpText = "The file to write; default: TEMPLATE.json, or the name of the request file.")]
    public string? Out { get; set; }

    [Option("force", HelpText = "Overwrite existing files.")]
    public bool Force { get; set; }

    [Option("prices", MetaValue = "FILE", HelpText = Catalogues.FileHelp)]
    public string? Prices { get; set; }

    [Option("prices-only", HelpText = Catalogues.OnlyHelp)]
    public bool PricesOnly { get; set; }

    [Option("prices-on", MetaValue = "DATE", HelpText = "With --from: the scenario takes the prices of this day, not of its run.")]
    public string? PricesOn { get; set; }

    [Option("threads", MetaValue = "T", HelpText = "With --from: number of threads; default: one per processor.")]
    public int? Threads { get; set; }

    [Usage(ApplicationAlias = "costsim")]
    public static IEnumerable<Example> Examples =>
    [
        new("A template", new UnParserSettings { SkipDefault = true }, new InitVerb { Template = "tickets" }),
        new("A batch that is ready to be sent", new UnParserSettings { SkipDefault = true }, new InitVerb { From = ["batch.jsonl"] }),
    ];

    public int Execute(Interruption interruption)
    {
        string[] paths = [.. From, .. Template is null ? Array.Empty<string>() : [Template], .. Rest];
        if (From.Any())
            return FromRequests(paths, interruption);
        if (OptionOfRequests() is { } option)
            throw new UsageException($"{option} is of no use without --from: a template has its own");
        if (Rest.FirstOrDefault() is { } second)
            throw new UsageException($"'{second}': give one template at a time; '{Template}' is already given");
        if (Template is not null)
            return FromTemplate(Template);
        var width = ScenarioTemplates.Names.Max(name => name.Length);
        foreach (var name in ScenarioTemplates.Names)
            Console.WriteLine($"{name.PadRight(width)}  {ScenarioTemplates.Summary(name)}");
        return ExitCode.Done;
    }

    private int FromTemplate(string template)
    {
        if (!ScenarioTemplates.Names.Contains(template))
            throw new UsageException($"there is no template '{template}'; choose from {string.Join(", ", ScenarioTemplates.Names)}");
        var path = Out ?? $"{template}.json";
        NewFiles.Write([KeyValuePair.Create(path, ScenarioTemplates.Text(template))], Force);
        Console.WriteLine($"{path}: {ScenarioTemplates.Summary(template)}");
        Console.WriteLine(Next(path));
        return ExitCode.Done;
    }

    private int FromRequests(string[] paths, Interruption interruption)
    {
        var options = CountedRequests.Options(Models, Threads);
        DateOnly? day = PricesOn is null ? null : Days.Parse("--prices-on", PricesOn);
        if (Catalogues.Read(Prices, PricesOnly, day ?? Today.Date) is not { } catalogue)
            return ExitCode.BadInput;
        try
        {
            var summary = CountedRequests.Of(paths, options, isQuiet: false, interruption.Token);
            var path = Out ?? $"{BatchFile.StemOf(paths[0]) ?? "requests"}.json";
            var (scenario, obstacle) = BatchScenario.Of(summary, catalogue, day, Path.GetFileNameWithoutExtension(path));
            if (scenario is null)
                throw new UsageException($"{paths[0]}: {obstacle}");
            var folder = Path.GetDirectoryName(path) ?? "";
            NewFiles.Write(
                [
                    .. scenario.Columns.Select(column => KeyValuePair.Create(Path.Combine(folder, column.Key), column.Value)),
                    KeyValuePair.Create(path, scenario.Text),
                ],
                Force);
            Console.WriteLine($"{path}: {Nouns.Counted("request", summary.Requests)}, with their input tokens in {Listed(scenario)}");
            foreach (var remark in scenario.Remarks)
                Console.WriteLine($"Left out: {remark}.");
            Console.WriteLine("What is not in the files is written wide; comments say what to put in.");
            Console.WriteLine(Next(path));
            return ExitCode.Done;
        }
        catch (BatchException e)
        {
            Complaint.Print([e.Finding]);
            return ExitCode.BadInput;
        }
    }

    private static string Listed(BatchScenario scenario) => string.Join(", ", scenario.Columns.Select(column => column.Key));

    /// <summary>The commands to go on with.</summary>
    private string Next(string path)
    {
        string[] prices = Prices is null ? [] : PricesOnly ? ["--prices", Prices, "--prices-only"] : ["--prices", Prices];
        return $"Check it with {Command("validate")}, run it with {Command("run")}.";

        string Command(string verb)
        {
            var command = Arguments.Quoted(["costsim", verb, path, .. prices]);
            var mark = command.Contains('\'', StringComparison.Ordinal) ? '"' : '\'';
            return $"{mark}{command}{mark}";
        }
    }

    private string? OptionOfRequests() =>
        Models.Any() ? "--model" : Prices is not null ? "--prices" : PricesOnly ? "--prices-only" : PricesOn is not null ? "--prices-on"
            : Threads is not null ? "--threads" : null;
}
