namespace CostSim.Engine.Planning.Expected;

/// <summary>
/// An increasing function of item-level draws that makes an integrand jump or kink where it crosses certain levels.
/// </summary>
/// <param name="Terms">The terms of the function.</param>
/// <param name="ItemDraws">The item-level draws it depends on, each once, with derived sums expanded.</param>
/// <param name="Degree">Maximum number of times it applies to a unit.</param>
/// <param name="Kind">The kind of levels.</param>
internal sealed record DecidingRule(IReadOnlyList<Factor> Terms, IReadOnlyList<int> ItemDraws, int Degree, RuleKind Kind)
{
    /// <summary>Maximum number of levels: more would give too many pieces.</summary>
    public const int LevelsMax = 4096;

    private const int ManyUnits = 1000;

    private readonly SortedSet<int> _units = [];

    /// <summary>The limit of a <see cref="RuleKind.Limit"/>.</summary>
    public double Limit { get; init; } = double.PositiveInfinity;

    /// <summary>Whether a new number of units was requested since the last check; only for rounded shares.</summary>
    public bool HasNewUnits { get; set; }

    /// <summary>
    /// Whether a share is rounded for so many different numbers of units that the jumps average out.
    /// </summary>
    public bool IsMany => _units.Count > 8 && _units.Sum() > ManyUnits;

    /// <summary>Records a number of units of which a share is rounded.</summary>
    public void Asked(int units) => HasNewUnits |= units > 0 && _units.Add(units);

    public double Value(ItemPoint point)
    {
        var sum = 0f;
        foreach (var term in Terms)
            sum += point.Value(term);
        return sum;
    }

    /// <summary>The levels above one value and up to another.</summary>
    public IEnumerable<double> Levels(double above, double upTo)
    {
        if (Kind == RuleKind.Chance)
            return above < 1 && upTo >= 1 ? [1] : [];
        if (Kind == RuleKind.Limit)
            return above < Limit && upTo >= Limit ? [Limit] : [];
        if (Kind == RuleKind.Amount)
            return Halves(Math.Max(above, 1), upTo);
        return _units.SelectMany(units => Halves(above * units, upTo * units).Select(half => half / units)).Distinct();
    }

    /// <summary>The constant value between two levels.</summary>
    public long Cell(double value) => Kind switch
    {
        RuleKind.Chance => value >= 1 ? 1 : 0,
        RuleKind.Limit => value > Limit ? 1 : 0,
        RuleKind.Amount => (long)Math.Max(1, MathF.Round((float)value)),
        _ => _units.Sum(units => (long)MathF.Round((float)value * units)),
    };

    private static IEnumerable<double> Halves(double above, double upTo)
    {
        var (first, last) = (Math.Floor(above + 0.5) + 0.5, upTo);
        if (last - first > LevelsMax)
            throw new NotVouchedForException($"a rounded amount takes more than {LevelsMax} values");
        for (var half = first - 1; half <= last; half++)
        {
            if (half > above)
                yield return half;
        }
    }
}

/// <summary>See <see cref="DecidingRule"/>.</summary>
internal enum RuleKind
{
    /// <summary>A probability, or a sum of probabilities, limited to 1.</summary>
    Chance,

    /// <summary>A number of units: rounded, and at least 1.</summary>
    Amount,

    /// <summary>A share of units that is rounded.</summary>
    Rounded,

    /// <summary>Tokens of a call with a limit above which it is cut or counts as long.</summary>
    Limit,
}
