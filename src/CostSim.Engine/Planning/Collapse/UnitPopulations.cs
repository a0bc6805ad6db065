namespace CostSim.Engine.Planning.Collapse;

/// <summary>The items of a run, one unit each.</summary>
internal sealed class ItemsPopulation : Population
{
    private readonly Populations _book;
    private readonly JointDeviates _deviates;

    public ItemsPopulation(Populations book)
        : base(null, "items", ItemFunction.One)
    {
        _book = book;
        _deviates = new JointDeviates(book.Laws, ItemFunction.One);
        Units = book.Steps.Constant(book.Plan.Items);
    }

    public override int Units { get; }

    public override double Expected => _book.Plan.Items;

    public override bool AtMostOne => true;

    public override Population Home => this;

    public override bool HasAll => true;

    public override bool IsAlike => true;

    public override double[] Law(RatePoint point) => [0, 1];

    private protected override int? PlanScatter() => null;

    private protected override int? PlanAverage(ItemFunction function)
    {
        var laws = _book.Laws;
        var mix = _deviates.Add(function, _book.Stream($"average/{function.Name}"));
        return _book.Steps.Add(result => new AverageStep(
            null, new AverageVariance(laws.Variation(ItemFunction.One, function), 1.0 / _book.Plan.Items, null, null), mix,
            laws.Least(function), result)
        {
            OfItems = true,
            Shape = _book.ShapeOf(ItemFunction.One, function, _book.Plan.Items, 1),
        });
    }
}

/// <summary>A constant number of units from each unit.</summary>
internal sealed class SplitPopulation(
    Populations book, Population before, int count) : Population(before, $"{before.Name}/{count}", before.Weight)
{
    public override int Units { get; } = book.Steps.Add(result => new SumStep([new SumTerm(before.Units, count)], result));

    public int Count => count;

    public override double Expected => Before!.Expected * count;

    public override bool HasAll => Before!.HasAll;

    public override bool IsAlike => Before!.IsAlike;

    public override double[] Law(RatePoint point) => UnitLaw.Multiply(Before!.Law(point), count);

    private protected override int? PlanScatter() => Before!.Scatter;

    private protected override int? PlanAverage(ItemFunction function) => Before!.Average(function, book.Laws);
}

/// <summary>A number of units from each unit that is drawn per run.</summary>
internal sealed class RunAmountPopulation(
    Populations book, Population before, RunChance amount) : Population(before, $"{before.Name}/amount", before.Weight)
{
    public override int Units { get; } = book.Steps.Add(result => new AmountStep(before.Units, amount, null, result));

    public RunChance Amount => amount;

    public override double Expected => Before!.Expected * book.AtMean(amount);

    public override bool HasAll => Before!.HasAll;

    public override bool IsAlike => Before!.IsAlike;

    public override IEnumerable<RunChance> Chances => Before!.Chances.Append(amount);

    public override double[] Law(RatePoint point) =>
        UnitLaw.Multiply(Before!.Law(point), (int)Math.Max(1, Math.Round(point.Chance(amount))));

    private protected override int? PlanScatter() => Before!.Scatter;

    private protected override int? PlanAverage(ItemFunction function) => Before!.Average(function, book.Laws);
}

/// <summary>A number of units from each unit that depends on the item.</summary>
internal sealed class AmountPopulation(Populations book, Population before, ItemFunction amount)
    : Population(before, $"{before.Name}/{amount.Name}", before.Weight.Times(amount))
{
    private readonly JointDeviates _deviates = new(book.Laws, before.Weight.Times(amount));

    public override int Units { get; } = book.Steps.Add(result =>
        new AmountStep(before.Units, new RunChance(book.Laws.Mean(before.Weight, amount), []), before.Average(amount, book.Laws), result));

    public ItemFunction Amount => amount;

    public override double Expected => Before!.Expected * book.Laws.Mean(Before.Weight, amount);

    public override bool HasAll => Before!.HasAll;

    public override IEnumerable<ItemFunction> Functions => Before!.Functions.Append(amount);

    public override double[] Law(RatePoint point)
    {
        var units = Before!.Law(point);
        var each = point.Values(amount).GroupBy(value => (int)value.Value).ToDictionary(
            same => same.Key, same => same.Sum(value => value.Weight));
        var law = new double[(units.Length - 1) * each.Keys.Max() + 1];
        UnitLaw.ThrowIfTooMany(law.Length);
        foreach (var (count, chance) in each)
        {
            for (var n = 0; n < units.Length; n++)
                law[n * count] += units[n] * chance;
        }

        return law;
    }

    private protected override int? PlanScatter() => Before!.Scatter is { } scatter
        ? book.Steps.Add(result => new SumStep([new SumTerm(scatter, 1 + book.Laws.Variation(Before.Weight, amount))], result))
        : null;

    private protected override int? PlanAverage(ItemFunction function) => function.SharesADrawWith(amount)
        ? book.Ratio(Before!, amount, function)
        : book.Independent(this, Before!, function, _deviates);
}

