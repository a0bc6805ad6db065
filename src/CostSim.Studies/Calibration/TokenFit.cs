using CostSim.Scenarios;
using CostSim.Scenarios.Drafts;
using CostSim.Scenarios.Edits;

namespace CostSim.Studies;

/// <summary>
/// A measured amount as the scenario says it: the shape of a call, times what calls of an item share, times what the items seen leave open
/// of the mean, times what no pilot shows.
/// </summary>
internal static class TokenFit
{
    /// <summary>Parts whose standard deviation is below this are left out.</summary>
    private const double Negligible = 0.001;

    public static FittedTokens Of(MeasuredTokens measured, SharedSize? shared, string size, string? drift)
    {
        var (amount, sample) = (measured.Amount, measured.Sample);
        var common = shared is not null && shared.Paths.Contains(amount.Path) ? shared : null;
        var commonVariance = common is null ? 0 : common.Sd * common.Sd;
        var item = amount.IsRatio || sample.ItemVariance is not { } known ? 0 : Math.Max(0, (1 + known) / (1 + commonVariance) - 1);
        var call = Math.Clamp((1 + measured.Variance) / (1 + commonVariance) / (1 + item) - 1, 0, sample.Variance);
        var open = Math.Max(0, measured.MeanVariance - (common is null ? 0 : common.OpenSd * common.OpenSd));
        var fitted = new FittedTokens(amount.Path, amount.Before, sample.Calls, sample.Items, sample.Mean, ShapeFit.Of(sample))
        {
            CallSd = Math.Sqrt(call),
            ItemSd = Math.Sqrt(item),
            SharesSize = common is not null,
            OpenSd = Math.Sqrt(open),
            TellsItems = sample.Items < sample.Calls,
            Cut = measured.Cut,
            Names = [.. NamesIn(amount.Before).Distinct()],
            IsRatio = amount.IsRatio,
            KeptTokens = amount.KeptTokens,
        };
        return fitted with { Edit = Edit(fitted, sample, amount, size, drift) };
    }

    private static AmountEdit Edit(FittedTokens fitted, TokenSample sample, TokenAmount amount, string size, string? drift)
    {
        var parts = new List<Remarked<AmountDraft>>
        {
            fitted.Shape.Kind == FittedKind.Certain ? new(fitted.Shape.Draft(sample, 0))
                : new(fitted.Shape.Draft(sample, fitted.CallSd * fitted.CallSd), ShapeRemark(fitted)),
        };
        if (fitted.ItemSd > Negligible)
            parts.Add(new(Around(fitted.ItemSd, DraftLevel.Item), "what calls of one item share"));
        if (fitted.SharesSize)
            parts.Add(new(new NameDraft(size)));
        if (fitted.OpenSd > Negligible)
            parts.Add(new(Around(fitted.OpenSd, DraftLevel.Run), FormattableString.Invariant(
                $"what {fitted.Items:N0} items leave open of the mean")));
        // A ratio is drawn beside the tokens that it multiplies, which drift already.
        if (drift is not null && fitted.Mean > 0 && !fitted.IsRatio)
            parts.Add(new(new NameDraft(drift)));
        if (fitted.Mean == 0)
            parts = [new(new NumberDraft(0))];
        var isOneNumber = fitted.Shape.Kind == FittedKind.Certain && parts.TrueForAll(part => part.Value is NumberDraft or NameDraft);
        return new AmountEdit(fitted.Path, Remark(fitted), parts)
        {
            KeptTerms = amount.KeptTerms,
            Plus = fitted.IsRatio ? 1 : 0,
            IsInline = isOneNumber && !fitted.IsRatio && amount.KeptTerms.Count == 0,
            IsOfItsLine = true,
        };
    }

    public static AmountDraft Around(double sd, DraftLevel level) => new LognormalDraft(1, ShapeFit.Rounded(sd), level);

    private static string Remark(FittedTokens fitted)
    {
        var one = fitted.Shape.Kind == FittedKind.Certain ? ": the same in all of them"
            : fitted.TellsItems ? "" : ", one each: item and call part together";
        var cut = fitted.Cut == 0 ? "" : FormattableString.Invariant($"; {fitted.Cut:N0} were cut, and would be longer");
        var kept = fitted.KeptTokens == 0 ? "" : ", without the cached part";
        return FormattableString.Invariant($"{fitted.Calls:N0} first calls of {fitted.Items:N0} items{kept}{one}{cut}");
    }

    private static string ShapeRemark(FittedTokens fitted)
    {
        var fit = fitted.Shape;
        if (fitted.CallSd < Negligible)
            return "what calls differ by is what their items share";
        var error = $"held-out error {Percent(fit.Error)} of the mean";
        return fit.Kind == FittedKind.Values ? $"{Means(fitted)}: {error}, less than a smooth shape's"
            : fit.ValuesError is { } values ? $"{error}; the values themselves {Percent(values)}" : error;
    }

    private static string Means(FittedTokens fitted) => fitted.Calls <= ShapeFit.GroupsMax ? "the values themselves"
        : FormattableString.Invariant($"means of {ShapeFit.GroupsMax} equal groups of them");

    private static string Percent(double share) => FormattableString.Invariant($"{share * 100:0.0} %");

    private static IEnumerable<string> NamesIn(Amount amount)
    {
        const string Factors = "factors.";
        if (amount.Path.StartsWith(Factors, StringComparison.Ordinal))
            return [amount.Path[Factors.Length..].Split('.')[0]];
        return amount is Composite composite ? composite.Parts.SelectMany(NamesIn) : [];
    }
}
