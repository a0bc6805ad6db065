using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Xml.Linq;
using CostSim.Engine.Aggregation;
using CostSim.Output.Files;
using CostSim.Output.Reports;
using CostSim.Output.Summaries;
using CostSim.Studies;

namespace CostSim.Output.Pages;

/// <summary>
/// <c>report.html</c>: a result for a person who decides on it and signs. It is one self-contained file: its content security policy allows
/// only its own style and script, by their hashes. It names no date and no machine, so that the same run gives the same bytes.
/// </summary>
public sealed class ReviewPage
{
    private static readonly string Style = Resource("review.css");
    private static readonly string Script = Resource("review.js");

    private readonly Summary _summary;
    private readonly RunSummary _run;
    private readonly string _version;

    /// <summary>Prepares the parts that do not depend on the other files.</summary>
    private readonly XElement?[] _sections;

    /// <param name="summary">The numbers.</param>
    /// <param name="results">The aggregates behind them, one for each run of the summary.</param>
    /// <param name="version">Version of the program.</param>
    public ReviewPage(Summary summary, IReadOnlyList<Aggregates> results, string version)
    {
        var main = MainRun(summary);
        var run = summary.Runs[main];
        (_summary, _run, _version) = (summary, run, version);
        _sections =
        [
            DecisionSection.Of(summary, run, PlotSection.First(summary, run, results[main])),
            DecisionSection.HowToRead(summary, run),
            PlotSection.Of(summary, run, results[main]),
            SpendingSection.Bands(summary, run),
            SpendingSection.Of(run),
            DriversSection.Of(run),
            WhatIfSection.Of(summary, run),
            AssumptionSection.Uncertain(summary, run.Scenario),
            Markup.Section("certain", RegisterSection.Certain(run.Scenario, run.Items)),
            Markup.Section("prices", "Prices", Markup.Of(PriceSection.Of([.. summary.Runs.Select(one => one.Scenario)]))),
            MethodSection.Of(summary, run),
        ];
    }

    /// <param name="stream">The output stream.</param>
    /// <param name="files">The files written so far.</param>
    public void Write(Stream stream, IReadOnlyList<ResultFile> files) =>
        stream.Write(Encoding.UTF8.GetBytes(HtmlWriter.Write(Html(files))));

    internal XElement Html(IReadOnlyList<ResultFile> files)
    {
        XElement?[] sections = [.. _sections, OriginSection.Of(_summary, files, _version)];
        var shown = sections.OfType<XElement>().ToList();
        return new XElement(
            "html", new XAttribute("lang", "en"),
            Head(_summary),
            new XElement(
                "body",
                new XElement("a", Markup.Class("skip"), new XAttribute("href", "#decision"), "Skip to the result"),
                Header(_summary, _run),
                new XElement("nav", new XAttribute("aria-label", "Contents"), new XElement("ul", shown.Select(section => new XElement(
                    "li", new XElement("a", new XAttribute("href", $"#{section.Attribute("id")!.Value}"), section.Element("h2")!.Value))))),
                new XElement("main", shown),
                new XElement("footer",
                    Markup.P($"Written by costsim {_version}. This page is self-contained: it loads nothing and sends nothing.")),
                new XElement("script", Script)));
    }

    /// <summary>The run that the page is about: the first with the scenario's own number of items, else the first.</summary>
    private static int MainRun(Summary summary)
    {
        for (var i = 0; i < summary.Runs.Count; i++)
        {
            if (summary.Runs[i].Items == summary.Runs[i].Scenario.Items)
                return i;
        }

        return 0;
    }

    private static XElement Head(Summary summary) => new(
        "head",
        new XElement("meta", new XAttribute("charset", "utf-8")),
        new XElement(
            "meta", new XAttribute("http-equiv", "Content-Security-Policy"),
            new XAttribute("content",
                $"default-src 'none'; style-src '{Hash(Style)}'; script-src '{Hash(Script)}'; base-uri 'none'; form-action 'none'")),
        new XElement("meta", new XAttribute("name", "viewport"), new XAttribute("content", "width=device-width, initial-scale=1")),
        new XElement("meta", new XAttribute("name", "color-scheme"), new XAttribute("content", "light dark")),
        new XElement("title", $"Cost review: {Markup.Cut(summary.Scenario.Name)}"),
        new XElement("style", Style));

    private static XElement Header(Summary summary, RunSummary run) => new(
        "header",
        Markup.P(Markup.Class("kind"), "Cost review"),
        new XElement("h1", Markup.Cut(summary.Scenario.Name)),
        Markup.P(string.Create(
            CultureInfo.InvariantCulture,
            $"{RunReport.ItemsOf(run)}{RunReport.Named(run)} · {RunReport.Setting(run.Scenario)} · prices of "
                + $"{Figures.Day(run.Scenario.PricesOn)} · {Figures.Count(summary.Trials)} simulated runs, seed {summary.Seed}")),
        summary.RunFactorsFixed
            ? Markup.P(Markup.Class("caution"), RunReport.FixedFactors) : null);

    private static string Hash(string text) => $"sha256-{Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(text)))}";

    private static string Resource(string name)
    {
        using var stream = typeof(ReviewPage).Assembly.GetManifestResourceStream($"CostSim.Output.Pages.{name}")!;
        using var reader = new StreamReader(stream, Encoding.UTF8);
        // The hash is of the text as parsed by a browser, with normalised line ends.
        return reader.ReadToEnd().ReplaceLineEndings("\n");
    }
}
