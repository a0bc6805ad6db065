using CostSim.Scenarios;
using CostSim.Scenarios.Edits;

namespace CostSim.Studies;

/// <summary>A scenario whose amounts are those of a pilot.</summary>
public sealed record Calibration
{
    /// <summary>Version of the JSON format; increased when a field changes its meaning or is removed.</summary>
    public const int SchemaVersion = 1;

    /// <summary>The command that reproduces it, or null if not from a command.</summary>
    public string? Command { get; init; }

    /// <summary>The amounts of tokens that the records tell.</summary>
    public required IReadOnlyList<FittedTokens> Tokens { get; init; }

    /// <summary>The rates and shares that the records tell.</summary>
    public required IReadOnlyList<CountedRate> Rates { get; init; }

    /// <summary>What stays as it was, and why.</summary>
    public required IReadOnlyList<KeptAmount> Kept { get; init; }

    /// <summary>What the amounts of one item have in common; null where nothing shows.</summary>
    public SharedSize? Size { get; init; }

    /// <summary>The standard deviation of what no pilot shows, as a share of the tokens: an assumption.</summary>
    public required double Drift { get; init; }

    /// <summary>Factors that nothing used any more, and that were taken out.</summary>
    public required IReadOnlyList<string> Removed { get; init; }

    /// <summary>The items that were seen, and whether they are a sample of more.</summary>
    public required Pilot Pilot { get; init; }

    /// <summary>The new text.</summary>
    public required string Text { get; init; }

    /// <summary>The bands before and after, on the same draws.</summary>
    public required Comparison Comparison { get; init; }

    public Scenario Before => Comparison.Cases[0].Run.Scenario;

    public Scenario After => Comparison.Cases[1].Run.Scenario;
}

/// <summary>An amount of tokens, fitted.</summary>
/// <param name="Path">The amount.</param>
/// <param name="Before">What it was.</param>
/// <param name="Calls">First calls that it comes from.</param>
/// <param name="Items">Their items.</param>
/// <param name="Mean">Their mean.</param>
/// <param name="Shape">The shape of a call, and how well it fits.</param>
public sealed record FittedTokens(string Path, Amount Before, int Calls, int Items, double Mean, ShapeFit Shape)
{
    /// <summary>The standard deviation of a call that an item's other amounts do not share, as a share of the mean.</summary>
    public double CallSd { get; init; }

    /// <summary>The standard deviation that calls of one item share in this phase alone, as a share of the mean.</summary>
    public double ItemSd { get; init; }

    /// <summary>Whether it shares the size of its item with other amounts.</summary>
    public bool SharesSize { get; init; }

    /// <summary>The standard deviation of what so few items leave open of the mean, as a share of it.</summary>
    public double OpenSd { get; init; }

    /// <summary>Whether items have several calls, so that what they share can be told from what they do not.</summary>
    public bool TellsItems { get; init; }

    /// <summary>Calls that were cut, of whose output only the billed part is known.</summary>
    public long Cut { get; init; }

    /// <summary>Named factors that it was made of.</summary>
    public IReadOnlyList<string> Names { get; init; } = [];

    /// <summary>Whether it is one more than the ratio of reasoning to visible output.</summary>
    public bool IsRatio { get; init; }

    /// <summary>Tokens of terms that stay, in <see cref="Mean"/> not included.</summary>
    public double KeptTokens { get; init; }

    /// <summary>The mean of what it was; null where it depends on labels.</summary>
    public double? MeanBefore => AmountMean.Of(Before);

    /// <summary>The mean that it has now.</summary>
    public double MeanAfter => Mean + KeptTokens + (IsRatio ? 1 : 0);

    internal AmountEdit? Edit { get; init; }
}

/// <summary>A rate or a share, counted.</summary>
/// <param name="Path">The amount.</param>
/// <param name="Before">What it was.</param>
/// <param name="K">Cases that did.</param>
/// <param name="N">Cases that could.</param>
/// <param name="Remark">What the cases are.</param>
public sealed record CountedRate(string Path, Amount Before, long K, long N, string Remark)
{
    /// <summary>The mean of what it was; null where it depends on labels.</summary>
    public double? MeanBefore => AmountMean.Of(Before);

    /// <summary>The mean that it has now: where every share was equally likely before.</summary>
    public double MeanAfter => (K + 1.0) / (N + 2);
}

/// <summary>An amount that stays as it was.</summary>
public sealed record KeptAmount(string Path, string Reason);

/// <summary>What the amounts of one item have in common: a factor on each of them, with the mean 1.</summary>
/// <param name="Paths">The amounts.</param>
/// <param name="Sd">Its standard deviation.</param>
/// <param name="OpenSd">The standard deviation of what so few items leave open of its mean.</param>
/// <param name="Items">The items that it comes from.</param>
public sealed record SharedSize(IReadOnlyList<string> Paths, double Sd, double OpenSd, int Items);

/// <summary>The mean of an amount, its parts independent.</summary>
internal static class AmountMean
{
    public static double? Of(Amount amount) => Labels.DependsOnLabels(amount) ? null : amount.Evaluate(leaf => leaf switch
    {
        Certain certain => certain.Value,
        Uncertain uncertain => uncertain.Chance * uncertain.Shape.ToLaw().Mean,
        _ => throw new ArgumentException($"{leaf.GetType().Name} is no leaf of an amount", nameof(amount)),
    });
}
