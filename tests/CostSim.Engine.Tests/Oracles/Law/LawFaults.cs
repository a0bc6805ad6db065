using CostSim.Scenarios;

namespace CostSim.Engine.Tests.Oracles.Law;

/// <summary>Scenarios that mean something slightly else, as a law that draws all items at once can come to err.</summary>
internal static class LawFaults
{
    private const int Midpoints = 24;

    public static Scenario Make(string fault, Scenario scenario) => fault switch
    {
        nameof(NamesNotShared) => NamesNotShared(scenario),
        nameof(ChancesByMidpoints) => ChancesByMidpoints(scenario),
        nameof(ChancesAtTheirMean) => ChancesAtTheirMean(scenario),
        nameof(TailsCut) => TailsCut(scenario),
        nameof(RaresCommoner) => RaresCommoner(scenario),
        nameof(UnitsAtTheirMiddle) => UnitsAtTheirMiddle(scenario),
        nameof(CapsForgotten) => CapsForgotten(scenario),
        nameof(LongCallsAtShortPrices) => LongCallsAtShortPrices(scenario),
        nameof(ItemsAlike) => ItemsAlike(scenario),
        nameof(Faults.NothingIsCut) => Faults.NothingIsCut(scenario),
        nameof(Faults.RoundedCountsDrawn) => Faults.RoundedCountsDrawn(scenario),
        nameof(Faults.NothingIsCached) => Faults.NothingIsCached(scenario),
        _ => throw new ArgumentException($"{fault} is no fault", nameof(fault)),
    };

    /// <summary>
    /// Every place that says an item-level name has a draw of its own: the mean of a product is taken for the product of the means.
    /// </summary>
    public static Scenario NamesNotShared(Scenario scenario)
    {
        var copies = 0;
        return WithAmounts(
            scenario, (amount, _) => amount is { Spread.Item: > 0 } && amount.Path.StartsWith("factors.", StringComparison.Ordinal)
            ? amount with { Path = $"{amount.Path}.copy{copies++}" }
            : amount);
    }

    /// <summary>A chance that differs between items is taken at the middles of a few equally likely stretches.</summary>
    public static Scenario ChancesByMidpoints(Scenario scenario) =>
        WithAmounts(scenario, (amount, place) => place.IsChance() && amount is { Spread.Item: 1, Chance: 1 }
        ? amount with
        {
            Shape = new EmpiricalShape(
            [.. Enumerable.Range(0, Midpoints).Select(i => amount.Shape.ToLaw().Quantile((i + 0.5) / Midpoints))])
        }
        : amount);

    /// <summary>A chance that differs between items is taken at its mean.</summary>
    public static Scenario ChancesAtTheirMean(Scenario scenario) =>
        WithAmounts(scenario, (amount, place) => (place.IsChance() || place == LawPlace.Rate) && amount is { Spread.Item: 1 }
        ? new Certain(amount.Path, amount.Chance * amount.Shape.ToLaw().Mean)
        : amount);

    /// <summary>Tokens of items and calls have no tail beyond their P95.</summary>
    public static Scenario TailsCut(Scenario scenario) =>
        WithAmounts(scenario,
            (amount, place) =>
                place.IsTokens() && amount.Spread.IsOneLevel && amount.Spread != Spread.AtRun && amount.Shape is LognormalShape
        ? amount with { Shape = new ClippedShape(amount.Shape, 0, amount.Shape.ToLaw().Quantile(0.95)) }
        : amount);

    /// <summary>What is rare comes a tenth more often.</summary>
    public static Scenario RaresCommoner(Scenario scenario) =>
        Faults.WithPhases(scenario, phase => phase.Share is Certain { Value: < 0.01 } share
        ? phase with { Share = share with { Value = 1.1 * share.Value } }
        : phase);

    /// <summary>A number of units that differs between items is taken at its median.</summary>
    public static Scenario UnitsAtTheirMiddle(Scenario scenario) =>
        WithAmounts(scenario, (amount, place) => place == LawPlace.Split && amount is { Spread.Item: 1, Chance: 1 }
        ? new Certain(amount.Path, amount.Shape.ToLaw().Quantile(0.5))
        : amount);

