using System.Text;
using CostSim.Output.Reports;

namespace CostSim.Output.Markdown;

/// <summary>
/// Writes GitHub-flavoured Markdown, as comments on GitHub and GitLab show it. Words of a scenario are escaped: none of them is markup, a
/// link or a mention of a person.
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

    /// <summary>A table: numbers to the right, strong rows in bold. An empty cell of the first column's heading is allowed.</summary>
    public void Table(ReportTable table)
    {
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

    /// <summary>A list, a line each; what is to be looked at is in bold.</summary>
    public void List(IReadOnlyList<ReportLine> lines)
    {
        if (lines.Count > 0)
            Block(string.Join('\n',
                lines.Select(
                    line => line.Tone is LineTone.Caution or LineTone.Bad ? $"- **{Escape(line.Text)}**" : $"- {Escape(line.Text)}")));
    }

    /// <summary>Text in letters of one width, as it is.</summary>
    public void Code(string text, string language = "text") => Block($"{Fence(text)}{language}\n{text.TrimEnd('\n')}\n{Fence(text)}");

    /// <summary>What is folded away until somebody opens it.</summary>
    /// <param name="summary">Plain text that stays.</param>
    /// <param name="content">Writes what is folded.</param>
    public void Details(string summary, Action content)
    {
        // Within HTML there is no Markdown: the summary is escaped as HTML, and the blank lines let Markdown begin again.
        Block($"<details>\n<summary>{Html(summary)}</summary>");
        content();
        Block("</details>");
    }

    /// <summary>The section as it stands in a report, under a heading of a level; without one if it has none.</summary>
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

    /// <summary>Everything so far, with one line end at the end.</summary>
    public override string ToString() => _text.ToString();

    /// <summary>Plain text as Markdown that shows just it.</summary>
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
                // A space without width keeps who is named behind it from being notified, and an issue from being mentioned.
                '@' => "@&#8203;",
                '#' when char.IsAsciiDigit(next) => "#&#8203;",
                // A dollar before a digit is money; elsewhere it could begin a formula.
                '$' when !char.IsAsciiDigit(next) => "\\$",
                '\\' or '`' or '*' or '[' or ']' or '|' or '~' or '#' => $"\\{c}",
                // Within a word it is a letter.
                '_' when i == 0 || !char.IsLetterOrDigit(text[i - 1]) || !char.IsLetterOrDigit(next) => "\\_",
                _ => c.ToString(),
            });
        }

        return escaped.ToString();
    }

    private static string Html(
        string text) => text.Replace("&", "&amp;", StringComparison.Ordinal).Replace("<", "&lt;", StringComparison.Ordinal)
        .Replace(">", "&gt;", StringComparison.Ordinal).Replace("@", "@&#8203;", StringComparison.Ordinal).ReplaceLineEndings(" ");

    private static string Row(IEnumerable<string> cells) => $"| {string.Join(" | ", cells)} |";

    /// <summary>A fence that the text cannot end.</summary>
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
