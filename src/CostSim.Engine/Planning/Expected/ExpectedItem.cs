namespace CostSim.Engine.Planning.Expected;

/// <summary>
/// What one item is expected to come to, given the run-level draws: exact but for quadrature, and without a single random draw.
/// </summary>
/// <param name="Phases">The plan's phases, in their order.</param>
internal sealed record ExpectedItem(IReadOnlyList<ExpectedPhase> Phases)
{
    /// <summary>The expectation given values of all run-level draws; those of draws that are sums of others are worked out here.</summary>
    /// <exception cref="NotVouchedForException">It cannot be had within reason; the message says why, in words.</exception>
    public static ExpectedItem Of(Plan plan, IReadOnlyList<double> runValues) => new ItemExpectation(plan).At(runValues);
}

/// <summary>What one item is expected to come to in one phase.</summary>
/// <param name="Calls">Billed calls.</param>
/// <param name="Totals">
/// The phase's sums, in the order of its plan, before their constants and run-level draws multiply them; of one that takes the sum of
/// another, that other with its run-level draws. What comes once a run is 1.
/// </param>
internal sealed record ExpectedPhase(double Calls, IReadOnlyList<double> Totals)
{
    /// <summary>Input tokens.</summary>
    public required double InputTokens { get; init; }

    /// <summary>Billed output tokens.</summary>
    public required double OutputTokens { get; init; }

    /// <summary>Token cost in USD.</summary>
    public required double CostUsd { get; init; }

    /// <summary>Operations in USD, once an item.</summary>
    public required double OperationsUsd { get; init; }

    /// <summary>Operations in USD, once a run.</summary>
    public required double OperationsUsdPerRun { get; init; }
}
