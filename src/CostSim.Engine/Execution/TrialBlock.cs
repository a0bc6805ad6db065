using CostSim.Engine.Planning;

namespace CostSim.Engine.Execution;

/// <summary>
/// What a block of trials came to: for the run and for each phase the plan's measures of every trial, as whole steps (see
/// <see cref="Plan.TokenBits"/>).
/// </summary>
public sealed class TrialBlock
{
    private static readonly long[] Nothing = new long[BlockEvaluator.BlockSize];

    private readonly Measure[] _measures;
    private readonly long[][] _values;

    public TrialBlock(Plan plan, int capacity)
    {
        (Plan, _measures) = (plan, [.. plan.Measures]);
        _values = new long[(plan.Phases.Count + 1) * MeasureCount][];
        for (var i = 0; i < _values.Length; i++)
            _values[i] = plan.Measures.Contains((Measure)(i % MeasureCount)) ? new long[capacity] : [];
        CutCalls = new long[plan.Phases.Count];
    }

    /// <summary>For each phase of the plan, the calls of all trials together that a cap on output cut.</summary>
    public long[] CutCalls { get; }

    /// <summary>Of trials beyond the first 2^24 only the run's measures in USD are kept (docs/decisions, 8).</summary>
    public const long DetailedTrialsMax = 1L << 24;

    /// <summary>Whether tokens and calls are there, and phases are to be kept.</summary>
    public bool IsDetailed => FirstTrial < DetailedTrialsMax;

    /// <summary>Whether a measure of the plan is there for the run; costs always are.</summary>
    internal bool Has(Measure measure) => IsDetailed || measure.IsUsd();

    /// <summary>
    /// Tokens and calls of single phases are kept of the first 2^17 trials (docs/decisions, 6), of more only where
    /// <see cref="KeepsAllTokens"/>.
    /// </summary>
    public const long TokensOfPhasesTrialsMax = 1 << 17;

    /// <summary>Whether tokens and calls of phases are kept of all trials that are detailed.</summary>
    public bool KeepsAllTokens { get; internal set; }

    /// <summary>Whether tokens and calls of single phases are there.</summary>
    internal bool KeepsTokensOfPhases => FirstTrial < (KeepsAllTokens ? DetailedTrialsMax : TokensOfPhasesTrialsMax);

    /// <summary>Whether a measure of the plan is there for each phase; costs always are.</summary>
    internal bool PhasesHave(Measure measure) => KeepsTokensOfPhases || measure.IsUsd();

    /// <summary>The measures of the plan, in an array: a walk over it takes no memory.</summary>
    internal ReadOnlySpan<Measure> OfPlan => _measures;

    /// <summary>Number of values of <see cref="Measure"/>.</summary>
    public const int MeasureCount = Measures.Count;

    public Plan Plan { get; }

    /// <summary>Number of the first trial.</summary>
    public long FirstTrial { get; internal set; }

    /// <summary>How many trials count; the engine computes whole groups, and what lies beyond is not part of the run.</summary>
    public int Count { get; internal set; }

    /// <summary>
    /// One value a trial for the whole run; of a measure that the block <see cref="Has"/>: others hold what an earlier block left.
    /// </summary>
    public ReadOnlySpan<long> Total(Measure measure) => Scope(0, measure)[..Count];

    /// <summary>One value a trial for a phase of the plan; of a measure as for the run.</summary>
    public ReadOnlySpan<long> Phase(int phase, Measure measure) => Scope(phase + 1, measure)[..Count];

    /// <summary>Whether the run's measures are there already, phase by phase.</summary>
    internal bool IsAddedUp { get; set; }

    /// <summary>Adds a phase's measures to those of the run.</summary>
    /// <param name="phase">The phase.</param>
    /// <param name="length">Trials to add up: whole groups.</param>
    /// <param name="isFirst">Whether nothing stands there yet.</param>
    internal void AddUp(int phase, int length, bool isFirst)
    {
        foreach (var measure in _measures)
        {
            if (Has(measure))
                Elementwise.Add(Scope(phase + 1, measure)[..length], Scope(0, measure)[..length], isFirst);
        }
    }

    /// <summary>Makes the run's measures of those of its phases, four phases at a time.</summary>
    /// <param name="length">Trials to add up: whole groups.</param>
    internal void AddUpPhases(int length)
    {
        if (IsAddedUp)
            return;
        foreach (var measure in _measures)
        {
            if (!Has(measure))
                continue;
            for (var scope = 1; scope <= Plan.Phases.Count; scope += 4)
                Elementwise.Sum(
                    Part(scope), Part(scope + 1), Part(scope + 2), Part(scope + 3), Scope(0, measure)[..length], isNew: scope == 1);

            ReadOnlySpan<long> Part(int scope) => (scope <= Plan.Phases.Count ? Scope(scope, measure) : Nothing)[..length];
        }
    }

    /// <summary>Scope 0 is the run, scope i + 1 is phase i; the whole capacity.</summary>
    internal Span<long> Scope(int scope, Measure measure) => Values(scope, measure);

    /// <summary>The same as an array; empty for measures that the plan does not have.</summary>
    internal long[] Values(int scope, Measure measure) => _values[scope * MeasureCount + (int)measure];
}
