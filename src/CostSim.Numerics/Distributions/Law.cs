namespace CostSim.Numerics.Distributions;

/// <summary>
/// A probability distribution (law) of an amount: values with positive probability (atoms), and weighted continuous parts. A continuous law
/// is a single part, a list of values only atoms; truncating, clipping and mixing laws give laws.
/// </summary>
public sealed class Law
{
    private readonly double[] _values;
    private readonly double[] _probabilities;
    private readonly double[] _upTo;
    private readonly (double Weight, IContinuousDistribution Law)[] _parts;

    /// <param name="atoms">Ascending values, each once, with positive probabilities.</param>
    /// <param name="parts">Continuous laws with positive weights. All together add up to 1.</param>
    private Law((double Value, double Probability)[] atoms, (double Weight, IContinuousDistribution Law)[] parts)
    {
        _parts = parts;
        _values = Array.ConvertAll(atoms, atom => atom.Value);
        _probabilities = Array.ConvertAll(atoms, atom => atom.Probability);
        _upTo = new double[atoms.Length + 1];
        for (var i = 0; i < atoms.Length; i++)
            _upTo[i + 1] = _upTo[i] + atoms[i].Probability;
        (Min, Max) = _values.Length > 0 ? (_values[0], _values[^1]) : (double.PositiveInfinity, double.NegativeInfinity);
        foreach (var (_, law) in _parts)
            (Min, Max) = (Math.Min(Min, law.Min), Math.Max(Max, law.Max));
    }

    /// <summary>The law with one continuous part.</summary>
    public static Law Of(IContinuousDistribution law) => new([], [(1, law)]);

    /// <summary>The law of these values with these probabilities, which add up to 1; equal values are merged.</summary>
    public static Law Of(IEnumerable<(double Value, double Probability)> atoms) => new(Gather(atoms), []);

    /// <summary>The law of a list of equally likely values.</summary>
    /// <param name="values">Ascending values.</param>
    public static Law EquallyLikely(IReadOnlyList<double> values) =>
        new(Gather(values.Select(value => (value, 1.0 / values.Count))), []) { Observed = values };

    /// <summary>A mixture of laws with positive weights that add up to 1.</summary>
    public static Law Mixture(IReadOnlyList<(double Weight, Law Law)> laws) => new(
        Gather(laws.SelectMany(law => law.Law.Atoms.Select(atom => (atom.Value, law.Weight * atom.Probability)))),
        [.. laws.SelectMany(law => law.Law._parts.Select(part => (law.Weight * part.Weight, part.Law)))]);

    /// <summary>The ascending list of equally likely values; null for every other law.</summary>
    public IReadOnlyList<double>? Observed { get; private init; }

    /// <summary>Lower end of the support; −∞ if there is none.</summary>
    public double Min { get; }

    /// <summary>Upper end of the support; +∞ if there is none.</summary>
    public double Max { get; }

    /// <summary>Values with positive probability, ascending.</summary>
    public IEnumerable<(double Value, double Probability)> Atoms => _values.Zip(_probabilities);

    public int AtomCount => _values.Length;

    /// <summary>The continuous parts.</summary>
    public IReadOnlyList<(double Weight, IContinuousDistribution Law)> Parts => _parts;

    public double Mean => Sum((value, probability) => value * probability, (weight, law) => weight * law.Mean);

    public double Variance
    {
        get
        {
            var mean = Mean;
            return Sum(
                (value, probability) => probability * (value - mean) * (value - mean),
                (weight, law) => weight * (law.Variance + (law.Mean - mean) * (law.Mean - mean)));
        }
    }

    /// <summary>Probability of a value of at most <paramref name="x"/>.</summary>
    public double Cdf(double x) => Math.Min(1, _upTo[AtomsBelow(x, inclusive: true)] + PartsBelow(x));

    /// <summary>Probability of a value below <paramref name="x"/>.</summary>
    public double Below(double x) => Math.Min(1, _upTo[AtomsBelow(x, inclusive: false)] + PartsBelow(x));

