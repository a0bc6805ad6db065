using CostSim.Engine.Checks;

namespace CostSim.Studies;

/// <summary>
/// <c>--max-increase</c>: neither the commitment (P50) nor the reserve (P95) may rise by more than a share. Only sampling error is
/// considered; uncertainty of the cost itself is in its percentiles.
/// </summary>
public static class IncreaseGate
{
    public static Verdict Of(Increase increase, double most) => increase.Share switch
    {
        null => Verdict.Inconclusive,
        { } share when share.High <= most => Verdict.Pass,
        { } share when share.Low > most => Verdict.Fail,
        _ => Verdict.Inconclusive,
    };

    /// <summary>The worst verdict of all gated statistics.</summary>
    public static Verdict Of(IEnumerable<Increase> increases, double most) =>
        increases.Where(increase => increase.IsGated).Select(increase => Of(increase, most)).DefaultIfEmpty(Verdict.Pass).Max();
}
