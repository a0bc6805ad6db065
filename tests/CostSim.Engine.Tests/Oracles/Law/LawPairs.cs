namespace CostSim.Engine.Tests.Oracles.Law;

/// <summary>One item-level name in two places: each way adds a factor to a draft and says its name twice.</summary>
internal static class LawPairs
{
    public static IReadOnlyList<Action<LawDraft, string>> All { get; } =
    [
        ShareAndKeep, ShareAndRate, KeepThenShare, SharesSideBySide, Rates, ShareThenRate, ShareAndOutput, KeepThenInput, RateAndOutput,
        InputAndOutput,
        TokensOfTwoPhases, SplitAndTokens, SplitAndShare, SplitAndRate, TwiceInOneProduct, TwiceInOneProduct, CachedAndTokens,
        DuplicateAndTokens, RouteAndTokens, PeopleAndShare, AllowanceAndTokens, ShareAndOutput, InputAndOutput,
    ];

    /// <summary>A name whose factor is given the next of the shapes.</summary>
    public static string Name(LawDraft draft, int shape)
    {
        var name = $"d{draft.Factors.Count}";
        draft.Factors.Add($"\"{name}\": {draft.Amounts.ItemFactor(shape)}");
        return name;
    }

    private static void ShareAndKeep(LawDraft draft, string name)
    {
        var phase = draft.CallWithout("share");
        (phase["share"], phase["keep"]) = (Chance(draft, name), Chance(draft, name));
        phase.Remove("counts");
    }

    private static void ShareAndRate(LawDraft draft, string name)
    {
        var phase = draft.CallWithout("share");
        phase["share"] = Chance(draft, name);
        Refuse(draft, phase, name);
    }

    private static void KeepThenShare(LawDraft draft, string name)
    {
        draft.Before("filter")["keep"] = Chance(draft, name);
        draft.CallWithout("share")["share"] = Chance(draft, name);
    }

    private static void SharesSideBySide(LawDraft draft, string name)
    {
        foreach (var phase in draft.Billed)
            phase["share"] = Chance(draft, name);
    }

    private static void Rates(LawDraft draft, string name)
    {
        foreach (var phase in draft.Billed)
            Refuse(draft, phase, name);
    }

    private static void ShareThenRate(LawDraft draft, string name)
    {
        draft.Billed[0]["share"] = Chance(draft, name);
        Refuse(draft, draft.Billed[^1], name);
    }

    private static void ShareAndOutput(LawDraft draft, string name)
    {
        var phase = draft.CallWithout("share");
        phase["share"] = Chance(draft, name);
        Output(draft, phase, name);
    }

    private static void KeepThenInput(LawDraft draft, string name)
    {
        draft.Before("filter")["keep"] = Chance(draft, name);
        Input(draft, draft.CallWithout("model"), name);
    }

    private static void RateAndOutput(LawDraft draft, string name)
    {
        var phase = draft.CallWithout("maxOutputTokens");
        Refuse(draft, phase, name);
        Output(draft, phase, name);
    }

    private static void InputAndOutput(LawDraft draft, string name)
    {
        var phase = draft.CallWithout("maxOutputTokens");
        Input(draft, phase, name);
        Output(draft, phase, name);
    }

    private static void TokensOfTwoPhases(LawDraft draft, string name)
    {
        Input(draft, draft.Billed[0], name);
        Output(draft, draft.Billed[^1], name);
    }

    private static void SplitAndTokens(LawDraft draft, string name)
    {
        draft.Split(Units(draft, name));
        Input(draft, draft.CallWithout("model"), name);
        Output(draft, draft.CallWithout("maxOutputTokens"), name);
    }

    private static void SplitAndShare(LawDraft draft, string name)
    {
        draft.Split(Units(draft, name));
        draft.CallWithout("share")["share"] = Chance(draft, name);
    }

    private static void SplitAndRate(LawDraft draft, string name)
    {
        draft.Split(Units(draft, name));
        Refuse(draft, draft.Billed[^1], name);
    }

    private static void TwiceInOneProduct(LawDraft draft, string name)
    {
        var phase = draft.CallWithout("maxOutputTokens");
        phase.IsNamed = true;
        phase.Remove("visibleTokens", "billedPerVisible", "reasoningTokens");
        phase["outputTokens"] = $"{{ \"product\": [{Multiplier(draft, 900)}, \"{name}\", \"{name}\"] }}";
    }

