using CostSim.Scenarios;

namespace CostSim.Engine.Tests.Oracles.Law;

/// <summary>
/// Scenarios by chance that hold every construct, every shape at every level and place, and one item-level name in every pair of places, at
/// 1 to 3,000 items: what all items at once must draw as call by call does, or leave to it. <see cref="LawCoverage"/> counts what is in
/// them.
/// </summary>
internal sealed class LawGenerator
{
    /// <summary>
    /// Numbers of items with their shares in percent, where constructs are few, and where they are many: work per item shrinks as items
    /// grow.
    /// </summary>
    private static readonly (int Items, int Percent)[] Sizes = [(1, 6), (3, 10), (10, 16), (30, 22), (300, 26), (3_000, 20)];
    private static readonly (int Items, int Percent)[] DenseSizes = [(1, 6), (3, 20), (10, 27), (30, 27), (300, 20)];

    private static readonly Action<LawDraft>[] OfCertainTokens =
    [
        LawConstructs.Share, LawConstructs.Keep, LawConstructs.Rounded, LawConstructs.SplitByNumber, LawConstructs.SplitByAmount,
        LawConstructs.JoinOfRandomUnits,
        LawConstructs.RerunOfUnit, LawConstructs.Duplicate, LawConstructs.CapOfCertainUnits, LawConstructs.FailedDropped,
        LawConstructs.Retry,
    ];

    private readonly Xoshiro _random;
    private readonly int _number;
    private readonly int _items;
    private readonly LawDraft _draft;

    private LawGenerator(int number)
    {
        _number = number;
        _random = new Xoshiro((ulong)number + 15_000_017);
        // Every second scenario is dense: most constructs at once, hardly a plain number. The others show one or two constructs, so that
        // what is wrong has a name.
        IsDense = number % 2 == 1;
        _items = Size(IsDense ? DenseSizes : Sizes, _random.Whole(0, 99));
        var amounts = new LawAmounts(_random, new LawDeck(number))
        {
            Certain = IsDense ? 0.03 : 0.25,
            TailMax = _random.Chance(0.3) ? 2 : 0.8,
            CertainTokens = !IsDense && _random.Chance(0.15)
        };
        _draft = new LawDraft(_random, amounts);
    }

    private bool IsDense { get; }

    /// <summary>The scenario of a number: always the same.</summary>
    public static Scenario Make(int number) => Repository.Read(Text(number));

    public static string Text(int number) => new LawGenerator(number).Write();

    private string Write()
    {
        var calls = _items >= 300 ? (IsDense ? 3 : 2) : IsDense ? _random.Whole(4, 5) : _random.Whole(2, 3);
        for (var i = 0; i < calls; i++)
            _draft.Calls.Add(_draft.Call("call"));
        if (IsDense)
            AddMost();
        else
            AddFew();
        var tier = _random.Chance(0.5) ? "batch" : "standard";
        return $$"""
            { "name": "Law {{_number}}", "items": {{_items}}, "model": "gpt-5-mini", "tier": "{{tier}}", "pricesOn": "2026-11-21",
              "spread": { "item": {{LawAmounts.Number(_random.Between(0, 0.4))}}, "call": {{LawAmounts.Number(_random.Between(0, 0.4))}} },
              "factors": { {{string.Join(", ", _draft.Factors)}} },
              "phases": [
                {{string.Join(",\n    ", _draft.Phases)}} ],
              "allowances": [ {{string.Join(", ", _draft.Allowances)}} ], "operations": [ {{string.Join(", ", _draft.Operations)}} ] }
            """;
    }

    private void AddFew()
    {
        if (_draft.Amounts.CertainTokens)
        {
            _random.Pick(OfCertainTokens)(_draft);
            _random.Pick(OfCertainTokens)(_draft);
            return;
        }

        // The name first: a construct after it may take its place, and then leaves it.
        if (_random.Chance(0.9))
            AddPair(_number / 2 * 3);
        LawConstructs.All[_number / 2 * 7 % LawConstructs.All.Count](_draft);
        if (_random.Chance(0.5))
            _random.Pick(LawConstructs.All)(_draft);
    }

    private void AddMost()
    {
        AddPair(_number / 2);
        AddPair(_random.Whole(0, LawPairs.All.Count - 1));
        AddPair(_random.Whole(0, LawPairs.All.Count - 1));
        AddPair(_random.Whole(0, LawPairs.All.Count - 1));
        if (_random.Chance(0.8))
        {
            LawConstructs.Route(_draft);
            LawConstructs.SplitByAmount(_draft);
        }

        // What few phases have stands in a dense scenario several times.
        foreach (var construct in new[] { LawConstructs.Duplicate, LawConstructs.Share, LawConstructs.Keep, LawConstructs.Retry,
            LawConstructs.Fix, LawConstructs.Fix, LawConstructs.Cached, LawConstructs.People, LawConstructs.PerItem, LawConstructs.PerItem,
                LawConstructs.PerItem })
        {
            if (_random.Chance(0.8))
                construct(_draft);
        }

        foreach (var construct in LawConstructs.All)
        {
            if (_random.Chance(0.25))
                construct(_draft);
        }
    }

    private void AddPair(int kind) => LawPairs.All[kind % LawPairs.All.Count](_draft, LawPairs.Name(_draft, _random.Whole(0, 1_000)));

    private static int Size((int Items, int Percent)[] sizes, int percent)
    {
        foreach (var (items, share) in sizes)
        {
            if ((percent -= share) < 0)
                return items;
        }

        return sizes[^1].Items;
    }
}
