namespace CostSim.Engine.Planning.Expected;

/// <summary>Thrown if an expectation cannot be computed exactly at reasonable cost; the message is the reason.</summary>
internal sealed class NotVouchedForException(string reason) : Exception(reason);
