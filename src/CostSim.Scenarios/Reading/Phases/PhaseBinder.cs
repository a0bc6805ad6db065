using CostSim.Scenarios.Language;
using CostSim.Scenarios.Reading.Amounts;
using CostSim.Scenarios.Reading.Syntax;
using CostSim.Scenarios.Reading.Words;

namespace CostSim.Scenarios.Reading.Phases;

/// <summary>Reads the phases, in their order.</summary>
internal sealed class PhaseBinder(Findings findings, Scalars scalars, AmountBinder amounts, CallBinder calls, RetryBinder retries)
{
    private readonly Dictionary<string, Spot> _ids = [];
    private readonly UnitFlow _flow = new(findings);
    private readonly FlowBinder _units = new(findings, scalars, amounts);
    private readonly RerunCheck _reruns = new(findings);
    private readonly CutRetryBinder _cutRetries = new(findings);
    private readonly List<Phase> _before = [];

    public IReadOnlyList<Phase> BindAll(KeyedNode scenario, ModelChoice choice)
    {
        if (scenario.Require("phases") is not { } node)
            return [];
        var elements = scalars.List(node, "phases");
        if (node.Kind == NodeKind.Array && scenario.Form<ListForm>("phases") is var list && !list.IsList(node))
        {
            findings.Error(node.Spot, "phases", $"{elements.Count:#,##0} phases; a scenario has {list.Min} to {list.Max:#,##0}");
            return [];
        }

        return elements.Select((element, i) => Bind(element, i, choice)).OfType<Phase>().ToList();
    }

    private Phase? Bind(ScenarioNode node, int index, ModelChoice around)
    {
        // The path is the id's where there is one, so it is looked up before the keys are checked.
        var id = PeekId(node);
        var path = $"phases.{id ?? $"{index}"}";
        if (KeyedNode.Open(node, path, Place.Phase, findings) is not { } phase)
            return null;
        if (id is null)
            CheckId(phase);
        var name = phase.Text("name");
        var kind = BindKind(phase);
        var draft = new Phase
        {
            Id = id ?? "",
            Name = name,
            CustomId = phase.Text("customId") is { } pattern ? new IdPattern(pattern) : null,
            Only = _units.BindOnly(phase, _flow.Before),
            RoundedCounts = BindCounts(phase),
            Share = amounts.Bind(phase, "share"),
        };
        if (phase.Has("share") && phase.Has("split"))
            findings.Error(
                phase.SpotOf("share"), phase.PathOf("share"), "`share` and `split` on one phase do not say which comes first",
                "Split in one phase (a local one will do), and share in the next.");
        draft = _units.BindReshaping(phase, draft, kind == PhaseKind.Local);
        CheckBy(phase, _flow.Before.Where(draft.Takes), [new("share", draft.Share), new("split", draft.SplitAmount)]);
        var taken = _flow.Enter(draft, phase);

        var choice = ModelBinder.Choose(phase, around);
        var expected = draft.Share is null || draft.RoundedCounts ? taken : taken * Support.MeanOf(draft.Share);
        var call = kind == PhaseKind.Call ? calls.Bind(phase, choice) : null;
        var isCutRetry = CutRetryBinder.Is(phase);
        draft = draft with
        {
            Call = isCutRetry ? _cutRetries.Bind(phase, call) : call,
            UsdPerUnit = kind == PhaseKind.Operations ? amounts.Bind(phase, "usdPerUnit") : null,
            Retry = isCutRetry ? null : retries.Bind(phase, choice, expected, kind == PhaseKind.Local),
            Keep = amounts.Bind(phase, "keep"),
            Route = _units.BindRoute(phase),
        };
        _before.Add(draft);
        if (draft.Retry?.RerunFrom is not null)
            _reruns.Check(_before, phase);
        CheckBy(phase, _flow.Called, OfCalls(draft));
        _flow.Leave(draft, phase);
        return draft;
    }

    /// <summary>An amount of a phase, and the phase's key that says it.</summary>
    private sealed record Said(string Key, Amount? Amount);

