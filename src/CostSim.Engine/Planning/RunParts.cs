namespace CostSim.Engine.Planning;

/// <summary>How a plan treats the run-level parts of amounts.</summary>
public enum RunParts
{
    /// <summary>Each is drawn, independently except for the scenario's correlations.</summary>
    Drawn,

    /// <summary>Each is held at its centre (<see cref="Scenarios.Shape.Centre"/>), or absent if that is likelier.</summary>
    Held,

    /// <summary>All are drawn at the same percentile of their distributions: all low, or all high. Correlations are ignored.</summary>
    Together,
}
