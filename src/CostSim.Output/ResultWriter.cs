using CostSim.Drawing;
using CostSim.Engine.Aggregation;
using CostSim.Output.Documents;
using CostSim.Output.Files;
using CostSim.Output.Pages;
using CostSim.Output.Plots;
using CostSim.Output.Summaries;
using CostSim.Output.Tables;
using CostSim.Parquet;
using CostSim.Studies;

namespace CostSim.Output;

/// <summary>The optional parts of a result, in addition to its numbers.</summary>
/// <param name="Plots">The plots, as PNG and SVG.</param>
/// <param name="Report">The page for a review, with its own drawings.</param>
public sealed record ResultParts(bool Plots = true, bool Report = true);

/// <summary>Writes a result's files into a folder; the manifest comes last.</summary>
public static class ResultWriter
{
    /// <summary>Starts loading the drawing libraries on a background thread, for a program that will write a result.</summary>
    /// <param name="wanted">The parts it will have.</param>
    public static void Prepare(ResultParts wanted)
    {
        if (wanted.Plots || wanted.Report)
            Task.Run(FirstPicture.Draw);
    }

    /// <param name="folder">The folder, which may already contain the trials.</param>
    /// <param name="summary">The numbers.</param>
    /// <param name="results">The aggregates behind them, one for each run of the summary.</param>
    /// <param name="version">Version of the program.</param>
    /// <param name="cancellation">Checked between files.</param>
    /// <param name="wanted">The parts to write; null for all.</param>
    public static void Write(
        ResultFolder folder, Summary summary, IReadOnlyList<Aggregates> results, string version, CancellationToken cancellation,
        ResultParts? wanted = null)
    {
        wanted ??= new ResultParts();
        var origin = ResultOrigin.Of(summary, version).Metadata;
        var page = wanted.Report ? Task.Run(() => new ReviewPage(summary, results, version), cancellation) : null;
        folder.WriteAll(
        [
            new("summary.json", stream => ResultJson.Write(stream, SummaryDocument.Of(summary))),
            new("bands.parquet", stream => ParquetTable.Write(stream, BandsTable.Of(summary), origin, cancellation)),
            new("drivers.parquet", stream => ParquetTable.Write(stream, DriversTable.Of(summary), origin, cancellation)),
            new("histograms.parquet", stream => ParquetTable.Write(stream, HistogramTable.Of(summary, results), origin, cancellation)),
            .. wanted.Plots ? Plots(summary, results) : [],
        ], cancellation);
        cancellation.ThrowIfCancellationRequested();
        if (page is not null)
            folder.Write("report.html", stream => page.GetAwaiter().GetResult().Write(stream, folder.Files));
        cancellation.ThrowIfCancellationRequested();
        folder.Write(
            ResultFolder.ManifestName, stream => ResultJson.WriteSealed(stream, ManifestDocument.Of(summary, version, folder.Files)));
    }

    /// <summary>The plots of each run, as pictures and as drawings.</summary>
    private static List<ResultContent> Plots(Summary summary, IReadOnlyList<Aggregates> results)
    {
        var plots = new List<ResultContent>();
        var labels = RunLabels.ForNames(summary.Cases);
        for (var i = 0; i < results.Count; i++)
        {
            var (run, result) = (summary.Runs[i], results[i]);
            var suffix = labels[i].Length == 0 ? "" : $"-{labels[i]}";
            Add($"cost-histogram{suffix}", () => CostHistogramPlot.Draw(summary, run, result));
            Add($"cost-s-curve{suffix}", () => SCurvePlot.Draw(summary, run, result));
            if (DriversPlot.Exists(run))
                Add($"drivers{suffix}", () => DriversPlot.Draw(summary, run)!);
        }

        return plots;

        void Add(string name, Func<Figure> draw) => plots.AddRange(ResultPlot.Of(name, draw));
    }
}
