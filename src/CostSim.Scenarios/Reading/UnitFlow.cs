namespace CostSim.Scenarios.Reading;

/// <summary>Follows the greatest number of units of one item through the phases, and finds counts that cannot be meant.</summary>
internal sealed class UnitFlow(Findings findings)
{
    /// <summary>Units of one item at most, at any phase: what one computer can simulate.</summary>
    public const int MostUnits = 4_000_000;

    private const double SampleShare = 0.5;

    /// <summary>The greatest number of units of one item that reaches the next phase.</summary>
    public double UnitsMax { get; private set; } = 1;

    /// <summary>The greatest number of units that the phase takes.</summary>
    public double Take(KeyedNode phase, Amount? share, bool isRounded)
    {
        if (share is null)
            return UnitsMax;
        if (!isRounded)
            return Support.Of(share).Max > 0 ? UnitsMax : 0;
        CheckRounded(phase, "share", share, UnitsMax, "the phase would never run", "the phase would take every unit, always");
        return Rounded(UnitsMax, Support.Of(share).Max);
    }

    public void Split(KeyedNode phase, int parts)
    {
        UnitsMax *= parts;
        if (UnitsMax <= MostUnits)
            return;
        findings.Error(
            phase.Find("split")!.Spot, phase.PathOf("split"),
            $"one item would become {Shorten.Number(UnitsMax)} units here, with the phases before; at most {MostUnits:#,##0}");
        UnitsMax = MostUnits;
    }

    /// <param name="taken">The greatest number of units that the phase took; the others pass by.</param>
    public void Keep(KeyedNode phase, Amount keep, bool isRounded, double taken)
    {
        var support = Support.Of(keep);
        if (support.Max < SampleShare)
            findings.Warning(
                phase.Find("keep")!.Spot, phase.PathOf("keep"),
                $"`keep` sends on at most {Shorten.Number(support.Max * 100)} % of the units and drops the others",
                $"A sampled check written with `keep` would drop {Shorten.Number((1 - support.Max) * 100)} % of the work; `share` samples and lets the others pass.");
        if (!isRounded)
            return;
        CheckRounded(phase, "keep", keep, taken, "nothing would ever go on", "every unit would go on, always");
        if (!phase.Has("share"))
            UnitsMax = Rounded(taken, support.Max);
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
