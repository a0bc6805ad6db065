namespace CostSim.Output.Comparisons;

/// <summary>What a gate says.</summary>
public enum GateVerdict
{
    /// <summary>The bar is held, beyond sampling error.</summary>
    Passed,

    /// <summary>The trials are too few to say.</summary>
    Inconclusive,

    /// <summary>The bar is broken, beyond sampling error.</summary>
    Failed,
}

/// <summary>
/// <c>--max-increase</c>: neither what is committed (P50) nor what is reserved (P95) may rise by more than a share. Only sampling error is judged: that a law itself is
/// uncertain is what its percentiles are for.
/// </summary>
public static class IncreaseGate
{
    public static GateVerdict Of(Increase increase, double most) => increase.Share switch
    {
        null => GateVerdict.Inconclusive,
        { } share when share.High <= most => GateVerdict.Passed,
        { } share when share.Low > most => GateVerdict.Failed,
        _ => GateVerdict.Inconclusive,
    };

    /// <summary>The worst of all that are gated.</summary>
    public static GateVerdict Of(IEnumerable<Increase> increases, double most) =>
        increases.Where(increase => increase.IsGated).Select(increase => Of(increase, most)).DefaultIfEmpty(GateVerdict.Passed).Max();
}
