namespace CostSim.Scenarios.Reading;

/// <summary>Reads how often a refused call is repeated, and what a repetition costs.</summary>
internal sealed class RetryBinder(Findings findings, Scalars scalars, AmountBinder amounts, CallBinder calls, ModelBinder models)
{
    private const int MostRounds = 1000;
    private const int MostRepeats = 1_000_000_000;
    private static readonly string[] OfCalls = ["extraInputTokens", "fix"];

    /// <param name="phase">The phase, whose <c>retry</c> is read.</param>
    /// <param name="choice">The model of the phase, which the fix uses unless it names its own.</param>
    /// <param name="units">The number of first calls of one item, at most or on average.</param>
    /// <param name="isLocal">Whether the phase makes no call.</param>
    public Retry? Bind(KeyedNode phase, ModelChoice choice, double units, bool isLocal)
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
        var rerun = retry.Find("rerun") is { } rerunNode ? scalars.Id(rerunNode, retry.PathOf("rerun")) : null;
        CheckRepeated(phase, retry, isLocal);
        var isDropped = retry.Find("failed") is { } failed && scalars.OneOf(failed, retry.PathOf("failed"), "keep", "drop") == "drop";
        if (rate is null || rounds is null)
            return null;
        WarnOfLowCap(retry, rate, cap, units);
        return new Retry
        {
            Name = name,
            Rate = rate,
            Rounds = (int)rounds,
            CapPerItem = (int?)cap,
            ExtraInputTokens = extra,
            Fix = fix,
            RerunFrom = rerun,
            FailedDropped = isDropped,
        };
    }

    /// <summary>What is repeated is a call, or everything from an earlier phase on; not both.</summary>
    private void CheckRepeated(KeyedNode phase, KeyedNode retry, bool isLocal)
    {
        if (isLocal && !retry.Has("rerun"))
            findings.Error(
                phase.SpotOf("retry"), phase.PathOf("retry"), "a local phase has no call to repeat",
                "The retry stands where the call is; or `rerun` names the phase from which all is repeated.");
        var ofCalls = OfCalls.Where(retry.Has).ToList();
        if (ofCalls.Count == 0)
            return;
        if (retry.Has("rerun"))
            findings.Error(
                retry.SpotOf(ofCalls[0]), retry.PathOf(ofCalls[0]), $"`{ofCalls[0]}` belongs to a repeated call, and `rerun` repeats phases as they are",
                "Make it a phase of its own, between the two.");
        else if (phase.Has("usdPerUnit"))
            findings.Error(retry.SpotOf(ofCalls[0]), retry.PathOf(ofCalls[0]), $"a phase with `usdPerUnit` makes no call, so its retry has no `{ofCalls[0]}`");
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
