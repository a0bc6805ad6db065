using System.Text.Json.Nodes;
using CostSim.Scenarios.Reading.Amounts;
using CostSim.Scenarios.Reading.Syntax;
using CostSim.Scenarios.Reading.Words;

namespace CostSim.Scenarios.Language;

/// <summary>What an amount is used for, and what that allows it to be.</summary>
/// <param name="Noun">How messages call it.</param>
/// <param name="Min">Least value.</param>
/// <param name="Max">Greatest value.</param>
/// <param name="IsDrawnInCalls">
/// Whether it is a quantity of each call: the scenario's default spread is for these. The others stand at run level unless they say
/// otherwise, and can have no call part.
/// </param>
internal sealed record AmountRole(string Noun, double Min, double Max, bool IsDrawnInCalls) : Form
{
    private const string Probability = "probability";

    public static readonly AmountRole Tokens = new("tokens of one call", 0, 1e9, true) { Definition = "tokens" };
    public static readonly AmountRole Ratio = new("`billedPerVisible`", 1, 1e6, true);
    public static readonly AmountRole Rate = new("a rate", 0, 1, false) { Definition = Probability };
    public static readonly AmountRole Share = new("a share", 0, 1, false) { Definition = Probability };
    public static readonly AmountRole Keep = new("`keep`", 0, 1, false) { Definition = Probability };
    public static readonly AmountRole Split = new("`split`", 0, PhaseWords.MostUnits, false);
    public static readonly AmountRole UsdPerUnit = new("`usdPerUnit`", 0, 1e9, true);
    public static readonly AmountRole FeePerCall = new("`feePerCallUsd`", 0, 1e6, true);
    public static readonly AmountRole TokensPerItem = new("tokens of one item", 0, 1e12, false) { IsOfUnits = false };
    public static readonly AmountRole UsdPerRun = new("USD of a run", 0, 1e12, false) { IsOfUnits = false };
    public static readonly AmountRole UsdPerItem = new("USD of one item", 0, 1e9, false) { IsOfUnits = false };

    /// <summary>A named factor before it is known who says its name.</summary>
    public static readonly AmountRole Factor = new("a factor", 0, 1e12, true);

    public static readonly AmountRole CachedShare = new("a cached share", 0, 1, false) { Definition = Probability };

    /// <summary>Input tokens of a call: the one place where a cache, and tokens of audio and images, can stand.</summary>
    public static readonly AmountRole InputTokens = Tokens with { MayBeCached = true };

    public bool IsProbability => Max == 1;

    /// <summary>Whether a share of it may be read from a cache.</summary>
    public bool MayBeCached { get; init; }

    /// <summary>Whether it is an amount of units, which may have labels.</summary>
    public bool IsOfUnits { get; init; } = true;

    /// <summary>The name under which the schema defines it once, or null.</summary>
    public new string? Definition { get; init; }

    /// <summary>What it stands in.</summary>
    public Nesting Within { get; init; }

    /// <summary>The role of what stands in a product or a sum of this role: any quantity, drawn at the same levels.</summary>
    public AmountRole Part(Nesting within, bool mayBeCached = false) =>
        this with { Noun = "a part of an amount", Min = 0, Max = Factor.Max, MayBeCached = mayBeCached, Within = within };

    public override JsonObject ToSchema() => Definition is { } name ? Form.Definition(name) : Whole();

    /// <summary>The schema in full: what is written out is held to the bounds; of shapes and names, only the reader knows.</summary>
    public JsonObject Whole()
    {
        var number = new NumberForm(Min, Max);
        return new AnyForm(number, new NumbersForm(2, number), new NameForm(), new ObjectForm(Place.Amount)).ToSchema();
    }

    /// <summary>Whether the amount can play the role; if not, the reason is reported.</summary>
    public bool Accepts(Amount amount, ScenarioNode node, string path, Findings findings)
    {
        if (!IsOfUnits && amount.Leaves.Any(leaf => leaf is ByLabel))
        {
            findings.Error(
                node.Spot, path, $"`by` gives the amount of a unit's label, and there are no units here",
                "Write the amount itself; a phase knows the labels of its units.");
            return false;
        }

        if (amount is ByLabel by)
            return by.Amounts.All(each => Accepts(each.Amount, node, path, findings));
        var support = Support.Of(amount);
        var name = node.Kind == NodeKind.Text ? $"{node.Shown} is " : "";
        if (support.Min < Min || BoundedMax(amount) > Max)
        {
            var (message, hint) = OutOfBounds(support, name);
            if (amount is Composite && IsProbability)
                hint = "These are the ends where all of its parts are at theirs: bound the parts.";
            findings.Error(node.Spot, path, message, hint);
            return false;
        }

        // Of what stands in a product or a sum, the whole is asked.
        if (IsDrawnInCalls || Within != Nesting.None
            || amount.Leaves.FirstOrDefault(leaf => leaf is Uncertain { Spread.Call: > 0 }) is not { } drawn)
            return true;
        var reason = this == CachedShare ? "it is a blend, not drawn for each call" : IsProbability ? "the call's own chance is the draw"
            : this == Split ? "units are made before they are called for" : "it belongs to no call";
        var place = Shorten.Path(drawn.Path);
        var from = drawn == amount ? "" : $", from {place}";
        findings.Error(
            node.Spot, path, $"{name}{Noun} with a call part{from}: {reason}",
            $"Write \"level\": \"run\", or \"item\"{(drawn == amount && node.Kind != NodeKind.Text ? "" : $", in {place}")}.");
        return false;
    }

    // A token count may have no upper end; its quoted interval, or all but 5 % of it, must be sane all the same.
    private double BoundedMax(Amount amount) =>
        amount.Evaluate(leaf => Support.Of(leaf).Max is var max && (double.IsFinite(max) || IsProbability) ? max
        : leaf is ByLabel by ? by.Amounts.Max(each => BoundedMax(each.Amount))
        : ((Uncertain)leaf).Shape is LognormalIntervalShape interval ? interval.High
        : ((Uncertain)leaf).Shape.ToLaw().Quantile(0.95));

    private (string Message, string? Hint) OutOfBounds(Support support, string name)
    {
        var reach = support.Min == support.Max
            ? $"{name}{Shorten.Number(support.Min)}"
            : $"{name}{Shorten.Number(support.Min)} to {(double.IsInfinity(support.Max) ? "no limit" : Shorten.Number(support.Max))}";
        if (IsProbability && double.IsInfinity(support.Max))
            return ($"{reach}: {Noun} ends at 1, and the shape has no upper end",
                "Write [min, max], `triangular`, `pert`, or add \"truncate\": [0, 1].");
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

/// <summary>What an amount stands in, as far as the rule of nesting asks: a sum may hold products, a product may hold one sum.</summary>
internal enum Nesting
{
    /// <summary>In nothing.</summary>
    None,

    /// <summary>In a sum.</summary>
    Sum,

    /// <summary>In a product.</summary>
    Product,

    /// <summary>In a product in a sum.</summary>
    ProductInSum,

    /// <summary>In a sum in a product.</summary>
    SumInProduct,
}
