namespace CostSim.Engine.Planning.Expected;

/// <summary>The meaning of a slot, a number of units of one item.</summary>
internal enum SlotKind
{
    /// <summary>Units of a group that enter the next phase.</summary>
    Units,

    /// <summary>Units of a group that a phase has taken.</summary>
    Work,

    /// <summary>A temporary part of another number.</summary>
    Part,

    /// <summary>Units of a pool that are refused and wait to be repeated.</summary>
    Waiting,

    /// <summary>Units of a pool that failed for good.</summary>
    Failed,

    /// <summary>Units refused again at the end of a rerun.</summary>
    Refused,

    /// <summary>Units of a group as they entered a phase.</summary>
    Remembered,

    /// <summary>1 during a rerun of the whole item, otherwise 0.</summary>
    Asked,

    /// <summary>The repeats that a phase's cap still allows.</summary>
    Left,
}

/// <summary>A number of units of one item.</summary>
/// <param name="Kind">Its meaning.</param>
/// <param name="Depth">0 on the item's first walk, 1 in a rerun, 2 in a rerun within a rerun.</param>
/// <param name="Index">The group or the pool; for a cap the phase.</param>
/// <param name="Phase">For remembered units the phase they entered, otherwise 0.</param>
internal readonly record struct Slot(SlotKind Kind, int Depth, int Index, int Phase = 0);
