namespace CostSim.Engine.Planning.Expected;

/// <summary>An expectation that cannot be had exactly within reason, and why, in words.</summary>
internal sealed class NotVouchedForException(string reason) : Exception(reason);
