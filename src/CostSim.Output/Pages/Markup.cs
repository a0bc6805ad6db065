using System.Xml.Linq;
using CostSim.Output.Reports;
using CostSim.Output.Summaries;

namespace CostSim.Output.Pages;

/// <summary>Builds the elements of a page.</summary>
internal static class Markup
{
    /// <summary>Maximum length of a scenario's text; longer ones are cut.</summary>
    private const int LettersMax = 400;

    public static XAttribute Class(string names) => new("class", names);

    public static XElement P(params object?[] content) => new("p", content);

    /// <summary>A section of the page, labelled by its heading.</summary>
    public static XElement Section(string id, string heading, params object?[] content) => new(
        "section", new XAttribute("id", id), new XAttribute("aria-labelledby", $"{id}-heading"),
        new XElement("h2", new XAttribute("id", $"{id}-heading"), heading), content);

    /// <summary>The text, cut if too long.</summary>
    public static string Cut(string text) =>
        text.Length <= LettersMax ? text : $"{text[..(char.IsHighSurrogate(text[LettersMax - 1]) ? LettersMax - 1 : LettersMax)]}…";

    /// <summary>A table; on a narrow screen each row becomes a card with column names in its cells.</summary>
    /// <param name="caption">Its caption.</param>
    /// <param name="columns">The columns; the first has the names of the rows.</param>
    /// <param name="rows">The rows.</param>
    public static XElement Table(string caption, IReadOnlyList<ReportColumn> columns, IEnumerable<PageRow> rows)
    {
        var all = rows.ToList();
        var digits = columns.Select((_, i) => MoneyDigits.Of(all.Select(row => row.Cells[i] is Cell cell ? cell.Money : null))).ToList();
        return Element(caption, columns,
            all.Select(
                row => row with { Cells = [.. row.Cells.Select((cell, i) => cell is Cell told ? told.Told(digits[i]).Text : cell)] }));
    }

    private static XElement Element(string caption, IReadOnlyList<ReportColumn> columns, IEnumerable<PageRow> rows) => new(
        "table", new XAttribute("role", "table"),
        new XElement("caption", caption),
        new XElement(
            "thead", Role("rowgroup"),
            new XElement("tr", Role("row"), columns.Select(column =>
                new XElement("th", new XAttribute("scope", "col"), Role("columnheader"), Number(column), column.Heading)))),
        new XElement("tbody", Role("rowgroup"), rows.Select(row => new XElement(
            "tr", Role("row"), row.Weight == RowWeight.Normal ? null : Class(row.Weight == RowWeight.Strong ? "strong" : "detail"),
            row.Cells.Select((cell, i) => Cell(columns[i], cell, isHead: i == 0))))));

    /// <summary>A section of a report, as on the terminal.</summary>
    public static IEnumerable<XElement> Of(Section section)
    {
        if (section.Table is { } table)
            yield return Table(section.Heading ?? "", table.Columns,
                table.Rows.Select(row => new PageRow([.. row.Cells.Select(cell => cell.Text)], row.Weight)));
        if (section.Lines.Count > 0)
            yield return Lines(section.Lines);
    }

    public static XElement Lines(IEnumerable<ReportLine> lines) => new("ul", Class("lines"), lines.Select(line => new XElement(
        "li", line.Tone == LineTone.Plain ? null : Class(line.Tone == LineTone.Good ? "good" : "caution"),
        line.Tone switch { LineTone.Good => "✓ ", LineTone.Caution or LineTone.Bad => "! ", _ => "" }, Cut(line.Text))));

    private static XElement Cell(ReportColumn column, object cell, bool isHead)
    {
        var isEmpty = cell is "";
        return new XElement(
            isHead ? "th" : "td", isHead ? new XAttribute("scope", "row") : null, Role(isHead ? "rowheader" : "cell"),
            isHead && !column.IsNumber ? null : Number(column),
            isHead || isEmpty || column.Heading.Length == 0 ? null : new XAttribute("data-label", column.Heading),
            isEmpty ? null : cell is string text ? Cut(text) : cell);
    }

    // On a narrow screen cells are not laid out as a table; the roles keep the semantics.
    private static XAttribute Role(string name) => new("role", name);

    private static XAttribute? Number(ReportColumn column) => column.IsNumber ? Class("number") : null;
}

/// <summary>A row of a table.</summary>
/// <param name="Cells">Texts, amounts or elements.</param>
/// <param name="Weight">Its emphasis.</param>
internal sealed record PageRow(IReadOnlyList<object> Cells, RowWeight Weight = RowWeight.Normal);
