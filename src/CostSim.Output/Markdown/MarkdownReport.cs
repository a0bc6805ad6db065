using CostSim.Output.Reports;

namespace CostSim.Output.Markdown;

/// <summary>
/// A report as a comment on a pull request: the most important tables and every verdict line are shown, with a small plot; other tables are
/// folded.
/// </summary>
public static class MarkdownReport
{
    /// <param name="report">The report.</param>
    /// <param name="plot">A text plot, in monospace, below the unfolded tables, or null.</param>
    /// <param name="more">Writes further folded content at the end, or null.</param>
    /// <param name="open">Number of unfolded tables.</param>
    public static string Of(Report report, string? plot = null, Action<MarkdownWriter>? more = null, int open = 1)
    {
        var writer = new MarkdownWriter();
        writer.Heading(3, report.Title);
        writer.Paragraph(report.Subtitle);
        var tables = report.Sections.Where(section => section.Table is not null).ToList();
        var (shown, folded) = (tables.Take(open).ToList(), tables.Skip(open).ToList());
        foreach (var section in report.Sections.Except(folded).Where(section => section.Table is not null || section.Lines.Count > 0))
        {
            writer.Section(section, 4);
            if (plot is not null && section == shown.LastOrDefault())
                writer.Code(plot);
        }

        foreach (var section in folded)
            writer.Details(section.Heading ?? "More", () => writer.Content(section));
        more?.Invoke(writer);
        return writer.ToString();
    }
}
