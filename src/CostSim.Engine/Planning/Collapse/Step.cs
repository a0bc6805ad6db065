using CostSim.Numerics.Tables;

namespace CostSim.Engine.Planning.Collapse;

/// <summary>One operation of a collapse: computed for every trial of a block, from registers into a register.</summary>
/// <param name="Result">The register it writes.</param>
public abstract record Step(int Result)
{
    /// <summary>The registers it reads.</summary>
    public abstract IEnumerable<int> Reads { get; }

    /// <summary>Registers that it writes in addition to <see cref="Result"/>.</summary>
    public virtual IEnumerable<int> AlsoWrites => [];

    /// <summary>The same step with other registers.</summary>
    public abstract Step Renumbered(Func<int, int> register);

    private protected static int? Map(int? register, Func<int, int> to) => register is { } known ? to(known) : null;

    private protected static IEnumerable<int> Known(params int?[] registers) => registers.OfType<int>();
}

/// <summary>A probability that is the same for all items of a trial: a constant times run-level draws.</summary>
/// <param name="Constant">The constant.</param>
/// <param name="RunDraws">Indices of <see cref="Plan.RunDraws"/>.</param>
public sealed record RunChance(double Constant, IReadOnlyList<int> RunDraws);

/// <summary>
/// The number of units selected by a probability, each independently: binomial if all items have the same probability. If items differ, the
/// mean is that of the given units, and the variance that of independent draws with their probabilities; a binomial distribution with both
/// is used.
/// </summary>
/// <param name="Units">The number of units.</param>
/// <param name="Chance">The mean probability of a unit.</param>
/// <param name="Average">Register of the items' average, relative to that; null if all are alike.</param>
/// <param name="Unevenness">How much probabilities differ between units: mean square over squared mean.</param>
/// <param name="Stream">Its stream.</param>
public sealed record ThinStep(int Units, RunChance Chance, int? Average, double Unevenness, uint Stream, int Result) : Step(Result)
{
    /// <summary>
    /// Register of the probability left over by the choices before, read and written; null if it is the only one.
    /// </summary>
    public int? Open { get; init; }

    /// <summary>Whether it is the first of several that share <see cref="Open"/>.</summary>
    public bool OpensFirst { get; init; }

    /// <summary>Register of the number taken beyond the expected number; null if not needed.</summary>
    public int? Surplus { get; init; }

    public override IEnumerable<int> Reads => Known(Units, Average, OpensFirst ? null : Open);

    public override IEnumerable<int> AlsoWrites => Known(Open, Surplus);

    public override Step Renumbered(Func<int, int> register) => this with
    {
        Units = register(Units),
        Average = Map(Average, register),
        Open = Map(Open, register),
        Surplus = Map(Surplus, register),
        Result = register(Result),
    };
}

/// <summary>Items × round(units of an item × probability), if all items have equally many units: not random.</summary>
/// <param name="Units">Units of all items.</param>
/// <param name="Items">The items.</param>
/// <param name="Chance">The chance.</param>
/// <param name="IsCertain">
/// Whether it is a decimal constant, so that halves are exact; otherwise the product is a float, as item by item.
/// </param>
public sealed record RoundAlikeStep(int Units, int Items, RunChance Chance, bool IsCertain, int Result) : Step(Result)
{
    public override IEnumerable<int> Reads => [Units, Items];

    public override Step Renumbered(Func<int, int> register) =>
        this with { Units = register(Units), Items = register(Items), Result = register(Result) };
}

/// <summary>
/// Counts that need the distribution of an item's units (rounding per item, caps): mean, variance, skewness and dependence on the units
/// come from a table over the run-level probabilities.
/// </summary>
/// <param name="Units">Total of the parent units.</param>
/// <param name="Items">The items that have them.</param>
/// <param name="Table">The table.</param>
/// <param name="Stream">The stream of the deviation.</param>
/// <param name="PerUnitMax">The greatest count of one unit.</param>
/// <param name="PerItem">The least and the greatest count of one item.</param>
/// <param name="Small">
/// The rounds of exact draws for few events, where a normal approximation is not accurate: retries below their cap. May be empty.
/// </param>
/// <param name="OfItems">Whether the deviation is of items, not of calls.</param>
public sealed record TabulatedStep(
    int Units, int Items, CountTable Table, uint Stream, int PerUnitMax, Bounds PerItem, IReadOnlyList<uint> Small, bool OfItems,
    int Result) : Step(Result)
{
    /// <summary>The probability of <see cref="Small"/>.</summary>
    public RunChance SmallChance { get; init; } = new(0, []);

    /// <summary>Register of its variance given the units, of all items together; null if not needed.</summary>
    public int? Variance { get; init; }

    public override IEnumerable<int> Reads => [Units, Items];

    public override IEnumerable<int> AlsoWrites => Known(Variance);

    public override Step Renumbered(Func<int, int> register) =>
        this with { Units = register(Units), Items = register(Items), Variance = Map(Variance, register), Result = register(Result) };
}

