using CostSim.Usage;

namespace CostSim.Studies;

/// <summary>Billed requests added up, in whole picodollars (1e-12 USD).</summary>
/// <param name="Calls">Requests.</param>
/// <param name="Tokens">Their tokens.</param>
public readonly record struct Billed(long Calls, TokenUsage Tokens)
{
    /// <summary>What their input costs, caches included.</summary>
    public Int128 Input { get; init; }

    /// <summary>What their output costs.</summary>
    public Int128 Output { get; init; }

    /// <summary>What their uses of tools cost.</summary>
    public Int128 Fees { get; init; }

    /// <summary>What their input would cost in the model and the tier of the scenario.</summary>
    public Int128 PlannedInput { get; init; }

    /// <summary>The same without any cache.</summary>
    public Int128 PlannedUncached { get; init; }

    /// <summary>What their output would cost in the model and the tier of the scenario.</summary>
    public Int128 PlannedOutput { get; init; }

    public Int128 PicoUsd => Input + Output + Fees;

    /// <summary>What they would cost in the model and the tier of the scenario, with their own fees.</summary>
    public Int128 PlannedPicoUsd => PlannedInput + PlannedOutput + Fees;

    /// <summary>What model and tier make dearer.</summary>
    public Int128 PriceDifference => Input + Output - PlannedInput - PlannedOutput;

    public static Billed operator +(Billed a, Billed b) => new(a.Calls + b.Calls, a.Tokens + b.Tokens)
    {
        Input = a.Input + b.Input,
        Output = a.Output + b.Output,
        Fees = a.Fees + b.Fees,
        PlannedInput = a.PlannedInput + b.PlannedInput,
        PlannedUncached = a.PlannedUncached + b.PlannedUncached,
        PlannedOutput = a.PlannedOutput + b.PlannedOutput,
    };

    public static Billed Add(Billed left, Billed right) => left + right;
}
