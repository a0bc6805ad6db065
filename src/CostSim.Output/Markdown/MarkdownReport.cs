using CostSim.Output.Reports;

namespace CostSim.Output.Markdown;

/// <summary>A report as a comment on a pull request: the first table and every line that says whether something holds stand open, a small plot below, other tables are folded.</summary>
public static class MarkdownReport
{
    /// <param name="report">The report.</param>
    /// <param name="plot">A plot of text, in letters of one width, or null.</param>
    /// <param name="more">Writes what is folded at the end, or null.</param>
    public static string Of(Report report, string? plot = null, Action<MarkdownWriter>? more = null)
    {
        var writer = new MarkdownWriter();
        writer.Heading(3, report.Title);
        writer.Paragraph(report.Subtitle);
        var first = report.Sections.FirstOrDefault(section => section.Table is not null);
        var isPlotted = plot is null;
        foreach (var section in report.Sections.Where(section => section == first || section.Table is null))
        {
            if (section.Lines.Count > 0 || section.Table is not null)
                writer.Section(section, 4);
            if (section == first && !isPlotted)
            {
                writer.Code(plot!);
                isPlotted = true;
            }
        }

        foreach (var section in report.Sections.Where(section => section != first && section.Table is not null))
            writer.Details(section.Heading ?? "More", () => writer.Content(section));
        more?.Invoke(writer);
        return writer.ToString();
    }
}
