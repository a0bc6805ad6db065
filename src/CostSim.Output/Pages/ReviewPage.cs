using System.Globalization;
using System.Xml.Linq;
using CostSim.Engine.Aggregation;
using CostSim.Output.Files;
using CostSim.Output.Reports;
using CostSim.Output.Summaries;
using CostSim.Studies;

namespace CostSim.Output.Pages;

/// <summary>
/// <c>report.html</c>: a result for a person who decides on it and signs. It names no date and no machine, so that the same run gives the
/// same bytes.
/// </summary>
public sealed class ReviewPage
{
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
    public void Write(Stream stream, IReadOnlyList<ResultFile> files) => PageShell.Write(stream, Html(files));

    internal XElement Html(IReadOnlyList<ResultFile> files)
    {
        XElement?[] sections = [.. _sections, OriginSection.Of(_summary, files, _version)];
        return PageShell.Html(
            $"Cost review: {Markup.Cut(_summary.Scenario.Name)}", Header(_summary, _run), [.. sections.OfType<XElement>()], _version);
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
}
