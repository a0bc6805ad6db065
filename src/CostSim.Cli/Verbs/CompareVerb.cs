using System.Globalization;
using CommandLine;
using CommandLine.Text;
using CostSim.Cli.Terminal;
using CostSim.Engine.Checks;
using CostSim.Output.Comparisons;
using CostSim.Output.Documents;
using CostSim.Output.Summaries;
using CostSim.Scenarios;
using CostSim.Studies;

namespace CostSim.Cli.Verbs;

/// <summary><c>costsim compare</c>: files, variants and tiers side by side on the same draws.</summary>
[Verb("compare", HelpText = "Compare scenarios, variants or tiers on the same draws: what differs, how certain that is, and why.")]
internal sealed class CompareVerb : SimulatingOptions, IVerb
{
    [Option('n', "trials", MetaValue = "N",
        HelpText = "Number of trials, such as 1e6; default: 1000000, or call by call until P95 is known to 0.5 %, for 20 seconds.")]
    public string? Trials { get; set; }

    [Option("mixed", MetaValue = "PHASE[,PHASE...]", HelpText = "One more case: these phases in batch, all others at standard prices.")]
    public string? Mixed { get; set; }

    [Option("max-increase", MetaValue = "SHARE",
        HelpText = "Exit code 1 if P50 or P95 rises by more than this, such as 5%; 3 if there are too few trials to decide.")]
    public string? MaxIncrease { get; set; }

    [Option("baseline", MetaValue = "FILE",
        HelpText = "A summary.json to compare with instead of another scenario: bands only, without trials.")]
    public string? BaselineFile { get; set; }

    [Words("table", "json", "markdown", "csv")]
    [Option(
        "format", Default = "table", MetaValue = "FORMAT", HelpText = "table; json; markdown: for a pull request; csv: a row per number.")]
    public string Format { get; set; } = "table";

    [Usage(ApplicationAlias = "costsim")]
    public static IEnumerable<Example> Examples =>
    [
        new("Two files", Shortest, new CompareVerb { File = "before.json", Rest = ["after.json"], MaxIncrease = "5%" }),
        new("Batch, synchronous and mixed", Shortest,
            new CompareVerb { File = "scenarios/50atoms.json", Tier = "batch,standard", Mixed = "P4" }),
        new("Variants of one file", Shortest,
            new CompareVerb { File = "scenarios/translation.json", Runs = ["month"], Variants = ["all"] }),
    ];

    public int Execute(Interruption interruption)
    {
        var cancellation = interruption.Token;
        // A baseline has no trials, so most columns would be empty.
        if (Format == "csv" && BaselineFile is not null)
            throw new UsageException("--format csv: with --baseline use table, json or markdown");
        var most = MaxIncrease is null ? (double?)null
            : Amounts.Share("--max-increase", MaxIncrease, share => share is >= 0 and < 1 || (share <= 100 && MaxIncrease.EndsWith('%')),
                "a percentage such as 5%, or a share below 1 such as 0.05");
        if (ReadAll() is not { } cases)
            return ExitCode.BadInput;
        if (BaselineFile is not null)
            return ExitCode.Of(CompareWithBaseline(cases, most, cancellation) ?? Verdict.Pass);
        if (cases.Count < 2)
            throw new UsageException(
                "nothing to compare it with: give a second file, --variant base,NAME, --tier batch,standard or --baseline "
                    + "summary.json");
        var compared = Study.Compare(cases, Options(Trials), cancellation);
        var comparison = compared with { MaxIncrease = most, Command = CommandAgain(compared.Trials) };
        NotePrecision(Format, comparison.Precision, comparison.Trials, comparison.Cases.Count);
        if (Prints(Format))
            Print(
                Format, () => CompareReport.Of(comparison), () => CompareMarkdown.Of(comparison),
                output => ResultJson.Write(output, CompareDocument.Of(comparison)), () => CompareTable.Of(comparison));
        return ExitCode.Of(comparison.Verdict ?? Verdict.Pass);
    }

