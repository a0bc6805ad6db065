using System.Globalization;
using System.Xml.Linq;
using CostSim.Output.Files;
using CostSim.Output.Reports;
using CostSim.Output.Summaries;
using CostSim.Studies;

namespace CostSim.Output.Pages;

/// <summary>The section on the origin of the result, how to reproduce it, and who signs it.</summary>
internal static class OriginSection
{
    private static readonly string[] Lines = ["Committed, USD", "Reserved, USD", "Conditions", "Name and role", "Date", "Signature"];

    public static XElement Of(Summary summary, IReadOnlyList<ResultFile> files, string version)
    {
        var scenario = summary.Scenario;
        return Markup.Section(
            "origin", "How to reproduce this",
            summary.Command is { } command
                ? new[]
                {
                    Markup.P("This command gives the same numbers, to the last bit, on any machine:"),
                    new XElement("pre", new XElement("code", Markup.Cut(command))),
                    Markup.P(
                        $"If the scenario sets no price date, add on any other day: --prices-on "
                            + $"{Figures.Day(scenario.PricesOn)}."),
                }
                : null,
            new XElement(
                "dl", Markup.Class("facts"),
                Fact("Program", $"costsim {version}"),
                Fact("Scenario, SHA-256 of its text and changes", scenario.Hash),
                Fact("Result, SHA-256 of all its sums", summary.ResultHash),
                scenario.PricesHash is { } prices ? Fact("Price catalogue, SHA-256", prices) : null,
                Fact("Trials and seed", string.Create(CultureInfo.InvariantCulture, $"{summary.Trials:N0} trials, seed {summary.Seed}"))),
            files.Count == 0 ? null : Markup.Table(new ReportTable(
                [new("File", IsNumber: false), new("Bytes"), new("SHA-256", IsNumber: false)],
                [
                    .. files.Take(ReportTable.RowsMax).Select(file => new ReportRow(
                        [file.Name, Figures.Count(file.Bytes), new Cell(file.Sha256) { OnPage = [new(file.Sha256, CellStyle.Code)] }])),
                ])
            {
                Caption = "Files of the result; manifest.json has this list, and this page's own hash",
            }));
    }

    /// <summary>Lines to fill in by hand.</summary>
    public static XElement Signatures() => new(
        "dl", Markup.Class("signatures"), new XAttribute("aria-label", "Decision and signature"),
        Lines.Select(name => new XElement("div", new XElement("dt", name), new XElement("dd", "\u00a0"))));

    private static XElement Fact(string name, string value) =>
        new("div", new XElement("dt", name), new XElement("dd", new XElement("code", value)));
}
