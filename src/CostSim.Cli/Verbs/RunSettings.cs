using System.Globalization;
using CommandLine;
using CostSim.Output.Summaries;
using CostSim.Output.Tables;
using CostSim.Scenarios;
using CostSim.Studies;

namespace CostSim.Cli.Verbs;

/// <summary>The options of a run that its trials depend on: a run on one machine has them, and a part of it on many.</summary>
internal abstract class RunSettings : SimulatingOptions
{
    [Option("fix-run", HelpText = "Hold run-level factors at their centre, to see what items and calls alone contribute.")]
    public bool FixRun { get; set; }

    [Option("keep-trials", HelpText = "Also write trials.parquet: the cost of every trial, in total and by phase.")]
    public bool KeepTrials { get; set; }

    /// <summary>The requested number of trials as written, or null.</summary>
    protected abstract string? TrialsText { get; }

    /// <summary>The options of the run of all trials.</summary>
    public RunOptions SettingsOfRun() => new(Options(TrialsText)) { HoldsRunFactors = FixRun };

    /// <summary>The words after the verb that give the same trials, without options that do not affect them.</summary>
    /// <param name="scenario">Those of the scenario.</param>
    /// <param name="trials">The number of trials.</param>
    protected List<string> TrialWords(IEnumerable<string> scenario, long? trials)
    {
        List<string> words = [.. scenario];
        if (trials is { } number)
            words.AddRange(["-n", number.ToString(CultureInfo.InvariantCulture)]);
        words.AddRange(["--seed", Seed.ToString(CultureInfo.InvariantCulture)]);
        if (FixRun)
            words.Add("--fix-run");
        if (IsExact)
            words.AddRange(["--method", Method]);
        return words;
    }

    /// <summary>Runs a study whose trials are kept in a file.</summary>
    /// <param name="stream">The file.</param>
    /// <param name="cases">The cases.</param>
    /// <param name="options">Options of the run.</param>
    /// <param name="firstTrial">The number of the first trial.</param>
    /// <param name="study">The study.</param>
    /// <param name="origin">The origin of the trials.</param>
    /// <param name="cancellation">Stops it.</param>
    protected static T RunKept<T>(
        Stream stream, IReadOnlyList<SizedScenario> cases, RunOptions options, long firstTrial, Func<RunOptions, T> study,
        Func<T, ResultOrigin?> origin, CancellationToken cancellation)
    {
        TrialsFile? file = null;
        var outcome = study(options with
        {
            Sink = plans => file = new TrialsFile(stream, plans, RunLabels.ForNames(cases), cancellation) { FirstTrial = firstTrial },
        });
        file!.Finish(origin(outcome));
        return outcome;
    }
}
