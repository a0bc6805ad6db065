using CommandLine;
using CostSim.Cli.Terminal;
using CostSim.Output.Documents;
using CostSim.Output.Summaries;
using CostSim.Scenarios;

namespace CostSim.Cli.Verbs;

/// <summary><c>costsim validate</c>: prints all findings about scenarios, without running them.</summary>
[Verb("validate", HelpText = "Check scenarios with all their runs and variants; print every error and warning with its location.")]
internal sealed class ValidateVerb : IVerb
{
    [Value(0, MetaName = "FILE...", Required = true, HelpText = "The scenarios, JSON files; - for the standard input.")]
    public IEnumerable<string> Files { get; set; } = [];

    [Option("set", Separator = Arguments.Separator, MetaValue = "PATH=VALUE",
        HelpText = "Change a value first, such as phases.P4.retry.rate=[0,0.1]; null removes. May be repeated.")]
    public IEnumerable<string> Set { get; set; } = [];

    [Option("strict", HelpText = "Treat warnings as errors.")]
    public bool Strict { get; set; }

    [Option("prices", MetaValue = "FILE", HelpText = Catalogues.FileHelp)]
    public string? Prices { get; set; }

    [Option("prices-only", HelpText = Catalogues.OnlyHelp)]
    public bool PricesOnly { get; set; }

    [Words("table", "json")]
    [Option("format", Default = "table", MetaValue = "FORMAT",
        HelpText = "table: findings on the error stream, a line for each file; or json, on the standard output.")]
    public string Format { get; set; } = "table";

    public int Execute(Interruption interruption)
    {
        if (Catalogues.Read(Prices, PricesOnly, Today.Date) is not { } prices)
            return ExitCode.BadInput;
        var readings = Files.Select(file => (File: file, Reading: ScenarioInput.Read(file, new ScenarioChanges([.. Set]), prices)))
            .ToList();
        if (Format == "json")
            Document.Print(output => ResultJson.Write<IReadOnlyList<ValidateDocument>>(
                output, [.. readings.Select(
                    one => new ValidateDocument(
                        ScenarioInput.Called(one.File), IsSound(one.Reading), [.. one.Reading.Diagnostics.Select(FindingDocument.Of)]))]));
        else
            Print(readings);
        return readings.TrueForAll(one => IsSound(one.Reading)) ? ExitCode.Done : ExitCode.BadInput;
    }

    private bool IsSound(ScenarioReading reading) => reading.Scenario is not null && !(Strict && Count(reading, Severity.Warning) > 0);

    private static int Count(ScenarioReading reading, Severity severity) =>
        reading.Diagnostics.Count(finding => finding.Severity == severity);

    private void Print(List<(string File, ScenarioReading Reading)> readings)
    {
        foreach (var (file, reading) in readings)
        {
            Complaint.Print(reading.Diagnostics);
            var (errors, warnings) = (Count(reading, Severity.Error), Count(reading, Severity.Warning));
            var verdict = !IsSound(reading) ? reading.Scenario is null ? Counted(errors, "error") : "not sound (--strict)" : "sound";
            Console.WriteLine(
                $"{ScenarioInput.Called(file)}: {verdict}{(warnings > 0 ? $", {Counted(warnings, "warning")}" : "")}{Cases(reading)}");
        }
    }

    private static string Cases(ScenarioReading reading)
    {
        var runs = reading.Cases.Select(one => one.Run?.Name).OfType<string>().Distinct().Count();
        var variants = reading.Cases.Select(one => one.Variant).OfType<string>().Distinct().Count();
        return $"{(runs > 0 ? $", {Counted(runs, "run")}" : "")}{(variants > 0 ? $", {Counted(variants, "variant")}" : "")}";
    }

    private static string Counted(int count, string noun) => $"{count} {Nouns.Of(noun, count)}";
}
