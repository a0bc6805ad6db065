namespace CostSim.Engine.Tests.Oracles.Law;

/// <summary>What a scenario can have beside tokens: each construct adds itself to a draft, where it fits.</summary>
internal static class LawConstructs
{
    /// <summary>A cap that binds, of output that reaches well beyond it on either side.</summary>
    private const int OutputCap = 250;

    public static IReadOnlyList<Action<LawDraft>> All { get; } =
    [
        Share, Keep, Rounded, SplitByNumber, SplitByLabel, SplitByAmount, JoinOfCertainUnits, JoinOfRandomUnits, RerunOfUnit,
        RerunAcrossJoin, Duplicate, Route,
        Only, CapOfCertainUnits, CapOfRandomUnits, Fix, FailedDropped, OutputCapped, PriceStep, Cached, AbsentAtCentre, Rare, HeavyTail,
        People, PerItem, Retry, CutAndRepeated, NameOfCalls,
    // What other constructs often leave no room for is tried more often.
        CapOfCertainUnits, JoinOfCertainUnits, SplitByLabel, CapOfCertainUnits, JoinOfCertainUnits, SplitByLabel, CapOfCertainUnits,
        OutputCapped, JoinOfCertainUnits,
        SplitByLabel, CapOfCertainUnits, Rounded, Rounded, Rounded, Rounded, JoinOfCertainUnits, CapOfCertainUnits, JoinOfCertainUnits,
    ];

    public static void Share(LawDraft draft)
    {
        var phase = draft.CallWithout("share");
        phase["share"] = draft.Amount(LawPlace.Share, phase);
    }

    public static void Keep(LawDraft draft)
    {
        var phase = draft.CallWithout("keep");
        phase["keep"] = draft.Amount(LawPlace.Keep, phase);
    }

    public static void Retry(LawDraft draft)
    {
        var phase = draft.Billed.FirstOrDefault(call => !call.HasRetry) ?? draft.Billed[^1];
        phase.Retry("rate", draft.Amount(LawPlace.Rate, phase));
        phase.Retry("rounds", $"{draft.Random.Whole(1, 3)}");
    }

    /// <summary>Units enough that a share of them does not round to none: of each label six, or ten alike.</summary>
    public static void Rounded(LawDraft draft)
    {
        if (!draft.Split(draft.Random.Whole(8, 12).ToString(System.Globalization.CultureInfo.InvariantCulture)))
            return;
        var phase = draft.Calls[0];
        phase["keep"] = draft.Amounts.Of(LawPlace.Keep);
        phase["counts"] = "\"rounded\"";
        if (draft.Random.Chance(0.4))
            phase["share"] = draft.Amounts.Between(LawPlace.Share, 0.4, 0.8);
    }

    public static void SplitByNumber(LawDraft draft) => draft.Split($"{draft.Random.Whole(2, 4)}");

    public static void SplitByLabel(LawDraft draft)
    {
        if (draft.Split($$"""{ "easy": {{draft.Random.Whole(1, 3)}}, "hard": {{draft.Random.Whole(1, 2)}} }""", "easy", "hard"))
            Refill(draft);
    }

    public static void SplitByAmount(LawDraft draft) =>
        draft.Split(draft.Labels.Count > 0 ? draft.ByLabel(() => draft.Amounts.Of(LawPlace.Split)) : draft.Amounts.Of(LawPlace.Split));

    public static void JoinOfCertainUnits(LawDraft draft)
    {
        SplitByNumber(draft);
        Join(draft);
    }

    public static void JoinOfRandomUnits(LawDraft draft)
    {
        if (draft.Random.Chance(0.5))
            SplitByAmount(draft);
        else
            draft.Before("filter")["keep"] = draft.Amounts.Of(LawPlace.Keep);
        Join(draft);
    }

    public static void RerunOfUnit(LawDraft draft)
    {
        if (!draft.IsJoined)
            Rerun(draft, draft.After("check"), draft.Calls[draft.Random.Whole(0, draft.Calls.Count - 1)]);
    }

    public static void RerunAcrossJoin(LawDraft draft)
    {
        Join(draft);
        Rerun(draft, draft.After("accept"), draft.Calls[0]);
    }

    public static void Duplicate(LawDraft draft)
    {
        // Before the split it is of items, behind it of units.
        var phase = draft.Before("queue");
        phase["duplicate"] = draft.Labels.Count > 0 ? draft.ByLabel(() => draft.Amounts.Of(LawPlace.Duplicate))
            : draft.Amounts.Of(LawPlace.Duplicate);
    }

