using CostSim.Numerics.Statistics;

namespace CostSim.Studies;

/// <summary>
/// Adjusts the rest of every trial to what was seen of the done part (regression adjustment: Beaumont, Zhang and Balding, Genetics 162,
/// 2002). In the trials, the logarithm of each rate of the rest is regressed on the logarithms of the rates seen; a trial is then moved
/// along the slopes from its own done part to that of the records. What the regression leaves unexplained stays with the trial, and with
/// it the correlations of what is to come.
/// </summary>
/// <remarks>
/// Where the records are rarer than one simulated run in a thousand, the scenario is no guide to that rate any more: the rest has it as the
/// records do, with the trial's own ratio of rest to done.
/// </remarks>
internal sealed class RestLearner
{
    /// <summary>A rate has to explain this share of the variance to be learned from, and more where trials are few.</summary>
    private const double GainMin = 0.01;
    private const double TrialsOfGain = 20;

    /// <summary>Rates that one rate is learned from, at most.</summary>
    private const int PredictorsMax = 4;

    /// <summary>With more rates seen than this, only those of a phase itself are looked at.</summary>
    private const int TogetherMax = 150;

    private readonly SplitTrials _trials;
    private readonly IReadOnlyList<PhaseProgress> _progress;
    private readonly IReadOnlyList<SeenRate> _all;
    private readonly ForwardRegression? _together;

    public RestLearner(SplitTrials trials, IReadOnlyList<PhaseProgress> progress, IReadOnlyList<SeenRate> seen)
    {
        (_trials, _progress, _all) = (trials, progress, [.. seen.Where(rate => rate.IsKnown)]);
        _together = _all.Count is > 0 and <= TogetherMax ? Regression(_all) : null;
    }

    /// <summary>
    /// By trial, the calls still to come: those of the items that are left, or where calls of done items are still to come, all calls less
    /// those seen.
    /// </summary>
    /// <param name="phase">Index of the phase.</param>
    /// <param name="seenCalls">The calls seen.</param>
    public double[] CallsOfRest(int phase, double seenCalls)
    {
        var done = _trials.Done(phase, Quantity.Calls);
        var rest = _trials.Rest(phase, Quantity.Calls);
        var isComplete = _progress[phase].IsComplete;
        var calls = new double[_trials.Count];
        for (var t = 0; t < calls.Length; t++)
            calls[t] = (rest.IsEmpty ? 0 : rest[t]) + (isComplete || done.IsEmpty ? 0 : done[t]);
        Adjust(phase, Quantity.Calls, calls);
        if (!isComplete)
        {
            for (var t = 0; t < calls.Length; t++)
                calls[t] = Math.Max(0, calls[t] - seenCalls);
        }

        return calls;
    }

    /// <summary>By trial, USD of a call of the rest at the scenario's prices.</summary>
    public double[] PerCallOfRest(int phase, Quantity quantity)
    {
        var rates = RateOf(_trials.Rest(phase, quantity), _trials.Rest(phase, Quantity.Calls));
        var done = RateOf(_trials.Done(phase, quantity), _trials.Done(phase, Quantity.Calls));
        // A trial without a call left has the rate of its done part: calls of done items may still be to come.
        for (var t = 0; t < rates.Length; t++)
            rates[t] = double.IsNaN(rates[t]) ? done[t] : rates[t];
        Adjust(phase, quantity, rates);
        return Array.ConvertAll(rates, rate => double.IsNaN(rate) ? 0 : rate);
    }

    private double[] RateOf(ReadOnlySpan<double> usd, ReadOnlySpan<double> calls)
    {
        var rates = new double[_trials.Count];
        for (var t = 0; t < rates.Length; t++)
            rates[t] = !usd.IsEmpty && calls[t] > 0 ? usd[t] / calls[t] : double.NaN;
        return rates;
    }

    /// <summary>Moves the rates, or the calls, of the rest of each trial to where the records are.</summary>
    private void Adjust(int phase, Quantity quantity, double[] rest)
    {
        var own = _all.FirstOrDefault(rate => rate.Phase == phase && rate.Quantity == quantity);
        var slopes = own is { IsOutside: true } ? [(own, 1.0)] : Slopes(phase, rest);
        for (var t = 0; t < rest.Length; t++)
        {
            var move = 0.0;
            foreach (var (rate, slope) in slopes)
                move += double.IsFinite(rate.Logs[t]) ? slope * (rate.Log - rate.Logs[t]) : 0;
            rest[t] *= Math.Exp(move);
        }
    }

    private List<(SeenRate Rate, double Slope)> Slopes(int phase, double[] rest)
    {
        IReadOnlyList<SeenRate> candidates = _together is null ? [.. _all.Where(rate => rate.Phase == phase)] : _all;
        if (candidates.Count == 0)
            return [];
        var response = Array.ConvertAll(rest, value => value > 0 ? Math.Log(value) : double.NaN);
        return
        [
            .. (_together ?? Regression(candidates)).Fit(response, Math.Max(GainMin, TrialsOfGain / _trials.Count), PredictorsMax)
                .Select(one => (candidates[one.Predictor], one.Slope)),
        ];
    }

    private static ForwardRegression Regression(IReadOnlyList<SeenRate> rates) => new([.. rates.Select(rate => rate.Logs)]);
}
