namespace CostSim.Studies;

/// <summary>Why a bill differs from its forecast, in the order in which one is put in the place of the other.</summary>
public enum BillCause
{
    /// <summary>More or fewer calls, repetitions apart.</summary>
    Volume,

    /// <summary>Input tokens of a call.</summary>
    InputTokens,

    /// <summary>Output tokens of a call without reasoning; all of them where the scenario does not tell the two apart.</summary>
    VisibleOutput,

    /// <summary>Reasoning tokens of a call.</summary>
    Reasoning,

    /// <summary>The effect of caches on the price of input.</summary>
    Cache,

    /// <summary>Uses of tools.</summary>
    Fees,

    /// <summary>Calls whose custom id was billed before.</summary>
    Retries,

    /// <summary>Jobs that were sent and billed again as a whole.</summary>
    Duplicates,

    /// <summary>Another model, another tier, or other prices.</summary>
    Price,

    /// <summary>Tokens that the scenario plans beside its calls, and no request has.</summary>
    Allowances,

    /// <summary>What is left: inputs long enough for another price, rounding, and what averages do not tell.</summary>
    Residual,
}
