using CostSim.Cli.Terminal;
using CostSim.Output;
using CostSim.Output.Documents;
using CostSim.Output.Files;
using CostSim.Output.Markdown;
using CostSim.Output.Reports;
using CostSim.Output.Tables;
using CostSim.Studies;

namespace CostSim.Cli.Verbs;

/// <summary>The result of a run, whether one machine has drawn its trials or many.</summary>
internal static class RunResult
{
    /// <summary>Writes its folder and puts it in place.</summary>
    public static void Write(RunOutcome outcome, ResultFolder folder, string path, ResultParts parts, Interruption interruption)
    {
        ResultWriter.Write(folder, outcome.Summary, outcome.Results, ProgramVersion.Text, interruption.Token, parts);
        folder.Commit();
        interruption.Written = path;
    }

    /// <summary>Prints it in the requested format.</summary>
    public static void Print(RunOutcome outcome, string format, ResultFolder folder, string path)
    {
        var summary = outcome.Summary;
        var report = RunReport.Of(summary, outcome.Precision);
        SimulatingOptions.Print(format, () => report, () => RunMarkdown.Of(summary, report, outcome.Results),
            output => ResultJson.Write(output, SummaryDocument.Of(summary)), () => BandsTable.Of(summary));
        if (format == "table")
            ReportPrinter.Print(FileList.Of(folder, path));
    }
}
