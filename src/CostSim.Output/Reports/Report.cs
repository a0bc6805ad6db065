namespace CostSim.Output.Reports;

/// <summary>What a command tells a person, apart from how it is drawn: headed tables and lines, in order.</summary>
/// <param name="Title">What it is about.</param>
/// <param name="Subtitle">Under which conditions.</param>
/// <param name="Sections">The parts, from the most to the least important.</param>
public sealed record Report(string Title, string Subtitle, IReadOnlyList<Section> Sections);

/// <summary>A part of a report.</summary>
/// <param name="Heading">Its heading, or null.</param>
/// <param name="Table">A table, or null.</param>
/// <param name="Lines">Lines below the table.</param>
public sealed record Section(string? Heading, ReportTable? Table, IReadOnlyList<ReportLine> Lines);

/// <summary>A table of text.</summary>
/// <param name="Columns">The columns.</param>
/// <param name="Rows">The rows; as many cells as columns.</param>
public sealed record ReportTable(IReadOnlyList<ReportColumn> Columns, IReadOnlyList<ReportRow> Rows)
{
    /// <summary>Border and blanks that a column takes beside its text.</summary>
    private const int Around = 3;

    /// <summary>The table for a terminal of so many characters: turned, rows for columns, where only that fits.</summary>
    public ReportTable For(int width) => !FitsInto(width) && Turned() is var turned && turned.FitsInto(width) ? turned : this;

    /// <summary>Numbers are never broken; text is, between words.</summary>
    private bool FitsInto(int width) => 1 + Columns.Select((column, i) => Around + Rows.Select(row => row.Cells[i]).Append(column.Heading)
        .Max(text => column.IsNumber ? text.Length : text.Split(' ').Max(word => word.Length))).Sum() <= width;

    private ReportTable Turned() => new(
        [new(Columns[0].Heading, IsNumber: false), .. Rows.Select(row => new ReportColumn(row.Cells[0]))],
        [.. Columns.Skip(1).Select((column, i) => new ReportRow([column.Heading, .. Rows.Select(row => row.Cells[i + 1])]))]);
}

/// <summary>A column.</summary>
/// <param name="Heading">What it holds, with its unit.</param>
/// <param name="IsNumber">Numbers stand to the right.</param>
public sealed record ReportColumn(string Heading, bool IsNumber = true);

/// <summary>A row.</summary>
/// <param name="Cells">Its cells.</param>
/// <param name="Weight">How much it matters.</param>
public sealed record ReportRow(IReadOnlyList<string> Cells, RowWeight Weight = RowWeight.Normal);

/// <summary>How much a row matters.</summary>
public enum RowWeight
{
    /// <summary>A detail of the row above.</summary>
    Detail,

    Normal,

    /// <summary>What the reader came for, or a sum.</summary>
    Strong,
}

/// <summary>A line of text.</summary>
/// <param name="Text">One sentence or two.</param>
/// <param name="Tone">What it means to the reader.</param>
public sealed record ReportLine(string Text, LineTone Tone = LineTone.Plain);

/// <summary>What a line means to the reader.</summary>
public enum LineTone
{
    Plain,

    /// <summary>Something holds: a budget is kept, a source agrees.</summary>
    Good,

    /// <summary>Something to look at.</summary>
    Caution,

    /// <summary>Something does not hold: a policy is broken.</summary>
    Bad,
}