    public static void Route(LawDraft draft)
    {
        if (draft.Labels.Count > 0)
            return;
        draft.Before(
            "sort")["route"] =
                $$"""{ "odd": {{draft.Amounts.Of(LawPlace.Route)}}, "even": {{draft.Amounts.Of(LawPlace.Route)}}, "far": {{draft.Amounts.Of(LawPlace.Route)}}, "plain": "rest" }""";
        draft.Label("odd", "even", "far", "plain");
        Refill(draft);
    }

    public static void Only(LawDraft draft)
    {
        if (draft.Labels.Count == 0 && draft.Random.Chance(0.5))
            SplitByLabel(draft);
        if (draft.Labels.Count == 0)
            Route(draft);
        draft.CallWithout("only")["only"] = $"\"{draft.Labels[draft.Random.Whole(0, draft.Labels.Count - 1)]}\"";
    }

    public static void CapOfCertainUnits(LawDraft draft)
    {
        SplitByNumber(draft);
        Retry(draft);
        draft.Retried().Retry("capPerItem", $"{draft.Random.Whole(1, 2)}");
    }

    public static void CapOfRandomUnits(LawDraft draft)
    {
        if (draft.IsSplit)
            draft.Before("filter")["keep"] = draft.Amounts.Of(LawPlace.Keep);
        else
            SplitByAmount(draft);
        Retry(draft);
        draft.Retried().Retry("capPerItem", $"{draft.Random.Whole(1, 2)}");
    }

    public static void Fix(LawDraft draft)
    {
        var phase = draft.Retried();
        phase.Retry("fix", $$"""{ "inputTokens": {{draft.Amount(LawPlace.Fix, phase)}}, {{draft.Output(phase)}} }""");
        phase.Retry("extraInputTokens", draft.Amount(LawPlace.ExtraInput, phase));
    }

    public static void FailedDropped(LawDraft draft) => draft.Retried().Retry("failed", "\"drop\"");

    public static void OutputCapped(LawDraft draft)
    {
        var phase = draft.CallWithout("maxOutputTokens");
        phase.Remove("visibleTokens", "billedPerVisible", "reasoningTokens");
        phase["outputTokens"] = draft.Random.Chance(0.5)
            ? draft.Amounts.Drawn(LawPlace.Output, 100, 900)
            : $$"""{ "product": [{{LawAmounts.Number(draft.Random.Between(300, 500))}}, { "lognormal": { "mean": 1, "sd": {{LawAmounts.Number(draft.Random.Between(0.3, 1.2))}} }, "level": "item" }] }""";
        phase["maxOutputTokens"] = $"{OutputCap}";
    }

    /// <summary>Calls that are cut, and those of a retry as well: lanes of their own that see one item.</summary>
    public static void CutAndRepeated(LawDraft draft)
    {
        OutputCapped(draft);
        var phase = draft.Billed.First(each => each.Has("maxOutputTokens"));
        phase.Retry("rate", draft.Amount(LawPlace.Rate, phase));
        phase.Retry("rounds", $"{draft.Random.Whole(1, 3)}");
    }

    /// <summary>One draw of each call in two of its amounts: of its output, or of its input and output.</summary>
    public static void NameOfCalls(LawDraft draft)
    {
        var phase = draft.CallWithout("maxOutputTokens");
        if (phase.Has("model"))
            return;
        var name = $"c{draft.Factors.Count}";
        draft.Factors.Add($"\"{name}\": {draft.Amounts.CallFactor(draft.Random.Whole(0, 1_000), 40, 400)}");
        phase.IsNamed = true;
        phase.Remove("visibleTokens", "billedPerVisible", "reasoningTokens", "outputTokens");
        phase["visibleTokens"] = draft.Random.Chance(0.5) ? $"\"{name}\""
            : $"{{ \"sum\": [\"{name}\", {draft.Amounts.Of(LawPlace.Visible)}] }}";
        phase["reasoningTokens"] = draft.Random.Chance(0.5) ? $"\"{name}\""
            : $"{{ \"product\": [{LawAmounts.Number(draft.Random.Between(0.5, 3))}, \"{name}\"] }}";
        if (draft.Random.Chance(0.5))
            phase["inputTokens"] = $"{{ \"sum\": [{draft.Amounts.Of(LawPlace.Input)}, \"{name}\"] }}";
    }

    /// <summary>A model that asks more of calls with more than 200,000 tokens of input.</summary>
    public static void PriceStep(LawDraft draft)
    {
        var phase = draft.CallWithout("model");
        phase["model"] = "\"gemini-2.5-pro\"";
        phase["inputTokens"] = draft.Amounts.Drawn(LawPlace.Input, 90_000, 450_000);
    }