    /// <summary>Retries go on where a cap on an item's ends them.</summary>
    public static Scenario CapsForgotten(Scenario scenario) =>
        Faults.WithPhases(scenario, phase => phase.Retry is { } retry ? phase with { Retry = retry with { CapPerItem = null } } : phase);

    /// <summary>Long calls pay as short ones do.</summary>
    public static Scenario LongCallsAtShortPrices(Scenario scenario) =>
        Faults.WithCalls(scenario, call => call with { Model = call.Model with { Price = call.Model.Price with { LongContext = null } } });

    /// <summary>What differs between items differs between calls; names stay, since a chance may say them too.</summary>
    public static Scenario ItemsAlike(Scenario scenario) => WithAmounts(scenario, (amount, place) =>
        place.IsTokens() && place != LawPlace.Cached && amount.Spread.Item > 0
            && !amount.Path.StartsWith("factors.", StringComparison.Ordinal)
        ? amount with { Spread = new Spread(0, amount.Spread.Item + amount.Spread.Call) }
        : amount);

    /// <summary>Changes what is drawn, place by place.</summary>
    private static Scenario WithAmounts(Scenario scenario, Func<Uncertain, LawPlace, Amount> change) => scenario with
    {
        Phases = [.. scenario.Phases.Select(phase => OfPhase(phase, change))],
        Allowances =
        [
            .. scenario.Allowances.Select(each => each with
            {
                InputTokensPerItem = Change(each.InputTokensPerItem, LawPlace.Allowance, change),
                OutputTokensPerItem = Change(each.OutputTokensPerItem, LawPlace.Allowance, change),
            }),
        ],
    };

    private static Phase OfPhase(Phase phase, Func<Uncertain, LawPlace, Amount> change) => phase with
    {
        Share = Change(phase.Share, LawPlace.Share, change),
        Keep = Change(phase.Keep, LawPlace.Keep, change),
        SplitAmount = Change(phase.SplitAmount, LawPlace.Split, change),
        Duplicate = Change(phase.Duplicate, LawPlace.Duplicate, change),
        UsdPerUnit = Change(phase.UsdPerUnit, LawPlace.UsdPerUnit, change),
        Route = [.. phase.Route.Select(each => each with { Share = Change(each.Share, LawPlace.Route, change) })],
        Call = OfCall(phase.Call, change),
        Retry = phase.Retry is { } retry
            ? retry with
            {
                Rate = Change(retry.Rate, LawPlace.Rate, change)!,
                ExtraInputTokens = Change(retry.ExtraInputTokens, LawPlace.ExtraInput, change),
                Fix = OfCall(retry.Fix, change),
            }
            : null,
    };

    private static Call? OfCall(Call? call, Func<Uncertain, LawPlace, Amount> change) => call is null ? null : call with
    {
        InputTokens = Change(call.InputTokens, LawPlace.Input, change)!,
        Output = call.Output switch
        {
            BilledOutput billed => new BilledOutput(Change(billed.Tokens, LawPlace.Output, change)!),
            OverheadOutput overhead =>
                new OverheadOutput(
                    Change(overhead.VisibleTokens, LawPlace.Visible, change)!, Change(overhead.BilledPerVisible, LawPlace.Ratio, change)!),
            ReasoningOutput reasoning =>
                new ReasoningOutput(Change(reasoning.VisibleTokens, LawPlace.Visible, change)!,
                    Change(reasoning.ReasoningTokens, LawPlace.Reasoning, change)!),
            var other => other,
        },
    };

    private static Amount? Change(Amount? amount, LawPlace place, Func<Uncertain, LawPlace, Amount> change) => amount switch
    {
        Uncertain uncertain => change(uncertain, place),
        Product product => product with { Factors = [.. product.Factors.Select(part => Change(part, place, change)!)] },
        Sum sum => sum with { Terms = [.. sum.Terms.Select(part => Change(part, place, change)!)] },
        Cached cached => cached with { Share = Change(cached.Share, LawPlace.Cached, change)!, Of = Change(cached.Of, place, change)! },
        ByLabel by => by with { Amounts = [.. by.Amounts.Select(each => each with { Amount = Change(each.Amount, place, change)! })] },
        _ => amount,
    };
}
