using CostSim.Scenarios;

namespace CostSim.Engine.Tests.Oracles;

/// <summary>
/// Means and mixed second moments of one item's call counts, by enumerating every number of units along the phases. A count is named by
/// its phase and round: round 0 for first calls.
/// </summary>
internal sealed class CountMoments
{
    private readonly Scenario _scenario;
    private readonly Func<Amount, double> _chance;
    private readonly Dictionary<(int Phase, int Round), double[]> _weighted = [];
    private double[] _units = [0, 1];

    /// <param name="scenario">The scenario.</param>
    /// <param name="chance">The value of each share and rate.</param>
    public CountMoments(Scenario scenario, Func<Amount, double> chance)
    {
        (_scenario, _chance) = (scenario, chance);
        for (var p = 0; p < scenario.Phases.Count; p++)
            Pass(p);
    }

    public Dictionary<(int Phase, int Round), double> Mean { get; } = [];

    /// <summary>E[n_a·n_b], for a not after b.</summary>
    public Dictionary<((int Phase, int Round) A, (int Phase, int Round) B), double> Product { get; } = [];

    private void Pass(int p)
    {
        var phase = _scenario.Phases[p];
        var taken = new Remembered<double[]>(units => Some(phase.Share, phase.RoundedCounts, units));
        var kept = new Remembered<double[]>(calls => Some(phase.Keep, phase.RoundedCounts, calls));
        var rounds = new Remembered<RetryMoments>(t => new RetryMoments(phase.Retry, t * phase.Split, _chance));
        var last = phase.Retry?.Rounds ?? 0;
        var next = new Dictionary<(int, int), double[]>();
        foreach (var (count, weights) in _weighted)
        {
            for (var r = 0; r <= last; r++)
                Product[(count, (p, r))] = Sum(weights, taken, t => rounds[t].Mean[r]);
            next[count] = Forward(weights, phase, taken, kept, _ => 1);
        }

        for (var r = 0; r <= last; r++)
        {
            Mean[(p, r)] = Sum(_units, taken, t => rounds[t].Mean[r]);
            for (var s = r; s <= last; s++)
                Product[((p, r), (p, s))] = Sum(_units, taken, t => rounds[t].Product[r, s]);
            next[(p, r)] = Forward(_units, phase, taken, kept, t => rounds[t].Mean[r]);
        }

        _units = Forward(_units, phase, taken, kept, _ => 1);
        foreach (var (count, weights) in next)
            _weighted[count] = weights;
    }

    private static double Sum(double[] weights, Remembered<double[]> taken, Func<int, double> value)
    {
        var sum = 0.0;
        for (var u = 0; u < weights.Length; u++)
        {
            for (var t = 0; weights[u] != 0 && t < taken[u].Length; t++)
                sum += taken[u][t] == 0 ? 0 : weights[u] * taken[u][t] * value(t);
        }

        return sum;
    }

    /// <summary>Moves a measure over units through the phase, weighted by a function of the units taken.</summary>
    private static double[] Forward(
        double[] weights, Phase phase, Remembered<double[]> taken, Remembered<double[]> kept, Func<int, double> value)
    {
        var after = new double[(weights.Length - 1) * phase.Split + 1];
        for (var u = 0; u < weights.Length; u++)
        {
            for (var t = 0; weights[u] != 0 && t < taken[u].Length; t++)
            {
                var calls = t * phase.Split;
                var weight = taken[u][t] == 0 ? 0 : weights[u] * taken[u][t] * value(t);
                for (var k = 0; weight != 0 && k < kept[calls].Length; k++)
                    after[u - t + k] += weight * kept[calls][k];
            }
        }

        return after;
    }

    /// <summary>The law of how many of so many units a share takes.</summary>
    private double[] Some(Amount? share, bool rounded, int units)
    {
        var law = new double[units + 1];
        if (share is null)
            law[units] = 1;
        else if (rounded)
            law[(int)Math.Round(_chance(share) * units, MidpointRounding.ToEven)] = 1;
        else
            law = Binomial(units, _chance(share));
        return law;
    }

    internal static double[] Binomial(int n, double p) =>
        [.. Enumerable.Range(0, n + 1).Select(k => MathNet.Numerics.Distributions.Binomial.PMF(p, n, k))];

    /// <summary>A function of a count, worked out once for each count that occurs.</summary>
    private sealed class Remembered<T>(Func<int, T> of)
    {
        private readonly Dictionary<int, T> _known = [];

        public T this[int count] => _known.TryGetValue(count, out var value) ? value : _known[count] = of(count);
    }
}

/// <summary>Moments of the calls of each round, given the number of first calls.</summary>
internal sealed class RetryMoments
{
    public RetryMoments(Retry? retry, int first, Func<Amount, double> chance)
    {
        var rounds = retry?.Rounds ?? 0;
        Mean = new double[rounds + 1];
        Product = new double[rounds + 1, rounds + 1];
        Enumerate(new int[rounds + 1], 0, first, retry?.CapPerItem ?? int.MaxValue, 1, retry is null ? 0 : chance(retry.Rate));
    }

    public double[] Mean { get; }

    public double[,] Product { get; }

    /// <summary>Every history of an item's rounds with its probability.</summary>
    private void Enumerate(int[] history, int round, int calls, int left, double probability, double rate)
    {
        history[round] = calls;
        if (round == history.Length - 1)
        {
            Add(history, probability);
            return;
        }

        var refused = calls == 0 ? [1] : CountMoments.Binomial(calls, rate);
        for (var r = 0; r < refused.Length; r++)
        {
            var repeated = Math.Min(r, left);
            if (probability * refused[r] > 1e-18)
                Enumerate(history, round + 1, repeated, left - repeated, probability * refused[r], rate);
        }
    }

    private void Add(int[] history, double probability)
    {
        for (var r = 0; r < history.Length; r++)
        {
            Mean[r] += probability * history[r];
            for (var s = 0; s < history.Length; s++)
                Product[r, s] += probability * history[r] * history[s];
        }
    }
}
