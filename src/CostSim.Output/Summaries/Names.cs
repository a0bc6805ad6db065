using CostSim.Engine.Checks;
using CostSim.Engine.Planning;
using CostSim.Studies;

namespace CostSim.Output.Summaries;

/// <summary>Names of measures in files.</summary>
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

/// <summary>Names of the parts of a run in files.</summary>
internal static class ScopeName
{
    public static string Of(PhaseSummary phase) => Of(phase.IsAllowance, phase.IsOperations);

    public static string Of(PhasePlan phase) => Of(phase.IsAllowance, phase.IsOperationsLine);

    private static string Of(bool isAllowance, bool isOperations) => isAllowance ? "allowance" : isOperations ? "operations" : "phase";
}

/// <summary>Names in files of the scope of a limit; null for the token cost of the run.</summary>
internal static class LimitName
{
    public static string? Per(bool item) => item ? "item" : null;

    public static string? Of(bool all) => all ? "all" : null;
}

/// <summary>Names of verdicts in files.</summary>
public static class VerdictName
{
    public static string Of(Verdict verdict) => verdict switch { Verdict.Pass => "PASS", Verdict.Fail => "FAIL", _ => "INCONCLUSIVE" };
}
