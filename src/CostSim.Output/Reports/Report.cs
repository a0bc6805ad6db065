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