/// <summary>Units × amount, rounded to whole units, at least one each.</summary>
/// <param name="Units">The units.</param>
/// <param name="Chance">
/// Number of units made from each: the mean if it differs between items; otherwise the same for all, rounded.
/// </param>
/// <param name="Average">Register of the items' average, relative to that; null if all are alike.</param>
public sealed record AmountStep(int Units, RunChance Chance, int? Average, int Result) : Step(Result)
{
    public override IEnumerable<int> Reads => Known(Units, Average);

    public override Step Renumbered(Func<int, int> register) =>
        this with { Units = register(Units), Average = Map(Average, register), Result = register(Result) };
}

/// <summary>Sum of registers, each times a weight and optionally another register.</summary>
/// <param name="Terms">The terms.</param>
public sealed record SumStep(IReadOnlyList<SumTerm> Terms, int Result) : Step(Result)
{
    public override IEnumerable<int> Reads => Terms.SelectMany(term => Known(term.Register, term.Times));

    public override Step Renumbered(Func<int, int> register) => this with
    {
        Terms = [.. Terms.Select(term => term with { Register = register(term.Register), Times = Map(term.Times, register) })],
        Result = register(Result),
    };
}

/// <summary>See <see cref="SumStep"/>.</summary>
public sealed record SumTerm(int Register, double Weight, int? Times = null);

/// <summary>One register divided by another; 1 if the divisor is 0.</summary>
public sealed record RatioStep(int Above, int? Below, int Result) : Step(Result)
{
    public override IEnumerable<int> Reads => Known(Above, Below);

    public override Step Renumbered(Func<int, int> register) =>
        this with { Above = register(Above), Below = Map(Below, register), Result = register(Result) };
}

/// <summary>
/// How unevenly the units selected by a probability are spread over items: 1/taken + Unevenness × (before − 1/units), 0 if none was taken
/// (docs/numerics.md, "Populations").
/// </summary>
/// <param name="Before">Register of the same before the selection, or null if it is 0.</param>
/// <param name="Units">Units before.</param>
/// <param name="Taken">Units taken.</param>
/// <param name="Unevenness">Mean square of the probability over its squared mean.</param>
public sealed record ScatterStep(int? Before, int Units, int Taken, double Unevenness, int Result) : Step(Result)
{
    public override IEnumerable<int> Reads => Known(Before, Units, Taken);

    public override Step Renumbered(Func<int, int> register) =>
        this with { Before = Map(Before, register), Units = register(Units), Taken = register(Taken), Result = register(Result) };
}

/// <summary>Another step's variance divided by the square of the units it counted, added to the scatter before.</summary>
/// <param name="Before">Register of the scatter before, or null if it is 0.</param>
/// <param name="Variance">Register of the variance.</param>
/// <param name="Counted">The units counted.</param>
public sealed record CountedScatterStep(int? Before, int Variance, int Counted, int Result) : Step(Result)
{
    public override IEnumerable<int> Reads => Known(Before, Variance, Counted);

    public override Step Renumbered(Func<int, int> register) =>
        this with { Before = Map(Before, register), Variance = register(Variance), Counted = register(Counted), Result = register(Result) };
}

/// <summary>Σ over pairs of units of coefficient × a × b × (scatter − 1/other): see <see cref="ScatterTerm"/>.</summary>
public sealed record ScatterSumStep(IReadOnlyList<ScatterTerm> Terms, int Result) : Step(Result)
{
    /// <summary>Register whose square the sum is divided by, or null.</summary>
    public int? Over { get; init; }

    public override IEnumerable<int> Reads =>
        Terms.SelectMany(term => Known(term.First, term.Second, term.Scatter, term.Less)).Concat(Known(Over));

