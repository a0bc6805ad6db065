namespace CostSim.Engine.Planning.Collapse;

/// <summary>Derives populations from populations and plans the steps that count them.</summary>
internal sealed class Populations
{
    private readonly StreamNames _streams;
    private int? _one;

    public Populations(Plan plan, ItemUses uses)
    {
        (Plan, Uses, Laws, _streams) = (plan, uses, uses.Laws, plan.Streams);
        (Steps, Shapes) = (new StepBook(Budget), new SumShapes(Budget));
        Tables = new CountTables(this);
        Items = new ItemsPopulation(this);
    }

    public Plan Plan { get; }

    public ItemLaws Laws { get; }

    public ItemUses Uses { get; }

    public CollapseBudget Budget => Laws.Budget;

    public StepBook Steps { get; }

    /// <summary>Register of the constant 1.</summary>
    public int One => _one ??= Steps.Constant(1);

    public CountTables Tables { get; }

    public SumShapes Shapes { get; }

    /// <summary>How an average of a function over units differs from a normal distribution.</summary>
    public SumShape ShapeOf(ItemFunction weight, ItemFunction function, double copies, double materiality) =>
        Shapes.Of(
            $"{weight.Name}|{function.Name}", Laws.MomentsOf(weight, function), () => Laws.LawOf(weight, function), copies, materiality);

    /// <summary>A probability with its run-level draws at their means.</summary>
    public double AtMean(RunChance chance) =>
        chance.RunDraws.Aggregate(chance.Constant, (value, draw) => value * Plan.RunDraws[draw].Quantile.Mean);

    /// <summary>The run's items.</summary>
    public Population Items { get; }

    public uint Stream(string name) => _streams.Of($"collapse/{name}");

    /// <summary>Splits each unit into a constant number.</summary>
    public Population Split(Population units, int count) => count == 1 ? units : new SplitPopulation(this, units, count);

    /// <summary>Splits each unit into the number given by an amount, rounded, at least one.</summary>
    public Population Split(Population units, Factor amount)
    {
        var (constant, run) = Run(amount);
        if (amount.ItemDraws.Count == 0)
            return run.Count == 0 ? Split(units, (int)Math.Max(1, MathF.Round((float)constant)))
                : new RunAmountPopulation(this, units, new RunChance(constant, run));
        if (run.Count > 0 || amount.ItemDraws.Count > 1)
            throw new NotCollapsibleException("its `split` is an amount of several parts");
        var function = Laws.Function(
            amount.ItemDraws[0], FormattableString.Invariant($"units({constant})"), value => Math.Max(1, Math.Round(constant * value)));
        return new AmountPopulation(this, units, function);
    }

    /// <summary>The units selected by a probability, each independently.</summary>
    /// <param name="units">The units.</param>
    /// <param name="chance">The probability.</param>
    /// <param name="stream">Its stream.</param>
    /// <param name="partition">See <see cref="Population.Partition"/>.</param>
    public Population Thin(Population units, Factor chance, uint stream, Partition? partition = null) =>
        In(partition, new ThinnedPopulation(this, units, Chance(chance), stream) { Partition = partition });

    /// <summary>The share of an item's units that a rule selects.</summary>
    public Population Take(Population units, CountRule rule, Partition? partition = null)
    {
        if (!rule.Rounded)
            return Thin(units, rule.Chance, rule.Stream, partition);
        return In(partition, rule.Chance.ItemDraws.Count == 0 && units.IsAlike
            ? new RoundedAlikePopulation(this, units, rule) { Partition = partition }
            : new RoundedPopulation(this, units, rule) { Partition = partition });
    }

    /// <summary>Registers a population as part of a partition of another.</summary>
    private static Population In(Partition? partition, Population population)
    {
        partition?.Parts.Add(population);
        return population;
    }

