using CostSim.Scenarios;

namespace CostSim.Engine.Tests.Oracles.Law;

/// <summary>
/// An amount that is drawn or certain, and where it stands: one that is named comes once for each place that says its name.
/// </summary>
/// <param name="Phase">Index of the phase; −1 beside the phases.</param>
/// <param name="Place">The place.</param>
/// <param name="Amount">The amount.</param>
/// <param name="Times">How often it stands in one product of that place, at most.</param>
internal sealed record LawUse(int Phase, LawPlace Place, Amount Amount, int Times)
{
    public static IEnumerable<LawUse> Of(Scenario scenario)
    {
        var uses = new List<LawUse>();
        for (var i = 0; i < scenario.Phases.Count; i++)
        {
            var phase = scenario.Phases[i];
            Add(uses, i, LawPlace.Share, phase.Share);
            Add(uses, i, LawPlace.Keep, phase.Keep);
            Add(uses, i, LawPlace.Split, phase.SplitAmount);
            Add(uses, i, LawPlace.Duplicate, phase.Duplicate);
            Add(uses, i, LawPlace.UsdPerUnit, phase.UsdPerUnit);
            Add(uses, i, LawPlace.Rate, phase.Retry?.Rate);
            Add(uses, i, LawPlace.ExtraInput, phase.Retry?.ExtraInputTokens);
            foreach (var share in phase.Route)
                Add(uses, i, LawPlace.Route, share.Share);
            AddCall(uses, i, phase.Call, isFix: false);
            AddCall(uses, i, phase.Retry?.Fix, isFix: true);
        }

        foreach (var allowance in scenario.Allowances)
        {
            Add(uses, -1, LawPlace.Allowance, allowance.InputTokensPerItem);
            Add(uses, -1, LawPlace.Allowance, allowance.OutputTokensPerItem);
        }

        foreach (var operation in scenario.Operations)
            Add(uses, -1, LawPlace.Operations, operation.UsdPerItem);
        return uses;
    }

    private static void AddCall(List<LawUse> uses, int phase, Call? call, bool isFix)
    {
        Add(uses, phase, isFix ? LawPlace.Fix : LawPlace.Input, call?.InputTokens);
        switch (call?.Output)
        {
            case BilledOutput billed:
                Add(uses, phase, isFix ? LawPlace.Fix : LawPlace.Output, billed.Tokens);
                break;
            case OverheadOutput overhead:
                Add(uses, phase, LawPlace.Visible, overhead.VisibleTokens);
                Add(uses, phase, LawPlace.Ratio, overhead.BilledPerVisible);
                break;
            case ReasoningOutput reasoning:
                Add(uses, phase, LawPlace.Visible, reasoning.VisibleTokens);
                Add(uses, phase, LawPlace.Reasoning, reasoning.ReasoningTokens);
                break;
        }
    }

    private static void Add(List<LawUse> uses, int phase, LawPlace place, Amount? amount)
    {
        switch (amount)
        {
            case null:
                break;
            case Cached cached:
                Add(uses, phase, LawPlace.Cached, cached.Share);
                Add(uses, phase, place, cached.Of);
                break;
            case Sum sum:
                foreach (var term in sum.Terms)
                    Add(uses, phase, place, term);
                break;
            case Product product:
                uses.AddRange(
                    product.Leaves.GroupBy(leaf => leaf.Path).Select(leaves => new LawUse(phase, place, leaves.First(), leaves.Count())));
                break;
            case ByLabel by:
                foreach (var each in by.Amounts)
                    Add(uses, phase, place, each.Amount);
                break;
            default:
                uses.Add(new LawUse(phase, place, amount, 1));
                break;
        }
    }
}
