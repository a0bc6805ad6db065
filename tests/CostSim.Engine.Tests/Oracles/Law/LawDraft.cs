namespace CostSim.Engine.Tests.Oracles.Law;

/// <summary>
/// A scenario while it is written: the phases that call, what stands before them and after them, and what has been decided about units.
/// </summary>
internal sealed class LawDraft(Xoshiro random, LawAmounts amounts)
{
    private readonly List<LawPhase> _before = [];
    private readonly List<LawPhase> _after = [];
    private int _ids;

    public Xoshiro Random => random;

    public LawAmounts Amounts => amounts;

    /// <summary>Phases that call for each unit, two or more; they do not split.</summary>
    public List<LawPhase> Calls { get; } = [];

    public List<string> Factors { get; } = [];

    public List<string> Allowances { get; } = [];

    public List<string> Operations { get; } = [];

    /// <summary>Labels of which every unit that comes to the calls has one; none where units are alike.</summary>
    public IReadOnlyList<string> Labels { get; private set; } = [];

    /// <summary>Whether something splits already: one splitting is enough.</summary>
    public bool IsSplit { get; private set; }

    public bool IsJoined => _after.Any(phase => phase.Has("join"));

    public IEnumerable<LawPhase> Phases => [.. _before, .. Calls, .. _after];

    /// <summary>A local phase in front of the calls.</summary>
    public LawPhase Before(string name)
    {
        var phase = Local(name);
        _before.Add(phase);
        return phase;
    }

    /// <summary>A local phase behind the calls and all that is behind them already.</summary>
    public LawPhase After(string name)
    {
        var phase = Local(name);
        _after.Add(phase);
        return phase;
    }

    /// <summary>A billed phase behind everything, whose units have no labels where all before are joined there.</summary>
    public LawPhase CallAfter(string name)
    {
        var phase = Call(name);
        _after.Add(phase);
        return phase;
    }

    /// <summary>A billed phase.</summary>
    public LawPhase Call(string name)
    {
        var phase = new LawPhase($"{name}{_ids++}");
        Fill(phase);
        return phase;
    }

    /// <summary>Makes units of each item; nothing where that is done.</summary>
    /// <param name="split">The value of <c>split</c>.</param>
    /// <param name="labels">Labels that it gives.</param>
    public bool Split(string split, params string[] labels)
    {
        if (IsSplit)
            return false;
        Before("make")["split"] = split;
        IsSplit = true;
        Labels = labels.Length > 0 ? labels : Labels;
        return true;
    }

    /// <summary>Every unit that comes to the calls has one of these labels.</summary>
    public void Label(params string[] labels) => Labels = labels;

    /// <summary>An amount of a place for units at the calls: at times one for each label.</summary>
    public string Amount(LawPlace place, LawPhase phase) =>
        Labels.Count > 0 && Calls.Contains(phase) && random.Chance(0.5) ? ByLabel(() => amounts.Of(place)) : amounts.Of(place);

    public string ByLabel(Func<string> amount) =>
        $"{{ \"by\": {{ {string.Join(", ", Labels.Select(label => $"\"{label}\": {amount()}"))} }} }}";

    /// <summary>Those of the calls that are billed; the others are of people.</summary>
    public IReadOnlyList<LawPhase> Billed => [.. Calls.Where(phase => phase.IsCall)];

    /// <summary>A billed phase, preferably one without a key.</summary>
    public LawPhase CallWithout(string key) =>
        Billed.Where(phase => !phase.Has(key)).DefaultIfEmpty(Billed[^1]).OrderBy(_ => random.Uniform()).First();

    /// <summary>A call phase with a retry, made if there is none.</summary>
    public LawPhase Retried()
    {
        if (Billed.Where(phase => phase.HasRetry).ToList() is { Count: > 0 } retried)
            return retried[random.Whole(0, retried.Count - 1)];
        var phase = Billed[random.Whole(0, Billed.Count - 1)];
        phase.Retry("rate", Amount(LawPlace.Rate, phase));
        phase.Retry("rounds", $"{random.Whole(1, 3)}");
        return phase;
    }

    /// <summary>Tokens of the phase, anew: after its labels or its model are known.</summary>
    public void Fill(LawPhase phase)
    {
        phase.Remove("inputTokens", "outputTokens", "visibleTokens", "billedPerVisible", "reasoningTokens");
        phase["inputTokens"] = Amount(LawPlace.Input, phase);
        switch (random.Whole(0, 2))
        {
            case 0:
                phase["visibleTokens"] = Amount(LawPlace.Visible, phase);
                phase["billedPerVisible"] = amounts.CertainTokens ? "2" : Amount(LawPlace.Ratio, phase);
                break;
            case 1:
                phase["visibleTokens"] = Amount(LawPlace.Visible, phase);
                phase["reasoningTokens"] = Amount(LawPlace.Reasoning, phase);
                break;
            default:
                phase["outputTokens"] = Amount(LawPlace.Output, phase);
                break;
        }
    }

    /// <summary>The output of a correction, in one of the ways to say it.</summary>
    public string Output(LawPhase phase) => random.Whole(0, 3) switch
    {
        0 => $"\"visibleTokens\": {Amount(LawPlace.Visible, phase)}, \"billedPerVisible\": {Amount(LawPlace.Ratio, phase)}",
        1 => $"\"visibleTokens\": {Amount(LawPlace.Visible, phase)}, \"reasoningTokens\": {Amount(LawPlace.Reasoning, phase)}",
        _ => $"\"outputTokens\": {Amount(LawPlace.Fix, phase)}",
    };

    private LawPhase Local(string name) => new($"{name}{_ids++}") { ["local"] = "true" };
}