    /// <summary>Splits a probability into the part common to all items and the part that differs between them.</summary>
    public UnitChance Chance(Factor factor)
    {
        var (constant, run) = Run(factor);
        if (factor.ItemDraws.Count == 0)
            return new UnitChance(new RunChance(constant, run), ItemFunction.One);
        if (run.Count == 0 && factor.ItemDraws is [var draw])
            return new UnitChance(new RunChance(1, []),
                Laws.Function(draw, FormattableString.Invariant($"chance({constant})"), value => Math.Min(1, constant * value)));
        var most = factor.RunDraws.Aggregate(constant, (value, drawn) => value * Plan.RunDraws[drawn].Quantile.Max);
        if (run.Count == 0)
            most = constant;
        most = factor.ItemDraws.Aggregate(most, (value, drawn) => value * Plan.ItemDraws[drawn].Quantile.Max);
        return most > 1 + 1e-6
            ? throw new NotCollapsibleException("a probability that differs from item to item can exceed 1")
            : new UnitChance(new RunChance(constant, run), Laws.Product(factor.ItemDraws));
    }

    /// <summary>The units that other populations leave.</summary>
    public Population Rest(Population units, IReadOnlyList<Population> taken, Partition? partition = null)
    {
        var rest = new RestPopulation(this, units, taken) { Partition = partition };
        partition?.Parts.Add(rest);
        return rest;
    }

    /// <summary>The average probability over the items of the units, relative to its expectation; null if all items are alike.</summary>
    public int? ChanceAverage(Population units, ItemFunction chance, uint stream)
    {
        var variation = Laws.Variation(units.Weight, chance);
        if (variation == 0)
            return null;
        if (!chance.Draws.All(Uses.IsAlone))
            return units.Average(chance, Laws);
        return Steps.Add(result => new AverageStep(
            null, new AverageVariance(variation, units.Systematic(Laws) / Plan.Items, units.Scatter, null),
            [new MixPart(Stream(FormattableString.Invariant($"chance/{stream:x}")), 1)],
            Laws.Least(chance), result)
        {
            OfItems = true,
            Shape = ShapeOf(units.Weight, chance, Math.Min(units.Expected, Plan.Items), units.Materiality),
        });
    }

    /// <summary>
    /// The average of a function over units selected or split by a probability or amount of the same draws: the average of their product
    /// before, divided by that of the probability.
    /// </summary>
    public int Ratio(Population before, ItemFunction by, ItemFunction function)
    {
        // A ratio of averages that are far from normal is not described by the two distributions.
        Shapes.AddRatio(Laws.MomentsOf(before.Weight, by.Times(function)), Math.Min(before.Expected, Plan.Items), before.Materiality);
        var (above, below) = (before.Average(by.Times(function), Laws), before.Average(by, Laws));
        return Steps.Add(result => new RatioStep(above!.Value, below, result));
    }

    /// <summary>
    /// The average of a function over units chosen independently of it: the average before, plus a deviation for the smaller number of
    /// units.
    /// </summary>
    public int? Independent(Population units, Population before, ItemFunction function, JointDeviates deviates) => Deviate(
        units, function, before.Average(function, Laws),
        new AverageVariance(Laws.Variation(units.Weight, function), (units.Systematic(Laws) - before.Systematic(Laws)) / Plan.Items,
            units.Scatter, before.Scatter)
        {
            Past = before.Systematic(Laws) / Plan.Items,
        }, deviates, before);

    /// <summary>An average with its own deviation, if it matters for the phase's calls.</summary>
    public int? Deviate(
        Population units, ItemFunction function, int? average, AverageVariance variance, JointDeviates deviates, Population? of = null)
    {
        const double Negligible = 1e-5, LargePart = 0.2;
        if (Math.Sqrt(variance.Each / Math.Max(1, units.Expected)) * units.Materiality < Negligible)
            return average;
        // Choosing most of the units leaves few, and the difference is far from normal if the units are.
        if (of is not null && units.Expected > LargePart * of.Expected && units.Expected < of.Expected)
            Shapes.AddRatio(Laws.MomentsOf(units.Weight, function), units.Expected, units.Materiality);
        var mix = deviates.Add(function, Stream($"average/{function.Name}@{units.Name}"));
        return Steps.Add(
            result =>
                new AverageStep(
                    average, variance, mix, Laws.Least(function) * Laws.Mean(function) / Laws.Mean(units.Weight, function), result)
                {
                    Shape = ShapeOf(units.Weight, function, units.Expected, units.Materiality),
                });
    }

