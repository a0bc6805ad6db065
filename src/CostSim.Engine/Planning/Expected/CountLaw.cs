namespace CostSim.Engine.Planning.Expected;

/// <summary>The distribution of the number of units selected, for each number of units.</summary>
internal abstract class CountLaw
{
    /// <summary>Probabilities of <c>First</c>, <c>First</c> + 1, … for a number of units.</summary>
    public abstract (int First, double[] Chances) Of(int units);

    /// <summary>The mean, given only the mean number of units.</summary>
    public abstract double MeanOf(double units);

    /// <summary>The mean, given the number of units.</summary>
    public abstract double MeanOf(int units);
}

/// <summary>A draw per unit with the same probability, clamped to [0, 1].</summary>
internal sealed class Thinning(double chance) : CountLaw
{
    /// <summary>Probabilities below this are negligible.</summary>
    private const double Negligible = 1e-14;

    /// <summary>Maximum number of units of an item that is enumerated.</summary>
    private const int UnitsMax = 4096;

    private readonly double _chance = Math.Clamp(chance, 0, 1);
    private readonly Dictionary<int, (int First, double[] Chances)> _known = [];

    public override double MeanOf(double units) => _chance * units;

    public override double MeanOf(int units) => _chance * units;

    public override (int First, double[] Chances) Of(int units) =>
        _known.TryGetValue(units, out var law) ? law : _known[units] = Binomial(units);

    /// <summary>
    /// From the likeliest number outwards by ratios of neighbours, so that only negligible terms underflow; then normalised.
    /// </summary>
    private (int First, double[] Chances) Binomial(int units)
    {
        if (units > UnitsMax)
            throw new NotVouchedForException($"an item can have more than {UnitsMax} units, too many to enumerate");
        if (_chance is 0 or 1)
            return (_chance == 0 ? 0 : units, [1]);
        var mode = (int)Math.Min(units, (units + 1) * _chance);
        var odds = _chance / (1 - _chance);
        var (below, above) = (new List<double>(), new List<double> { 1 });
        for (var k = mode; k > 0 && (below.Count == 0 || below[^1] > Negligible); k--)
            below.Add((below.Count == 0 ? 1 : below[^1]) * k / ((units - k + 1) * odds));
        for (var k = mode; k < units && above[^1] > Negligible; k++)
            above.Add(above[^1] * (units - k) * odds / (k + 1));
        below.Reverse();
        var sum = below.Sum() + above.Sum();
        return (mode - below.Count, [.. below.Concat(above).Select(chance => chance / sum)]);
    }
}

/// <summary>A draw per unit with a probability that differs from item to item: one of several, each with a weight.</summary>
internal sealed class MixedThinning(IReadOnlyList<(double Chance, double Weight)> chances) : CountLaw
{
    private readonly (Thinning Law, double Weight)[] _parts = [.. chances.Select(each => (new Thinning(each.Chance), each.Weight))];
    private readonly Dictionary<int, (int First, double[] Chances)> _known = [];

    public override double MeanOf(double units) => _parts.Sum(part => part.Weight * part.Law.MeanOf(units));

    public override double MeanOf(int units) => MeanOf((double)units);

    public override (int First, double[] Chances) Of(int units) =>
        _known.TryGetValue(units, out var law) ? law : _known[units] = Mix(units);

    private (int First, double[] Chances) Mix(int units)
    {
        var laws = _parts.Select(part => (part.Law.Of(units).First, part.Law.Of(units).Chances, part.Weight)).ToList();
        var first = laws.Min(law => law.First);
        var mixed = new double[laws.Max(law => law.First + law.Chances.Length) - first];
        foreach (var law in laws)
        {
            for (var i = 0; i < law.Chances.Length; i++)
                mixed[law.First - first + i] += law.Weight * law.Chances[i];
        }

        return (first, mixed);
    }
}

/// <summary>A share of the units, rounded.</summary>
/// <param name="round">Maps a number of units to the number selected.</param>
/// <param name="asked">Called with every number of units requested.</param>
internal sealed class Rounding(Func<int, int> round, Action<int> asked) : CountLaw
{
    public override (int First, double[] Chances) Of(int units)
    {
        asked(units);
        return (round(units), [1]);
    }

    public override double MeanOf(int units) => Of(units).First;

    public override double MeanOf(double units) => throw new NotSupportedException("rounding needs the number of units itself");
}
