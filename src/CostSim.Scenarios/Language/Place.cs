namespace CostSim.Scenarios.Language;

/// <summary>The kinds of objects that a scenario is made of; each has its own keys.</summary>
internal enum Place
{
    Scenario,
    Run,
    Spread,
    Phase,
    Retry,
    Fix,
    Amount,
    Component,
    Fit,
    Percentiles,
    Beta,
    Correlation,
    Allowance,
    Operation,
    Limit,
    Expectation,
    Currency,
    PriceAdjustment,

    // From here on, of price catalogues.
    Catalogue,
    PriceRow,
    PriceAmounts,
    PriceAlias,
    PriceModel,
    ToolFee,
    TokenizerRatio,
}
