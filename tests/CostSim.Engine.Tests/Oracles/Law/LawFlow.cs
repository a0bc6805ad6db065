using CostSim.Scenarios;

namespace CostSim.Engine.Tests.Oracles.Law;

/// <summary>The constructs of a scenario, read off its phases.</summary>
internal static class LawFlow
{
    private const double RareMax = 1.1e-3;
    private const double TailMin = 1.2;

    public static IReadOnlyList<string> All { get; } =
    [
        "share", "keep", "rounded", "split by number", "split by label", "split by amount", "join of certain units", "join of random units",
        "rerun of a unit", "rerun across a join",
        "duplicate", "route with rest", "only", "amounts by label", "one round", "two rounds", "three rounds", "cap of certain units",
        "cap of random units", "fix", "failed dropped",
        "output capped", "price step", "cached", "certain tokens only", "absent at its centre", "rare", "heavy tail at item level",
        "heavy tail at call level", "people", "allowance",
        "operations per item", "output capped and repeated", "name of calls twice",
    ];

    public static IEnumerable<string> Of(Scenario scenario, IReadOnlyList<LawUse> uses)
    {
        var isRandom = false;
        for (var i = 0; i < scenario.Phases.Count; i++)
        {
            var phase = scenario.Phases[i];
            isRandom |= phase.SplitAmount is Uncertain or Composite or ByLabel || phase.Duplicate is not null;
            foreach (var name in OfUnits(phase, isRandom).Concat(OfCalls(phase)).Concat(OfReruns(scenario.Phases, i)))
                yield return name;
            isRandom |= phase.Keep is not null || phase.Retry?.FailedDropped == true;
        }

        foreach (var name in OfAmounts(uses))
            yield return name;
        if (scenario.Allowances.Count > 0)
            yield return "allowance";
        if (scenario.Operations.Any(operation => operation.UsdPerItem is not null))
            yield return "operations per item";
    }

    private static IEnumerable<string> OfUnits(Phase phase, bool isRandom)
    {
        (bool Holds, string Name)[] all =
        [
            (phase.Share is not null, "share"), (phase.Keep is not null, "keep"), (phase.RoundedCounts, "rounded"),
            (phase.Split > 1, "split by number"),
            (phase.SplitByLabel.Count > 0, "split by label"), (phase.SplitAmount is not null, "split by amount"),
            (phase.Join && !isRandom, "join of certain units"),
            (phase.Join && isRandom, "join of random units"), (phase.Duplicate is not null, "duplicate"),
            (phase.Route.Any(each => each.Share is null), "route with rest"),
            (phase.Only.Count > 0, "only"), (phase.UsdPerUnit is not null, "people"), (phase.Share is Certain { Value: < RareMax }, "rare"),
            (phase.Retry is { CapPerItem: not null } && !isRandom && phase.Share is null, "cap of certain units"),
            (phase.Retry is { CapPerItem: not null } && (isRandom || phase.Share is not null), "cap of random units"),
            (phase.Retry is { FailedDropped: true }, "failed dropped"), (phase.Retry is { Fix: not null }, "fix"),
            (phase.Retry is { Rounds: 1 }, "one round"), (phase.Retry is { Rounds: 2 }, "two rounds"),
            (phase.Retry is { Rounds: 3 }, "three rounds"),
            (Amounts(phase).Any(amount => amount is ByLabel), "amounts by label"),
        ];
        return all.Where(each => each.Holds).Select(each => each.Name);
    }

    private static IEnumerable<string> OfCalls(Phase phase)
    {
        if (phase.Call is not { } call)
            yield break;
        if (call.MaxOutputTokens is not null)
            yield return "output capped";
        if (call.MaxOutputTokens is not null && phase.Retry is not null)
            yield return "output capped and repeated";
        if (call.Model.Price.LongContext is { } longer && call.InputTokens.Evaluate(leaf => Ends(leaf).Max) > longer.AboveInputTokens
            && call.InputTokens.Evaluate(leaf => Ends(leaf).Min) < longer.AboveInputTokens)
            yield return "price step";
    }

    private static IEnumerable<string> OfReruns(IReadOnlyList<Phase> phases, int index)
    {
        if (phases[index].Retry?.RerunFrom is not { } from)
            yield break;
        var first = phases.ToList().FindIndex(phase => phase.Id == from);
        yield return phases.Skip(first).Take(index - first + 1).Any(phase => phase.Join) ? "rerun across a join" : "rerun of a unit";
    }

    private static IEnumerable<string> OfAmounts(IReadOnlyList<LawUse> uses)
    {
        if (uses.Where(use => use.Place.IsTokens()).All(use => use.Amount is Certain))
            yield return "certain tokens only";
        if (uses.Where(use => use.Amount is Uncertain { Spread.Call: > 0 }).CountBy(use => (use.Phase, use.Amount.Path)).Any(
            same => same.Value > 1))
            yield return "name of calls twice";
        foreach (var use in uses)
        {
            if (use.Place == LawPlace.Cached)
                yield return "cached";
            if (use.Amount is not Uncertain amount)
                continue;
            if (amount is { Chance: < 0.5 } && amount.Spread == Spread.AtRun)
                yield return "absent at its centre";
            if (use.Place.IsTokens() && amount.Shape is LognormalMomentsShape shape && shape.Sd > TailMin * shape.Mean
                && amount.Spread.IsOneLevel && amount.Spread != Spread.AtRun)
                yield return amount.Spread.Item == 1 ? "heavy tail at item level" : "heavy tail at call level";
        }
    }

    private static IEnumerable<Amount?> Amounts(Phase phase) =>
        [phase.Duplicate, phase.UsdPerUnit, phase.Retry?.Rate, phase.Call?.InputTokens, (phase.Call?.Output as BilledOutput)?.Tokens,
            (phase.Call?.Output as OverheadOutput)?.VisibleTokens];

    private static (double Min, double Max) Ends(Amount leaf) => leaf switch
    {
        Certain certain => (certain.Value, certain.Value),
        Uncertain { Shape: var shape, Chance: var chance } => (chance < 1 ? 0 : shape.ToLaw().Min, shape.ToLaw().Max),
        ByLabel by =>
            (by.Amounts.Min(each => each.Amount.Evaluate(part => Ends(part).Min)),
                by.Amounts.Max(each => each.Amount.Evaluate(part => Ends(part).Max))),
        _ => (0, 0),
    };
}
