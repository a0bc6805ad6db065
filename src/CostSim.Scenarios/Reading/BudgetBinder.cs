using CostSim.Scenarios.Language;
using CostSim.Scenarios.Reading.Amounts;
using CostSim.Scenarios.Reading.Cases;
using CostSim.Scenarios.Reading.Phases;
using CostSim.Scenarios.Reading.Syntax;
using CostSim.Scenarios.Reading.Words;

namespace CostSim.Scenarios.Reading;

/// <summary>Reads what stands around the phases: allowances, operations, limits, and what the source expects.</summary>
internal sealed class BudgetBinder(Findings findings, Scalars scalars, CallBinder calls, AmountBinder amounts)
{
    public IReadOnlyList<Allowance> BindAllowances(KeyedNode scenario) => Each(scenario, "allowances", BindAllowance);

    public IReadOnlyList<Operation> BindOperations(KeyedNode scenario) => Each(scenario, "operations", BindOperation);

    /// <summary>The limits of a case, those of other runs left out.</summary>
    public IReadOnlyList<Limit> BindLimits(KeyedNode scenario, Case of) =>
        Each(scenario, "limits", limit => BindLimit(limit, of, out var isOther) is { } bound && !isOther ? bound : null);

    public IReadOnlyList<Expectation> BindExpectations(KeyedNode scenario) => Each(scenario, "expect", BindExpectation);

    private List<T> Each<T>(KeyedNode scenario, string key, Func<KeyedNode, T?> bind)
        where T : class => scalars.List(scenario.Find(key), key)
            .Select(
                (element, i) => KeyedNode.Open(element, $"{key}.{i}", ((ObjectForm)scenario.Form<ListForm>(key).Element).Place, findings))
            .Select(keyed => keyed is null ? null : bind(keyed))
            .OfType<T>()
            .ToList();

    private Allowance? BindAllowance(KeyedNode allowance)
    {
        var name = allowance.Text("name");
        if (!allowance.Has("inputTokensPerItem") && !allowance.Has("outputTokensPerItem"))
            allowance.ReportMissing("outputTokensPerItem");
        var input = calls.BindTokens(allowance, "inputTokensPerItem");
        var output = calls.BindTokens(allowance, "outputTokensPerItem");
        return name is null ? null : new Allowance(name, input, output);
    }

    private Operation? BindOperation(KeyedNode operation)
    {
        var name = operation.Text("name");
        if (!operation.Has("usdPerRun") && !operation.Has("usdPerItem") && !operation.HasStranger)
            operation.ReportMissing("usdPerRun");
        var perRun = amounts.Bind(operation, "usdPerRun");
        var perItem = amounts.Bind(operation, "usdPerItem");
        if (perRun?.Leaves.Any(leaf => leaf is Uncertain { Spread.Run: < 1 }) is true)
            findings.Error(
                operation.Find("usdPerRun")!.Spot, operation.PathOf("usdPerRun"), "USD of a run with an item part: a run has it once",
                "Write \"level\": \"run\".");
        return name is null ? null : new Operation(name, perRun, perItem);
    }

    /// <summary>A limit; <paramref name="isOther"/> where it speaks of another run.</summary>
    private Limit? BindLimit(KeyedNode limit, Case of, out bool isOther)
    {
        isOther = limit.Find("run") is { } runNode && IsOfOther(runNode, limit.PathOf("run"), of);
        var (isPerItem, isOfAll) = (limit.IsTrue("per"), limit.IsTrue("of"));
        var (most, confidence) = (limit.Number("atMostUsd"), limit.Number("confidence"));
        return most is null || confidence is null ? null : new Limit(most.Value, confidence.Value, isPerItem, isOfAll);
    }

    /// <summary>Whether a run is named that is not the case's; one that does not exist is an error.</summary>
    private bool IsOfOther(ScenarioNode node, string path, Case of)
    {
        if (of.RunNames is null)
        {
            findings.Error(node.Spot, path, "a limit names a run, and the scenario has no `runs`", "Leave `run` out.");
            return false;
        }

        if (LineForm.Name.Read(node, path, scalars) is not { } name)
            return false;
        if (!of.RunNames.Contains(name))
            findings.Error(
                node.Spot, path, $"there is no run {Shorten.Quoted(name)}",
                Suggestions.Nearest(name, of.RunNames) is { } near ? $"Did you mean \"{near}\"?"
                    : $"There are: {KeyedNode.List(of.RunNames)}.");
        return name != of.Run?.Name;
    }

    private Expectation? BindExpectation(KeyedNode entry)
    {
        var items = entry.Whole("items");
        var tier = entry.Has("tier") ? entry.Read<Tier>("tier") : Tier.Batch;
        if (!entry.Has("absoluteUsd") && !entry.Has("realisticUsd"))
            entry.ReportMissing("realisticUsd");
        var absolute = BindRange(entry, "absoluteUsd", "absoluteRoundedToUsd", false);
        var isRoundedUp = entry.IsTrue("rounding");
        WarnOfIdle(entry, "rounding", "realisticRoundedToUsd");
        var realistic = BindRange(entry, "realisticUsd", "realisticRoundedToUsd", isRoundedUp);
        return items is null || tier is null ? null : new Expectation(items.Value, tier, absolute, realistic);
    }

    private StatedRange? BindRange(KeyedNode entry, string key, string stepKey, bool isRoundedUp)
    {
        var step = entry.Number(stepKey);
        WarnOfIdle(entry, stepKey, key);
        return entry.Pair(key) is var (low, high)
            ? new StatedRange(low, high, step, isRoundedUp && step is not null)
            : null;
    }

    private void WarnOfIdle(KeyedNode entry, string key, string needed)
    {
        if (entry.Has(key) && !entry.Has(needed))
            findings.Warning(entry.SpotOf(key), entry.PathOf(key), $"`{key}` has no effect without `{needed}`");
    }
}
