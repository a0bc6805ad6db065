namespace CostSim.Engine.Planning;

/// <summary>What a plan makes of the parts of amounts that a run draws once.</summary>
public enum RunParts
{
    /// <summary>Each is drawn, independent of the others but for the scenario's correlations.</summary>
    Drawn,

    /// <summary>Each is held at its centre (<see cref="Scenarios.Shape.Centre"/>); absent where that is likelier.</summary>
    Held,

    /// <summary>All are drawn at one percentile, each of its own law: all low, or all high. No correlation is heeded.</summary>
    Together,
}
