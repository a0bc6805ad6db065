namespace CostSim.Studies;

/// <summary>What was billed cannot be held against a scenario: a price is unknown, or requests fit no phase.</summary>
/// <param name="message">What is wrong, for the user.</param>
/// <param name="hint">What to do.</param>
public sealed class BillException(string message, string hint) : Exception(message)
{
    public string Hint { get; } = hint;
}
