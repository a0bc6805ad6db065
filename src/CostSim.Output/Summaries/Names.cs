using CostSim.Engine.Planning;
using CostSim.Scenarios;
using CostSim.Studies;

namespace CostSim.Output.Summaries;

/// <summary>What files call a measure.</summary>
internal static class MeasureName
{
    public static string Of(Measure measure) => measure switch
    {
        Measure.Cost => "cost",
        Measure.InputTokens => "inputTokens",
        Measure.OutputTokens => "outputTokens",
        Measure.Operations => "operations",
        Measure.AllCost => "allCost",
        _ => "calls",
    };
}

/// <summary>What files, tables and the command line call a tier.</summary>
public static class TierName
{
    public static string Of(Tier tier) => tier == Tier.Batch ? "batch" : "standard";
}

/// <summary>What files call a part of a run.</summary>
internal static class ScopeName
{
    public static string Of(PhaseSummary phase) => Of(phase.IsAllowance, phase.IsOperations);

    public static string Of(PhasePlan phase) => Of(phase.IsAllowance, phase.IsOperationsLine);

    private static string Of(bool isAllowance, bool isOperations) => isAllowance ? "allowance" : isOperations ? "operations" : "phase";
}
