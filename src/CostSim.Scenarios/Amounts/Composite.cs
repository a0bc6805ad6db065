namespace CostSim.Scenarios;

/// <summary>An amount that is made of others. It draws nothing of its own: levels and spreads belong to its leaves.</summary>
public abstract record Composite(string Path) : Amount(Path)
{
    /// <summary>The amounts that it is made of, in the order of the text.</summary>
    public abstract IReadOnlyList<Amount> Parts { get; }

    public override IEnumerable<Amount> Leaves => Parts.SelectMany(part => part.Leaves);

    /// <summary>The parts of a kind in the input of a call: itself, those of a sum, or those of the labels of units.</summary>
    public static IEnumerable<T> In<T>(Amount input)
        where T : Composite => input switch
        {
            T part => [part],
            Sum sum => sum.Terms.SelectMany(In<T>),
            ByLabel by => by.Amounts.SelectMany(each => In<T>(each.Amount)),
            _ => [],
        };
}

/// <summary>The product of its factors. Written <c>{ "product": [a, b, …] }</c>.</summary>
/// <param name="Path">See <see cref="Amount"/>.</param>
/// <param name="Factors">One or more amounts, none of them with a cache.</param>
public sealed record Product(string Path, IReadOnlyList<Amount> Factors) : Composite(Path)
{
    public override IReadOnlyList<Amount> Parts => Factors;

    internal override Extent Extent { get; } = Factors.Aggregate(Extent.One, (extent, factor) => extent.Times(factor.Extent));

    public override double Evaluate(Func<Amount, double> ofLeaf) => Factors.Select(factor => factor.Evaluate(ofLeaf))
        .Aggregate(1.0, (product, value) => product == 0 || value == 0 ? 0 : product * value);
}

/// <summary>The sum of its terms. Written <c>{ "sum": [a, b, …] }</c>.</summary>
/// <param name="Path">See <see cref="Amount"/>.</param>
/// <param name="Terms">One or more amounts.</param>
public sealed record Sum(string Path, IReadOnlyList<Amount> Terms) : Composite(Path)
{
    public override IReadOnlyList<Amount> Parts => Terms;

    internal override Extent Extent { get; } = Terms.Aggregate(Extent.None, (extent, term) => extent.Plus(term.Extent));

    public override double Evaluate(Func<Amount, double> ofLeaf) => Terms.Sum(term => term.Evaluate(ofLeaf));
}

/// <summary>
/// Input tokens of which a share is read from a cache. Written <c>{ "cached": share, "of": amount, "lifetime": "5m" }</c>. The share pays
/// the price of a cache read; the rest pays for a cache write, where the model bills one, else the input price.
/// </summary>
/// <param name="Path">See <see cref="Amount"/>.</param>
/// <param name="Share">The share in [0, 1] that is read from the cache; run or item level. It can be more than 0.</param>
/// <param name="Of">All of these tokens, of one call.</param>
/// <param name="Lifetime">
/// Which of the model's cache writes the rest pays for, where it has several; null where the scenario does not say.
/// </param>
public sealed record Cached(string Path, Amount Share, Amount Of, string? Lifetime) : Composite(Path)
{
    /// <summary>
    /// Whether the scenario does not say it: the provider caches by itself, and all input, whatever a retry adds, is taken as written.
    /// </summary>
    public bool IsImplicit { get; init; }

    public override IReadOnlyList<Amount> Parts => [Share, Of];

    internal override Extent Extent { get; } = Of.Extent.Plus(Of.Extent.Times(Share.Extent));

    /// <summary>All of the tokens, read from the cache or not.</summary>
    public override double Evaluate(Func<Amount, double> ofLeaf) => Of.Evaluate(ofLeaf);

    /// <summary>The input of a call with no cache; the same object where it has none.</summary>
    public static Amount Without(Amount input) => !In<Cached>(input).Any() ? input : input switch
    {
        Cached cached => cached.Of,
        Sum sum => sum with { Terms = [.. sum.Terms.Select(Without)] },
        ByLabel by => by with { Amounts = [.. by.Amounts.Select(each => each with { Amount = Without(each.Amount) })] },
        _ => input,
    };
}

/// <summary>
/// Input tokens made from audio or images, which have their own price. Written as a part of <c>{ "text": …, "audio": …, "image": … }</c>.
/// </summary>
/// <param name="Path">See <see cref="Amount"/>.</param>
/// <param name="Modality">What they are made from.</param>
/// <param name="Of">The tokens.</param>
public sealed record Modal(string Path, Modality Modality, Amount Of) : Composite(Path)
{
    public override IReadOnlyList<Amount> Parts => [Of];

    internal override Extent Extent => Of.Extent;

    public override double Evaluate(Func<Amount, double> ofLeaf) => Of.Evaluate(ofLeaf);
}

/// <summary>How large an amount is, written out as a sum of products of leaves.</summary>
/// <param name="Terms">Number of products.</param>
/// <param name="Factors">Number of factors in all products together, at most.</param>
/// <param name="Depth">How many amounts stand within each other.</param>
internal readonly record struct Extent(double Terms, double Factors, int Depth)
{
    public static readonly Extent None = new(0, 0, 1);
    public static readonly Extent One = new(1, 0, 1);
    public static readonly Extent Leaf = new(1, 1, 0);

    public Extent Plus(Extent part) => new(Terms + part.Terms, Factors + part.Factors, Math.Max(Depth, 1 + part.Depth));

    public Extent Times(Extent part) =>
        new(Terms * part.Terms, Factors * part.Terms + part.Factors * Terms, Math.Max(Depth, 1 + part.Depth));
}