    /// <summary>
    /// Register of Σ over items of the squared random part of their units, each kind with its weight; divided by the square of a register
    /// if one is given. Null if it is 0.
    /// </summary>
    public int? ScatterOf(IReadOnlyList<WeightedUnits> parts, int? over)
    {
        var (first, terms) = (parts[0].Units.Weight, new List<ScatterTerm>());
        Budget.Spend(CollapseBudget.OfPair * parts.Count * parts.Count);
        for (var i = 0; i < parts.Count; i++)
        {
            for (var j = 0; j <= i; j++)
            {
                var (a, b) = (parts[i].Units, parts[j].Units);
                var coefficient = (i == j ? 1 : 2) * parts[i].Times * parts[j].Times;
                var (common, apart) = Population.Common(a, b);
                var systematic = (Laws.Covariance(ItemFunction.One, a.Weight, b.Weight) - Laws.Variation(ItemFunction.One, first))
                    / Plan.Items;
                var scatter = i == j ? a.Scatter : common.Scatter;
                var less = i != j && apart ? common.Units : (int?)null;
                if (systematic != 0 || scatter is not null || less is not null)
                    terms.Add(new ScatterTerm(coefficient, a.Units, b.Units, systematic, scatter, less));
            }
        }

        return terms.Count == 0 ? null : Steps.Add(result => new ScatterSumStep(terms, result) { Over = over });
    }

    /// <summary>The part of a factor common to all items.</summary>
    public RunChance RunPart(Factor factor)
    {
        var (constant, run) = Run(factor);
        return new RunChance(constant, run);
    }

    /// <summary>The constant of a factor, including run-level draws that are held fixed, and the draws that vary.</summary>
    public (double Constant, IReadOnlyList<int> Run) Run(Factor factor)
    {
        var constant = factor.Constant;
        var run = new List<int>();
        foreach (var draw in factor.RunDraws)
        {
            if (Plan.RunDraws[draw].Quantile is Numerics.Tables.FixedQuantile held)
                constant *= held.Value;
            else
                run.Add(draw);
        }

        return (constant, run);
    }

    /// <summary>Units divided among several probabilities, one after the other.</summary>
    public IReadOnlyList<Population> Route(Population units, IReadOnlyList<RouteWay> ways, Partition partition)
    {
        var taken = new List<Population>();
        var open = Steps.NewRegister();
        foreach (var way in ways)
        {
            var left = taken.Count == 0 ? units : Rest(units, [.. taken]);
            var stand = ways.Count == 1 ? null : new RouteStand(left, open, taken.Count == 0);
            taken.Add(In(partition, new ThinnedPopulation(this, units, Chance(way.Chance), way.Stream, stand) { Partition = partition }));
        }

        return taken;
    }

    /// <summary>Whether a cap can limit an item's repeats.</summary>
    public bool IsCapped(RetryPlan retry, Population calls, int phase) =>
        retry.CapPerItem < CallsMax(phase) * retry.Streams.Count && (!calls.AtMostOne || retry.CapPerItem < retry.Streams.Count);

    /// <summary>Repeated calls of all rounds, up to a cap.</summary>
    public Population Capped(Population calls, RetryPlan retry, int phase) =>
        new CappedPopulation(this, calls, retry, (int)Math.Min(CallsMax(phase), int.MaxValue));

    private double CallsMax(int phase) => Plan.Phases[phase].Units.Called.Max;

    /// <summary>One of each item's units.</summary>
    public Population Join(Population units)
    {
        if (units.HasAll)
            return units.Home;
        return units.AtMostOne ? Enter(units) : new JoinedPopulation(this, units);
    }

    /// <summary>Units that pass again.</summary>
    public Population PassAgain(Population units) => new AgainPopulation(units, Laws);

    /// <summary>Items that pass again as a whole.</summary>
    public Population Enter(Population items) => ReferenceEquals(items.Home, items) ? items : new EnteredPopulation(items, Laws);

