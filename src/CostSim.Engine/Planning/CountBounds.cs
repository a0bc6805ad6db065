using CostSim.Scenarios;

namespace CostSim.Engine.Planning;

/// <summary>Bounds of the number of an item's units along the phases, from the supports of shares and rates.</summary>
internal static class CountBounds
{
    /// <summary>How many of the units a rule can select.</summary>
    public static Bounds Taken(Bounds units, CountRule? rule)
    {
        if (rule is null)
            return units;
        var chance = rule.Chance.Support;
        // A rounded product is monotone in both factors, so its bounds are at theirs. A drawn probability inside (0, 1) can select none or
        // all.
        return rule.Rounded
            ? new Bounds(CountRule.Round(units.Min, chance.Min), CountRule.Round(units.Max, chance.Max))
            : new Bounds(chance.Min >= 1 ? units.Min : 0, chance.Max > 0 ? units.Max : 0);
    }

    /// <summary>
    /// Units after a phase that takes a share of them and keeps some of those. The more it takes the fewer go on, unless it duplicates
    /// them: the bounds are where it takes the most or the least of the fewest units, and of the most.
    /// </summary>
    /// <param name="units">The units that enter.</param>
    /// <param name="share">Which units are taken.</param>
    /// <param name="sent">Given the number taken, how many go on.</param>
    public static Bounds PassedAndSent(Bounds units, CountRule share, Func<double, Bounds> sent)
    {
        var (fewest, most) = (Taken(Bounds.Of(units.Min), share), Taken(Bounds.Of(units.Max), share));
        return new Bounds(
            units.Min + Math.Min(sent(fewest.Min).Min - fewest.Min, sent(fewest.Max).Min - fewest.Max),
            units.Max + Math.Max(sent(most.Min).Max - most.Min, sent(most.Max).Max - most.Max));
    }

    /// <summary>Repeated calls, all rounds together, after so many first calls.</summary>
    public static Bounds Repeated(Bounds calls, Bounds rate, Retry retry)
    {
        double cap = retry.CapPerItem ?? double.PositiveInfinity;
        return new Bounds(
            rate.Min >= 1 ? Math.Min(calls.Min * retry.Rounds, cap) : 0,
            rate.Max > 0 ? Math.Min(calls.Max * retry.Rounds, cap) : 0);
    }
}
