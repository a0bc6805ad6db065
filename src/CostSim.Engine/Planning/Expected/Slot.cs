namespace CostSim.Engine.Planning.Expected;

/// <summary>What a number of units of one item stands for.</summary>
internal enum SlotKind
{
    /// <summary>Units of a group that come to the next phase.</summary>
    Units,

    /// <summary>Units of a group that a phase has taken.</summary>
    Work,

    /// <summary>A part of another number, for a moment.</summary>
    Part,

    /// <summary>Units of a pool that are refused and wait to be repeated.</summary>
    Waiting,

    /// <summary>Units of a pool that failed for good.</summary>
    Failed,

    /// <summary>Units that the end of a rerun refuses again.</summary>
    Refused,

    /// <summary>Units of a group as they came to a phase.</summary>
    Remembered,

    /// <summary>1 where a rerun of the whole item is passed, else 0.</summary>
    Asked,

    /// <summary>What a phase's cap on repeats leaves.</summary>
    Left,
}

/// <summary>A number of units of one item.</summary>
/// <param name="Kind">What it stands for.</param>
/// <param name="Depth">0 on the item's own way, 1 in a rerun, 2 in a rerun within a rerun.</param>
/// <param name="Index">The group, the pool; of a cap the phase.</param>
/// <param name="Phase">Of remembered units the phase they came to, else 0.</param>
internal readonly record struct Slot(SlotKind Kind, int Depth, int Index, int Phase = 0);
