using CostSim.Scenarios;

namespace CostSim.Engine.Planning;

/// <summary>Turns a scenario into a <see cref="Plan"/>, without executing anything.</summary>
public sealed class Planner
{
    /// <summary>Maximum number of items, limited by the addresses of a random stream: 2^32.</summary>
    public const long ItemsMax = 1L << 32;

    private const double PicoUsdPerUsd = 1e12;

    private readonly Scenario _scenario;
    private readonly FactorBook _book;
    private readonly RunParts _runParts;
    private readonly StreamNames _streams = new();
    private readonly PlanningBudget _budget = new();
    private readonly ItemProducts _products = new();

    private Planner(Scenario scenario, RunParts runParts)
    {
        (_scenario, _runParts) = (scenario, runParts);
        _book = new FactorBook(_streams, runParts, _budget);
    }

    /// <summary>Plans a run of <paramref name="items"/> items.</summary>
    /// <param name="scenario">The scenario.</param>
    /// <param name="items">Number of items, 1 to <see cref="ItemsMax"/>.</param>
    /// <param name="fixRun">
    /// Whether run-level factors are held fixed, <see cref="RunParts.Held"/>, to see what items and calls alone contribute.
    /// </param>
    public static Plan Build(Scenario scenario, long items, bool fixRun = false) =>
        Build(scenario, items, fixRun ? RunParts.Held : RunParts.Drawn);

    /// <summary>
    /// Plans a run of <paramref name="items"/> items with run-level factors as asked; all such plans of a scenario have the same draws in
    /// the same places.
    /// </summary>
    public static Plan Build(Scenario scenario, long items, RunParts runParts) => new Planner(scenario, runParts).Build(items);

    /// <summary>The range of an amount that the engine can draw, finite even if its support is not.</summary>
    public static Bounds DrawableOf(Uncertain amount) =>
        new FactorBook(new StreamNames(), RunParts.Drawn, new PlanningBudget()).Of(amount).Drawable;

    private Plan Build(long items)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(items, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(items, ItemsMax);
        var flow = new FlowPlanner(_scenario.Phases, _book, _streams, _products, _budget);
        List<PhasePlan> phases = [.. flow.Build()];
        foreach (var allowance in _scenario.Allowances)
            phases.Add(PhasePlanner.BuildAllowance(phases.Count, allowance, _scenario.Model, _book, _products));
        foreach (var operation in _scenario.Operations)
            phases.Add(
                PhasePlanner.BuildOperations(phases.Count, operation.Name, operation.UsdPerRun, operation.UsdPerItem, _book, _products));
        var drawable = phases.Aggregate(MeasureBounds.Zero, (sum, phase) => sum + phase.DrawablePerItem) * items;
        drawable = phases.Aggregate(drawable, (sum, phase) => sum + phase.DrawablePerRun);
        var tokenBits = TokenBits(drawable);
        return new Plan
        {
            Name = _scenario.Name,
            Items = items,
            RunDraws = _book.RunDraws,
            Correlated = _runParts == RunParts.Together ? [] : CorrelatedDraws.Of(_scenario, _book),
            RunFactors = _book.RunFactors,
            ItemDraws = _book.ItemDraws,
            ItemProducts = _products.All,
            Streams = _streams,
            Phases = phases,
            Groups = flow.Groups,
            TokenBits = tokenBits,
            Measures = phases.Any(phase => phase.HasOperations) ? Measures.WithOperations : Measures.OfTokens,
            OperationsShift = OperationsShift(drawable.Operations.Max, tokenBits),
            FeeShift = OperationsShift(FeesMax(drawable), tokenBits),
            Support = phases.Aggregate(
                phases.Aggregate(MeasureBounds.Zero, (sum, phase) => sum + phase.SupportPerItem) * items,
                (sum, phase) => sum + phase.SupportPerRun),
            Drawable = drawable,
        };
    }

    /// <summary>As fine as 62 bits of cost at the dearest price allow, at most a 256th of a token.</summary>
    private int TokenBits(MeasureBounds drawable)
    {
        var priceMax = _scenario.Calls.Aggregate(_scenario.Model.PriceMax, (most, call) => Math.Max(most, call.Model.PriceMax));
        var costMax = (drawable.InputTokens.Max + drawable.OutputTokens.Max) * priceMax
            + (drawable.Operations.Max + FeesMax(drawable)) * PicoUsdPerUsd;
        return Math.Min(8, 61 - Math.ILogB(Math.Max(1, costMax)));
    }

    /// <summary>At least the fees of a run: all of its cost, where there are any.</summary>
    private double FeesMax(MeasureBounds drawable) =>
        _scenario.Calls.Any(call => call.Fees.Count > 0) ? drawable.Cost.Max : 0;

    /// <summary>See <see cref="Plan.OperationsShift"/>.</summary>
    private static int OperationsShift(double usdMax, int tokenBits) =>
        Math.Max(0, Math.ILogB(Math.Max(1, Math.ScaleB(usdMax * PicoUsdPerUsd, tokenBits))) - 49);
}

/// <summary>The distinct products of item draws.</summary>
internal sealed class ItemProducts
{
    private readonly List<IReadOnlyList<int>> _all = [[]];

    public IReadOnlyList<IReadOnlyList<int>> All => _all;

    public int Of(IReadOnlyList<int> draws)
    {
        var known = _all.FindIndex(product => product.SequenceEqual(draws));
        if (known >= 0)
            return known;
        _all.Add(draws);
        return _all.Count - 1;
    }
}
