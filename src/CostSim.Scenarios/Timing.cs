namespace CostSim.Scenarios;

/// <summary>When the answers of a run are needed.</summary>
public enum Timing
{
    /// <summary>Someone waits for each answer.</summary>
    RealTime,

    /// <summary>Items are collected and sent as they come.</summary>
    Queued,

    /// <summary>Items are sent at set times.</summary>
    Scheduled,

    /// <summary>A stock of items is worked off once.</summary>
    Backfill,
}

/// <summary>What the scenario and reports call a timing.</summary>
public static class TimingName
{
    public static string Of(Timing timing) => timing switch
    {
        Timing.RealTime => "real-time",
        Timing.Queued => "queued",
        Timing.Scheduled => "scheduled",
        _ => "backfill",
    };
}

/// <summary>A second currency for reports. Nothing is converted but what is printed; budgets stay in USD.</summary>
/// <param name="Code">Three capital letters, such as <c>EUR</c>; not USD.</param>
/// <param name="PerUsd">Units of the currency for one USD, positive.</param>
/// <param name="On">The day of the rate.</param>
public sealed record Currency(string Code, double PerUsd, DateOnly On);
