namespace CostSim.Scenarios.Reading;

/// <summary>Reads how often a refused call is repeated, and what a repetition costs.</summary>
internal sealed class RetryBinder(Findings findings, Scalars scalars, AmountBinder amounts, CallBinder calls, ModelBinder models)
{
    private const int MostRounds = 1000;
    private const int MostRepeats = 1_000_000_000;

    /// <param name="phase">The phase, whose <c>retry</c> is read.</param>
    /// <param name="choice">The model of the phase, which the fix uses unless it names its own.</param>
    /// <param name="units">The number of first calls of one item, at most or on average.</param>
    public Retry? Bind(KeyedNode phase, ModelChoice choice, double units)
    {
        if (phase.Find("retry") is not { } node || KeyedNode.Open(node, phase.PathOf("retry"), Place.Retry, findings) is not { } retry)
            return null;
        var name = retry.Find("name") is { } nameNode ? scalars.Name(nameNode, retry.PathOf("name")) : null;
        retry.Require("rate", "The chance that a call is refused, from 0 to 1: a number, or [min, max].");
        var rate = amounts.Bind(retry, "rate", AmountRole.Rate);
        var rounds = retry.Require("rounds", "How many more times a unit may be called: attempts − 1.") is { } roundsNode
            ? scalars.Whole(roundsNode, retry.PathOf("rounds"), 1, MostRounds)
            : null;
        var cap = retry.Find("capPerItem") is { } capNode
            ? scalars.Whole(capNode, retry.PathOf("capPerItem"), 1, MostRepeats)
            : null;
        var extra = calls.BindTokens(retry, "extraInputTokens", AmountRole.Tokens);
        var fix = BindFix(retry, choice);
        if (rate is null || rounds is null)
            return null;
        WarnOfLowCap(retry, rate, cap, units);
        return new Retry { Name = name, Rate = rate, Rounds = (int)rounds, CapPerItem = (int?)cap, ExtraInputTokens = extra, Fix = fix };
    }

    private Call? BindFix(KeyedNode retry, ModelChoice choice) =>
        retry.Find("fix") is { } node && KeyedNode.Open(node, retry.PathOf("fix"), Place.Fix, findings) is { } fix
            ? calls.Bind(fix, models.Choose(fix, choice))
            : null;

    // A cap that the first round alone exceeds twice over, on average, is a slip more often than a wish.
    private void WarnOfLowCap(KeyedNode retry, Amount rate, long? cap, double units)
    {
        var refused = Support.MeanOf(rate) * units;
        if (cap is { } most && refused > 2.0 * most)
            findings.Warning(
                retry.Find("capPerItem")!.Spot, retry.PathOf("capPerItem"),
                $"about {Shorten.Number(Math.Round(refused))} of the {Shorten.Number(units)} calls of an item are refused in the first round, and at most {Shorten.Number(most)} are repeated",
                "What is refused beyond the cap goes on as it is.");
    }
}
