using CostSim.Scenarios;

namespace CostSim.Engine.Tests.Oracles;

/// <summary>Which trial, item and call the interpreter stands at; numbers that only grow.</summary>
internal sealed class NaiveClock
{
    public long Trial { get; set; }

    public long Item { get; set; }

    public long Call { get; set; }
}

/// <summary>
/// One amount of a scenario: each of its parts is drawn when first asked for at a trial, an item or a call, and kept until the next.
/// </summary>
internal sealed class NaiveAmount(Amount amount, bool fixRun)
{
    private long _trial = -1;
    private long _item = -1;
    private long _call = -1;
    private double _ofRun = 1;
    private double _ofItem = 1;
    private double _ofCall = 1;

    public double Value(NaiveClock clock, Xoshiro random)
    {
        if (amount is Certain certain)
            return certain.Value;
        var (_, shape, spread, chance) = (Uncertain)amount;
        if (_trial != clock.Trial)
        {
            _trial = clock.Trial;
            if (fixRun && spread.Item < 1 && spread.Call < 1)
                _ofRun = NaiveLaw.Centre(shape, spread) * (chance > 0.5 ? 1 : 0);
            else if (spread == Spread.AtRun)
                _ofRun = Maybe(shape, chance, random);
            else if (spread.Item < 1 && spread.Call < 1)
                _ofRun = NaiveLaw.RunPart(shape, spread, random);
        }

        if (_item != clock.Item && spread.Item > 0)
        {
            _item = clock.Item;
            _ofItem = spread.Item == 1 ? Maybe(shape, chance, random) : NaiveLaw.InnerPart(shape, spread.Item, random);
        }

        if (_call != clock.Call && spread.Call > 0)
        {
            _call = clock.Call;
            _ofCall = spread.Call == 1 ? Maybe(shape, chance, random) : NaiveLaw.InnerPart(shape, spread.Call, random);
        }

        return _ofRun * _ofItem * _ofCall;
    }

    private static double Maybe(Shape shape, double chance, Xoshiro random) =>
        chance >= 1 || random.Chance(chance) ? NaiveLaw.Whole(shape, random) : 0;
}
