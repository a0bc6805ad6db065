namespace CostSim.Scenarios.Reading;

/// <summary>Reads the phases, in their order.</summary>
internal sealed class PhaseBinder(
    Findings findings, Scalars scalars, AmountBinder amounts, CallBinder calls, RetryBinder retries, ModelBinder models)
{
    private const int MostPhases = 1000;
    private static readonly string[] PriceKeys = ["model", "tier"];
    private readonly Dictionary<string, Spot> _ids = [];
    private readonly UnitFlow _flow = new(findings);

    public IReadOnlyList<Phase> BindAll(KeyedNode scenario, ModelChoice choice)
    {
        if (scenario.Require("phases", "The steps that an item passes: [ { \"id\": …, \"inputTokens\": …, \"outputTokens\": … } ].") is not { } node)
            return [];
        var elements = scalars.List(node, "phases");
        if (node.Kind == NodeKind.Array && elements.Count is 0 or > MostPhases)
        {
            findings.Error(node.Spot, "phases", $"{elements.Count:#,##0} phases; a scenario has 1 to {MostPhases:#,##0}");
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
        var name = phase.Find("name") is { } nameNode ? scalars.Name(nameNode, phase.PathOf("name")) : null;
        var isLocal = BindLocal(phase);
        var isRounded = BindCounts(phase);
        if (phase.Has("share") && phase.Has("split"))
            findings.Error(
                phase.SpotOf("share"), phase.PathOf("share"), "`share` and `split` on one phase do not say which comes first",
                "Split in one phase (a local one will do), and share in the next.");
        var share = amounts.Bind(phase, "share", AmountRole.Share);
        var taken = _flow.Take(phase, share, isRounded);
        var split = BindSplit(phase);
        if (split > 1)
        {
            _flow.Split(phase, split);
            taken = _flow.UnitsMax;
        }

        var choice = models.Choose(phase, around);
        var call = isLocal == false ? calls.Bind(phase, choice) : null;
        var expected = share is null || isRounded ? taken : taken * Support.MeanOf(share);
        var retry = retries.Bind(phase, choice, expected);
        var keep = amounts.Bind(phase, "keep", AmountRole.Keep);
        if (keep is not null)
            _flow.Keep(phase, keep, isRounded, taken);
        return new Phase
        {
            Id = id ?? "",
            Name = name,
            Share = share,
            Split = split,
            Call = call,
            Retry = retry,
            Keep = keep,
            RoundedCounts = isRounded,
        };
    }

    /// <summary>The phase's id if it is a sound one that no earlier phase has.</summary>
    private string? PeekId(ScenarioNode node)
    {
        var id = node.Members.FirstOrDefault(member => member.Key == "id")?.Value;
        return id is { Kind: NodeKind.Text } && Scalars.IsId(id.Text) && _ids.TryAdd(id.Text, id.Spot) ? id.Text : null;
    }

    private void CheckId(KeyedNode phase)
    {
        if (phase.Require("id", "A short name for tables and changes, such as \"P1\".") is { } node && scalars.Id(node, phase.PathOf("id")) is { } id)
            findings.Error(
                node.Spot, phase.PathOf("id"), $"{Shorten.Quoted(id)} is the id of an earlier phase, in line {_ids[id].Line}",
                "Ids are unique.");
    }

    /// <summary>Whether the phase is local; null where it is no sound kind, which is reported.</summary>
    private bool? BindLocal(KeyedNode phase)
    {
        var ofCalls = CallBinder.TokenKeys.Where(phase.Has).ToList();
        if (phase.Find("local") is not { } node)
        {
            if (ofCalls.Count > 0 || phase.Has("model") || phase.Has("retry"))
                return false;
            if (!phase.HasStranger)
                findings.Error(
                    phase.Node.Spot, phase.Path, "this phase is neither a call nor local",
                    "A call has `inputTokens` and `outputTokens`; a phase that costs nothing says \"local\": true.");
            return null;
        }

        if (node.Kind != NodeKind.True)
        {
            findings.Error(
                node.Spot, phase.PathOf("local"), $"{node.Shown} is not allowed here", "Write \"local\": true, or leave `local` out.");
            return null;
        }

        if (phase.Has("retry"))
            findings.Error(
                phase.SpotOf("retry"), phase.PathOf("retry"), "a local phase has no call to repeat",
                "The retry stands where the call is.");
        if (ofCalls.Concat(PriceKeys.Where(phase.Has)).ToList() is { Count: > 0 } extra)
            findings.Error(
                phase.SpotOf(extra[0]), phase.PathOf(extra[0]), $"a local phase makes no call, so it has no {KeyedNode.List(extra)}",
                "Remove \"local\": true, or these keys.");
        return true;
    }

    private bool BindCounts(KeyedNode phase)
    {
        if (phase.Find("counts") is not { } node || scalars.OneOf(node, phase.PathOf("counts"), "drawn", "rounded") is not "rounded")
            return false;
        if (!phase.Has("share") && !phase.Has("keep"))
            findings.Warning(
                phase.SpotOf("counts"), phase.PathOf("counts"), "\"rounded\" has no effect: the phase has no `share` and no `keep`",
                "Leave `counts` out.");
        return true;
    }

    private int BindSplit(KeyedNode phase)
    {
        if (phase.Find("split") is not { } node)
            return 1;
        if (node.Kind is NodeKind.Array or NodeKind.Object or NodeKind.Text)
        {
            findings.Error(
                node.Spot, phase.PathOf("split"), $"{node.Shown} as `split` is not yet supported",
                $"For now a whole number from 1 to {UnitFlow.MostUnits:#,##0}.");
            return 1;
        }

        return (int)(scalars.Whole(node, phase.PathOf("split"), 1, UnitFlow.MostUnits) ?? 1);
    }
}
