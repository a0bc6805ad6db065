using CostSim.Numerics.Statistics;

namespace CostSim.Studies;

/// <summary>What a phase will still cost, by trial.</summary>
internal sealed class RestOfPhase
{
    private static readonly Quantity[] Components = [Quantity.Input, Quantity.Output, Quantity.Fees];

    private readonly SplitTrials _trials;
    private readonly int _phase;
    private readonly PhaseProgress _progress;
    private readonly SeenPhase? _seen;
    private readonly double[] _calls;
    private readonly Dictionary<Quantity, double[]> _perCall = [];

    public RestOfPhase(SplitTrials trials, int phase, PhaseProgress progress, SeenPhase? seen, RestLearner learner)
    {
        (_trials, _phase, _progress, _seen) = (trials, phase, progress, seen);
        (Planned, Rest) = (new double[trials.Count], new double[trials.Count]);
        foreach (var component in Components)
        {
            Add(Planned, trials.Done(phase, component));
            Add(Planned, trials.Rest(phase, component));
        }

        if (trials.Plan.Phases[phase].IsAllowance)
        {
            // Tokens of no call: no record tells anything of them.
            _calls = [];
            foreach (var component in Components)
                Add(Rest, trials.Rest(phase, component));
            return;
        }

        _calls = learner.CallsOfRest(phase, seen?.Calls ?? 0);
        foreach (var component in Components)
        {
            var perCall = _perCall[component] = PerCall(component, learner);
            var price = seen?.PriceRatio(component) ?? 1;
            for (var t = 0; t < Rest.Length; t++)
                Rest[t] += _calls[t] * perCall[t] * price;
        }
    }

    /// <summary>What the whole phase costs in the trials themselves.</summary>
    public double[] Planned { get; }

    /// <summary>What it will still cost.</summary>
    public double[] Rest { get; }

    public OutlookPhase Summary(EnclosingRanks ranks, IEnumerable<SeenRate> seen)
    {
        var plan = _trials.Plan.Phases[_phase];
        var outside = seen.Where(rate => rate.Phase == _phase && rate.IsOutside).Select(rate => rate.Quantity).ToHashSet();
        return new OutlookPhase(
            plan.Id, PhaseSummary.LabelOf(plan.Id, plan.Name, plan.IsAllowance), _progress, _seen?.Bill,
            Mean(_trials.Done(_phase, Quantity.Calls)), CostBand.Of(Rest, ranks), Mean(_calls),
            plan.IsAllowance ? [] : [.. Rates(outside)])
        {
            IsAllowance = plan.IsAllowance,
            PriceRatio = PriceRatio(),
        };
    }

    private double[] PerCall(Quantity component, RestLearner learner)
    {
        var isPlanned = Sum(_trials.Done(_phase, component)) + Sum(_trials.Rest(_phase, component)) > 0;
        if (isPlanned)
            return learner.PerCallOfRest(_phase, component);
        // What is not planned at all goes on as it was seen.
        var perCall = new double[_trials.Count];
        Array.Fill(perCall, _seen?.PerCall(component) ?? 0);
        return perCall;
    }

    private IEnumerable<LearnedRate> Rates(HashSet<Quantity> outside)
    {
        var (calls, items) = (Sum(Quantity.Calls), (double)_trials.Plan.Items);
        var rest = Mean(_calls);
        yield return new LearnedRate(
            Quantity.Calls, calls / items, _seen is { } seen && _progress.Items > 0 ? seen.Calls / (double)_progress.Items : null,
            _progress.IsComplete && items > _progress.Items ? rest / (items - _progress.Items) : null,
            outside.Contains(Quantity.Calls));
        foreach (var component in Components)
        {
            var planned = Sum(component);
            if (planned > 0 || _seen?.PerCall(component) > 0)
                yield return new LearnedRate(
                    component, calls > 0 ? planned / calls : 0, _seen?.PerCall(component), rest > 0 ? RestPerCall(component) : null,
                    outside.Contains(component) || planned == 0);
        }
    }

    private double RestPerCall(Quantity component)
    {
        var (usd, calls, perCall) = (0.0, 0.0, _perCall[component]);
        for (var t = 0; t < _calls.Length; t++)
            (usd, calls) = (usd + _calls[t] * perCall[t], calls + _calls[t]);
        return usd / calls;
    }

    /// <summary>At the prices that were billed, over what it would be at those of the scenario.</summary>
    private double PriceRatio()
    {
        var (paid, planned) = (0.0, 0.0);
        foreach (var (component, perCall) in _perCall)
        {
            var price = _seen?.PriceRatio(component) ?? 1;
            for (var t = 0; t < _calls.Length; t++)
                (paid, planned) = (paid + _calls[t] * perCall[t] * price, planned + _calls[t] * perCall[t]);
        }

        return paid == planned || planned == 0 ? 1 : paid / planned;
    }

    private double Sum(Quantity quantity) =>
        (Sum(_trials.Done(_phase, quantity)) + Sum(_trials.Rest(_phase, quantity))) / _trials.Count;

    private static double Sum(ReadOnlySpan<double> values)
    {
        var sum = 0.0;
        foreach (var value in values)
            sum += value;
        return sum;
    }

    private static double Mean(ReadOnlySpan<double> values) => values.IsEmpty ? 0 : Sum(values) / values.Length;

    private static void Add(double[] sums, ReadOnlySpan<double> values)
    {
        for (var t = 0; t < values.Length; t++)
            sums[t] += values[t];
    }
}