    public override Step Renumbered(Func<int, int> register) => this with
    {
        Terms =
        [
            .. Terms.Select(term => term with
            {
                First = register(term.First), Second = register(term.Second), Scatter = Map(term.Scatter, register),
                Less = Map(term.Less, register),
            }),
        ],
        Over = Map(Over, register),
        Result = register(Result),
    };
}

/// <summary>Coefficient × first × second × (Constant + scatter − 1/less); null registers are omitted.</summary>
public sealed record ScatterTerm(double Coefficient, int First, int Second, double Constant, int? Scatter, int? Less);

/// <summary>
/// The average over the items of some units, relative to its expectation: the average of the units they were chosen from, plus a deviation.
/// </summary>
/// <param name="Base">Register of the average before, or null for 1.</param>
/// <param name="Variance">The variance of the deviation.</param>
/// <param name="Mix">The deviates it is mixed from.</param>
/// <param name="Least">Its minimum, as an average of positive numbers.</param>
public sealed record AverageStep(int? Base, AverageVariance Variance, IReadOnlyList<MixPart> Mix, double Least, int Result) : Step(Result)
{
    /// <summary>
    /// Whether it is the average over all items, with its own distribution; otherwise its deviation is that of a choice among units.
    /// </summary>
    public bool OfItems { get; init; }

    /// <summary>How the average differs from a normal distribution.</summary>
    public SumShape Shape { get; init; } = SumShape.Normal;

    public override IEnumerable<int> Reads => Known(Base, Variance.Now, Variance.Before, Variance.Choice?.Taken, Variance.Choice?.Surplus);

    public override Step Renumbered(Func<int, int> register) => this with
    {
        Base = Map(Base, register),
        Variance = Variance.Renumbered(register),
        Result = register(Result),
    };
}

/// <summary>
/// How sums of independent copies differ from a normal distribution: described by the skewness of one copy, or by a table of their
/// distributions if that is not enough.
/// </summary>
/// <param name="Skewness">Skewness of one copy.</param>
/// <param name="Table">
/// The distributions of sums, computed on demand: rejected plans do not need them. Null if the skewness is enough.
/// </param>
public sealed record SumShape(double Skewness, Lazy<FoldTable>? Table)
{
    /// <summary>The distributions of sums, or null.</summary>
    public FoldTable? Fold => Table?.Value;

    public static readonly SumShape Normal = new(0, null);

    /// <summary>Whether a normal distribution is enough.</summary>
    public bool IsNormal => Skewness == 0 && Table is null;
}

/// <summary>
/// A variance: Each × (Constant + now − before), with registers of scatter; or that of a choice. The total concentration before is Past +
/// before.
/// </summary>
public sealed record AverageVariance(double Each, double Constant, int? Now, int? Before)
{
    /// <summary>The part of Σu² / (Σu)² before that is the same in every trial.</summary>
    public double Past { get; init; }

    /// <summary>Set if the units were chosen by a probability that is correlated with the averaged function; otherwise null.</summary>
    public ChoiceByChance? Choice { get; init; }

    /// <summary>The same with other registers.</summary>
    public AverageVariance Renumbered(Func<int, int> register) => this with
    {
        Now = Now is { } now ? register(now) : null,
        Before = Before is { } before ? register(before) : null,
        Choice = Choice is null ? null : Choice with { Taken = register(Choice.Taken), Surplus = register(Choice.Surplus) },
    };
}

/// <summary>
/// A choice of units with probabilities p·d, d depending on the item. The average of h over them, relative to its mean, deviates by
/// −p·Covariance/(1 −
/// p·Mean) × surplus/taken, plus a deviation with the variance (Each − p·Squares − (p·Covariance)²/(1 − p·Mean)) / taken.
/// </summary>
/// <param name="Taken">Register of the units taken.</param>
/// <param name="Surplus">Register of their number beyond the expected number.</param>
/// <param name="Chance">p.</param>
/// <param name="Mean">Mean of d over the units taken.</param>
/// <param name="Covariance">Mean of d·(h − 1).</param>
/// <param name="Squares">Mean of d·(h − 1)².</param>
public sealed record ChoiceByChance(int Taken, int Surplus, RunChance Chance, double Mean, double Covariance, double Squares);
