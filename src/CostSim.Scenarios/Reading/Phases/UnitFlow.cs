using CostSim.Scenarios.Language;
using CostSim.Scenarios.Reading.Amounts;
using CostSim.Scenarios.Reading.Words;

namespace CostSim.Scenarios.Reading.Phases;

/// <summary>
/// Follows the greatest number of units of one item through the phases, by their labels, and finds counts that cannot be meant.
/// </summary>
internal sealed class UnitFlow(Findings findings)
{
    /// <summary>Kinds of units, by their labels: each is counted apart.</summary>
    private const int MostKinds = 64;

    private const double SampleShare = 0.5;

    private Dictionary<Labels, double> _units = new() { [Labels.None] = 1 };
    private Dictionary<Labels, double> _passing = [];
    private Dictionary<Labels, double> _called = [];

    /// <summary>The greatest number of all units together; less than the sum over kinds where a unit can be one or the other.</summary>
    private double _unitsMax = 1;

    /// <summary>The kinds of units that reach the phase at hand.</summary>
    public IReadOnlyList<Labels> Before => [.. _units.Keys];

    /// <summary>The kinds of units that the phase at hand calls for.</summary>
    public IReadOnlyList<Labels> Called => [.. _called.Keys];

    /// <summary>Takes and reshapes; returns the greatest number of units that the phase calls for.</summary>
    public double Enter(Phase phase, KeyedNode keyed)
    {
        (_passing, _called) = ([], []);
        var (taken, most) = (0.0, 1.0);
        foreach (var (kind, units) in _units)
        {
            var isTaken = phase.Takes(kind);
            if (!isTaken || phase.Share is not null)
                _passing.Add(kind, units);
            if (!isTaken)
                continue;
            var count = Share(phase, keyed, kind, units);
            taken += count;
            foreach (var shape in phase.Reshaped(kind))
            {
                var times = Times(phase, kind, shape);
                most = Math.Max(most, times * Math.Max(1, phase.SplitByLabel.Count));
                _called[shape] = phase.Join ? Math.Min(1, count) : _called.GetValueOrDefault(shape) + count * times;
            }
        }

        _unitsMax = phase.Join ? Math.Min(1, taken) + Total(_passing) : Math.Min(_unitsMax * most, Total(_passing) + Total(_called));
        if (_unitsMax > PhaseWords.MostUnits)
        {
            // A join adds one to those that pass it by.
            var key = keyed.Has("split") ? "split" : phase.Duplicate is not null ? "duplicate" : "join";
            findings.Error(
                keyed.Find(key)!.Spot, keyed.PathOf(key),
                $"one item would become {Shorten.Number(_unitsMax)} units here, with the phases before; at most "
                    + $"{PhaseWords.MostUnits:#,##0}");
            // Further phases are not to be blamed for it.
            _unitsMax = 1;
            _called = _called.ToDictionary(kind => kind.Key, _ => 1.0);
            _passing = _passing.ToDictionary(kind => kind.Key, _ => 1.0);
        }

        return Math.Min(_unitsMax, Total(_called));
    }

    /// <summary>Keeps, routes and lets the others pass.</summary>
    public void Leave(Phase phase, KeyedNode keyed)
    {
        if (phase.Keep is not null)
            WarnOfSample(keyed, phase.Keep);
        var after = new Dictionary<Labels, double>(_passing);
        foreach (var (kind, units) in _called)
        {
            var kept = phase.Keep is null ? units : Keep(phase, keyed, kind, units);
            foreach (var routed in phase.Routed(kind))
            {
                // A unit that a share can take or leave is on one of the two ways.
                var known = after.GetValueOrDefault(routed);
                after[routed] = phase.Share is null ? known + kept : Math.Max(known, kept);
            }
        }

        _units = after;
        _unitsMax = phase.Share is null ? Math.Min(_unitsMax, Total(after)) : _unitsMax;
        if (_units.Count <= MostKinds)
            return;
        findings.Error(
            keyed.SpotOf(keyed.Has("route") ? "route" : "split"), keyed.Path,
            $"units of {_units.Count} kinds, by the labels they carry; at most {MostKinds}", "A `join` takes the labels off.");
        _units = new() { [Labels.None] = _unitsMax };
    }

    private double Share(Phase phase, KeyedNode keyed, Labels kind, double units)
    {
        if (phase.Share is null || ChooseFor(kind, phase.Share) is not { } share)
            return units;
        if (!phase.RoundedCounts)
            return Support.Of(share).Max > 0 ? units : 0;
        CheckRounded(keyed, "share", share, units, "the phase would never run", "the phase would take every unit, always");
        return Rounded(units, Support.Of(share).Max);
    }

    private double Keep(Phase phase, KeyedNode keyed, Labels kind, double units)
    {
        if (ChooseFor(kind, phase.Keep!) is not { } keep)
            return units;
        if (!phase.RoundedCounts)
            return Support.Of(keep).Max > 0 ? units : 0;
        CheckRounded(keyed, "keep", keep, units, "nothing would ever go on", "every unit would go on, always");
        return Rounded(units, Support.Of(keep).Max);
    }

    /// <summary>By how much a unit's number grows, from its taking to the calls.</summary>
    private static double Times(Phase phase, Labels kind, Labels shape)
    {
        var split = phase.SplitByLabel.FirstOrDefault(each => shape.Has(each.Label))?.Count
            ?? (phase.SplitAmount is { } amount && ChooseFor(kind, amount) is { } own
                ? Math.Max(1, Math.Round(Support.Of(own).Max, MidpointRounding.ToEven)) : phase.Split);
        return split * (phase.Duplicate is { } twice && Support.Of(twice).Max > 0 ? 2 : 1);
    }

    /// <summary>The amount for a kind of unit, or null where there is none, which is reported where the amount is read.</summary>
    private static Amount? ChooseFor(Labels kind, Amount amount) =>
        amount is ByLabel by ? by.Amounts.FirstOrDefault(each => kind.Has(each.Label))?.Amount : amount;

    private void WarnOfSample(KeyedNode phase, Amount keep)
    {
        var support = Support.Of(keep);
        // To keep nothing is a clear word: the pipeline ends here.
        if (support.Max is > 0 and < SampleShare)
            findings.Warning(
                phase.Find("keep")!.Spot, phase.PathOf("keep"),
                $"`keep` sends on at most {Shorten.Number(support.Max * 100)} % of the units and drops the others",
                $"A sampled check written with `keep` would drop {Shorten.Number((1 - support.Max) * 100)} % of the work; `share` samples "
                    + $"and lets the others pass.");
    }

    private static double Total(Dictionary<Labels, double> units)
    {
        var total = 0.0;
        foreach (var (_, number) in units)
            total += number;
        return total;
    }

    private static double Rounded(double units, double share) => Math.Round(units * share, MidpointRounding.ToEven);

    private void CheckRounded(KeyedNode phase, string key, Amount share, double units, string never, string always)
    {
        var (min, max) = Support.Of(share);
        var (spot, path) = (phase.Find(key)!.Spot, phase.PathOf(key));
        if (units > 0 && max > 0 && Rounded(units, max) == 0)
            findings.Error(
                spot, path, $"round({Shorten.Number(units)} × {Shorten.Number(max)}) = 0: {never}",
                "Leave out \"counts\": \"rounded\"; then each unit is drawn.");
        else if (units > 0 && min < 1 && Rounded(units, min) == units)
            findings.Warning(
                spot, path, $"round({Shorten.Number(units)} × {Shorten.Number(min)}) = {Shorten.Number(units)}: {always}",
                "Leave out \"counts\": \"rounded\"; then each unit is drawn.");
    }
}
