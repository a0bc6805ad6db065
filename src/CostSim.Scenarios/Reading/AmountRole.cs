namespace CostSim.Scenarios.Reading;

/// <summary>What an amount is used for, and what that allows it to be.</summary>
/// <param name="Noun">How messages call it.</param>
/// <param name="Min">Least value.</param>
/// <param name="Max">Greatest value.</param>
/// <param name="IsDrawnInCalls">
/// Whether it is a quantity of each call: the scenario's default spread is for these. The others stand at run level unless they say
/// otherwise, and can have no call part.
/// </param>
internal sealed record AmountRole(string Noun, double Min, double Max, bool IsDrawnInCalls)
{
    public static readonly AmountRole Tokens = new("tokens of one call", 0, 1e9, true);
    public static readonly AmountRole Ratio = new("`billedPerVisible`", 1, 1e6, true);
    public static readonly AmountRole Rate = new("a rate", 0, 1, false);
    public static readonly AmountRole Share = new("a share", 0, 1, false);
    public static readonly AmountRole Keep = new("`keep`", 0, 1, false);
    public static readonly AmountRole Split = new("`split`", 0, UnitFlow.MostUnits, false);
    public static readonly AmountRole UsdPerUnit = new("`usdPerUnit`", 0, 1e9, true);
    public static readonly AmountRole TokensPerItem = new("tokens of one item", 0, 1e12, false);

    /// <summary>A named factor before it is known who says its name.</summary>
    public static readonly AmountRole Factor = new("a factor", 0, 1e12, true);

    public bool IsProbability => Max == 1;

    /// <summary>Whether the amount can play the role; if not, the reason is reported.</summary>
    public bool Accepts(Amount amount, ScenarioNode node, string path, Findings findings)
    {
        if (amount is ByLabel by)
            return by.Amounts.All(each => Accepts(each.Amount, node, path, findings));
        var support = Support.Of(amount);
        var name = node.Kind == NodeKind.Text ? $"{node.Shown} is " : "";
        if (support.Min < Min || BoundedMax(amount) > Max)
        {
            var (message, hint) = OutOfBounds(support, name);
            findings.Error(node.Spot, path, message, hint);
            return false;
        }

        if (IsDrawnInCalls || amount is not Uncertain { Spread.Call: > 0 })
            return true;
        var reason = IsProbability ? "the call's own chance is the draw" : this == Split ? "units are made before they are called for" : "an allowance belongs to no call";
        findings.Error(node.Spot, path, $"{name}{Noun} with a call part: {reason}", "Write \"level\": \"run\", or \"item\".");
        return false;
    }

    // A token count may have no upper end; its quoted interval, or all but 5 % of it, must be sane all the same.
    private double BoundedMax(Amount amount) => Support.Of(amount).Max is var max && (double.IsFinite(max) || IsProbability) ? max
        : ((Uncertain)amount).Shape is LognormalIntervalShape interval ? interval.High
        : ((Uncertain)amount).Shape.ToLaw().Quantile(0.95);

    private (string Message, string? Hint) OutOfBounds(Support support, string name)
    {
        var reach = support.Min == support.Max
            ? $"{name}{Shorten.Number(support.Min)}"
            : $"{name}{Shorten.Number(support.Min)} to {(double.IsInfinity(support.Max) ? "no limit" : Shorten.Number(support.Max))}";
        if (IsProbability && double.IsInfinity(support.Max))
            return ($"{reach}: {Noun} ends at 1, and the shape has no upper end", "Write [min, max], `triangular`, `pert`, or add \"truncate\": [0, 1].");
        if (IsProbability)
            return (
                $"{reach}: {Noun} is a number from 0 to 1",
                support.Max <= 100 ? $"{Shorten.Number(support.Max)} % is {Shorten.Number(support.Max / 100)}." : null);
        if (this == Ratio && support.Min < 1)
            return ($"{reach}: {Noun} is billed ÷ visible output, 1 or more", RatioHint(support));
        return ($"{reach}: the most for {Noun} is {Shorten.Number(Max)}", null);
    }

    private static string RatioHint(Support support) => double.IsInfinity(support.Max) || support.Min == 0
        ? "Write [min, max], `triangular` or `pert` from 1 upwards; or use `reasoningTokens`."
        : $"{Shorten.Number(support.Min * 100)} % more is {Shorten.Number(1 + support.Min)}.";
}
