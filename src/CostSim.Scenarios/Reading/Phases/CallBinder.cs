using CostSim.Scenarios.Language;
using CostSim.Scenarios.Reading.Amounts;
using CostSim.Scenarios.Reading.Words;

namespace CostSim.Scenarios.Reading.Phases;

/// <summary>Reads what a call uses and whose prices apply; a phase and the fix of a retry say it in the same words.</summary>
internal sealed class CallBinder(Findings findings, Scalars scalars, AmountBinder amounts, ModelBinder models)
{
    private static readonly string[] OverheadKeys = ["billedPerVisible", "reasoningTokens"];

    private readonly List<Amount> _tokens = [];

    /// <summary>Every amount that was bound as part of a call's tokens.</summary>
    public IReadOnlyList<Amount> Tokens => _tokens;

    /// <summary>The call, or null after an error; <paramref name="choice"/> is its model, already chosen.</summary>
    public Call? Bind(KeyedNode owner, ModelChoice choice)
    {
        owner.Require("inputTokens");
        var input = BindTokens(owner, "inputTokens");
        var output = BindOutput(owner);
        var cap = BindCap(owner, output);
        var model = models.Price(choice, owner);
        var fees = BindFees(owner, model);
        if (input is null || model is null)
            return null;
        var paid = new CacheBinder(owner, model, choice.CacheIsOff, findings).Bind(input);
        if (output is null || !HasPrices(owner, input, output, model.Price) || paid is null)
            return null;
        new ModelLimitCheck(owner, model, findings).Check(input, output, cap);
        var call = new Call(paid, output, model, cap);
        // Calls without fees share an empty list, and are equal.
        return fees.Count == 0 ? call : call with { Fees = fees };
    }

    /// <summary>Whether the model has a price for every kind of token of the call: none is billed as another.</summary>
    private bool HasPrices(KeyedNode owner, Amount input, Output output, Price price)
    {
        var missing = Composite.In<Modal>(input).Where(
            modal => price.InputOf(modal.Modality) is null || price.LongContext is { } longer && longer.InputOf(modal.Modality) is null)
            .ToList();
        foreach (var modal in missing)
        {
            var word = modal.Modality == Modality.Audio ? "audio" : "image";
            findings.Error(
                owner.SpotOf("inputTokens"), $"{owner.PathOf("inputTokens")}.{word}",
                $"no {price.Tier} price of {word} input is known for {Shorten.Quoted(price.Model)}",
                "Another model, or --prices with a row that has it; tokens of one kind never pay the price of another.");
        }

        var isPriced = price.OutputPicoUsd is not null || output is BilledOutput billed && Support.Of(billed.Tokens).Max == 0;
        if (!isPriced)
            findings.Error(
                owner.SpotOf(owner.Has("outputTokens") ? "outputTokens" : "visibleTokens"),
                owner.PathOf(owner.Has("outputTokens") ? "outputTokens" : "visibleTokens"),
                $"no {price.Tier} price of output is known for {Shorten.Quoted(price.Model)}",
                "A model without output, as of embeddings, has \"outputTokens\": 0.");
        return missing.Count == 0 && isPriced;
    }

    /// <summary>What each call costs beside its tokens: an amount of the scenario, and fees of the catalogue by name.</summary>
    private List<CallFee> BindFees(KeyedNode owner, PricedModel? model)
    {
        var fees = new List<CallFee>();
        if (amounts.Bind(owner, "feePerCallUsd") is { } stated)
            fees.Add(new CallFee(stated, null));
        var names = scalars.List(owner.Find("fees"), owner.PathOf("fees"));
        for (var i = 0; i < names.Count; i++)
        {
            var path = $"{owner.PathOf("fees")}.{i}";
            if (new IdForm().Read(names[i], path, scalars) is { } name && model is not null
                && models.Fee(model.Price.Provider, name, names[i].Spot, path) is { } fee)
                fees.Add(new CallFee(new Certain(path, (double)fee.UsdPerCall), fee));
        }

        return fees;
    }

    /// <summary>The cap on billed output; one that every call meets leaves nothing of the output that was stated.</summary>
    private double? BindCap(KeyedNode owner, Output? output)
    {
        if (owner.Number("maxOutputTokens") is not { } cap)
            return null;
        var least = output?.Evaluate(amount => Support.Of(amount).Min) ?? 0;
        if (cap > least || least == 0)
            return cap;
        findings.Error(
            owner.Find("maxOutputTokens")!.Spot, owner.PathOf("maxOutputTokens"),
            $"every call would be cut: the cap is {Shorten.Number(cap)}, and the least output is {Shorten.Number(least)}",
            "Raise the cap, or state the output it leaves.");
        return null;
    }

    public Amount? BindTokens(KeyedNode owner, string key)
    {
        var amount = amounts.Bind(owner, key);
        if (amount is not null)
            _tokens.Add(amount);
        return amount;
    }

    private Output? BindOutput(KeyedNode owner)
    {
        var output = BindTokens(owner, "outputTokens");
        var visible = BindTokens(owner, "visibleTokens");
        var ratio = BindTokens(owner, "billedPerVisible");
        var reasoning = BindTokens(owner, "reasoningTokens");
        if (!AgreesOnOutput(owner))
            return null;
        if (owner.Has("outputTokens"))
            return output is null ? null : new BilledOutput(output);
        if (visible is null)
            return null;
        if (owner.Has("billedPerVisible"))
            return ratio is null ? null : new OverheadOutput(visible, ratio);
        return reasoning is null ? null : new ReasoningOutput(visible, reasoning);
    }

    /// <summary>Whether the output is said in exactly one way.</summary>
    private bool AgreesOnOutput(KeyedNode owner)
    {
        var overheads = OverheadKeys.Where(owner.Has).ToList();
        if (owner.Has("outputTokens"))
        {
            var second = overheads.Prepend("visibleTokens").FirstOrDefault(owner.Has);
            if (second is null)
                return true;
            findings.Error(
                owner.SpotOf(second), owner.PathOf(second),
                $"`outputTokens` is the billed output as it is; `{second}` would say it a second time",
                "Keep `outputTokens`, or `visibleTokens` with its overhead.");
            return false;
        }

        if (!owner.Has("visibleTokens"))
        {
            if (overheads.Count > 0)
                owner.ReportMissing("visibleTokens", $"`{overheads[0]}` adds to the visible output.");
            else
                owner.ReportMissing("outputTokens");
            return false;
        }

        if (overheads.Count == 1)
            return true;
        if (overheads.Count == 0)
            findings.Error(
                owner.SpotOf("visibleTokens"), owner.PathOf("visibleTokens"), "`visibleTokens` alone does not say what is billed",
                "A reasoning model bills 2–4 times this: add `billedPerVisible`, or write `outputTokens`.");
        else
            findings.Error(
                owner.SpotOf(overheads[1]), owner.PathOf(overheads[1]),
                "`billedPerVisible` and `reasoningTokens` both say the reasoning overhead", "Keep one of them.");
        return false;
    }
}
