using CostSim.Scenarios;
using CostSim.Usage;

namespace CostSim.Studies;

/// <summary>What was billed, by the phases of a scenario and priced by its catalogue.</summary>
/// <param name="Phases">One for each phase that calls, in their order.</param>
/// <param name="Ledger">What was read.</param>
public sealed record Bill(IReadOnlyList<PhaseBill> Phases, LedgerSummary Ledger)
{
    /// <summary>Jobs that were sent again as a whole.</summary>
    public int DuplicateJobs { get; init; }

    /// <summary>Requests that were not billed and do not tell their phase.</summary>
    public long UnbilledWithoutPhase { get; init; }

    /// <summary>Uses of tools whose fee the catalogue does not have, by tool: they are not in the sum.</summary>
    public IReadOnlyDictionary<string, long> WithoutFee { get; init; } = new Dictionary<string, long>();

    /// <summary>All that was billed.</summary>
    public Billed All => Phases.Aggregate(default(Billed), (sum, phase) => sum + phase.All);
}

/// <summary>What was billed for a phase.</summary>
/// <param name="Phase">The phase.</param>
public sealed record PhaseBill(Phase Phase)
{
    /// <summary>Requests that are no repetition.</summary>
    public Billed First { get; init; }

    /// <summary>Requests whose custom id was billed before.</summary>
    public Billed Retries { get; init; }

    /// <summary>Requests of jobs that were sent again as a whole.</summary>
    public Billed Duplicates { get; init; }

    /// <summary>Billed requests whose tokens nobody knows: in no sum.</summary>
    public long Unmeasured { get; init; }

    /// <summary>Requests that failed, expired or were cancelled.</summary>
    public long Unbilled { get; init; }

    /// <summary>Models and tiers that were billed, the most frequent first.</summary>
    public IReadOnlyList<BilledModel> Models { get; init; } = [];

    public Billed All => First + Retries + Duplicates;
}

/// <summary>A model and tier that was billed.</summary>
/// <param name="Model">As records name it; null where they do not.</param>
/// <param name="Tier">The tier.</param>
/// <param name="Calls">Billed requests.</param>
/// <param name="IsPlanned">Whether it is the scenario's model.</param>
public sealed record BilledModel(string? Model, Tier Tier, long Calls, bool IsPlanned);
