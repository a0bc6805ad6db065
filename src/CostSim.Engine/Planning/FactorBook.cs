using CostSim.Numerics.Tables;
using CostSim.Scenarios;

namespace CostSim.Engine.Planning;

/// <summary>
/// Takes amounts apart into draws, each amount once: whoever says the same path shares its run and item parts.
/// </summary>
/// <param name="streams">Numbers for the streams.</param>
/// <param name="fixRun">Whether run parts are held at their centre instead of drawn.</param>
internal sealed class FactorBook(StreamNames streams, bool fixRun)
{
    private readonly Dictionary<string, Factor> _factors = [];
    private readonly List<Draw> _runDraws = [];
    private readonly List<Draw> _itemDraws = [];

    public IReadOnlyList<Draw> RunDraws => _runDraws;

    public IReadOnlyList<Draw> ItemDraws => _itemDraws;

    public Factor Of(Amount amount) => amount switch
    {
        Certain certain => new Factor
        {
            Path = certain.Path,
            Constant = certain.Value,
            Support = Bounds.Of(certain.Value),
            Drawable = Bounds.Of(certain.Value),
        },
        Uncertain uncertain => _factors.TryGetValue(uncertain.Path, out var known) ? known : _factors[uncertain.Path] = TakeApart(uncertain),
        _ => throw new ArgumentException($"{amount.GetType().Name} is no amount", nameof(amount)),
    };

    /// <summary>The run-level draw of an amount's law, an index of <see cref="RunDraws"/>; null where the plan does not draw it.</summary>
    public int? RunDrawOf(string path) => _factors.GetValueOrDefault(path)?.RunDraws is [var draw, ..] ? draw : null;

    private Factor TakeApart(Uncertain amount)
    {
        var run = new List<QuantileFunction>();
        var item = new List<QuantileFunction>();
        var call = new List<(string Name, QuantileFunction Quantile)>();
        var (shape, spread) = (amount.Shape, amount.Spread);
        if (spread.IsOneLevel)
        {
            var whole = ShapeLaw.Whole(shape);
            if (spread.Item == 1)
                item.Add(whole);
            else if (spread.Call == 1)
                call.Add(($"{amount.Path}/call", whole));
            else
                run.Add(fixRun ? new FixedQuantile(ShapeLaw.Centre(shape, spread)) : whole);
        }
        else
        {
            run.Add(fixRun ? new FixedQuantile(ShapeLaw.Centre(shape, spread)) : ShapeLaw.RunPart(shape, spread));
            if (spread.Item > 0)
                item.Add(ShapeLaw.InnerPart(shape, spread.Item));
            if (spread.Call > 0)
                call.Add(($"{amount.Path}/call", ShapeLaw.InnerPart(shape, spread.Call)));
        }

        return Assemble(amount, run, item, call);
    }

    private Factor Assemble(
        Uncertain amount, List<QuantileFunction> run, List<QuantileFunction> item, List<(string Name, QuantileFunction Quantile)> call)
    {
        var drawable = Bounds.Of(1);
        foreach (var quantile in run.Concat(item).Concat(call.Select(part => part.Quantile)))
            drawable *= new Bounds(quantile.Min, quantile.Max);
        var runDraws = run.Select(quantile => Add(_runDraws, $"{amount.Path}/run", quantile)).ToList();
        var itemDraws = item.Select(quantile => Add(_itemDraws, $"{amount.Path}/item", quantile)).ToList();
        var support = ShapeLaw.Support(amount.Shape);
        if (amount.Chance < 1)
        {
            // Present or not is a draw of its own, at the level of the whole; the reader has seen to it that there is only one.
            var present = new StepQuantile([0, 1], [1 - amount.Chance, amount.Chance]);
            if (amount.Spread.Item == 1)
                itemDraws.Add(Add(_itemDraws, $"{amount.Path}/present/item", present));
            else if (amount.Spread.Call == 1)
                call.Add(($"{amount.Path}/present/call", present));
            else
                runDraws.Add(Add(_runDraws, $"{amount.Path}/present/run", fixRun ? new FixedQuantile(amount.Chance > 0.5 ? 1 : 0) : present));
            (support, drawable) = (support with { Min = 0 }, drawable with { Min = 0 });
        }

        return new Factor
        {
            Path = amount.Path,
            RunDraws = runDraws,
            ItemDraws = itemDraws,
            CallParts = call,
            Support = support,
            Drawable = drawable,
        };
    }

    private int Add(List<Draw> draws, string name, QuantileFunction quantile)
    {
        draws.Add(new Draw(name, streams.Of(name), quantile));
        return draws.Count - 1;
    }
}
