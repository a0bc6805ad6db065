using CostSim.Output.Summaries;

namespace CostSim.Output.Reports;

/// <summary>A table. The amounts of a column are printed with the same digits.</summary>
/// <param name="Columns">The columns.</param>
/// <param name="Rows">The rows; as many cells as columns.</param>
public sealed record ReportTable(IReadOnlyList<ReportColumn> Columns, IReadOnlyList<ReportRow> Rows)
{
    /// <summary>Maximum number of rows of a table that grows with the scenario; <see cref="ReportLine.More"/> counts the others.</summary>
    public const int RowsMax = 100;

    /// <summary>The rows; as many cells as columns.</summary>
    public IReadOnlyList<ReportRow> Rows { get; } = Told(Columns.Count, Rows);

    /// <summary>The caption on a page, or null for the heading of the section.</summary>
    public string? Caption { get; init; }

    /// <summary>The same with the shortest headings.</summary>
    internal ReportTable Shortened() => new([.. Columns.Select(column => column with { Heading = column.Brief ?? column.Heading })], Rows);

    /// <summary>The same without the columns of a rank.</summary>
    internal ReportTable Without(int rank) => Where(column => column.Rank != rank);

    /// <summary>The same as shown in one medium.</summary>
    internal ReportTable In(Medium medium) => Where(column => column.Only is null || column.Only == medium);

    /// <summary>The transposed table.</summary>
    internal ReportTable Turned() => new(
        [new(Columns[0].Heading, IsNumber: false), .. Rows.Select(row => new ReportColumn(row.Cells[0].Text))],
        [.. Columns.Skip(1).Select((column, i) => new ReportRow([column.Heading, .. Rows.Select(row => (Cell)row.Cells[i + 1].Text)]))]);

    private ReportTable Where(Func<ReportColumn, bool> isKept)
    {
        var kept = Enumerable.Range(0, Columns.Count).Where(i => isKept(Columns[i])).ToList();
        return kept.Count == Columns.Count ? this : new(
            [.. kept.Select(i => Columns[i])], [.. Rows.Select(row => row with { Cells = [.. kept.Select(i => row.Cells[i])] })])
        {
            Caption = Caption,
        };
    }

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
    /// <summary>The heading for narrow tables and screens, or null if there is no shorter one.</summary>
    public string? Brief { get; init; }

    /// <summary>In narrow tables, columns of the highest rank are dropped first; those of rank 0 stay.</summary>
    public int Rank { get; init; }

    /// <summary>The only medium that shows it, or null for all.</summary>
    public Medium? Only { get; init; }
}

/// <summary>What shows a table.</summary>
public enum Medium
{
    /// <summary>The terminal, and Markdown.</summary>
    Text,

    /// <summary><c>report.html</c>.</summary>
    Page,
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