    /// <summary>Units as they first entered, for some of the items.</summary>
    public Population Again(Population units, Population items) => units switch
    {
        _ when ReferenceEquals(units, units.Home) => items,
        SplitPopulation split => Split(Again(split.Before!, items), split.Count),
        RunAmountPopulation amount => new RunAmountPopulation(this, Again(amount.Before!, items), amount.Amount),
        AmountPopulation amount => new AmountPopulation(this, Again(amount.Before!, items), amount.Amount),
        ThinnedPopulation { Partition: null } thinned => new ThinnedPopulation(
            this, Again(thinned.Before!, items), thinned.Chance,
            _streams.Of(FormattableString.Invariant($"collapse/again/{items.Name}/{thinned.Stream:x}"))),
        UnionPopulation { IsTwice: true } union => Twice(Again(union.Parts[0], items), (ThinnedPopulation)union.Parts[1], items),
        _ => throw new NotCollapsibleException("how many units an item has where it passes again is random"),
    };

    private UnionPopulation Twice(Population once, ThinnedPopulation again, Population items) => new(
        this, [once,
            new ThinnedPopulation(
                this, once, again.Chance, _streams.Of(FormattableString.Invariant($"collapse/again/{items.Name}/{again.Stream:x}")))]);

    /// <summary>Several populations together; their units are distinct, or repeats of the same.</summary>
    public Population Union(IReadOnlyList<Population> parts)
    {
        if (parts.Count == 1)
            return parts[0];
        // All parts of a partition together are the partitioned population.
        return parts[0] is { Partition: Partition whole, Before: { } before } && parts.Count == whole.Parts.Count
            && parts.All(whole.Parts.Contains)
            ? before
            : new UnionPopulation(this, parts);
    }
}

/// <summary>Disjoint populations that together make up another.</summary>
internal sealed class Partition
{
    public List<Population> Parts { get; } = [];
}

/// <summary>Units with a weight.</summary>
internal sealed record WeightedUnits(Population Units, double Times);

/// <summary>The probability of a unit: a part common to all items times a function of the item.</summary>
internal sealed record UnitChance(RunChance Run, ItemFunction Item);

/// <summary>Counts the uses of each item-level draw: one used only once needs no register.</summary>
internal sealed class ItemUses
{
    private readonly int[] _places;

    public ItemUses(Plan plan, ItemLaws laws)
    {
        Laws = laws;
        _places = new int[plan.ItemDraws.Count];
        foreach (var passage in Passage.All(plan))
        {
            foreach (var rule in passage.Takes.Concat(passage.Duplicates).Concat(passage.Keeps).Select(each => each.Rule)
                .OfType<CountRule>())
                Add(rule.Chance.ItemDraws, 1);
            foreach (var amount in passage.Splits.Select(split => split.Amount).OfType<Factor>())
                Add(amount.ItemDraws, 2); // used by the units and by what is counted on them
            foreach (var retry in passage.Pools.Select(pool => pool.Retry).OfType<RetryPlan>())
                Add(retry.Rate.ItemDraws, retry.Streams.Count + (retry.FailedStream is null ? 0 : 1));
            foreach (var way in passage.Routes.SelectMany(route => route.Ways))
                Add(way.Chance.ItemDraws, 1);
        }

        foreach (var phase in plan.Phases)
        {
            foreach (var lane in LaneTerms.Of(plan, phase))
                Add(plan.ItemProducts[lane.Key.ItemProduct].Distinct(), 1);
            // First and repeated calls have separate lanes, even if they are alike.
            foreach (var single in LaneTerms.PoolsOf(plan, phase).SelectMany(pool => pool.Sources).Where(source => source.Round <= 1)
                .Select(source => source.OneByOne).OfType<SingleSource>())
            {
                foreach (var product in single.Input.Concat(single.Output).Select(product => product.ItemProduct).Distinct())
                    Add(plan.ItemProducts[product].Distinct(), 1);
            }
        }

        void Add(IEnumerable<int> draws, int places)
        {
            foreach (var draw in draws)
                _places[draw] += places;
        }
    }

    public ItemLaws Laws { get; }

    /// <summary>Whether a draw is used only once in the plan.</summary>
    public bool IsAlone(int draw) => _places[draw] <= 1;
}