    private Verdict? CompareWithBaseline(List<ComparedScenario> cases, double? most, CancellationToken cancellation)
    {
        var baseline = ReadBaseline(BaselineFile!);
        if (cases.Find(one => baseline.Find(one.Scenario, one.Items) is null) is { } unknown)
            throw new UsageException(
                $"--baseline {BaselineFile}: it has no run that matches {unknown.Label}, {Figures.Count(unknown.Items)} items; it has: "
                    + $"{BaselineReport.Runs(baseline)}");
        var compared = Study.CompareWithBaseline(cases, baseline, Options(Trials), cancellation);
        var comparison = compared with { MaxIncrease = most, Command = CommandAgain(compared.Trials) };
        NotePrecision(Format, comparison.Precision, comparison.Trials, cases.Count);
        if (Prints(Format))
            Print(Format, () => BaselineReport.Of(comparison), () => BaselineReport.ToMarkdown(comparison),
                output => ResultJson.Write(output, BaselineDocument.Of(comparison)));
        return comparison.Verdict;
    }

    private static Baseline ReadBaseline(string path)
    {
        if (path.Length == 0)
            throw new UsageException("--baseline: the name of the file is empty; give a summary.json");
        if (Directory.Exists(path))
            throw new IOException($"--baseline {path}: this is a folder; give the summary.json in it");
        if (!Path.Exists(path))
            throw new IOException($"--baseline {path}: there is no such file");
        try
        {
            return Baseline.Read(path);
        }
        catch (FormatException e)
        {
            throw new UsageException($"--baseline {path}: {e.Message}");
        }
    }

    /// <summary>Every file in every tier asked for, and each of its runs and variants; null if one has errors.</summary>
    private List<ComparedScenario>? ReadAll()
    {
        if (ReadPrices() is not { } prices)
            return null;
        var tiers = Tiers().ToList();
        var cases = new List<(string File, string? Word, Scenario Scenario, long Items)>();
        string[] files = [File, .. Rest];
        foreach (var file in files)
        {
            foreach (var (word, tier, changes) in tiers)
            {
                // The findings of a file are printed once.
                if (ReadCases(file, tier, changes, prices, Quiet || word != tiers[0].Word) is not { } chosen)
                    return null;
                RequireOneRun(chosen);
                cases.AddRange(AtItems(chosen).Select(one => (file, word, one.Scenario, one.Items)));
            }
        }

        var labels = ComparedLabels.Of(
            [.. cases.Select(one => (ScenarioInput.NameOf(one.File, one.Scenario), one.Word, one.Scenario, one.Items))]);
        return [.. cases.Zip(labels, (one, label) => new ComparedScenario(label, one.Scenario, one.Items))];
    }

    private IEnumerable<(string? Word, Tier? Tier, IReadOnlyList<string> Changes)> Tiers()
    {
        var words = Tier?.Split(',').Select(word => word.Trim()).Distinct().ToList() ?? [];
        foreach (var word in words)
            yield return (word, ParseTier(word), []);
        if (words.Count == 0)
            yield return (null, null, []);
        if (Mixed is not null)
            yield return ("mixed", Scenarios.Tier.Standard, [.. Mixed.Split(',').Select(phase => $"phases.{phase.Trim()}.tier=batch")]);
    }

    /// <summary>
    /// Runs such as a month and a backfill are separate bills: comparing them together with other differences is only done on request. For
    /// a single file the runs are compared.
    /// </summary>
    private void RequireOneRun(IReadOnlyList<Scenario> chosen)
    {
        var runs = chosen.Select(one => one.Run?.Name).Distinct().ToList();
        if (runs.Count > 1 && !Runs.Any()
            && (Rest.Any() || Variants.Any() || Tier is not null || Mixed is not null || BaselineFile is not null))
            throw new UsageException(
                $"the scenario has the runs {string.Join(", ", runs)}: choose one with --run, or name those to compare");
    }

    /// <summary>The command that reproduces the result, without options that do not affect it.</summary>
    private string CommandAgain(long trials)
    {
        List<string> words =
        [
            "costsim", "compare", .. ScenarioWords.Take(1), .. Rest.Select(Portable), .. ScenarioWords.Skip(1),
            "-n", trials.ToString(CultureInfo.InvariantCulture), "--seed", Seed.ToString(CultureInfo.InvariantCulture),
            .. IsExact ? ["--method", Method] : Array.Empty<string>(),
        ];
        if (Mixed is not null)
            words.AddRange(["--mixed", Mixed]);
        if (BaselineFile is not null)
            words.AddRange(["--baseline", Portable(BaselineFile)]);
        if (MaxIncrease is not null)
            words.AddRange(["--max-increase", MaxIncrease]);
        return Arguments.Quoted(words);
    }
}
