using System.Globalization;
using CommandLine;
using CommandLine.Text;
using CostSim.Cli.Terminal;
using CostSim.Engine;
using CostSim.Engine.Checks;
using CostSim.Numerics.Random;
using CostSim.Numerics.Simd;
using CostSim.Numerics.Statistics;
using CostSim.Output.Markdown;
using CostSim.Output.Reports;
using CostSim.Output.Summaries;
using CostSim.Output.Tables;
using CostSim.Scenarios;

namespace CostSim.Cli.Verbs;

/// <summary><c>costsim check</c>: whether budgets hold, for a gate.</summary>
[Verb("check", HelpText = "Hold a scenario against budgets: PASS (exit code 0), FAIL (1) or INCONCLUSIVE (3), with as many trials as it takes.")]
internal sealed class CheckVerb : SimulatingOptions
{
    private const string UsualConfidence = "95%";

    /// <summary>2^24, nine looks: a probability 0.015 percentage points away from 95 % is told apart from it.</summary>
    private const long TrialsUnlessSaid = 1 << 24;

    [Option("budget", MetaValue = "USD", HelpText = "The token cost of a run is to be at most so much, with the probability of --confidence.")]
    public string? Budget { get; set; }

    [Option("per-item-max", MetaValue = "USD", HelpText = "The token cost of a run divided by its items is to be at most so much, with the probability of --confidence.")]
    public string? PerItemMax { get; set; }

    [Option("confidence", MetaValue = "P%", HelpText = "The probability with which --budget and --per-item-max are to hold; default: 95%.")]
    public string? Confidence { get; set; }

    [Option("p95-max", MetaValue = "USD", HelpText = "P95 of the token cost of a run is to be at most so much.")]
    public string? P95Max { get; set; }

    [Option("max-trials", MetaValue = "N", HelpText = "The most trials that there may be before it is INCONCLUSIVE; default: 16777216, or call by call as many as 20 seconds allow.")]
    public string? MaxTrials { get; set; }

    [Words("table", "json", "markdown", "csv", "junit")]
    [Option("format", Default = "table", MetaValue = "FORMAT", HelpText = "table, json, markdown (for a pull request), csv or junit.")]
    public string Format { get; set; } = "table";

    /// <summary>Examples show no option that could be left out.</summary>
    private static UnParserSettings Shortest => new() { SkipDefault = true };

    [Usage(ApplicationAlias = "costsim")]
    public static IEnumerable<Example> Examples =>
    [
        new("The limits in the scenario", Shortest, new CheckVerb { File = "scenarios/50atoms.json" }),
        new("A budget beside them", Shortest, new CheckVerb { File = "scenarios/50atoms.json", Budget = "230", Confidence = "99%" }),
    ];

    public int Execute(CancellationToken cancellation)
    {
        var asked = Asked();
        var most = MaxTrials is null ? (long?)null : Number("--max-trials", MaxTrials, 1, WordAddress.TrialsMax);
        var (threads, isExact) = (ThreadCount, IsExact);
        if (ReadCases(Quiet) is not { } chosen)
            return ExitCode.BadInput;
        var cases = AtItems(chosen).Select(one => (one.Scenario, one.Items, Policies: PoliciesOf(one.Scenario, one.Items, asked))).ToList();
        if (cases.TrueForAll(one => one.Policies.Count == 0))
            throw new UsageException(NothingToCheck(chosen));
        var (choices, looks, notice) = Prepare(() =>
        {
            var decided = cases.ConvertAll(one => one.Policies.Count == 0 ? null : MethodChoice.Decide(one.Scenario, one.Items, fixRun: false, isExact, KernelSelector.Selected));
            var budget = TrialBudget.Of(decided.OfType<MethodChoice>(), new SimulationOptions(Seed, 1, threads), cancellation);
            var sizes = budget.Looks(most, TrialsUnlessSaid);
            return (decided, sizes, MaxTrials is null ? TimeNotices.OfUnasked(sizes.Cap, "--max-trials takes fewer") : TimeNotices.OfAsked(budget.IsCallByCall, isCap: true));
        }, cancellation);
        var check = new CheckSummary
        {
            Scenario = cases[0].Scenario,
            Seed = Seed,
            Looks = looks,
            Command = CommandAgain(),
            Cases = [.. cases.Zip(choices, (one, choice) => Check(one.Scenario, one.Items, one.Policies, choice, looks, notice, threads, cancellation))],
        };
        if (Prints(Format))
            Print(check);
        return ExitCode.Of(check.Verdict);
    }

