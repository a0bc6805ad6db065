namespace CostSim.Studies;

/// <summary>What the cost of a phase is made of.</summary>
public enum Quantity
{
    /// <summary>Calls; their rate is calls of an item.</summary>
    Calls,

    /// <summary>The input, at the scenario's prices; its rate is USD of a call.</summary>
    Input,

    /// <summary>The output, likewise.</summary>
    Output,

    /// <summary>Uses of tools, likewise.</summary>
    Fees,
}
