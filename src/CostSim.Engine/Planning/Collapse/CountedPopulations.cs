namespace CostSim.Engine.Planning.Collapse;

/// <summary>
/// round(units × share) of each item's units, if all items have equally many units and the same share: the count is not random.
/// </summary>
internal sealed class RoundedAlikePopulation(Populations book, Population before, CountRule rule)
    : Population(before, FormattableString.Invariant($"{before.Name}/{rule.Stream:x}"), before.Weight)
{
    private readonly RunChance _chance = book.Chance(rule.Chance).Run;

    public override int Units { get; } = book.Steps.Add(
        result => new RoundAlikeStep(before.Units, before.Home.Units, book.Chance(rule.Chance).Run, rule.Chance.IsConstant, result));

    public override double Expected =>
        Before!.Home.Expected * CountRule.Round(Before.Expected / Before.Home.Expected, book.AtMean(_chance));

    public override bool IsAlike => true;

    public override bool AtMostOne => Before!.AtMostOne;

    public override IEnumerable<RunChance> Chances => Before!.Chances.Append(_chance);

    public override double[] Law(RatePoint point) =>
        UnitLaw.Rounded(Before!.Law(point), point.Chance(_chance), rule.Chance.IsConstant, point.Budget);

    // It does not matter which of an item's units they are: all items have equally many.
    private protected override int? PlanScatter() => Before!.Scatter;

    private protected override int? PlanAverage(ItemFunction function) => Before!.Average(function, book.Laws);
}

/// <summary>Units counted by a table of the distribution of one item's count.</summary>
internal abstract class TabulatedPopulation : Population
{
    private readonly Populations _book;
    private readonly JointDeviates _deviates;
    private readonly int _variance;

    private protected TabulatedPopulation(Populations book, Population before, string name, uint stream, TabulatedCount count)
        : base(before, name, before.Weight)
    {
        (_book, _deviates, _variance) = (book, new JointDeviates(book.Laws, before.Weight), book.Steps.NewRegister());
        Units = book.Steps.Add(result => new TabulatedStep(
            before.Units, before.Home.Units, count.Table, stream, count.PerUnitMax, count.PerItem, count.Small, count.OfItems, result)
        {
            SmallChance = count.SmallChance,
            Variance = _variance,
        });
        AtMost = count.AtMost;
        book.Shapes.AddCount(count.Skewness, count.Deviation, before.Home.Expected, before.Expected, before.Materiality);
        Expected = before.Home.Expected * count.MeanOfItem(before.Expected / before.Home.Expected);
    }

    public override int Units { get; }

    public override double Expected { get; }

    /// <summary>Upper bound of the probability that an item has its maximum count.</summary>
    public double AtMost { get; }

    private protected override int? PlanScatter() =>
        _book.Steps.Add(result => new CountedScatterStep(Before!.Scatter, _variance, Units, result));

    private protected override int? PlanAverage(ItemFunction function)
    {
        if (Functions.Any(function.SharesADrawWith) && !IsNearlyUnbiased)
            throw new NotCollapsibleException("the number of units that rounding or a cap leaves an item depends on its tokens");
        return _book.Independent(this, Before!, function, _deviates);
    }

    /// <summary>Whether nearly every item's count is proportional to its units.</summary>
    private protected virtual bool IsNearlyUnbiased => false;
}

/// <summary>round(units × share) of each item's units.</summary>
internal sealed class RoundedPopulation : TabulatedPopulation
{
    private readonly UnitChance _chance;
    private readonly CountRule _rule;
    private readonly CountTables _tables;

    public RoundedPopulation(Populations book, Population before, CountRule rule)
        : base(book, before, FormattableString.Invariant($"{before.Name}/{rule.Stream:x}"), rule.Stream,
            book.Tables.Rounded(before, rule)) =>
        (_chance, _rule, _tables) = (book.Chance(rule.Chance) with { Run = book.RunPart(rule.Chance) }, rule, book.Tables);

    public override bool AtMostOne => Before!.AtMostOne;

    public override IEnumerable<RunChance> Chances => Before!.Chances.Append(_chance.Run);

    public override IEnumerable<ItemFunction> Functions => Before!.Functions.Append(_chance.Item);

    public override double[] Law(RatePoint point)
    {
        var units = Before!.Law(point);
        return UnitLaw.Mix(units, point.Budget, n => _tables.RoundedGiven(n, _rule, point.Chance(_chance.Run)));
    }
}

/// <summary>Repeated calls of all rounds, up to a cap per item.</summary>
internal sealed class CappedPopulation(Populations book, Population before, RetryPlan retry, int callsMax)
    : TabulatedPopulation(book, before, FormattableString.Invariant($"{before.Name}/{retry.Streams[0]:x}"), retry.Streams[0],
        book.Tables.Capped(before, retry, callsMax))
{
    private readonly UnitChance _rate = book.Chance(retry.Rate);

    public override IEnumerable<RunChance> Chances => Before!.Chances.Append(_rate.Run);

    public override IEnumerable<ItemFunction> Functions => Before!.Functions.Append(_rate.Item);

    public override double[] Law(RatePoint point) =>
        throw new NotCollapsibleException("the distribution of repeated calls limited by a cap is not available");

    private protected override bool IsNearlyUnbiased => AtMost < 1e-3;
}

/// <summary>One unit for each item that has any.</summary>
internal sealed class JoinedPopulation(Populations book, Population source)
    : TabulatedPopulation(book, source, $"{source.Name}/join", book.Stream($"{source.Name}/join"), book.Tables.Joined(source))
{
    public override Population Home => this;

    public override bool AtMostOne => true;

    public override bool HasAll => true;

    public override bool IsAlike => true;

    public override double[] Law(RatePoint point) => [0, 1];

    public override IEnumerable<RunChance> Chances => [];

    public override IEnumerable<ItemFunction> Functions => [];

    private protected override bool IsNearlyUnbiased => AtMost > 0.999;
}

/// <summary>Units that pass again in a rerun, unchanged.</summary>
internal class AgainPopulation(Population units, ItemLaws laws) : Population(units, units.Name, units.Weight)
{
    public override int Units => Before!.Units;

    public override double Expected => Before!.Expected;

    public override double Materiality { get; } = units.Materiality
        * Math.Min(1, units.Expected / Math.Max(double.Epsilon, units.Home.Expected));

    public override bool AtMostOne => Before!.AtMostOne;

    public override double[] Law(RatePoint point) => Before!.Law(point);

    public override double ChanceOf(RatePoint point) => 1;

    private protected override int? PlanScatter() => Before!.Scatter;

    private protected override int? PlanAverage(ItemFunction function) => Before!.Average(function, laws);
}

/// <summary>Items that pass again in a rerun as a whole.</summary>
internal sealed class EnteredPopulation(Population items, ItemLaws laws) : AgainPopulation(items, laws)
{
    public override Population Home => this;

    public override bool HasAll => true;

    public override bool AtMostOne => true;

    public override bool IsAlike => true;

    public override double[] Law(RatePoint point) => [0, 1];

    public override IEnumerable<RunChance> Chances => [];

    public override IEnumerable<ItemFunction> Functions => [];
}
