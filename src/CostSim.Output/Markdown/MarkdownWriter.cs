using System.Text;
using CostSim.Output.Reports;

namespace CostSim.Output.Markdown;

/// <summary>
/// Writes GitHub-flavoured Markdown, as comments on GitHub and GitLab show it. Texts of a scenario are escaped, so that they cannot become
/// markup, links or mentions.
/// </summary>
public sealed class MarkdownWriter
{
    private readonly StringBuilder _text = new();

    /// <summary>A heading.</summary>
    /// <param name="level">From 1 to 6; comments begin with 3.</param>
    /// <param name="text">Plain text.</param>
    public void Heading(int level, string text) => Block($"{new string('#', level)} {Escape(text)}");

    /// <summary>A paragraph of plain text.</summary>
    public void Paragraph(string text) => Block(Escape(text));

    /// <summary>A table: numbers right-aligned, strong rows in bold. An empty cell of the first column's heading is allowed.</summary>
    public void Table(ReportTable table)
    {
        table = table.In(Medium.Text);
        var lines = new List<string>
        {
            Row(table.Columns.Select(column => Escape(column.Heading))),
            Row(table.Columns.Select(column => column.IsNumber ? "---:" : "---")),
        };
        lines.AddRange(
            table.Rows.Select(
                row => Row(
                    row.Cells.Select(
                        cell => row.Weight == RowWeight.Strong && cell.Text.Length > 0 ? $"**{Escape(cell.Text)}**" : Escape(cell.Text)))));
        Block(string.Join('\n', lines));
    }

    /// <summary>A list with one line per item; warnings are in bold.</summary>
    public void List(IReadOnlyList<ReportLine> lines)
    {
        if (lines.Count > 0)
            Block(string.Join('\n',
                lines.Select(
                    line => line.Tone is LineTone.Caution or LineTone.Bad ? $"- **{Escape(line.Text)}**" : $"- {Escape(line.Text)}")));
    }

    /// <summary>A code block: monospace text, verbatim.</summary>
    public void Code(string text, string language = "text") => Block($"{Fence(text)}{language}\n{text.TrimEnd('\n')}\n{Fence(text)}");

    /// <summary>Folded content that readers can expand.</summary>
    /// <param name="summary">Plain text that is always visible.</param>
    /// <param name="content">Writes the folded content.</param>
    public void Details(string summary, Action content)
    {
        // Markdown is not parsed within HTML: the summary is escaped as HTML, and blank lines resume Markdown.
        Block($"<details>\n<summary>{Html(summary)}</summary>");
        content();
        Block("</details>");
    }

    /// <summary>A section of a report under a heading of the given level, if it has one.</summary>
    public void Section(Section section, int level)
    {
        if (section.Heading is { } heading)
            Heading(level, heading);
        Content(section);
    }

    /// <summary>The section's table and lines.</summary>
    public void Content(Section section)
    {
        if (section.Table is { } table)
            Table(table);
        List(section.Lines);
    }

    /// <summary>Everything so far, ending with one line break.</summary>
    public override string ToString() => _text.ToString();

    /// <summary>Escapes plain text for Markdown.</summary>
    public static string Escape(string text)
    {
        var escaped = new StringBuilder(text.Length + 8);
        for (var i = 0; i < text.Length; i++)
        {
            var c = text[i];
            var next = i + 1 < text.Length ? text[i + 1] : ' ';
            escaped.Append(c switch
            {
                '\n' or '\r' => " ",
                '&' => "&amp;",
                '<' => "&lt;",
                '>' => "&gt;",
                // A zero-width space prevents mentions of people and issues.
                '@' => "@&#8203;",
                '#' when char.IsAsciiDigit(next) => "#&#8203;",
                // A dollar before a digit is money; elsewhere it could begin a formula.
                '$' when !char.IsAsciiDigit(next) => "\\$",
                '\\' or '`' or '*' or '[' or ']' or '|' or '~' or '#' => $"\\{c}",
                // Within a word it needs no escape.
                '_' when i == 0 || !char.IsLetterOrDigit(text[i - 1]) || !char.IsLetterOrDigit(next) => "\\_",
                _ => c.ToString(),
            });
        }

        return escaped.ToString();
    }

    private static string Html(string text) =>
        text.Replace("&", "&amp;", StringComparison.Ordinal).Replace("<", "&lt;", StringComparison.Ordinal)
        .Replace(">", "&gt;", StringComparison.Ordinal).Replace("@", "@&#8203;", StringComparison.Ordinal).ReplaceLineEndings(" ");

    private static string Row(IEnumerable<string> cells) => $"| {string.Join(" | ", cells)} |";

    /// <summary>A fence longer than any in the text.</summary>
    private static string Fence(string text)
    {
        var fence = "```";
        while (text.Contains(fence, StringComparison.Ordinal))
            fence += "`";
        return fence;
    }

    private void Block(string text)
    {
        if (_text.Length > 0)
            _text.Append('\n');
        _text.Append(text).Append('\n');
    }
}
