using CostSim.Scenarios;
using CostSim.Usage;

namespace CostSim.Studies;

/// <summary>A row of the ledger with its place in a scenario.</summary>
/// <param name="Row">The row.</param>
/// <param name="Phase">Its phase; null where none fits, or several do.</param>
/// <param name="Billed">What it costs; null where it is not billed, or where nobody knows its tokens or its phase.</param>
public readonly record struct BilledRow(LedgerRow Row, Phase? Phase, Billed? Billed);