    private static void CachedAndTokens(LawDraft draft, string name)
    {
        var phase = draft.CallWithout("model");
        phase["model"] = "\"gpt-5\"";
        phase["inputTokens"] = $"{{ \"sum\": [{{ \"cached\": \"{name}\", \"of\": 900 }}, {draft.Amounts.Of(LawPlace.Input)}] }}";
        Output(draft, phase, name);
    }

    private static void DuplicateAndTokens(LawDraft draft, string name)
    {
        draft.Before("queue")["duplicate"] = Chance(draft, name);
        Output(draft, draft.CallWithout("maxOutputTokens"), name);
    }

    private static void RouteAndTokens(LawDraft draft, string name)
    {
        // All labels of a draft come from one phase, or some units would have two.
        if (draft.Labels.Count == 0)
        {
            draft.Before("sort")["route"] = $$"""{ "odd": {{Chance(draft, name)}}, "plain": "rest" }""";
            draft.Label("odd", "plain");
        }

        var phase = draft.CallWithout("only");
        phase["only"] = $"\"{draft.Labels[0]}\"";
        Output(draft, phase, name);
    }

    private static void PeopleAndShare(LawDraft draft, string name)
    {
        var phase = draft.CallWithout("share");
        phase["share"] = Chance(draft, name);
        draft.Calls.Add(
            new LawPhase($"look{draft.Calls.Count}") { ["usdPerUnit"] = $"{{ \"product\": [{Multiplier(draft, 1.2)}, \"{name}\"] }}" });
    }

    private static void AllowanceAndTokens(LawDraft draft, string name)
    {
        draft.Allowances.Add($$"""{ "name": "Rest{{draft.Allowances.Count}}", "outputTokensPerItem": { "product": [400, "{{name}}"] } }""");
        draft.Operations.Add($$"""{ "name": "Storage{{draft.Operations.Count}}", "usdPerItem": { "product": [0.2, "{{name}}"] } }""");
        Input(draft, draft.CallWithout("model"), name);
    }

    /// <summary>The name as a chance: as it is, or a part of it that differs from run to run.</summary>
    private static string Chance(LawDraft draft, string name) => draft.Random.Whole(0, 2) switch
    {
        0 => $"{{ \"product\": [{Multiplier(draft, 1)}, \"{name}\"] }}",
        _ => $"\"{name}\"",
    };

    private static void Refuse(LawDraft draft, LawPhase phase, string name)
    {
        phase.Retry("rate", $"{{ \"product\": [{Multiplier(draft, 0.7)}, \"{name}\"] }}");
        phase.Retry("rounds", $"{draft.Random.Whole(1, 3)}");
    }

    private static void Input(LawDraft draft, LawPhase phase, string name)
    {
        phase.IsNamed = true;
        phase["inputTokens"] = draft.Random.Chance(0.5)
            ? $"{{ \"product\": [{Multiplier(draft, 1_500)}, \"{name}\"] }}"
            : $"{{ \"sum\": [{Multiplier(draft, 300)}, {{ \"product\": [{Multiplier(draft, 1_000)}, \"{name}\"] }}] }}";
        if (phase.Has("model") && phase["model"].Contains("gemini", StringComparison.Ordinal))
            phase["inputTokens"] = $"{{ \"product\": [{Multiplier(draft, 500_000)}, \"{name}\"] }}";
    }

    private static void Output(LawDraft draft, LawPhase phase, string name)
    {
        phase.IsNamed = true;
        phase.Remove("visibleTokens", "billedPerVisible", "reasoningTokens");
        phase["outputTokens"] = $"{{ \"product\": [{Multiplier(draft, phase.Has("maxOutputTokens") ? 900 : 600)}, \"{name}\"] }}";
    }

    private static string Units(LawDraft draft, string name) =>
        $"{{ \"sum\": [{LawAmounts.Number(draft.Random.Between(0.3, 1))}, {{ \"product\": [{draft.Random.Whole(2, 4)}, \"{name}\"] }}] }}";

    /// <summary>A number, or an amount that differs from run to run or from call to call, at most so large.</summary>
    private static string Multiplier(LawDraft draft, double high)
    {
        var low = LawAmounts.Number(high * draft.Random.Between(0.6, 0.8));
        return draft.Random.Whole(0, 2) switch
        {
            0 when high > 1 => $"{{ \"range\": [{low}, {LawAmounts.Number(high)}], \"level\": \"call\" }}",
            1 => $"{{ \"range\": [{low}, {LawAmounts.Number(high)}], \"level\": \"run\" }}",
            _ => low,
        };
    }
}
