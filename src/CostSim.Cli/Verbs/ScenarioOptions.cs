using System.Globalization;
using CommandLine;
using CostSim.Cli.Terminal;
using CostSim.Scenarios;

namespace CostSim.Cli.Verbs;

/// <summary>The options of every command that reads a scenario.</summary>
internal abstract class ScenarioOptions
{
    [Value(0, MetaName = "FILE", Required = true, HelpText = "The scenario, a JSON file; - for the standard input.")]
    public virtual string File { get; set; } = "";

    [Value(1, Hidden = true)]
    public virtual IEnumerable<string> Rest { get; set; } = [];

    [Option("items", MetaValue = "N[,N...]", HelpText = "Number of items to use instead of the scenario's; several give a table.")]
    public string? Items { get; set; }

    [Option("run", Separator = Arguments.Separator, MetaValue = "NAME",
        HelpText = "One of the scenario's runs; may be repeated. Default: all.")]
    public IEnumerable<string> Runs { get; set; } = [];

    [Option("variant", Separator = Arguments.Separator, MetaValue = "NAME",
        HelpText = "One of the scenario's variants, base or all; several are shown side by side on the same draws.")]
    public IEnumerable<string> Variants { get; set; } = [];

    [Words("batch", "standard", AreReadByCommand = true)]
    [Option("tier", MetaValue = "TIER", HelpText = "batch or standard, instead of the scenario's; phases that name a tier keep it.")]
    public string? Tier { get; set; }

    [Option("set", Separator = Arguments.Separator, MetaValue = "PATH=VALUE",
        HelpText = "Change a value, such as phases.P4.retry.rate=[0,0.1]; null removes. May be repeated.")]
    public IEnumerable<string> Set { get; set; } = [];

    [Option("prices", MetaValue = "FILE", HelpText = Catalogues.FileHelp)]
    public string? Prices { get; set; }

    [Option("prices-only", HelpText = Catalogues.OnlyHelp)]
    public bool PricesOnly { get; set; }

    [Option("prices-on", MetaValue = "DATE", HelpText = "The prices of this day, instead of the scenario's or today's.")]
    public string? PricesOn { get; set; }

    [Option("strict", HelpText = "Treat every warning as an error, including old prices.")]
    public bool Strict { get; set; }

    [Option("threads", MetaValue = "T", HelpText = "Number of threads; default: one per processor. It does not affect the result.")]
    public int? Threads { get; set; }

    /// <summary>
    /// The scenario options as words of a command. An absolute path would reveal the machine: the file's name is enough.
    /// </summary>
    protected IEnumerable<string> ScenarioWords => WordsOfScenario(Portable);

    /// <summary>The same with the files as the user named them, so that this machine finds them again.</summary>
    protected IEnumerable<string> LocalScenarioWords => [.. WordsOfScenario(path => path), .. Strict ? new[] { "--strict" } : []];

    /// <summary>The same with the files as <paramref name="shown"/> names them.</summary>
    protected IEnumerable<string> WordsOfScenario(Func<string, string> shown) =>
    [
        shown(File),
        .. Items is null ? [] : new[] { "--items", Items },
        .. Runs.SelectMany(run => new[] { "--run", run }),
        .. Variants.SelectMany(variant => new[] { "--variant", variant }),
        .. Tier is null ? [] : new[] { "--tier", Tier },
        .. Set.SelectMany(change => new[] { "--set", change }),
        .. Prices is null ? [] : new[] { "--prices", shown(Prices) },
        .. PricesOnly ? new[] { "--prices-only" } : [],
        .. PricesOn is null ? [] : new[] { "--prices-on", PricesOn },
    ];

    /// <summary>The default day for prices: today, or that of a run begun before, which is gone on with.</summary>
    public DateOnly Day { get; set; } = Today.Date;

    protected static string Portable(string path) => Path.IsPathRooted(path) ? Path.GetFileName(path) : path;

    /// <summary>
    /// Reads the scenario, prints its findings, and selects runs and variants; null if it has errors.
    /// </summary>
    protected IReadOnlyList<Scenario>? ReadCases(bool quiet) => ReadSound(quiet) is { } reading ? Chosen(reading.Cases) : null;

    /// <summary>Reads the scenario and prints its findings; null if it has errors.</summary>
    protected ScenarioReading? ReadSound(bool quiet)
    {
        if (Rest.FirstOrDefault() is { } second)
            throw new UsageException($"'{second}': give one scenario at a time; '{File}' is already given");
        return ReadPrices() is { } prices ? ReadSound(File, ParseTier(Tier), [], prices, quiet) : null;
    }

    /// <summary>The price catalogue; null if it has errors, which are printed.</summary>
    protected PriceCatalogue? ReadPrices() => Catalogues.Read(Prices, PricesOnly, Day);

    /// <summary>Parses a tier; null for the scenario's own.</summary>
    protected static Tier? ParseTier(string? tier) => tier is null ? null : new Tier(tier.ToLowerInvariant());

