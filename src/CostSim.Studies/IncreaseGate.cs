using CostSim.Engine.Checks;

namespace CostSim.Studies;

/// <summary>
/// <c>--max-increase</c>: neither what is committed (P50) nor what is reserved (P95) may rise by more than a share. Only sampling error is
/// judged: that a law itself is uncertain is what its percentiles are for.
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

    /// <summary>The worst of all that are gated.</summary>
    public static Verdict Of(IEnumerable<Increase> increases, double most) =>
        increases.Where(increase => increase.IsGated).Select(increase => Of(increase, most)).DefaultIfEmpty(Verdict.Pass).Max();
}
