using System.Globalization;
using System.Text.Json.Nodes;
using CostSim.Scenarios.Reading.Syntax;
using CostSim.Scenarios.Reading.Words;

namespace CostSim.Scenarios.Language;

/// <summary>A number within bounds.</summary>
internal sealed record NumberForm(double Min = 0, double Max = double.PositiveInfinity) : Form<double?>
{
    /// <summary>Whether <see cref="Min"/> itself is too little.</summary>
    public bool IsAboveMin { get; init; }

    /// <summary>Whether <see cref="Max"/> itself is too much.</summary>
    public bool IsBelowMax { get; init; }

    /// <summary>What the number is: another one is none.</summary>
    public string? Noun { get; init; }

    /// <summary>What a message says after the bounds.</summary>
    public string Aside { get; init; } = "";

    /// <summary>What is told of 0 where that alone is too little.</summary>
    public string? Zero { get; init; }

    /// <summary>What is told of a number beyond the bounds.</summary>
    public Func<double, string?> Hint { get; init; } = _ => null;

    /// <summary>A number above 0 that is not too large.</summary>
    public static NumberForm Positive(double max, string noun, string aside = "") =>
        new(0, max) { IsAboveMin = true, Noun = noun, Aside = aside };

    /// <summary>A share from 0 to 1.</summary>
    public static NumberForm Share(string hint) => new(0, 1) { Hint = _ => hint };

    /// <summary>What is told of a number that is a percentage where a share belongs.</summary>
    public static string? OfPercent(double value) =>
        value is > 1 and <= 100 ? $"{Shorten.Number(value)} % is {Shorten.Number(value / 100)}." : null;

    public bool Allows(double value) => (IsAboveMin ? value > Min : value >= Min) && (IsBelowMax ? value < Max : value <= Max);

    public override double? Read(ScenarioNode node, string path, Scalars scalars)
    {
        var number = scalars.Number(node, path);
        if (number is not { } value || Allows(value))
            return number;
        var fault = value == 0 && Zero is not null ? Zero
            : Noun is null ? $"{node.Shown} is not between {Shorten.Number(Min)} and {Shorten.Number(Max)}"
            : $"{node.Shown} is no {Noun}: more than {Min}{(IsBelowMax ? " and less than " : ", at most ")}{Said(Max)}{Aside}";
        scalars.Findings.Error(node.Spot, path, fault, value == 0 && Zero is not null ? null : Hint(value));
        return null;
    }

    public override JsonObject ToSchema()
    {
        var schema = new JsonObject { ["type"] = "number", [IsAboveMin ? "exclusiveMinimum" : "minimum"] = Min };
        if (double.IsFinite(Max))
            schema[IsBelowMax ? "exclusiveMaximum" : "maximum"] = Max;
        return schema;
    }

    private static string Said(double bound) => bound.ToString(bound < 1e9 ? "#,##0" : "0e0", CultureInfo.InvariantCulture);
}

/// <summary>A whole number within bounds.</summary>
internal sealed record WholeForm(long Min, long Max) : Form<long?>
{
    public override long? Read(ScenarioNode node, string path, Scalars scalars)
    {
        if (scalars.Number(node, path) is not { } value)
            return null;
        if (value == Math.Floor(value) && value >= Min && value <= Max)
            return (long)value;
        scalars.Findings.Error(node.Spot, path, $"{node.Shown} is no whole number between {Shorten.Number(Min)} and {Shorten.Number(Max)}");
        return null;
    }

    public override JsonObject ToSchema() => new() { ["type"] = "integer", ["minimum"] = Min, ["maximum"] = Max };
}

/// <summary>So many numbers of one form.</summary>
internal sealed record NumbersForm(int Count, NumberForm Each) : Form
{
    public override JsonObject ToSchema() =>
        new() { ["type"] = "array", ["items"] = Each.ToSchema(), ["minItems"] = Count, ["maxItems"] = Count };
}

/// <summary>Two ascending numbers.</summary>
internal sealed record PairForm : Form<(double Low, double High)?>
{
    public override (double Low, double High)? Read(ScenarioNode node, string path, Scalars scalars) => scalars.Pair(node, path);

    public override JsonObject ToSchema() => new NumbersForm(2, new NumberForm()).ToSchema();
}

/// <summary>A rank correlation: the one number that may be negative.</summary>
internal sealed record RankForm : Form<double?>
{
    private const double End = 1;

    public override double? Read(ScenarioNode node, string path, Scalars scalars)
    {
        if (node is { Kind: NodeKind.Number, Number: > -End and < End })
            return node.Number;
        scalars.Findings.Error(
            node.Spot, path, $"{node.Shown} is no rank correlation: a number between −{End} and {End}, neither included",
            node is { Kind: NodeKind.Number, Number: End } ? "What always agrees is one draw: say its name in both places." : null);
        return null;
    }

    public override JsonObject ToSchema() => new() { ["type"] = "number", ["exclusiveMinimum"] = -End, ["exclusiveMaximum"] = End };
}

/// <summary>
/// The rank correlations of several amounts, row by row; that it is square, and 1 on its diagonal, only the reader knows.
/// </summary>
internal sealed record MatrixForm : Form
{
    public static readonly RankForm Cell = new();

    public override JsonObject ToSchema() =>
        new ListForm(new ListForm(new AnyForm(Cell, new CertainForm()), 2), 2).ToSchema();

    private sealed record CertainForm : Form
    {
        public override JsonObject ToSchema() => new() { ["const"] = 1 };
    }
}
