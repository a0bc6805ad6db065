namespace CostSim.Engine.Planning.Expected;

/// <summary>
/// Something that rises with item-level draws and in which an integral over them jumps, or has a corner, where it crosses certain levels.
/// </summary>
/// <param name="Terms">What is added up.</param>
/// <param name="ItemDraws">The item-level draws it is made of, each once, sums taken apart.</param>
/// <param name="Degree">How often a unit may meet it.</param>
/// <param name="Kind">Where the levels are.</param>
internal sealed record DecidingRule(IReadOnlyList<Factor> Terms, IReadOnlyList<int> ItemDraws, int Degree, RuleKind Kind)
{
    /// <summary>More levels than this make more pieces than can be walked.</summary>
    public const int LevelsMax = 4096;

    private const int ManyUnits = 1000;

    private readonly SortedSet<int> _units = [];

    /// <summary>The limit of a <see cref="RuleKind.Limit"/>.</summary>
    public double Limit { get; init; } = double.PositiveInfinity;

    /// <summary>Whether a new number of units was asked for since this was last looked at; only those of a rounded share.</summary>
    public bool HasNewUnits { get; set; }

    /// <summary>
    /// Whether a share of so many different numbers of units is rounded that the jumps of all of them are as good as none.
    /// </summary>
    public bool IsMany => _units.Count > 8 && _units.Sum() > ManyUnits;

    /// <summary>Notes that a share of so many units is rounded.</summary>
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

    /// <summary>What stays the same between two levels.</summary>
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
    /// <summary>A chance, or a sum of chances: it is held to 1.</summary>
    Chance,

    /// <summary>A number of units: rounded, and at least 1.</summary>
    Amount,

    /// <summary>A share of units that is rounded.</summary>
    Rounded,

    /// <summary>Tokens of a call that a limit cuts or counts as long.</summary>
    Limit,
}
