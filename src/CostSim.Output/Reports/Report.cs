using CostSim.Output.Summaries;

namespace CostSim.Output.Reports;

/// <summary>A report for people, independent of its rendering: tables and lines under headings.</summary>
/// <param name="Title">Its subject.</param>
/// <param name="Subtitle">Its conditions.</param>
/// <param name="Sections">The sections, from the most to the least important.</param>
public sealed record Report(string Title, string Subtitle, IReadOnlyList<Section> Sections);

/// <summary>A section of a report.</summary>
/// <param name="Heading">Its heading, or null.</param>
/// <param name="Table">A table, or null.</param>
/// <param name="Lines">Lines below the table.</param>
public sealed record Section(string? Heading, ReportTable? Table, IReadOnlyList<ReportLine> Lines);

/// <summary>A line of text.</summary>
/// <param name="Text">One or two sentences.</param>
/// <param name="Tone">Its meaning for the reader.</param>
public sealed record ReportLine(string Text, LineTone Tone = LineTone.Plain)
{
    /// <summary>How many rows are beyond <see cref="ReportTable.RowsMax"/>, and where they are; nothing if none.</summary>
    /// <param name="count">Number of all rows.</param>
    /// <param name="where">Such as <c>are in the scenario's file</c>.</param>
    internal static IEnumerable<ReportLine> More(int count, string where) => count > ReportTable.RowsMax
        ? [new ReportLine($"{Figures.Count(count - ReportTable.RowsMax)} more {where}.", LineTone.Caution)] : [];
}

/// <summary>The meaning of a line for the reader.</summary>
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
