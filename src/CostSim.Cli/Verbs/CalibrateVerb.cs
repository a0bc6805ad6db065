using System.Globalization;
using System.Text;
using CommandLine;
using CommandLine.Text;
using CostSim.Cli.Terminal;
using CostSim.Output.Calibrations;
using CostSim.Output.Documents;
using CostSim.Scenarios;
using CostSim.Studies;

namespace CostSim.Cli.Verbs;

/// <summary><c>costsim calibrate</c>: a scenario with the amounts of a pilot.</summary>
[Verb("calibrate",
    HelpText = "Fit a scenario's tokens and rates to what was billed for a pilot, and write them into a copy of its text.")]
internal sealed class CalibrateVerb : BilledOptions, IVerb
{
    private const string StandardOutput = "-";

    [Option('o', "out", MetaValue = "FILE",
        HelpText = "The scenario to write; - for the standard output. Default: only show old and new amounts.")]
    public string? Out { get; set; }

    [Option("force", HelpText = "Overwrite an existing file.")]
    public bool Force { get; set; }

    [Option("drift", Default = "5%", MetaValue = "SHARE",
        HelpText = "What no pilot shows, another day or another mix: an assumed standard deviation of a run's tokens, such as 5% or "
            + "0.05.")]
    public string Drift { get; set; } = "5%";

    [Option('n', "trials", MetaValue = "N", HelpText = "Number of trials of the bands before and after; default: 100000.")]
    public string? Trials { get; set; }

    [Words("table", "json", "markdown")]
    [Option("format", Default = "table", MetaValue = "FORMAT", HelpText = "table; json; markdown: for a pull request.")]
    public string Format { get; set; } = "table";

    [Usage(ApplicationAlias = "costsim")]
    public static IEnumerable<Example> Examples =>
    [
        new("A scenario with what its pilot showed", Shortest,
            new CalibrateVerb { File = "scenarios/pilot/pilot.json", Usage = ["scenarios/pilot/tag.jsonl"], Out = "calibrated.json" }),
    ];

    public int Execute(Interruption interruption)
    {
        var drift = Amounts.Share(
            "--drift", Drift.Trim(), share => share is >= 0 and <= 1, "a share from 0 to 1, such as 5% or 0.05");
        TakeRest();
        RequireText();
        if (ReadCases(Quiet) is not { } chosen || ReadPrices() is not { } prices)
            return ExitCode.BadInput;
        if (AtItems(chosen) is not [var sized])
            throw new UsageException("bands are shown of one run: choose one with --run, and one number of --items");
        return Answered(() =>
        {
            var text = Encoding.UTF8.GetString(ScenarioInput.Bytes(File));
            var observer = new PilotObserver(sized.Scenario);
            Read(sized.Scenario, prices, [], visit: null, interruption.Token, observer);
            var calibration = Study.Calibrate(
                sized, text, observer.Finish(), changed => ReadText(changed, File, prices),
                new CalibrationOptions { Drift = drift, Study = Options(Trials) }, interruption.Token);
            Write(calibration with { Command = CommandAgain(calibration.Comparison.Trials) }, prices);
            return ExitCode.Done;
        });
    }

    /// <summary>What is written is the file's own text: changes of the command would be lost.</summary>
    private void RequireText()
    {
        var option = Set.Any() ? "--set" : Variants.Any() ? "--variant" : Tier is not null ? "--tier" : null;
        if (option is not null)
            throw new UsageException($"{option}: what is written is the text of {File} with new amounts; make the change in it first");
    }

    private ScenarioReading ReadText(string text, string file, PriceCatalogue prices) => ScenarioReader.Read(
        ScenarioInput.Called(File), Encoding.UTF8.GetBytes(text), ChangesIn(null, []), prices, ScenarioInput.FolderOf(file));

    private void Write(Calibration calibration, PriceCatalogue prices)
    {
        if (Out == StandardOutput)
        {
            Document.Print(calibration.Text);
            if (!Quiet)
                Complaint.Note($"{calibration.Kept.Count} amounts stay as they were; without -o they are listed, with the reasons");
            return;
        }

        if (Out is { } path)
        {
            // Beside other data files it could mean something else, or nothing.
            var moved = ReadText(calibration.Text, path, prices);
            if (moved.Scenario is null)
                throw new UsageException(
                    $"--out {path}: there the scenario has errors: {moved.Diagnostics[0].Message}\n    Its data files stand beside {File}: "
                        + "write it there.");
            NewFiles.Write([KeyValuePair.Create(path, calibration.Text)], Force);
        }

        if (Prints(Format))
            Print(Format, () => CalibrationReport.Of(calibration), () => CalibrationReport.ToMarkdown(calibration),
                output => ResultJson.Write(output, CalibrateDocument.Of(calibration)));
        if (Out is not null && !Quiet && Format == "table")
            Console.WriteLine(
                $"{Out} is written. Check it with '{Arguments.Quoted(["costsim", "validate", Out])}', run it with "
                    + $"'{Arguments.Quoted(["costsim", "run", Out])}'.");
    }

    private string CommandAgain(long trials) => Arguments.Quoted(
    [
        "costsim", "calibrate", .. ScenarioWords, .. Words("--usage", Usage), "--drift", Drift,
        .. IsExact ? ["--method", Method] : Array.Empty<string>(),
        "-n", trials.ToString(CultureInfo.InvariantCulture), "--seed", Seed.ToString(CultureInfo.InvariantCulture),
    ]);
}
