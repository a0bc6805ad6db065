using CostSim.Output.Summaries;

namespace CostSim.Output.Reports;

/// <summary>A cell of a table.</summary>
/// <param name="Text">Its text.</param>
/// <param name="Money">The amount that it starts with, or null.</param>
public readonly record struct Cell(string Text, Money? Money = null)
{
    /// <summary>The text after the amount.</summary>
    private string After { get; init; } = "";

    /// <summary>What a page shows instead of the text, part by part; null for the text.</summary>
    public IReadOnlyList<CellPart>? OnPage { get; init; }

    /// <summary>The bar that a page draws next to the text, or null.</summary>
    public Bar? Bar { get; init; }

    public static implicit operator Cell(string text) => new(text);

    public static implicit operator Cell(Money money) => Of(money, "");

    /// <summary>An amount; a dash if the sample is too small.</summary>
    public static implicit operator Cell(Money? money) => money is { } known ? known : new Cell(Figures.None);

    /// <summary>An amount followed by text.</summary>
    public static Cell Of(Money money, string after) => new($"{money}{after}", money) { After = after };

    /// <summary>A share with its bar.</summary>
    public static Cell Share(double share) => new(Figures.Share(share)) { Bar = new Bar(share) };

    public override string ToString() => Text;

    /// <summary>The cell with the digits of its column.</summary>
    internal Cell Told(MoneyDigits digits) => Money is { } money ? this with { Text = $"{digits.Told(money)}{After}" } : this;
}

/// <summary>A part of what a page shows of a cell.</summary>
/// <param name="Text">Its text, with the spaces around it.</param>
/// <param name="Style">How it stands out.</param>
public readonly record struct CellPart(string Text, CellStyle Style = CellStyle.Plain);

/// <summary>How a part of a cell stands out on a page.</summary>
public enum CellStyle
{
    Plain,
    Strong,

    /// <summary>Small: the path below a name.</summary>
    Detail,

    /// <summary>Letters of one width: a hash.</summary>
    Code,
}

/// <summary>A bar; the ends of its axis are 0 and 1.</summary>
/// <param name="To">Its end.</param>
/// <param name="From">The start of a range; null for a share, which starts at 0.</param>
public readonly record struct Bar(double To, double? From = null);
