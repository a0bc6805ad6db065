namespace CostSim.Engine.Planning.Expected;

/// <summary>
/// The expected calls and sums of one item, given the run-level draws: exact except for quadrature, without random draws.
/// </summary>
/// <param name="Phases">The plan's phases, in their order.</param>
internal sealed record ExpectedItem(IReadOnlyList<ExpectedPhase> Phases)
{
    /// <summary>The expectation given values of all run-level draws; those of derived draws are computed here.</summary>
    /// <exception cref="NotVouchedForException">It cannot be computed at reasonable cost; the message is the reason.</exception>
    public static ExpectedItem Of(Plan plan, IReadOnlyList<double> runValues) => new ItemExpectation(plan).At(runValues);
}

/// <summary>The expected calls and sums of one item in one phase.</summary>
/// <param name="Calls">Billed calls.</param>
/// <param name="Totals">
/// The phase's sums, in the order of its plan, before multiplication by constants and run-level draws; for a total that takes the sum of
/// another, that other total with its run-level draws. Per-run amounts are 1.
/// </param>
internal sealed record ExpectedPhase(double Calls, IReadOnlyList<double> Totals)
{
    /// <summary>Input tokens.</summary>
    public required double InputTokens { get; init; }

    /// <summary>Billed output tokens.</summary>
    public required double OutputTokens { get; init; }

    /// <summary>Token cost in USD.</summary>
    public required double CostUsd { get; init; }

    /// <summary>Operations in USD per item.</summary>
    public required double OperationsUsd { get; init; }

    /// <summary>Operations in USD per run.</summary>
    public required double OperationsUsdPerRun { get; init; }
}
