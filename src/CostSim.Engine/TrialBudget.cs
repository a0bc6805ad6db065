using System.Numerics;
using CostSim.Engine.Planning;
using CostSim.Numerics.Statistics;

namespace CostSim.Engine;

/// <summary>
/// Default number of trials of a command. Plans that are sampled all at once, or quickly call by call, take a fixed number. All others take
/// as many as needed to know P95 to <see cref="Precision"/>, but no more than this machine completes in <see cref="Seconds"/>.
/// </summary>
/// <remarks>
/// The machine's speed is measured before the first trial. It determines only the maximum number of trials, a power of two, never the
/// result of an earlier look. Several plans of one command share the time.
/// </remarks>
/// <param name="drawsPerTrial">Draws of calls of one trial of all plans together, at most; 0 where all is drawn at once.</param>
/// <param name="secondsPerTrial">
/// Measures how long one trial of all plans takes on all threads together; asked at most once, and only where it matters.
/// </param>
public sealed class TrialBudget(double drawsPerTrial, Func<double> secondsPerTrial)
{
    /// <summary>Default time limit of a command, in seconds from start to end.</summary>
    public const double Seconds = 20;

    /// <summary>
    /// Share of it for the trials; the rest is for planning, files and other load on the machine.
    /// </summary>
    public const double SecondsOfTrials = 15;

    /// <summary>Default precision: half the width of P95's 95 % interval, relative to P95.</summary>
    public const double Precision = 0.005;

    /// <summary>Minimum number of trials, even if they take longer: from 72 trials on, P5 and P95 have intervals.</summary>
    public const long TrialsMin = 128;

    /// <summary>Default maximum of trials when calls are simulated one by one.</summary>
    public const long TrialsMax = 1 << 20;

    /// <summary>Number of draws that takes only seconds on any machine, so that no measurement is needed.</summary>
    private const double DrawsOfAMoment = 2e9;

    /// <summary>Number of trials of plans sampled all at once that takes only seconds on any machine.</summary>
    private const long TrialsOfAMoment = 1 << 26;

    /// <summary>The looks when simulating call by call: 4,096 to 2^20 trials.</summary>
    private static readonly Looks Schedule = Numerics.Statistics.Looks.UpTo(TrialsMax);

    private readonly Lazy<double> _secondsPerTrial = new(secondsPerTrial);

    /// <summary>The budget of a command that draws these plans on the same trials, or one after the other.</summary>
    /// <param name="plans">The plans, with the draws of calls of one trial of each (<see cref="MethodChoice.DrawsPerTrial"/>).</param>
    /// <param name="options">How they will be run.</param>
    /// <param name="cancellation">Stops the measurement.</param>
    public static TrialBudget Of(
        IReadOnlyList<(Plan Plan, double DrawsPerTrial)> plans, SimulationOptions options, CancellationToken cancellation = default) =>
        new(plans.Sum(one => one.DrawsPerTrial), () => WarmUp.SecondsPerTrial(plans, options, cancellation));

    /// <summary>The budget of the plans of choices.</summary>
    /// <param name="choices">The choices.</param>
    /// <param name="options">How they will be run.</param>
    /// <param name="cancellation">Stops the measurement.</param>
    public static TrialBudget Of(IEnumerable<MethodChoice> choices, SimulationOptions options, CancellationToken cancellation = default) =>
        Of([.. choices.Select(choice => (choice.Plan, choice.DrawsPerTrial))], options, cancellation);

    /// <summary>Whether this many trials are too quick to be worth measuring.</summary>
    public bool IsAMoment(long trials) => drawsPerTrial * trials <= DrawsOfAMoment;

    /// <summary>Estimated seconds of so many trials; 0 where they take only a moment.</summary>
    public double SecondsOf(long trials) =>
        (IsCallByCall ? IsAMoment(trials) : trials <= TrialsOfAMoment) ? 0 : trials * _secondsPerTrial.Value;

    /// <summary>Whether calls are drawn one by one in any of the plans.</summary>
    public bool IsCallByCall => drawsPerTrial > 0;

    /// <summary>The looks of a check: up to the requested maximum of trials, or as many as time allows.</summary>
    /// <param name="most">The requested maximum of trials, or null.</param>
    /// <param name="unlessSaid">The default maximum for quick plans.</param>
    public Looks Looks(long? most, long unlessSaid) => most is { } asked ? Numerics.Statistics.Looks.UpTo(asked)
        : IsAMoment(unlessSaid) ? Numerics.Statistics.Looks.UpTo(unlessSaid)
        : LooksInTime();

    /// <summary>When a run ends.</summary>
    /// <param name="trials">The requested number of trials (the maximum if a precision is given), or null.</param>
    /// <param name="precision">The requested relative precision of P95, or null.</param>
    /// <param name="unlessSaid">The default number for quick plans.</param>
    /// <param name="unlessPrecise">The maximum number of trials with a precision.</param>
    public TrialGoal Goal(long? trials, double? precision, long unlessSaid, long unlessPrecise) => (trials, precision) switch
    {
        ({ } asked, null) => new TrialGoal([asked], null),
        ({ } most, { } share) => new TrialGoal(Numerics.Statistics.Looks.UpTo(most).Sizes, share),
        (null, { } share) when IsAMoment(unlessPrecise) => new TrialGoal(Numerics.Statistics.Looks.UpTo(unlessPrecise).Sizes, share),
        (null, { } share) => new TrialGoal([.. Doubled(Schedule.Sizes[0], unlessPrecise)], share),
        _ when IsAMoment(unlessSaid) => new TrialGoal([unlessSaid], null),
        _ => new TrialGoal(LooksInTime().Sizes, Precision) { IsUnasked = true },
    };

    /// <summary>One schedule for all machines, cut at the time limit; still slower plans have a shorter schedule.</summary>
    private Looks LooksInTime()
    {
        var most = 1L << BitOperations.Log2((ulong)Math.Clamp(SecondsOfTrials / _secondsPerTrial.Value, TrialsMin, TrialsMax));
        return most >= Schedule.Sizes[0] ? Schedule.Within(most) : Numerics.Statistics.Looks.UpTo(most);
    }

    private static IEnumerable<long> Doubled(long first, long last)
    {
        for (var size = first; size < last; size *= 2)
            yield return size;
        yield return last;
    }
}

/// <summary>When a run ends.</summary>
/// <param name="Looks">The numbers of trials at which it may end, ascending; the last is the maximum.</param>
/// <param name="Precision">
/// It ends once half the width of P95's interval is at most this share of P95; null where only the number of trials counts.
/// </param>
public sealed record TrialGoal(IReadOnlyList<long> Looks, double? Precision)
{
    /// <summary>The maximum number of trials.</summary>
    public long Most => Looks[^1];

    /// <summary>Whether trials and precision are the defaults.</summary>
    public bool IsUnasked { get; init; }
}
