using CostSim.Engine.Planning;

namespace CostSim.Engine.Execution;

/// <summary>
/// The results of a block of trials: the plan's measures in every trial, for the run and for each phase, as whole steps (see
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

    /// <summary>For each phase of the plan, the calls cut by the output cap, summed over all trials.</summary>
    public long[] CutCalls { get; }

    /// <summary>Beyond the first 2^24 trials only the run's measures in USD are kept (docs/decisions, 8).</summary>
    public const long DetailedTrialsMax = 1L << 24;

    /// <summary>Whether the block has tokens, calls and phases.</summary>
    public bool IsDetailed => FirstTrial < DetailedTrialsMax;

    /// <summary>Whether the block has a measure of the run; it always has costs.</summary>
    internal bool Has(Measure measure) => IsDetailed || measure.IsUsd();

    /// <summary>
    /// Tokens and calls per phase are kept for the first 2^17 trials (docs/decisions, 6), and for more only with
    /// <see cref="KeepsAllTokens"/>.
    /// </summary>
    public const long TokensOfPhasesTrialsMax = 1 << 17;

    /// <summary>Whether tokens and calls per phase are kept in all detailed trials.</summary>
    public bool KeepsAllTokens { get; internal set; }

    /// <summary>Whether the block has tokens and calls per phase.</summary>
    internal bool KeepsTokensOfPhases => FirstTrial < (KeepsAllTokens ? DetailedTrialsMax : TokensOfPhasesTrialsMax);

    /// <summary>Whether the block has a measure of each phase; it always has costs.</summary>
    internal bool PhasesHave(Measure measure) => KeepsTokensOfPhases || measure.IsUsd();

    /// <summary>The measures of the plan, in an array: enumerating it allocates nothing.</summary>
    internal ReadOnlySpan<Measure> OfPlan => _measures;

    /// <summary>Number of values of <see cref="Measure"/>.</summary>
    public const int MeasureCount = Measures.Count;

    public Plan Plan { get; }

    /// <summary>Number of the first trial.</summary>
    public long FirstTrial { get; internal set; }

    /// <summary>Number of trials that count; the engine computes whole groups, and further trials are not part of the run.</summary>
    public int Count { get; internal set; }

    /// <summary>
    /// One value per trial for the whole run; only for measures that the block <see cref="Has"/>: others hold stale values.
    /// </summary>
    public ReadOnlySpan<long> Total(Measure measure) => Scope(0, measure)[..Count];

    /// <summary>One value per trial for a phase of the plan; only for measures that the block has.</summary>
    public ReadOnlySpan<long> Phase(int phase, Measure measure) => Scope(phase + 1, measure)[..Count];

    /// <summary>Whether the run's measures were already added up, phase by phase.</summary>
    internal bool IsAddedUp { get; set; }

    /// <summary>Adds a phase's measures to those of the run.</summary>
    /// <param name="phase">The phase.</param>
    /// <param name="length">Number of trials to add up: whole groups.</param>
    /// <param name="isFirst">Whether nothing stands there yet.</param>
    internal void AddUp(int phase, int length, bool isFirst)
    {
        foreach (var measure in _measures)
        {
            if (Has(measure))
                Elementwise.Add(Scope(phase + 1, measure)[..length], Scope(0, measure)[..length], isFirst);
        }
    }

    /// <summary>Adds up the run's measures from those of its phases, four phases at a time.</summary>
    /// <param name="length">Number of trials to add up: whole groups.</param>
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