/// <summary>Units selected by a probability, each independently.</summary>
internal sealed class ThinnedPopulation : Population
{
    private readonly Populations _book;
    private readonly JointDeviates _deviates;

    private readonly RouteStand? _route;

    /// <summary>Known once asked for: a chain of a thousand rounds would ask each of those before it, again and again.</summary>
    private double? _expected;

    /// <param name="book">The book of populations.</param>
    /// <param name="before">The units.</param>
    /// <param name="chance">The probability of each.</param>
    /// <param name="stream">Its stream.</param>
    /// <param name="route">If several probabilities divide the units one after the other, what those before have left.</param>
    public ThinnedPopulation(Populations book, Population before, UnitChance chance, uint stream, RouteStand? route = null)
        : base(before, FormattableString.Invariant($"{before.Name}/{stream:x}"), before.Weight.Times(chance.Item))
    {
        (_book, Chance, Stream, _route) = (book, chance, stream, route);
        _deviates = new JointDeviates(book.Laws, Weight);
        Surplus = book.Steps.NewRegister();
        Units = book.Steps.Add(result => Step(result));
    }

    public UnitChance Chance { get; }

    public uint Stream { get; }

    /// <summary>Register of the number taken beyond the expected number.</summary>
    private int Surplus { get; }

    public override int Units { get; }

    public override double Expected => _expected ??= Before!.Expected * Math.Clamp(_book.AtMean(Mean), 0, 1);

    public override bool AtMostOne => Before!.AtMostOne;

    public override IEnumerable<RunChance> Chances => Before!.Chances.Append(Chance.Run);

    public override IEnumerable<ItemFunction> Functions => Before!.Functions.Append(Chance.Item);

    /// <summary>How much the probability differs between units.</summary>
    private double Unevenness => 1 + _book.Laws.Variation(Before!.Weight, Chance.Item);

    private ThinStep Step(int result) => new(
        (_route?.Left ?? Before!).Units, Mean, _book.ChanceAverage(Before!, Chance.Item, Stream), Unevenness, Stream, result)
    {
        Surplus = Chance.Item.IsOne ? null : Surplus,
        Open = _route?.Open,
        OpensFirst = _route?.IsFirst ?? false,
    };

    /// <summary>The mean probability of a unit.</summary>
    public RunChance Mean => Chance.Run with { Constant = Chance.Run.Constant * _book.Laws.Mean(Before!.Weight, Chance.Item) };

    public override double[] Law(RatePoint point) => UnitLaw.Thinned(Before!.Law(point), point, Chance);

    public override double ChanceOf(RatePoint point) =>
        Chance.Item.IsOne ? Math.Clamp(point.Chance(Chance.Run), 0, 1) : base.ChanceOf(point);

    private protected override int? PlanScatter() =>
        _book.Steps.Add(result => new ScatterStep(Before!.Scatter, Before.Units, Units, Unevenness, result));

    private protected override int? PlanAverage(ItemFunction function)
    {
        var laws = _book.Laws;
        // If the probability is used nowhere else, neither is the average of its items.
        if (!function.SharesADrawWith(Chance.Item) && Chance.Item.Draws.All(_book.Uses.IsAlone))
            return _book.Independent(this, _route?.Left ?? Before!, function, _deviates);
        // The choice and the chosen quantity are correlated, which two separate distributions do not capture if they are far from normal.
        _book.Shapes.AddRatio(laws.MomentsOf(Weight, function), Expected, Materiality);
        // Each unit is taken with its probability p: Σ(taken − p)(h − mean) has the variance Σp(1 − p)(h − mean)², and is correlated with
        // the number taken beyond the expected number.
        var mean = laws.Mean(Weight, function);
        var ofChance = laws.Mean(Weight, Chance.Item);
        var withChance = laws.Mean(Weight, Chance.Item.Times(function)) / mean;
        var variance = new AverageVariance(laws.Variation(Weight, function), 0, null, null)
        {
            Choice = new ChoiceByChance(
                Units, Surplus, Chance.Run, ofChance, withChance - ofChance,
                laws.Mean(Weight, Chance.Item.Times(function).Times(function)) / (mean * mean) - 2 * withChance + ofChance),
        };
        return _book.Deviate(this, function, _book.Ratio(Before!, Chance.Item, function), variance, _deviates);
    }
}

