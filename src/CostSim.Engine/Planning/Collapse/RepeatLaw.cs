namespace CostSim.Engine.Planning.Collapse;

/// <summary>
/// The distribution of one item's repeated calls at one refusal rate: in each round every call is refused with that probability, up to a
/// cap on all rounds.
/// </summary>
/// <remarks>
/// Refusals are counted only up to what the cap allows: any greater number has the same effect. So after the first round at most cap calls
/// are counted, and a round takes about cap³/6 steps however many calls there are.
/// </remarks>
internal sealed class RepeatLaw
{
    private readonly int _rounds;
    private readonly int _cap;
    private readonly int _callsMax;
    private readonly (double Rate, double Weight)[] _rates;

    private readonly Dictionary<int, double[]> _known = [];

    /// <summary>
    /// For each item-level value of the rate, the binomial distribution of refusals by number of repeated calls, computed on demand.
    /// </summary>
    private readonly double[]?[][] _refusals;

    /// <param name="rate">The run's part of the rate.</param>
    /// <param name="itemValues">The item's multipliers and their weights, which add up to 1. The product is clamped to [0, 1].</param>
    /// <param name="rounds">Rounds.</param>
    /// <param name="cap">Maximum number of repeated calls of an item, all rounds together.</param>
    /// <param name="callsMax">First calls of an item at most.</param>
    public RepeatLaw(double rate, IReadOnlyList<(double Value, double Weight)> itemValues, int rounds, int cap, int callsMax)
    {
        (_rounds, _cap, _callsMax) = (rounds, cap, callsMax);
        _rates = [.. itemValues.Select(item => (Math.Clamp(rate * item.Value, 0, 1), item.Weight))];
        _refusals = Array.ConvertAll(_rates, _ => new double[]?[Most(callsMax) + 1]);
    }

    /// <summary>Probabilities of 0, 1, … repeated calls given the number of first calls, which must not exceed the maximum.</summary>
    public double[] Of(int calls) => _known.TryGetValue(calls, out var law) ? law : _known[calls] = Enumerate(calls);

    /// <summary>The same within a budget.</summary>
    public double[] Of(int calls, CollapseBudget budget)
    {
        if (!_known.ContainsKey(calls))
            budget.Spend(Work(calls, _rounds, _cap) * _rates.Length);
        return Of(calls);
    }

    /// <summary>Approximate number of steps to compute the distribution for a number of first calls and one value of the rate.</summary>
    public static double Work(int calls, int rounds, int cap)
    {
        var most = Math.Min((double)calls * rounds, cap);
        var made = Math.Min(calls, most);
        return calls + (rounds - 1) * made * made * most / 2;
    }

    private int Most(int calls) => (int)Math.Min((long)calls * _rounds, _cap);

    private double[] Enumerate(int calls)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(calls, _callsMax);
        var most = Most(calls);
        var law = new double[most + 1];
        for (var i = 0; i < _rates.Length; i++)
        {
            // state[made, used]: calls in the last round, and repeated calls in all.
            var state = FirstRound(calls, most, _rates[i].Rate);
            for (var round = 1; round < _rounds; round++)
                state = NextRound(state, _rates[i].Rate, _refusals[i]);
            for (var used = 0; used <= most; used++)
            {
                for (var made = 0; made < state.GetLength(0); made++)
                    law[used] += state[made, used] * _rates[i].Weight;
            }
        }

        return law;
    }

    private static double[,] FirstRound(int calls, int most, double rate)
    {
        var repeated = UpTo(UnitLaw.Binomial(calls, rate), Math.Min(calls, most));
        var state = new double[repeated.Length, most + 1];
        for (var made = 0; made < repeated.Length; made++)
            state[made, made] = repeated[made];
        return state;
    }

    private static double[,] NextRound(double[,] state, double rate, double[]?[] refusals)
    {
        var (madeMax, most) = (state.GetLength(0) - 1, state.GetLength(1) - 1);
        var next = new double[madeMax + 1, most + 1];
        for (var made = 0; made <= madeMax; made++)
        {
            var law = refusals[made] ??= UnitLaw.Binomial(made, rate);
            for (var used = made; used <= most; used++)
            {
                var (chance, left) = (state[made, used], Math.Min(made, most - used));
                if (chance == 0)
                    continue;
                var below = 0.0;
                for (var again = 0; again < left; again++)
                {
                    next[again, used + again] += chance * law[again];
                    below += law[again];
                }

                next[left, used + left] += chance * Math.Max(0, left == made ? law[made] : 1 - below);
            }
        }

        return next;
    }

    /// <summary>The distribution of the lesser of a count and a limit.</summary>
    private static double[] UpTo(double[] law, int limit)
    {
        var cut = law[..(limit + 1)];
        for (var count = limit + 1; count < law.Length; count++)
            cut[limit] += law[count];
        return cut;
    }
}
