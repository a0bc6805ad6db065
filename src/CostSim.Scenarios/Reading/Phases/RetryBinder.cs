using CostSim.Scenarios.Language;
using CostSim.Scenarios.Reading.Amounts;
using CostSim.Scenarios.Reading.Words;

namespace CostSim.Scenarios.Reading.Phases;

/// <summary>Reads how often a refused call is repeated, and what a repetition costs.</summary>
internal sealed class RetryBinder(Findings findings, AmountBinder amounts, CallBinder calls)
{
    private static readonly string[] OfCalls = ["extraInputTokens", "fix"];
    private static readonly string[] ForBilledCalls = [.. OfCalls, "rerun", "capPerItem"];

    /// <param name="phase">The phase, whose <c>retry</c> is read.</param>
    /// <param name="choice">The model of the phase, which the fix uses unless it names its own.</param>
    /// <param name="units">The number of first calls of one item, at most or on average.</param>
    /// <param name="isLocal">Whether the phase makes no call.</param>
    public Retry? Bind(KeyedNode phase, ModelChoice choice, double units, bool isLocal)
    {
        if (phase.Open("retry") is not { } retry)
            return null;
        var name = retry.Text("name");
        var rate = amounts.Bind(retry, "rate", AmountRole.Rate);
        var (rounds, cap) = (retry.Whole("rounds"), retry.Whole("capPerItem"));
        var extra = calls.BindTokens(retry, "extraInputTokens");
        var fix = retry.Open("fix") is { } fixing ? calls.Bind(fixing, ModelBinder.Choose(fixing, choice)) : null;
        var rerun = retry.Text("rerun");
        CheckRepeated(phase, retry, isLocal);
        if (retry.Has("maxOutputTokens"))
            findings.Error(
                retry.SpotOf("maxOutputTokens"), retry.PathOf("maxOutputTokens"), "`maxOutputTokens` of a retry belongs to \"rate\": \"cut\"",
                "Where calls are refused by chance, each has the limit of the phase.");
        var isDropped = retry.IsTrue("failed");
        var isBilled = retry.Read<bool?>("billed") is not false;
        if (!isBilled)
            CheckUnbilled(phase, retry, isDropped);
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
            FailedDropped = isDropped || !isBilled,
            IsBilled = isBilled,
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
                retry.SpotOf(ofCalls[0]), retry.PathOf(ofCalls[0]),
                $"`{ofCalls[0]}` belongs to a repeated call, and `rerun` repeats phases as they are",
                "Make it a phase of its own, between the two.");
        else if (phase.Has("usdPerUnit"))
            findings.Error(retry.SpotOf(ofCalls[0]), retry.PathOf(ofCalls[0]),
                $"a phase with `usdPerUnit` makes no call, so its retry has no `{ofCalls[0]}`");
    }

    /// <summary>A call that is not billed gave no answer: nothing follows from it but that it is made again.</summary>
    private void CheckUnbilled(KeyedNode phase, KeyedNode retry, bool isDropped)
    {
        var extra = ForBilledCalls.FirstOrDefault(retry.Has);
        if (extra is not null)
            findings.Error(
                retry.SpotOf(extra), retry.PathOf(extra),
                $"`{extra}` belongs to calls that are billed, and \"billed\": false says that these are not",
                "Refusals of both kinds are two phases, or the part that is not billed is left out.");
        else if (phase.Has("usdPerUnit"))
            findings.Error(
                retry.SpotOf("billed"), retry.PathOf("billed"), "work of people or tools is paid for, whatever comes of it",
                "Leave `billed` out.");
        else if (retry.Has("failed") && !isDropped)
            findings.Error(
                retry.SpotOf("failed"), retry.PathOf("failed"), "what has no answer after the last round cannot go on",
                "Leave `failed` out.");
    }

    // A cap that the first round alone exceeds twice over, on average, is a slip more often than a wish.
    private void WarnOfLowCap(KeyedNode retry, Amount rate, long? cap, double units)
    {
        var refused = Support.MeanOf(rate) * units;
        if (cap is { } most && refused > 2.0 * most)
            findings.Warning(
                retry.Find("capPerItem")!.Spot, retry.PathOf("capPerItem"),
                $"about {Shorten.Number(Math.Round(refused))} of the {Shorten.Number(units)} calls of an item are refused in the first "
                    + $"round, and at most {Shorten.Number(most)} are repeated",
                "What is refused beyond the cap goes on as it is.");
    }
}
