using System.Text;
using CostSim.Output.Reports;

namespace CostSim.Output.Tests.Reports;

/// <summary>A report as plain text that differs wherever the report does: columns apart by bars, weights and tones by a sign.</summary>
internal static class ReportText
{
    public static string Of(Report report)
    {
        var text = new StringBuilder();
        text.Append(report.Title).Append('\n').Append(report.Subtitle).Append('\n');
        foreach (var section in report.Sections)
        {
            text.Append("\n# ").Append(section.Heading ?? "(no heading)").Append('\n');
            if (section.Table?.In(Medium.Text) is { } table)
            {
                text.Append("  ").AppendJoin(
                    " | ", table.Columns.Select(column => column.IsNumber ? column.Heading : $"{column.Heading} <")).Append('\n');
                foreach (var row in table.Rows)
                {
                    Assert.Equal(table.Columns.Count, row.Cells.Count);
                    text.Append(row.Weight switch { RowWeight.Strong => "* ", RowWeight.Detail => "- ", _ => "  " }).AppendJoin(
                        " | ", row.Cells).Append('\n');
                }
            }

            foreach (var line in section.Lines)
                text.Append(line.Tone switch { LineTone.Good => "+ ", LineTone.Caution => "! ", LineTone.Bad => "x ", _ => "  " }).Append(
                    line.Text).Append('\n');
        }

        return string.Join('\n', text.ToString().Split('\n').Select(line => line.TrimEnd()));
    }
}
