namespace CostSim.Scenarios.Reading;

/// <summary>Reads what stands around the phases: allowances, operations, limits, and what the source expects.</summary>
internal sealed class BudgetBinder(Findings findings, Scalars scalars, CallBinder calls, ModelBinder models)
{
    private const double MostUsd = 1e15;

    public IReadOnlyList<Allowance> BindAllowances(KeyedNode scenario) => Each(scenario, "allowances", Place.Allowance, BindAllowance);

    public IReadOnlyList<Operation> BindOperations(KeyedNode scenario, AmountBinder amounts) =>
        Each(scenario, "operations", Place.Operation, operation => BindOperation(operation, amounts));

    /// <summary>The limits of a case, those of other runs left out.</summary>
    public IReadOnlyList<Limit> BindLimits(KeyedNode scenario, Case of) =>
        Each(scenario, "limits", Place.Limit, limit => BindLimit(limit, of, out var isOther) is { } bound && !isOther ? bound : null);

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

    public double? BindMargin(KeyedNode scenario) => scenario.Find("safetyMargin") is { } node
        ? scalars.NumberBetween(node, "safetyMargin", 0, 1, node.Number is > 1 and <= 100 ? $"{Shorten.Number(node.Number)} % is {Shorten.Number(node.Number / 100)}." : null)
        : null;

    private Operation? BindOperation(KeyedNode operation, AmountBinder amounts)
    {
        var name = operation.Require("name", "What tables print: \"Storage and monitoring\".") is { } node
            ? scalars.Name(node, operation.PathOf("name"))
            : null;
        if (!operation.Has("usdPerRun") && !operation.Has("usdPerItem") && !operation.HasStranger)
            operation.ReportMissing("usdPerRun", "An operation has `usdPerRun`, `usdPerItem`, or both.");
        var perRun = amounts.Bind(operation, "usdPerRun", AmountRole.UsdPerRun);
        var perItem = amounts.Bind(operation, "usdPerItem", AmountRole.UsdPerItem);
        if (perRun is Uncertain { Spread.Run: < 1 })
            findings.Error(
                operation.Find("usdPerRun")!.Spot, operation.PathOf("usdPerRun"), "USD of a run with an item part: a run has it once", "Write \"level\": \"run\".");
        return name is null ? null : new Operation(name, perRun, perItem);
    }

    /// <summary>A limit; <paramref name="isOther"/> where it speaks of another run.</summary>
    private Limit? BindLimit(KeyedNode limit, Case of, out bool isOther)
    {
        isOther = limit.Find("run") is { } runNode && IsOfOther(runNode, limit.PathOf("run"), of);
        var isPerItem = limit.Find("per") is { } per && scalars.OneOf(per, limit.PathOf("per"), "run", "item") == "item";
        var isOfAll = limit.Find("of") is { } whole && scalars.OneOf(whole, limit.PathOf("of"), "tokens", "all") == "all";
        var most = limit.Require("atMostUsd", "The most that a run may cost, in USD.") is { } usd ? Positive(usd, limit.PathOf("atMostUsd")) : null;
        if (limit.Require("confidence", "The probability to stay within the limit: 0.95 is usual.") is not { } node
            || scalars.Number(node, limit.PathOf("confidence")) is not { } confidence)
            return null;
        if (confidence is > 0 and < 1)
            return most is null ? null : new Limit(most.Value, confidence, isPerItem, isOfAll);
        var hint = confidence is > 1 and < 100 ? $"{Shorten.Number(confidence)} % is {Shorten.Number(confidence / 100)}." : "0.95 is usual.";
        findings.Error(node.Spot, limit.PathOf("confidence"), $"{node.Shown} is no probability: more than 0 and less than 1", hint);
        return null;
    }

    /// <summary>Whether a run is named that is not the case's; one that does not exist is an error.</summary>
    private bool IsOfOther(ScenarioNode node, string path, Case of)
    {
        if (of.RunNames is null)
        {
            findings.Error(node.Spot, path, "a limit names a run, and the scenario has no `runs`", "Leave `run` out.");
            return false;
        }

        if (scalars.Name(node, path) is not { } name)
            return false;
        if (!of.RunNames.Contains(name))
            findings.Error(
                node.Spot, path, $"there is no run {Shorten.Quoted(name)}",
                Suggestions.Nearest(name, of.RunNames) is { } near ? $"Did you mean \"{near}\"?" : $"There are: {KeyedNode.List(of.RunNames)}.");
        return name != of.Run?.Name;
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
