using System.Globalization;
using System.Xml.Linq;
using CostSim.Output.Reports;

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

    /// <summary>A section of a report as one of the page, below some paragraphs.</summary>
    public static XElement Section(string id, Section section, params object?[] paragraphs) =>
        Section(id, section.Heading ?? "", paragraphs, Of(section));

    /// <summary>The text, cut if too long.</summary>
    public static string Cut(string text) => TextWrap.Cut(text, LettersMax);

    /// <summary>A table; on a narrow screen each row becomes a card with column names in its cells.</summary>
    public static XElement Table(ReportTable table)
    {
        var (columns, rows) = table.In(Medium.Page);
        return new XElement(
            "table", new XAttribute("role", "table"),
            new XElement("caption", table.Caption),
            new XElement(
                "thead", Role("rowgroup"),
                new XElement("tr", Role("row"), columns.Select(column =>
                    new XElement("th", new XAttribute("scope", "col"), Role("columnheader"), Number(column), column.Heading)))),
            new XElement("tbody", Role("rowgroup"), rows.Select(row => new XElement(
                "tr", Role("row"), row.Weight == RowWeight.Normal ? null : Class(row.Weight == RowWeight.Strong ? "strong" : "detail"),
                row.Cells.Select((cell, i) => Cell(columns[i], cell, isHead: i == 0))))));
    }

    /// <summary>The table and the lines of a section.</summary>
    public static IEnumerable<XElement> Of(Section section)
    {
        if (section.Table is { } table)
            yield return Table(table with { Caption = table.Caption ?? section.Heading });
        if (section.Lines.Count > 0)
            yield return Lines(section.Lines);
    }

    public static XElement Lines(IEnumerable<ReportLine> lines) => new("ul", Class("lines"), lines.Select(line => new XElement(
        "li", line.Tone == LineTone.Plain ? null : Class(line.Tone == LineTone.Good ? "good" : "caution"),
        line.Tone switch { LineTone.Good => "✓ ", LineTone.Caution or LineTone.Bad => "! ", _ => "" }, Cut(line.Text))));

    private static XElement Cell(ReportColumn column, Cell cell, bool isHead)
    {
        var content = Content(cell);
        return new XElement(
            isHead ? "th" : "td", isHead ? new XAttribute("scope", "row") : null, Role(isHead ? "rowheader" : "cell"),
            isHead && !column.IsNumber ? null : Number(column),
            isHead || content is null || column.Heading.Length == 0 ? null : new XAttribute("data-label", column.Brief ?? column.Heading),
            content);
    }

    /// <summary>The text, or one element with all parts and the bar; null if there is nothing to show.</summary>
    private static object? Content(Cell cell) => cell is { OnPage: null, Bar: null } ? cell.Text.Length == 0 ? null : Cut(cell.Text)
        : new XElement("span", (cell.OnPage ?? [new(cell.Text)]).Select(Part), cell.Bar is { } bar ? Bar(bar) : null);

    private static object Part(CellPart part) => part.Style switch
    {
        CellStyle.Strong => new XElement("strong", Cut(part.Text)),
        CellStyle.Detail => new XElement("small", Cut(part.Text)),
        CellStyle.Code => new XElement("code", Cut(part.Text)),
        _ => Cut(part.Text),
    };

    /// <summary>A bar next to its number; a range is wider, and can be seen even if its ends are the same.</summary>
    private static XElement Bar(Bar bar)
    {
        var (from, width) = (bar.From ?? 0, Math.Clamp(bar.To, 0, 1) - (bar.From ?? 0));
        return new XElement(
            "svg", Class(bar.From is null ? "bar" : "bar tornado"), new XAttribute("viewBox", "0 0 100 8"),
            new XAttribute("preserveAspectRatio", "none"), new XAttribute("aria-hidden", "true"),
            new XElement(
                "rect", Size("x", from), Size("width", bar.From is null ? width : Math.Max(0.005, width)), new XAttribute("height", 8)));

        static XAttribute Size(string name, double share) => new(name, (share * 100).ToString("0.##", CultureInfo.InvariantCulture));
    }

    // On a narrow screen cells are not laid out as a table; the roles keep the semantics.
    private static XAttribute Role(string name) => new("role", name);

    private static XAttribute? Number(ReportColumn column) => column.IsNumber ? Class("number") : null;
}
