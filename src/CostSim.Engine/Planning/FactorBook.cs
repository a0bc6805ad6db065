using CostSim.Numerics.Tables;
using CostSim.Scenarios;

namespace CostSim.Engine.Planning;

/// <summary>
/// Factors amounts into draws, each amount once: uses of the same path share its run and item parts.
/// </summary>
/// <param name="streams">Numbers for the streams.</param>
/// <param name="runParts">How run parts are treated.</param>
/// <param name="budget">The budget of planning.</param>
internal sealed class FactorBook(StreamNames streams, RunParts runParts, PlanningBudget budget)
{
    private readonly Dictionary<string, Factor> _factors = [];
    private readonly List<Draw> _runDraws = [];
    private readonly List<Draw> _itemDraws = [];
    private readonly List<RunFactor> _runFactors = [];

    public IReadOnlyList<Draw> RunDraws => _runDraws;

    public IReadOnlyList<Draw> ItemDraws => _itemDraws;

    /// <summary>The amounts with run-level draws, each with all its draws.</summary>
    public IReadOnlyList<RunFactor> RunFactors => _runFactors;

    public Factor Of(Amount amount) => amount switch
    {
        Certain certain => new Factor
        {
            Path = certain.Path,
            Constant = certain.Value,
            Support = Bounds.Of(certain.Value),
            Drawable = Bounds.Of(certain.Value),
            Mean = certain.Value,
        },
        Uncertain uncertain =>
            _factors.TryGetValue(uncertain.Path, out var known) ? known : _factors[uncertain.Path] = TakeApart(uncertain),
        _ => throw new ArgumentException($"{amount.GetType().Name} is not an amount", nameof(amount)),
    };

    /// <summary>
    /// A probability: an amount without call parts. A product is the product of the draws of all its parts; a sum of different terms is a
    /// derived draw, computed once per trial, or once per item if it contains an item-level draw.
    /// </summary>
    public Factor ChanceOf(Amount chance)
    {
        if (chance is not Composite)
            return Of(chance);
        if (_factors.TryGetValue(chance.Path, out var known))
            return known;
        var products = CallTokens.WrittenOut(chance).Select(product => ProductOf([.. product.Select(Of)])).ToList();
        var certain = products.Where(product => product.RunDraws.Count + product.ItemDraws.Count == 0).Sum(product => product.Constant);
        var factor = new Factor
        {
            Path = chance.Path,
            Constant = certain,
            Support = EndsOf(chance, leaf => leaf.Support),
            Drawable = EndsOf(chance, leaf => leaf.Drawable),
            Mean = chance.Evaluate(leaf => Of(leaf).Mean),
        };
        if (products is [var only])
            factor = factor with { Constant = only.Constant, RunDraws = only.RunDraws, ItemDraws = only.ItemDraws };
        else if (products.Any(product => product.ItemDraws.Count > 0))
            factor = factor with { Constant = 1, ItemDraws = [AddSum(_itemDraws, $"{chance.Path}/sum/item", products, factor.Drawable)] };
        else if (products.Any(product => product.RunDraws.Count > 0))
            factor = factor with { Constant = 1, RunDraws = [AddSum(_runDraws, $"{chance.Path}/sum/run", products, factor.Drawable)] };
        return _factors[chance.Path] = factor;
    }

    /// <summary>The bounds of an amount: products and sums increase with each of their parts.</summary>
    public Bounds EndsOf(Amount amount, Func<Factor, Bounds> of) =>
        new(amount.Evaluate(leaf => of(Of(leaf)).Min), amount.Evaluate(leaf => of(Of(leaf)).Max));

    private static DrawProduct ProductOf(List<Factor> factors) => new(
        factors.Aggregate(1.0, (product, factor) => product * factor.Constant),
        [.. factors.SelectMany(factor => factor.RunDraws)], [.. factors.SelectMany(factor => factor.ItemDraws)]);

    private int AddSum(List<Draw> draws, string name, List<DrawProduct> products, Bounds ends)
    {
        var mean = products.Sum(product => product.Constant
            * product.RunDraws.Aggregate(1.0, (value, draw) => value * _runDraws[draw].Quantile.Mean)
            * product.ItemDraws.Aggregate(1.0, (value, draw) => value * _itemDraws[draw].Quantile.Mean));
        draws.Add(new Draw(name, streams.Of(name), new EndsOfSum(ends, mean)) { SumOf = products });
        return draws.Count - 1;
    }

    /// <summary>Bounds and mean of a sum of draws, whose distribution is not needed.</summary>
    private sealed class EndsOfSum(Bounds ends, double mean) : QuantileFunction
    {
        public override double Min => ends.Min;