    /// <summary>What holds for the units that are called for.</summary>
    private static IEnumerable<Said> OfCalls(Phase draft) =>
    [
        new("duplicate", draft.Duplicate), new("inputTokens", draft.Call?.InputTokens), new("usdPerUnit", draft.UsdPerUnit),
        new("keep", draft.Keep),
        .. draft.Route.Select(each => new Said("route", each.Share)),
        .. OfOutput(draft.Call),
        new("retry", draft.Retry?.Rate), new("retry", draft.Retry?.ExtraInputTokens), new("retry", draft.Retry?.Fix?.InputTokens),
        .. OfOutput(draft.Retry?.Fix).Select(each => each with { Key = "retry" }),
    ];

    private static IEnumerable<Said> OfOutput(Call? call) => call?.Output switch
    {
        BilledOutput billed => [new("outputTokens", billed.Tokens)],
        OverheadOutput overhead => [new("visibleTokens", overhead.VisibleTokens), new("billedPerVisible", overhead.BilledPerVisible)],
        ReasoningOutput reasoning => [new("visibleTokens", reasoning.VisibleTokens), new("reasoningTokens", reasoning.ReasoningTokens)],
        _ => [],
    };

    private void CheckBy(KeyedNode phase, IEnumerable<Labels> kinds, IEnumerable<Said> amounts)
    {
        IReadOnlyList<Labels> all = [.. kinds];
        foreach (var (key, amount) in amounts.Where(each => each.Amount is not null))
            _units.CheckBy(amount, all, phase.Find(key)!.Spot, phase.PathOf(key));
    }

    /// <summary>The phase's id if it is a sound one that no earlier phase has.</summary>
    private string? PeekId(ScenarioNode node)
    {
        var id = node.Members.FirstOrDefault(member => member.Key == "id")?.Value;
        return id is { Kind: NodeKind.Text } && IdForm.IsId(id.Text) && _ids.TryAdd(id.Text, id.Spot) ? id.Text : null;
    }

    private void CheckId(KeyedNode phase)
    {
        if (phase.Text("id") is { } id)
            findings.Error(
                phase.Find("id")!.Spot, phase.PathOf("id"), $"{Shorten.Quoted(id)} is the id of an earlier phase, in line {_ids[id].Line}",
                "Ids are unique.");
    }

    /// <summary>What the phase is; null where it is no sound kind, which is reported.</summary>
    private PhaseKind? BindKind(KeyedNode phase)
    {
        var ofCalls = PhaseWords.CallKeys.Where(phase.Has).ToList();
        if (phase.Has("local") && !phase.IsTrue("local"))
            return null;

        if (phase.Has("usdPerUnit"))
        {
            var extra = ofCalls.Concat(phase.Has("local") ? ["local"] : Array.Empty<string>()).ToList();
            if (extra.Count > 0)
                findings.Error(
                    phase.SpotOf(extra[0]), phase.PathOf(extra[0]),
                    $"a phase with `usdPerUnit` is the work of people or tools, so it has no {KeyedNode.List(extra)}",
                    "Make it two phases.");
            return PhaseKind.Operations;
        }

        if (!phase.Has("local"))
        {
            if (ofCalls.Count > 0 || phase.Has("retry"))
                return PhaseKind.Call;
            if (!phase.HasStranger)
                findings.Error(
                    phase.Node.Spot, phase.Path, "this phase is neither a call nor local",
                    "A call has `inputTokens` and `outputTokens`; a phase that costs nothing says \"local\": true; one of people or tools "
                        + "has `usdPerUnit`.");
            return null;
        }

        if (ofCalls.Count > 0)
            findings.Error(
                phase.SpotOf(ofCalls[0]), phase.PathOf(ofCalls[0]), $"a local phase makes no call, so it has no {KeyedNode.List(ofCalls)}",
                "Remove \"local\": true, or these keys.");
        return PhaseKind.Local;
    }

    private bool BindCounts(KeyedNode phase)
    {
        if (!phase.IsTrue("counts"))
            return false;
        if (!phase.Has("share") && !phase.Has("keep"))
            findings.Warning(
                phase.SpotOf("counts"), phase.PathOf("counts"), "\"rounded\" has no effect: the phase has no `share` and no `keep`",
                "Leave `counts` out.");
        return true;
    }

    private enum PhaseKind
    {
        Call,
        Local,
        Operations,
    }
}
