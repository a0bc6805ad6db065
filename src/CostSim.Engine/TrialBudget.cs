using System.Numerics;
using CostSim.Engine.Planning;
using CostSim.Numerics.Statistics;

namespace CostSim.Engine;

/// <summary>
/// How many trials a command takes where nobody says. What is drawn at once, or is drawn call by call in a moment, takes a fixed number.
/// Anything else takes as many as P95 needs to be known to <see cref="Precision"/>, and no more than fit into <see cref="Seconds"/> of this
/// machine.
/// </summary>
/// <remarks>
/// The machine is asked before the first trial, and its answer decides only where the run ends at the latest, a power of two; never what is
/// found at a look that comes before. Several plans of one command share the time.
/// </remarks>
/// <param name="drawsPerTrial">Draws of calls of one trial of all plans together, at most; 0 where all is drawn at once.</param>
/// <param name="secondsPerTrial">
/// Measures how long one trial of all plans takes on all threads together; asked at most once, and only where it matters.
/// </param>
public sealed class TrialBudget(double drawsPerTrial, Func<double> secondsPerTrial)
{
    /// <summary>What a command may take where nobody says, from its start to its end.</summary>
    public const double Seconds = 20;

    /// <summary>
    /// What its trials may take of it: the rest is for planning, for files, and for a machine that has other things to do.
    /// </summary>
    public const double SecondsOfTrials = 15;

    /// <summary>Half the width of P95's 95 % interval, as a share of P95, that is precise enough where nobody says.</summary>
    public const double Precision = 0.005;

    /// <summary>Even where they take longer: from 72 trials on P5 and P95 have intervals.</summary>
    public const long TrialsMin = 128;

    /// <summary>The most trials where nobody says and calls are drawn one by one.</summary>
    public const long TrialsMax = 1 << 20;

    /// <summary>Draws that take a second or a few on any machine, so that none is asked.</summary>
    private const double DrawsOfAMoment = 2e9;

    /// <summary>4,096 to 2^20 trials: the looks of whatever goes call by call.</summary>
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

    /// <summary>Whether so many trials take no time worth measuring.</summary>
    public bool IsAMoment(long trials) => drawsPerTrial * trials <= DrawsOfAMoment;

    /// <summary>Whether calls are drawn one by one in any of the plans.</summary>
    public bool IsCallByCall => drawsPerTrial > 0;

    /// <summary>The looks of a check: with the most trials there may be, up to there; else as the time allows.</summary>
    /// <param name="most">The most trials that were asked for, or null.</param>
    /// <param name="unlessSaid">The most where nobody says and it takes a moment.</param>
    public Looks Looks(long? most, long unlessSaid) => most is { } asked ? Numerics.Statistics.Looks.UpTo(asked)
        : IsAMoment(unlessSaid) ? Numerics.Statistics.Looks.UpTo(unlessSaid)
        : LooksInTime();

    /// <summary>How far a run goes.</summary>
    /// <param name="trials">The trials that were asked for, with a precision the most there may be; or null.</param>
    /// <param name="precision">The precision of P95 that was asked for, as a share; or null.</param>
    /// <param name="unlessSaid">The trials where nobody says and it takes a moment.</param>
    /// <param name="unlessPrecise">The most trials with a precision.</param>
    public TrialGoal Goal(long? trials, double? precision, long unlessSaid, long unlessPrecise) => (trials, precision) switch
    {
        ({ } asked, null) => new TrialGoal([asked], null),
        ({ } most, { } share) => new TrialGoal(Numerics.Statistics.Looks.UpTo(most).Sizes, share),
        (null, { } share) when IsAMoment(unlessPrecise) => new TrialGoal(Numerics.Statistics.Looks.UpTo(unlessPrecise).Sizes, share),
        (null, { } share) => new TrialGoal([.. Doubled(Schedule.Sizes[0], unlessPrecise)], share),
        _ when IsAMoment(unlessSaid) => new TrialGoal([unlessSaid], null),
        _ => new TrialGoal(LooksInTime().Sizes, Precision) { IsUnasked = true },
    };

    /// <summary>One schedule for all machines, cut where the time ends; a plan that is slower still has a shorter one of its own.</summary>
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

/// <summary>How far a run goes.</summary>
/// <param name="Looks">The numbers of trials at which it may end, ascending; the last is the most.</param>
/// <param name="Precision">
/// It ends once half the width of P95's interval is at most this share of P95; null where only the number of trials counts.
/// </param>
public sealed record TrialGoal(IReadOnlyList<long> Looks, double? Precision)
{
    /// <summary>The most trials there may be.</summary>
    public long Most => Looks[^1];

    /// <summary>Whether nobody asked for trials or a precision.</summary>
    public bool IsUnasked { get; init; }
}