        public override double Max => ends.Max;

        public override double Mean => mean;

        public override double Variance => throw new NotSupportedException("a sum of draws has no quantile table");

        public override double At(double u) => throw new NotSupportedException("a sum of draws has no quantile table");
    }

    /// <summary>
    /// The run-level draw of an amount's distribution, an index of <see cref="RunDraws"/>; null if the plan does not draw it.
    /// </summary>
    public int? RunDrawOf(string path) => _factors.GetValueOrDefault(path)?.RunDraws is [var draw, ..] ? draw : null;

    private Factor TakeApart(Uncertain amount)
    {
        budget.Spend(PlanningBudget.StepsPerAmount, amount.Path);
        var run = new List<QuantileFunction>();
        var item = new List<QuantileFunction>();
        var call = new List<CallPart>();
        var (shape, spread) = (amount.Shape, amount.Spread);
        if (spread.IsOneLevel)
        {
            // Moving together, value and presence are one draw: two draws from one word could never be present and small.
            var whole = IsTogether && amount.Chance < 1 && spread == Spread.AtRun ? ShapeLaw.Whole(shape, amount.Chance)
                : ShapeLaw.Whole(shape);
            if (spread.Item == 1)
                item.Add(whole);
            else if (spread.Call == 1)
                call.Add(new CallPart($"{amount.Path}/call", whole));
            else
                run.Add(IsHeld ? new FixedQuantile(ShapeLaw.Centre(shape, spread)) : whole);
        }
        else
        {
            run.Add(IsHeld ? new FixedQuantile(ShapeLaw.Centre(shape, spread)) : ShapeLaw.RunPart(shape, spread));
            if (spread.Item > 0)
                item.Add(ShapeLaw.InnerPart(shape, spread.Item));
            if (spread.Call > 0)
                call.Add(new CallPart($"{amount.Path}/call", ShapeLaw.InnerPart(shape, spread.Call)));
        }

        return Assemble(amount, run, item, call);
    }

    private Factor Assemble(
        Uncertain amount, List<QuantileFunction> run, List<QuantileFunction> item, List<CallPart> call)
    {
        var mean = run.Concat(item).Concat(call.Select(part => part.Quantile)).Aggregate(amount.Chance, (mean, law) => mean * law.Mean);
        var drawable = Bounds.Of(1);
        foreach (var quantile in run.Concat(item).Concat(call.Select(part => part.Quantile)))
            drawable *= new Bounds(quantile.Min, quantile.Max);
        var runDraws = run.Select(quantile => AddRun($"{amount.Path}/run", quantile)).ToList();
        var itemDraws = item.Select(quantile => Add(_itemDraws, $"{amount.Path}/item", quantile)).ToList();
        var support = ShapeLaw.Support(amount.Shape);
        if (amount.Chance < 1)
        {
            // Presence is a separate draw at the level of the whole amount; the reader ensures that there is only one.
            var present = new StepQuantile([0, 1], [1 - amount.Chance, amount.Chance]);
            if (amount.Spread.Item == 1)
                itemDraws.Add(Add(_itemDraws, $"{amount.Path}/present/item", present));
            else if (amount.Spread.Call == 1)
                call.Add(new CallPart($"{amount.Path}/present/call", present));
            else
                runDraws.Add(
                    AddRun($"{amount.Path}/present/run",
                        IsHeld ? new FixedQuantile(amount.Chance > 0.5 ? 1 : 0) : IsTogether ? new FixedQuantile(1) : present));
            (support, drawable) = (support with { Min = 0 }, drawable with { Min = 0 });
        }

        if (runDraws.Count > 0)
            _runFactors.Add(new RunFactor(amount.Path, runDraws));
        return new Factor
        {
            Path = amount.Path,
            RunDraws = runDraws,
            ItemDraws = itemDraws,
            CallParts = call,
            Support = support,
            Drawable = drawable,
            Mean = mean,
        };
    }

    private bool IsHeld => runParts == RunParts.Held;

    private bool IsTogether => runParts == RunParts.Together;

    /// <summary>Draws of one stream have the same word in each trial, and every quantile function increases with it.</summary>
    private int AddRun(string name, QuantileFunction quantile) =>
        IsTogether ? Add(_runDraws, name, quantile, "together/run") : Add(_runDraws, name, quantile, name);

    private int Add(List<Draw> draws, string name, QuantileFunction quantile) => Add(draws, name, quantile, name);

    private int Add(List<Draw> draws, string name, QuantileFunction quantile, string stream)
    {
        draws.Add(new Draw(name, streams.Of(stream), quantile));
        return draws.Count - 1;
    }
}
