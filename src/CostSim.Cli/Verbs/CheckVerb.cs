using System.Globalization;
using CommandLine;
using CommandLine.Text;
using CostSim.Cli.Terminal;
using CostSim.Engine.Checks;
using CostSim.Output.Documents;
using CostSim.Output.Markdown;
using CostSim.Output.Reports;
using CostSim.Output.Tables;
using CostSim.Scenarios;
using CostSim.Studies;

namespace CostSim.Cli.Verbs;

/// <summary><c>costsim check</c>: checks budgets, as a gate for pipelines.</summary>
[Verb("check",
    HelpText = "Check a scenario against budgets: PASS (exit code 0), FAIL (1) or INCONCLUSIVE (3), with as many trials as needed.")]
internal sealed class CheckVerb : SimulatingOptions, IVerb
{
    private const string UsualConfidence = "95%";

    [Option(
        "budget", MetaValue = "USD", HelpText = "The token cost of a run must be at most this, with the probability of --confidence.")]
    public string? Budget { get; set; }

    [Option("per-item-max", MetaValue = "USD",
        HelpText = "The token cost of a run divided by its items must be at most this, with the probability of --confidence.")]
    public string? PerItemMax { get; set; }

    [Option("confidence", MetaValue = "P%", HelpText = "The probability with which --budget and --per-item-max must hold; default: 95%.")]
    public string? Confidence { get; set; }

    [Option("p95-max", MetaValue = "USD", HelpText = "P95 of the token cost of a run must be at most this.")]
    public string? P95Max { get; set; }

    [Option("max-trials", MetaValue = "N",
        HelpText = "Maximum number of trials before the result is INCONCLUSIVE; default: 16777216, or call by call as many as 20 seconds  "
            + "allow.")]
    public string? MaxTrials { get; set; }

    [Words("table", "json", "markdown", "csv", "junit")]
    [Option("format", Default = "table", MetaValue = "FORMAT", HelpText = "table, json, markdown (for a pull request), csv or junit.")]
    public string Format { get; set; } = "table";

    [Usage(ApplicationAlias = "costsim")]
    public static IEnumerable<Example> Examples =>
    [
        new("The limits in the scenario", Shortest, new CheckVerb { File = "scenarios/50atoms.json" }),
        new("An additional budget", Shortest, new CheckVerb { File = "scenarios/50atoms.json", Budget = "230", Confidence = "99%" }),
    ];

    public int Execute(Interruption interruption)
    {
        var cancellation = interruption.Token;
        var asked = Asked();
        var options = Options(MaxTrials, "--max-trials", "--max-trials");
        if (ReadCases(Quiet) is not { } chosen)
            return ExitCode.BadInput;
        var cases = AtItems(chosen).Select(one => CheckedCase.Of(one.Scenario, one.Items, asked)).ToList();
        if (cases.TrueForAll(one => one.Policies.Count == 0))
            throw new UsageException(NothingToCheck(chosen));
        var check = Study.Check(cases, options, cancellation) with { Command = CommandAgain() };
        if (Prints(Format))
            Print(check);
        return ExitCode.Of(check.Verdict);
    }

    private void Print(CheckSummary check)
    {
        if (Format == "junit")
            Document.Print(output => CheckJUnit.Write(output, check));
        else
            Print(Format, () => CheckReport.Of(check), () => CheckMarkdown.Of(check),
                output => ResultJson.Write(output, CheckDocument.Of(check)), () => CheckTable.Of(check));
    }

    /// <summary>The policies of the command.</summary>
    private List<Policy> Asked()
    {
        if (Confidence is not null && Budget is null && PerItemMax is null)
            throw new UsageException(
                "--confidence applies to --budget or --per-item-max: give one of them (limits in the scenario have their own, and "
                    + "--p95-max always means 95%)");
        var confidence = Amounts.Share(
            "--confidence", Confidence ?? UsualConfidence, share => share is > 0 and < 1, "a percentage between 0% and 100%, such as 95%");
        var policies = new List<Policy>();
        if (Budget is not null)
            policies.Add(new Policy("--budget", new Limit(Amounts.Usd("--budget", Budget), confidence)));
        if (P95Max is not null)
            policies.Add(new Policy("--p95-max", new Limit(Amounts.Usd("--p95-max", P95Max), 0.95)));
        if (PerItemMax is not null)
            policies.Add(new Policy("--per-item-max", new Limit(Amounts.Usd("--per-item-max", PerItemMax), confidence, PerItem: true)));
        return policies;
    }

    private string NothingToCheck(IReadOnlyList<Scenario> chosen)
    {
        const string Give = "give --budget USD, --p95-max USD or --per-item-max USD, or write `limits` into the scenario";
        return chosen.Any(one => one.Limits.Count > 0)
            ? $"nothing to check: the scenario's limits apply to its own number of items, not to --items {Items}; {Give}"
            : $"nothing to check: {Give}";
    }

    /// <summary>The command that reproduces the result, without options that do not affect it.</summary>
    private string CommandAgain()
    {
        List<string> words = ["costsim", "check", .. ScenarioWords, "--seed", Seed.ToString(CultureInfo.InvariantCulture)];
        foreach (var (option, value) in new[] { ("--budget", Budget), ("--p95-max", P95Max), ("--per-item-max", PerItemMax),
            ("--confidence", Confidence), ("--max-trials", MaxTrials) })
            words.AddRange(value is null ? [] : [option, value]);
        if (IsExact)
            words.AddRange(["--method", Method]);
        return Arguments.Quoted(words);
    }
}
