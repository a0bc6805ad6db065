using CostSim.Studies;

namespace CostSim.Output.Bills;

/// <summary>Names of causes for people.</summary>
internal static class CauseName
{
    public static string Of(BillCause cause) => cause switch
    {
        BillCause.Volume => "volume (calls)",
        BillCause.InputTokens => "input tokens",
        BillCause.VisibleOutput => "visible output",
        BillCause.Reasoning => "reasoning",
        BillCause.Cache => "cache",
        BillCause.Fees => "fees of tools",
        BillCause.Retries => "retries",
        BillCause.Duplicates => "duplicates",
        BillCause.Price => "price and tier",
        BillCause.Allowances => "allowances",
        _ => "residual",
    };

    /// <summary>Output without a division where no phase of the scenario has one.</summary>
    public static string Of(BillCause cause, Reconciliation reconciled) =>
        cause == BillCause.VisibleOutput && !reconciled.TellsReasoning ? "output tokens" : Of(cause);
}