    private CaseCheck Check(
        Scenario scenario, long items, IReadOnlyList<Policy> policies, MethodChoice? choice, Looks looks, TimeNotice notice, int threads, CancellationToken cancellation)
    {
        if (choice is null)
            return new CaseCheck(scenario, items, []);
        var (findings, aggregates) = ProgressBar.Show(looks.Cap, Quiet, notice, progress => PolicyCheck.Run(
            choice.Plan, policies, looks, new SimulationOptions(Seed, looks.Cap, threads) { Progress = progress }, cancellation), cancellation, isCap: true);
        return new CaseCheck(scenario, items, [.. findings.Select(finding => PolicyResult.Of(finding, aggregates))])
        {
            Aggregates = aggregates,
            ApproximationError = choice.Error,
        };
    }

    private void Print(CheckSummary check)
    {
        if (Format == "junit")
            Document.Print(output => CheckJUnit.Write(output, check));
        else
            Print(Format, () => CheckReport.Of(check), () => CheckMarkdown.Of(check), output => CheckJson.Write(output, check), () => CheckTable.Of(check));
    }

    /// <summary>The policies of the command.</summary>
    private List<Policy> Asked()
    {
        if (Confidence is not null && Budget is null && PerItemMax is null)
            throw new UsageException("--confidence is that of --budget or --per-item-max: give one of them (limits in the scenario have their own, and --p95-max is at 95%)");
        var confidence = Amounts.Share("--confidence", Confidence ?? UsualConfidence, share => share is > 0 and < 1, "a percentage between 0% and 100%, such as 95%");
        var policies = new List<Policy>();
        if (Budget is not null)
            policies.Add(new Policy("--budget", new Limit(Amounts.Usd("--budget", Budget), confidence)));
        if (P95Max is not null)
            policies.Add(new Policy("--p95-max", new Limit(Amounts.Usd("--p95-max", P95Max), 0.95)));
        if (PerItemMax is not null)
            policies.Add(new Policy("--per-item-max", new Limit(Amounts.Usd("--per-item-max", PerItemMax), confidence, PerItem: true)));
        return policies;
    }

    /// <summary>The command's policies and the scenario's: one given here does not switch off one that is kept there.</summary>
    private static IReadOnlyList<Policy> PoliciesOf(Scenario scenario, long items, List<Policy> asked) =>
        [.. asked, .. scenario.LimitsAt(items).Select(limit => new Policy("limits", limit))];

    private string NothingToCheck(IReadOnlyList<Scenario> chosen)
    {
        const string Give = "give --budget USD, --p95-max USD or --per-item-max USD, or write `limits` into the scenario";
        return chosen.Any(one => one.Limits.Count > 0)
            ? $"nothing to check: the scenario's limits speak of its own number of items, not of --items {Items}; {Give}"
            : $"nothing to check: {Give}";
    }

    /// <summary>The command that finds the same again, without what changes no number.</summary>
    private string CommandAgain()
    {
        List<string> words = ["costsim", "check", .. ScenarioWords, "--seed", Seed.ToString(CultureInfo.InvariantCulture)];
        foreach (var (option, value) in new[] { ("--budget", Budget), ("--p95-max", P95Max), ("--per-item-max", PerItemMax), ("--confidence", Confidence), ("--max-trials", MaxTrials) })
            words.AddRange(value is null ? [] : [option, value]);
        if (IsExact)
            words.AddRange(["--method", Method]);
        return Arguments.Quoted(words);
    }
}
