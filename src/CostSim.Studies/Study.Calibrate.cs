using CostSim.Engine.Execution;
using CostSim.Scenarios;

namespace CostSim.Studies;

/// <summary>What <see cref="Study.Calibrate"/> is given beside records.</summary>
public sealed record CalibrationOptions
{
    /// <summary>The drift where none is said.</summary>
    public const double UsualDrift = 0.05;

    /// <summary>
    /// What a pilot cannot show, another day or another mix of items: the standard deviation of all tokens of a run, as a share. An
    /// assumption.
    /// </summary>
    public double Drift { get; init; } = UsualDrift;

    /// <summary>Of the bands before and after; null for 100,000 trials.</summary>
    public StudyOptions? Study { get; init; }
}

public static partial class Study
{
    /// <summary>Fits the amounts of a scenario to what was billed for a pilot, and writes them into its text.</summary>
    /// <param name="sized">The scenario, and the number of items of the run whose bands are shown.</param>
    /// <param name="text">The text that it was read from.</param>
    /// <param name="pilot">What was billed, call by call (<see cref="PilotObserver"/>).</param>
    /// <param name="read">Reads a text as the scenario was read.</param>
    /// <param name="options">Options, or null.</param>
    /// <param name="cancellation">Stops it within a second.</param>
    /// <exception cref="ScenarioTooLargeException">A scenario is too large to plan.</exception>
    /// <exception cref="OperationCanceledException">It was stopped.</exception>
    public static Calibration Calibrate(
        SizedScenario sized, string text, Pilot pilot, Func<string, ScenarioReading> read, CalibrationOptions? options = null,
        CancellationToken cancellation = default)
    {
        options ??= new CalibrationOptions();
        var calibrator = new Calibrator(text, sized.Scenario, pilot, options.Drift, read);
        var written = calibrator.Write();
        var after = read(written).Cases.First(one => one.Run?.Name == sized.Scenario.Run?.Name && one.Variant == sized.Scenario.Variant);
        var study = options.Study ?? new StudyOptions();
        return new Calibration
        {
            Tokens = calibrator.Tokens,
            Rates = calibrator.Rates,
            Kept = calibrator.Kept,
            Size = calibrator.Shared,
            Drift = options.Drift,
            Removed = calibrator.Removed,
            Pilot = pilot,
            Text = written,
            Comparison = Compare(
                [new("before", sized.Scenario, sized.Items), new("calibrated", after, sized.Items)],
                study with { Trials = study.Trials ?? TrialsOfForecast }, cancellation),
        };
    }
}