    /// <summary>The least value with a probability of at least <paramref name="p"/>, in (0, 1), at or below it.</summary>
    public double Quantile(double p)
    {
        if (_values.Length == 0 && _parts.Length == 1)
            return _parts[0].Law.Quantile(p);
        // The first atom up to which the probability suffices: the quantile is this atom, or lies between it and the one before.
        var (least, above) = (0, _values.Length);
        while (least < above)
        {
            var half = (least + above) / 2;
            (least, above) = Cdf(_values[half]) >= p ? (least, half) : (half + 1, above);
        }

        if (_parts.Length == 0 || (least < _values.Length && Below(_values[least]) < p))
            return _values[Math.Min(least, _values.Length - 1)];
        // If no atom bounds it, the quantile of a mixture lies between those of its parts.
        var low = least > 0 ? _values[least - 1] : _parts.Min(part => part.Law.Quantile(p));
        var high = least < _values.Length ? _values[least] : _parts.Max(part => part.Law.Quantile(p));
        for (var step = 0; step < 100 && low < high; step++)
        {
            var middle = low + (high - low) / 2;
            if (middle <= low || middle >= high)
                break;
            (low, high) = Cdf(middle) >= p ? (low, middle) : (middle, high);
        }

        return high;
    }

    /// <summary>
    /// The law truncated to [min, max]; null if nearly none of its probability is there (see <see cref="Truncated.ProbabilityMin"/>).
    /// </summary>
    public Law? Truncate(double min, double max)
    {
        var atoms = Atoms.Where(atom => atom.Value >= min && atom.Value <= max).ToList();
        var parts = new List<(double Weight, IContinuousDistribution Law)>();
        foreach (var (weight, law) in _parts)
        {
            if (Cut(law, min, max) is var (left, cut))
                parts.Add((weight * left, cut));
        }

        var sum = atoms.Sum(atom => atom.Probability) + parts.Sum(part => part.Weight);
        return sum < Truncated.ProbabilityMin ? null : new Law(
            [.. atoms.Select(atom => (atom.Value, atom.Probability / sum))], [.. parts.Select(part => (part.Weight / sum, part.Law))]);
    }

    /// <summary>The law with values outside [min, max] moved to the nearer end.</summary>
    public Law Clip(double min, double max)
    {
        var (below, above) = (Below(min), 1 - Cdf(max));
        var atoms = new List<(double Value, double Probability)> { (min, below), (max, above) };
        atoms.AddRange(Atoms.Where(atom => atom.Value >= min && atom.Value <= max));
        var parts = new List<(double Weight, IContinuousDistribution Law)>();
        foreach (var (weight, law) in _parts)
        {
            if (Cut(law, min, max) is var (left, cut))
                parts.Add((weight * left, cut));
        }

        // Normalises: rounding and dropped parts may leave a sum other than 1.
        var sum = atoms.Sum(atom => atom.Probability) + parts.Sum(part => part.Weight);
        return new Law(
            Gather(atoms.Select(atom => (atom.Value, atom.Probability / sum))), [.. parts.Select(part => (part.Weight / sum, part.Law))]);
    }

    private static (double Left, IContinuousDistribution Law)? Cut(IContinuousDistribution law, double min, double max)
    {
        if (min <= law.Min && max >= law.Max)
            return (1, law);
        var left = max <= law.Min || min >= law.Max ? 0 : law.Cdf(max) - law.Cdf(min);
        return left < Truncated.ProbabilityMin ? null : (left, new Truncated(law, min, max));
    }

    private static (double Value, double Probability)[] Gather(IEnumerable<(double Value, double Probability)> atoms)
    {
        var gathered = new List<(double Value, double Probability)>();
        foreach (var (value, probability) in atoms.Where(atom => atom.Probability > 0).OrderBy(atom => atom.Value))
        {
            if (gathered.Count > 0 && gathered[^1].Value == value)
                gathered[^1] = (value, gathered[^1].Probability + probability);
            else
                gathered.Add((value, probability));
        }

        return [.. gathered];
    }

    private double Sum(Func<double, double, double> ofAtom, Func<double, IContinuousDistribution, double> ofPart)
    {
        var (atoms, parts) = (0.0, 0.0);
        for (var i = 0; i < _values.Length; i++)
            atoms += ofAtom(_values[i], _probabilities[i]);
        foreach (var (weight, law) in _parts)
            parts += ofPart(weight, law);
        return atoms + parts;
    }

    private int AtomsBelow(double x, bool inclusive)
    {
        var found = Array.BinarySearch(_values, x);
        return found < 0 ? ~found : inclusive ? found + 1 : found;
    }

    private double PartsBelow(double x)
    {
        var sum = 0.0;
        foreach (var (weight, law) in _parts)
            sum += weight * law.Cdf(x);
        return sum;
    }
}
