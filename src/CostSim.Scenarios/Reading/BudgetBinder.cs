namespace CostSim.Scenarios.Reading;

/// <summary>Reads what stands around the phases: allowances, limits, and what the source expects.</summary>
internal sealed class BudgetBinder(Findings findings, Scalars scalars, CallBinder calls, ModelBinder models)
{
    private const double MostUsd = 1e15;

    public IReadOnlyList<Allowance> BindAllowances(KeyedNode scenario) => Each(scenario, "allowances", Place.Allowance, BindAllowance);

    public IReadOnlyList<Limit> BindLimits(KeyedNode scenario) => Each(scenario, "limits", Place.Limit, BindLimit);

    public IReadOnlyList<Expectation> BindExpectations(KeyedNode scenario) => Each(scenario, "expect", Place.Expectation, BindExpectation);

    private List<T> Each<T>(KeyedNode scenario, string key, Place place, Func<KeyedNode, T?> bind)
        where T : class => scalars.List(scenario.Find(key), key)
            .Select((element, i) => KeyedNode.Open(element, $"{key}.{i}", place, findings))
            .Select(keyed => keyed is null ? null : bind(keyed))
            .OfType<T>()
            .ToList();

    private Allowance? BindAllowance(KeyedNode allowance)
    {
        var name = allowance.Require("name", "What tables print: \"Unitemised output\".") is { } node
            ? scalars.Name(node, allowance.PathOf("name"))
            : null;
        if (!allowance.Has("inputTokensPerItem") && !allowance.Has("outputTokensPerItem"))
            allowance.ReportMissing("outputTokensPerItem", "An allowance has `inputTokensPerItem`, `outputTokensPerItem`, or both.");
        var input = calls.BindTokens(allowance, "inputTokensPerItem", AmountRole.TokensPerItem);
        var output = calls.BindTokens(allowance, "outputTokensPerItem", AmountRole.TokensPerItem);
        return name is null ? null : new Allowance(name, input, output);
    }

    private Limit? BindLimit(KeyedNode limit)
    {
        var most = limit.Require("atMostUsd", "The most that a run may cost, in USD.") is { } usd ? Positive(usd, limit.PathOf("atMostUsd")) : null;
        if (limit.Require("confidence", "The probability to stay within the limit: 0.95 is usual.") is not { } node
            || scalars.Number(node, limit.PathOf("confidence")) is not { } confidence)
            return null;
        if (confidence is > 0 and < 1)
            return most is null ? null : new Limit(most.Value, confidence);
        var hint = confidence is > 1 and < 100 ? $"{Shorten.Number(confidence)} % is {Shorten.Number(confidence / 100)}." : "0.95 is usual.";
        findings.Error(node.Spot, limit.PathOf("confidence"), $"{node.Shown} is no probability: more than 0 and less than 1", hint);
        return null;
    }

    private Expectation? BindExpectation(KeyedNode entry)
    {
        var items = entry.Require("items", "The number of items that the source speaks of.") is { } node
            ? scalars.Whole(node, entry.PathOf("items"), 1, ScenarioBinder.MostItems)
            : null;
        var tier = entry.Find("tier") is { } tierNode ? models.BindTier(tierNode, entry.PathOf("tier")) : Tier.Batch;
        if (!entry.Has("absoluteUsd") && !entry.Has("realisticUsd"))
            entry.ReportMissing("realisticUsd", "An expectation has `absoluteUsd`, `realisticUsd`, or both.");
        var absolute = BindRange(entry, "absoluteUsd", "absoluteRoundedToUsd", false);
        var isRoundedUp = entry.Find("rounding") is { } rounding && scalars.OneOf(rounding, entry.PathOf("rounding"), "nearest", "up") == "up";
        WarnOfIdle(entry, "rounding", "realisticRoundedToUsd");
        var realistic = BindRange(entry, "realisticUsd", "realisticRoundedToUsd", isRoundedUp);
        return items is null || tier is null ? null : new Expectation(items.Value, tier.Value, absolute, realistic);
    }

    private StatedRange? BindRange(KeyedNode entry, string key, string stepKey, bool isRoundedUp)
    {
        var step = entry.Find(stepKey) is { } stepNode ? Positive(stepNode, entry.PathOf(stepKey)) : null;
        WarnOfIdle(entry, stepKey, key);
        return entry.Find(key) is { } node && scalars.Pair(node, entry.PathOf(key)) is var (low, high)
            ? new StatedRange(low, high, step, isRoundedUp && step is not null)
            : null;
    }

    private void WarnOfIdle(KeyedNode entry, string key, string needed)
    {
        if (entry.Has(key) && !entry.Has(needed))
            findings.Warning(entry.SpotOf(key), entry.PathOf(key), $"`{key}` has no effect without `{needed}`");
    }

    private double? Positive(ScenarioNode node, string path)
    {
        var number = scalars.Number(node, path);
        if (number is null or (> 0 and <= MostUsd))
            return number;
        findings.Error(node.Spot, path, $"{node.Shown} is no amount of money here: more than 0, at most 1e15");
        return null;
    }
}