    public static void Cached(LawDraft draft)
    {
        var phase = draft.CallWithout("model");
        var parts = string.Join(", ",
            Enumerable.Range(0, draft.Random.Whole(1, 3)).Select(
                _ => $$"""{ "cached": {{draft.Amounts.Of(LawPlace.Cached)}}, "of": {{draft.Random.Whole(400, 1_500)}} }"""));
        phase["inputTokens"] = $$"""{ "sum": [{{parts}}, {{draft.Amounts.Of(LawPlace.Input)}}] }""";
        phase["model"] = "\"gpt-5\"";
    }

    /// <summary>In most runs it does not happen: with run-level factors at their centre, never.</summary>
    public static void AbsentAtCentre(LawDraft draft)
    {
        var phase = draft.CallWithout("share");
        phase["share"] = $$"""{ "range": [0.02, 0.4], "chance": {{LawAmounts.Number(draft.Random.Between(0.1, 0.45))}}, "level": "run" }""";
    }

    /// <summary>One unit in a thousand to a hundred thousand, whose calls are large.</summary>
    public static void Rare(LawDraft draft)
    {
        var phase = draft.CallAfter("rare");
        phase["share"] = LawAmounts.Number(Math.Pow(10, -draft.Random.Between(3, 5)));
        phase["inputTokens"] = draft.Amounts.Between(LawPlace.Input, 2_000, 20_000);
        phase.Remove("visibleTokens", "billedPerVisible", "reasoningTokens");
        phase["outputTokens"] = draft.Random.Chance(0.5)
            ? $$"""{ "lognormal": { "mean": 20000, "sd": {{draft.Random.Whole(5_000, 40_000)}} }, "level": "{{(draft.Random.Chance(0.5) ? "item" : "call")}}" }"""
            : draft.Amounts.Between(LawPlace.Output, 2_000, 40_000);
    }

    public static void HeavyTail(LawDraft draft)
    {
        var phase = draft.CallWithout("maxOutputTokens");
        phase.Remove("visibleTokens", "billedPerVisible", "reasoningTokens");
        phase["outputTokens"] =
            $$"""{ "lognormal": { "mean": {{draft.Random.Whole(200, 800)}}, "sd": {{draft.Random.Whole(800, 1_600)}} }, "level": "{{(draft.Random.Chance(0.6) ? "item" : "call")}}" }""";
    }

    public static void People(LawDraft draft)
    {
        var phase = new LawPhase(
            "people")
        {
            ["usdPerUnit"] = draft.Labels.Count > 0 ? draft.ByLabel(() => draft.Amounts.Of(LawPlace.UsdPerUnit))
                : draft.Amounts.Of(LawPlace.UsdPerUnit)
        };
        if (draft.Phases.Any(each => each.Id == "people"))
            return;
        if (draft.Random.Chance(0.7))
            phase["share"] = draft.Amounts.Of(LawPlace.Share);
        draft.Calls.Add(phase);
    }

    public static void PerItem(LawDraft draft)
    {
        draft.Allowances.Add(
            $$"""{ "name": "Rest{{draft.Allowances.Count}}", "outputTokensPerItem": {{draft.Amounts.Of(LawPlace.Allowance)}}, "inputTokensPerItem": {{draft.Amounts.Of(LawPlace.Allowance)}} }""");
        draft.Operations.Add(
            $$"""{ "name": "Storage{{draft.Operations.Count}}", "usdPerItem": {{draft.Amounts.Of(LawPlace.Operations)}} }""");
    }

    private static void Join(LawDraft draft)
    {
        if (!draft.IsJoined)
            draft.CallAfter("join")["join"] = "true";
    }

    private static void Rerun(LawDraft draft, LawPhase check, LawPhase from)
    {
        check.Retry("rate", draft.Amounts.Of(LawPlace.Rate));
        check.Retry("rounds", $"{draft.Random.Whole(1, 2)}");
        check.Retry("rerun", $"\"{from.Id}\"");
        if (draft.Random.Chance(0.3))
            check.Retry("failed", "\"drop\"");
    }

    /// <summary>Labels are there: tokens may depend on them.</summary>
    private static void Refill(LawDraft draft)
    {
        foreach (var phase in draft.Billed.Where(phase => !phase.IsNamed && !phase.Has("maxOutputTokens") && !phase.Has("model")))
            draft.Fill(phase);
    }
}
