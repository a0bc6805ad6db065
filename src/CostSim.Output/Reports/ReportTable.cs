using CostSim.Output.Summaries;

namespace CostSim.Output.Reports;

/// <summary>A table. The amounts of a column are printed with the same digits.</summary>
/// <param name="Columns">The columns.</param>
/// <param name="Rows">The rows; as many cells as columns.</param>
public sealed record ReportTable(IReadOnlyList<ReportColumn> Columns, IReadOnlyList<ReportRow> Rows)
{
    /// <summary>The rows; as many cells as columns.</summary>
    public IReadOnlyList<ReportRow> Rows { get; } = Told(Columns.Count, Rows);

    /// <summary>The same with the shortest headings.</summary>
    internal ReportTable Shortened() => new([.. Columns.Select(column => column with { Heading = column.Brief ?? column.Heading })], Rows);

    /// <summary>The same without the columns of a rank.</summary>
    internal ReportTable Without(int rank)
    {
        var kept = Enumerable.Range(0, Columns.Count).Where(i => Columns[i].Rank != rank).ToList();
        return new([.. kept.Select(i => Columns[i])], [.. Rows.Select(row => row with { Cells = [.. kept.Select(i => row.Cells[i])] })]);
    }

    /// <summary>The transposed table.</summary>
    internal ReportTable Turned() => new(
        [new(Columns[0].Heading, IsNumber: false), .. Rows.Select(row => new ReportColumn(row.Cells[0].Text))],
        [.. Columns.Skip(1).Select((column, i) => new ReportRow([column.Heading, .. Rows.Select(row => (Cell)row.Cells[i + 1].Text)]))]);

    private static IReadOnlyList<ReportRow> Told(int columns, IReadOnlyList<ReportRow> rows)
    {
        if (!rows.Any(row => row.Cells.Any(cell => cell.Money is not null)))
            return rows;
        var digits = Enumerable.Range(0, columns).Select(i => MoneyDigits.Of(rows.Select(row => row.Cells[i].Money))).ToList();
        return [.. rows.Select(row => row with { Cells = [.. row.Cells.Select((cell, i) => cell.Told(digits[i]))] })];
    }
}

/// <summary>A column.</summary>
/// <param name="Heading">Its heading, with the unit.</param>
/// <param name="IsNumber">Whether it is right-aligned.</param>
public sealed record ReportColumn(string Heading, bool IsNumber = true)
{
    /// <summary>The heading for narrow tables, or null if there is no shorter one.</summary>
    public string? Brief { get; init; }

    /// <summary>In narrow tables, columns of the highest rank are dropped first; those of rank 0 stay.</summary>
    public int Rank { get; init; }
}

/// <summary>A row.</summary>
/// <param name="Cells">Its cells.</param>
/// <param name="Weight">Its importance.</param>
public sealed record ReportRow(IReadOnlyList<Cell> Cells, RowWeight Weight = RowWeight.Normal);

/// <summary>The importance of a row.</summary>
public enum RowWeight
{
    /// <summary>A detail of the row above.</summary>
    Detail,

    Normal,

    /// <summary>A main result, or a sum.</summary>
    Strong,
}

/// <summary>A cell of a table.</summary>
/// <param name="Text">Its text.</param>
/// <param name="Money">The amount that it starts with, or null.</param>
public readonly record struct Cell(string Text, Money? Money = null)
{
    /// <summary>The text after the amount.</summary>
    private string After { get; init; } = "";

    public static implicit operator Cell(string text) => new(text);

    public static implicit operator Cell(Money money) => Of(money, "");

    /// <summary>An amount; a dash if the sample is too small.</summary>
    public static implicit operator Cell(Money? money) => money is { } known ? known : new Cell(Figures.None);

    /// <summary>An amount followed by text.</summary>
    public static Cell Of(Money money, string after) => new($"{money}{after}", money) { After = after };

    public override string ToString() => Text;

    /// <summary>The cell with the digits of its column.</summary>
    internal Cell Told(MoneyDigits digits) => Money is { } money ? this with { Text = $"{digits.Told(money)}{After}" } : this;
}
