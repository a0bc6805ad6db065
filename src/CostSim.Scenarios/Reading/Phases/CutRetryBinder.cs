using CostSim.Scenarios.Language;
using CostSim.Scenarios.Reading.Syntax;
using CostSim.Scenarios.Reading.Words;

namespace CostSim.Scenarios.Reading.Phases;

/// <summary>Reads the retry of calls that are cut at their limit: <c>"rate": "cut"</c>.</summary>
internal sealed class CutRetryBinder(Findings findings)
{
    /// <summary>Whether a phase's retry is one of cut calls.</summary>
    public static bool Is(KeyedNode phase) =>
        phase.Find("retry")?.Members.Any(member => member is { Key: "rate", Value: { Kind: NodeKind.Text, Text: PhaseWords.Cut } }) is true;

    /// <summary>The call with its retry; null after an error.</summary>
    /// <param name="phase">The phase.</param>
    /// <param name="call">Its call, or null if it has none or is wrong.</param>
    public Call? Bind(KeyedNode phase, Call? call)
    {
        if (phase.Open("retry") is not { } retry)
            return null;
        var name = retry.Text("name");
        var limit = retry.Number("maxOutputTokens");
        var rounds = retry.Whole("rounds");
        if (PhaseWords.OfRefusals.FirstOrDefault(retry.Has) is { } extra)
            Report(retry, extra, $"`{extra}` belongs to calls that are refused by chance, and `rate` is \"cut\"", "Leave it out.");
        else if (rounds > 1)
            Report(retry, "rounds", "a call that is cut twice is as long each time: more rounds change nothing", "Write \"rounds\": 1.");
        else if (!phase.Has("inputTokens") || !phase.Has("maxOutputTokens"))
            Report(retry, "rate", "nothing is cut here: the phase has no `maxOutputTokens`", "A call is cut at the limit of its phase.");
        else if (!retry.Has("maxOutputTokens"))
            retry.ReportMissing("maxOutputTokens", "The limit of the repeated call, above that of the phase.");
        else if (call is { MaxOutputTokens: { } first } && limit is { } second && IsSound(phase, retry, call, first, second))
            return call with { CutRetry = new CutRetry(name, second) };
        return null;
    }

    private bool IsSound(KeyedNode phase, KeyedNode retry, Call call, double first, double second)
    {
        if (second <= first)
            return Report(
                retry, "maxOutputTokens", $"what is cut at {Shorten.Number(first)} tokens is cut again at {Shorten.Number(second)}",
                "The repeated call needs a higher limit.");
        if (call.Fees.Count > 0)
            return Report(retry, "rate", "a call with a fee that is asked again where it is cut is not supported",
                "Write the chance of a cut as `rate`, or leave the fee out.");
        var isOfOnePrice = !Composite.In<Cached>(call.InputTokens).Any() && !Composite.In<Modal>(call.InputTokens).Any();
        return isOfOnePrice || call.InputTokens is Cached { IsImplicit: true } or Modal
            || Report(
                retry, "rate", "a call with a cache, or with audio or images, that is asked again where it is cut is not supported",
                "Write the chance of a cut as `rate`.");
    }

    private bool Report(KeyedNode owner, string key, string message, string hint)
    {
        findings.Error(owner.Find(key)!.Spot, owner.PathOf(key), message, hint);
        return false;
    }
}