/// <summary>The units that are in none of the other parts.</summary>
internal sealed class RestPopulation(
    Populations book, Population before, IReadOnlyList<Population> taken) : Population(before, $"{before.Name}/rest", before.Weight)
{
    public override int Units { get; } = book.Steps.Add(
        result => new SumStep([new SumTerm(before.Units, 1), .. taken.Select(part => new SumTerm(part.Units, -1))], result));

    private double? _expected;

    public override double Expected => _expected ??= Before!.Expected - taken.Sum(part => part.Expected);

    public override bool AtMostOne => Before!.AtMostOne;

    public override IEnumerable<RunChance> Chances => taken.SelectMany(part => part.Chances).Concat(Before!.Chances);

    public override IEnumerable<ItemFunction> Functions => taken.SelectMany(part => part.Functions).Concat(Before!.Functions);

    public override double[] Law(RatePoint point)
    {
        if (taken is [var part] && !taken[0].Functions.Except(Before!.Functions).All(function => function.IsOne))
            return UnitLaw.Left(Before.Law(point), point, Between(part));
        var chance = ChanceOf(point);
        return UnitLaw.Mix(Before!.Law(point), point.Budget, n => UnitLaw.Binomial(n, chance));
    }

    public override double ChanceOf(RatePoint point) => Math.Clamp(1 - taken.Sum(part => part.ChanceSince(Before!, point)), 0, 1);

    /// <summary>The successive probabilities that lead from the units before to those taken.</summary>
    private List<UnitChance> Between(Population part)
    {
        var chances = new List<UnitChance>();
        for (var at = part; !ReferenceEquals(at, Before); at = at.Before!)
            chances.Add(
                at is ThinnedPopulation thinned ? thinned.Chance
                    : throw new NotCollapsibleException("the distribution of an item's remaining units is not available"));
        return chances;
    }

    private protected override int? PlanScatter() =>
        book.Steps.Add(result => new ScatterStep(Before!.Scatter, Before.Units, Units, 1, result));

    private protected override int? PlanAverage(ItemFunction function)
    {
        // Sums over units are conserved: the units taken and the units left add up to the units before.
        var mean = book.Laws.Mean(Before!.Weight, function);
        var sum = book.Steps.Add(result => new SumStep(
            [
                new SumTerm(Before.Units, 1, Before.Average(function, book.Laws)),
                .. taken.Select(
                    part => new SumTerm(part.Units, -book.Laws.Mean(part.Weight, function) / mean, part.Average(function, book.Laws))),
            ],
            result));
        return book.Steps.Add(result => new RatioStep(sum, Units, result));
    }
}

/// <summary>Several populations together.</summary>
internal sealed class UnionPopulation(Populations book, IReadOnlyList<Population> parts)
    : Population(CommonOf(parts), string.Join('+', parts.Select(part => part.Name)), parts[0].Weight)
{
    public override int Units { get; } = book.Steps.Add(
        result => new SumStep([.. parts.Select(part => new SumTerm(part.Units, 1))], result));

    public IReadOnlyList<Population> Parts => parts;

    /// <summary>Whether it is units together with duplicates of some of them.</summary>
    public bool IsTwice => parts is [var once, ThinnedPopulation { Partition: null, Before: var of }] && ReferenceEquals(once, of);

    public override double ChanceOf(RatePoint point) =>
        IsTwice ? base.ChanceOf(point) : Math.Clamp(parts.Sum(part => part.ChanceSince(Before!, point)), 0, 1);

    private double? _expected;

    public override double Expected => _expected ??= parts.Sum(part => part.Expected);

    public override bool HasAll => parts.Any(part => part.HasAll);

    public override IEnumerable<RunChance> Chances => parts.SelectMany(part => part.Chances);

    public override IEnumerable<ItemFunction> Functions => parts.SelectMany(part => part.Functions);

    public override double[] Law(RatePoint point)
    {
        if (IsTwice)
            return UnitLaw.Twice(parts[0].Law(point), point, ((ThinnedPopulation)parts[1]).Chance);
        var chance = Math.Clamp(parts.Sum(part => part.ChanceSince(Before!, point)), 0, 1);
        return UnitLaw.Mix(Before!.Law(point), point.Budget, n => UnitLaw.Binomial(n, chance));
    }

    private protected override int? PlanScatter() => book.ScatterOf([.. parts.Select(part => new WeightedUnits(part, 1))], Units);

    private protected override int? PlanAverage(ItemFunction function)
    {
        var mean = book.Laws.Mean(Weight, function);
        var sum = book.Steps.Add(result => new SumStep(
            [.. parts.Select(
                part => new SumTerm(part.Units, book.Laws.Mean(part.Weight, function) / mean, part.Average(function, book.Laws)))],
            result));
        return book.Steps.Add(result => new RatioStep(sum, Units, result));
    }

    private static Population CommonOf(IReadOnlyList<Population> parts) =>
        parts.Skip(1).Aggregate(parts[0], (common, part) => Common(common, part).Common);
}

/// <summary>
/// The place of a probability among several that divide units: the units and the probability left over by those before it.
/// </summary>
/// <param name="Left">The units left.</param>
/// <param name="Open">Register of the probability left.</param>
/// <param name="IsFirst">Whether it is the first.</param>
internal sealed record RouteStand(Population Left, int Open, bool IsFirst);