    /// <summary>Reads a scenario in a tier, with further changes after those of the command; null if it has errors.</summary>
    protected IReadOnlyList<Scenario>? ReadCases(
        string file, Tier? tier, IEnumerable<string> changes, PriceCatalogue prices, bool quiet) =>
        ReadSound(file, tier, changes, prices, quiet) is { } reading ? Chosen(reading.Cases) : null;

    /// <summary>Reads a scenario and prints its findings; null if it has errors.</summary>
    protected ScenarioReading? ReadSound(string file, Tier? tier, IEnumerable<string> changes, PriceCatalogue prices, bool quiet)
    {
        var reading = Read(file, tier, changes, prices);
        var diagnostics = Strict ? reading.Diagnostics.Select(Stricter).ToList() : reading.Diagnostics;
        Complaint.Print(diagnostics.Where(d => !quiet || d.Severity == Severity.Error));
        return diagnostics.Any(d => d.Severity == Severity.Error) ? null : reading;
    }

    /// <summary>The same without printing findings.</summary>
    protected ScenarioReading Read(string file, Tier? tier, IEnumerable<string> changes, PriceCatalogue prices) =>
        ScenarioInput.Read(file, ChangesIn(tier, changes), prices);

    /// <summary>What the command changes in a scenario.</summary>
    protected ScenarioChanges ChangesIn(Tier? tier, IEnumerable<string> changes) => new([.. Set, .. DayChange(), .. changes], tier);

    /// <summary>The price date is a change of the scenario like any other, and part of its hash.</summary>
    private IEnumerable<string> DayChange() =>
        PricesOn is null ? []
            : [string.Create(CultureInfo.InvariantCulture, $"pricesOn=\"{Days.Parse("--prices-on", PricesOn):yyyy-MM-dd}\"")];

    private static Diagnostic Stricter(Diagnostic diagnostic) =>
        diagnostic.Severity == Severity.Warning ? diagnostic with { Severity = Severity.Error } : diagnostic;

    /// <summary>
    /// The requested cases, runs and variants in the order of the command; by default all runs.
    /// </summary>
    protected List<Scenario> Chosen(IReadOnlyList<Scenario> cases)
    {
        var runs = Names("--run", Runs, [.. cases.Select(one => one.Run?.Name).OfType<string>().Distinct()], "the scenario has no runs");
        var known = cases.Select(one => one.Variant ?? ScenarioReading.Base).Distinct().ToList();
        var variants = Names("--variant", Variants.Any() ? Variants : [ScenarioReading.Base], [.. known, ScenarioReading.All], "");
        if (variants.Contains(ScenarioReading.All))
            variants = known;
        var chosen = variants.SelectMany(variant => cases.Where(one => (one.Variant ?? ScenarioReading.Base) == variant)).ToList();
        return runs.Count == 0 ? chosen
            : [.. variants.SelectMany(
                variant =>
                    runs.Select(run => chosen.First(one => one.Run!.Name == run && (one.Variant ?? ScenarioReading.Base) == variant)))];
    }

    private static List<string> Names(string option, IEnumerable<string> values, IReadOnlyList<string> known, string none)
    {
        var names = values.SelectMany(value => value.Split(',')).Select(name => name.Trim()).Distinct().ToList();
        var unknown = names.Find(name => !known.Contains(name));
        return unknown is null ? names
            : throw new UsageException($"{option} {unknown}: {(known.Count == 0 ? none : $"choose from {string.Join(", ", known)}")}");
    }

    /// <summary>The cases at the requested numbers of items, or at their own.</summary>
    protected IReadOnlyList<SizedScenario> AtItems(IReadOnlyList<Scenario> cases)
    {
        if (Items is null)
            return [.. cases.Select(one => new SizedScenario(one, one.Items))];
        var counts = Items.Split(',').Select(text => Number("--items", text, 1, 1_000_000_000)).Distinct().ToList();
        if (cases.Select(one => one.Run?.Name).Distinct().Skip(1).Any())
            throw new UsageException(
                $"--items: the runs {string.Join(", ", cases.Select(one => one.Run!.Name).Distinct())} have their own; choose one with "
                    + $"--run");
        return [.. cases.SelectMany(one => counts.Select(count => new SizedScenario(one, count)))];
    }

    /// <summary>A whole number as people write it: 1000000, 1e6, 1_000_000.</summary>
    protected static long Number(string option, string text, long min, long max)
    {
        var plain = text.Trim().Replace("_", "", StringComparison.Ordinal);
        if (decimal.TryParse(
            plain, NumberStyles.AllowExponent | NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var value)
            && value == decimal.Truncate(value) && value >= min && value <= max)
            return (long)value;
        throw new UsageException(string.Create(CultureInfo.InvariantCulture, $"{option} {text}: a whole number from {min:N0} to {max:N0}"));
    }
}
