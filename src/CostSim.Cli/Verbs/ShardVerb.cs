using CommandLine;
using CommandLine.Text;
using CostSim.Cli.Terminal;
using CostSim.Engine.Aggregation;
using CostSim.Output.Files;
using CostSim.Output.Shards;
using CostSim.Output.Summaries;
using CostSim.Scenarios;
using CostSim.Studies;

namespace CostSim.Cli.Verbs;

/// <summary><c>costsim shard</c>: simulates one part of a run, so that many machines share its trials.</summary>
[Verb("shard", HelpText = "Simulate one part of a run on this machine, for 'costsim merge' to put together.")]
internal sealed class ShardVerb : RunSettings, IVerb
{
    [Option('n', "trials", MetaValue = "N", HelpText = "Number of trials of all parts together, such as 1e9; default: 1000000.")]
    public string? Trials { get; set; }

    [Option("index", MetaValue = "I", HelpText = ArrayIndex.IndexHelp)]
    public string? Index { get; set; }

    [Option("of", MetaValue = "N", HelpText = ArrayIndex.OfHelp)]
    public string? Of { get; set; }

    [Option('o', "out", MetaValue = "DIR",
        HelpText = "Folder for the file of this part, shard-I-of-N.shard; default: out/<scenario>.shards.")]
    public string? Out { get; set; }

    [Usage(ApplicationAlias = "costsim")]
    public static IEnumerable<Example> Examples =>
    [
        new("The first of four parts", Shortest,
            new ShardVerb { File = "scenarios/50atoms.json", Trials = "1e9", Index = "0", Of = "4", Out = "out/shards" }),
    ];

    protected override string? TrialsText => Trials;

    public int Execute(Interruption interruption)
    {
        var (index, of) = ArrayIndex.Parse(
            Index, Of ?? throw new UsageException("--of: how many parts has the run? Such as --index 0 --of 64"));
        var options = SettingsOfRun();
        if (File == ScenarioInput.Dash)
            throw new UsageException("-: 'costsim merge' reads the scenario again; give it as a file");
        if (CasesToRun() is not { } cases)
            return ExitCode.BadInput;
        var (trials, range) = (Study.TrialsOf(options), Study.RangeOf(options, index, of));
        var head = new ShardHead(
            ShardHead.Version, RunIdentity.Of(cases, options, ProgramVersion.Text), trials, index, of, range.First, range.Count,
            TrialWords(LocalScenarioWords, trials));
        Out ??= Path.Combine("out", $"{ScenarioInput.NameOf(File, cases[0].Scenario)}.shards");
        var path = Path.Combine(Out, ShardFile.NameOf(index, of));
        WholeFile.CreateFolder(Out);
        if (IsThere(path, head) && !KeepTrials)
        {
            Say($"{path} is there already");
            return ExitCode.Done;
        }

        ShardFile.Write(path, head, Draw(cases, options, head, interruption.Token));
        interruption.Written = path;
        Say(FormattableString.Invariant($"{path}: trials {range.First:N0} to {range.First + range.Count:N0} of {trials:N0}"));
        return ExitCode.Done;
    }

    /// <summary>The cases of the run, with findings printed; null if there are errors.</summary>
    public IReadOnlyList<SizedScenario>? CasesToRun() => ReadCases(Quiet) is { } chosen ? AtItems(chosen) : null;

    /// <summary>The command that gives the result of all parts on one machine.</summary>
    public string CommandOfRun() => Arguments.Quoted(["costsim", "run", .. TrialWords(ScenarioWords, Study.TrialsOf(SettingsOfRun()))]);

    private IReadOnlyList<Aggregates> Draw(
        IReadOnlyList<SizedScenario> cases, RunOptions options, ShardHead head, CancellationToken cancellation)
    {
        if (!KeepTrials || head.ShardTrials == 0)
            return Study.Shard(cases, head.Index, head.Of, options, cancellation);
        return WholeFile.Write(Path.Combine(Out!, TrialsFileName(head)), stream => RunKept(
            stream, cases, options, head.FirstTrial, kept => Study.Shard(cases, head.Index, head.Of, kept, cancellation), _ => null,
            cancellation));
    }

    private static string TrialsFileName(ShardHead head) => FormattableString.Invariant($"trials-{head.Index}-of-{head.Of}.parquet");

    /// <summary>A task that is run again has nothing to do if it had been done.</summary>
    private static bool IsThere(string path, ShardHead head)
    {
        try
        {
            return System.IO.File.Exists(path) && ShardFile.Add(path, null) is var kept && kept.DifferenceFrom(head) is null
                && kept.Index == head.Index;
        }
        catch (InvalidDataException)
        {
            return false;
        }
    }

    private void Say(string message)
    {
        if (!Quiet)
            Complaint.Note(message);
    }
}
