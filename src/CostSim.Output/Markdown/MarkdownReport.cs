using CostSim.Output.Reports;

namespace CostSim.Output.Markdown;

/// <summary>
/// A report as a comment on a pull request: the tables that matter most and every line that says whether something holds stand open, with a
/// small plot, other tables are folded.
/// </summary>
public static class MarkdownReport
{
    /// <param name="report">The report.</param>
    /// <param name="plot">A plot of text, in letters of one width, below the tables that stand open, or null.</param>
    /// <param name="more">Writes what is folded at the end, or null.</param>
    /// <param name="open">So many tables stand open.</param>
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
