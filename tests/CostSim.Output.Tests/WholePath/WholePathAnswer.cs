using System.Text.Json.Nodes;
using CostSim.Engine;
using CostSim.Engine.Execution;
using CostSim.Engine.Planning;
using CostSim.Output.Documents;
using CostSim.Output.Reports;
using CostSim.Output.Tables;
using CostSim.Parquet;
using CostSim.Scenarios;
using CostSim.Studies;

namespace CostSim.Output.Tests.WholePath;

/// <summary>What comes of a text that is read, planned, simulated and written, as `costsim run` does.</summary>
/// <param name="Kind">How it ended.</param>
/// <param name="Fault">What is wrong with it; empty if nothing is.</param>
internal sealed record WholePathAnswer(AnswerKind Kind, string Fault)
{
    private const int Trials = 64;
    private const long ItemsMax = 1000;
    private const double CallsMax = 2e6;

    private static readonly Dictionary<string, string> NoMetadata = [];

    /// <summary>The answer to a text; an exception that is no answer is a fault.</summary>
    public static WholePathAnswer To(string text) => To(text, outcome => Written(outcome));

    /// <summary>The same with another way to write a result, which says what is wrong with it.</summary>
    public static WholePathAnswer To(string text, Func<RunOutcome, string> written)
    {
        try
        {
            var reading = OddScenarios.Read(text);
            if (reading.Scenario is null)
                return new(AnswerKind.Refused, reading.Diagnostics.Any(one => one.Severity == Severity.Error) ? "" : "no finding");
            // One of the runs, whichever: each is planned by itself.
            var one = reading.Cases[text.Length % reading.Cases.Count];
            var options = new RunOptions { Trials = Trials, Threads = 1, Sink = Unless(TakesLong) };
            return new(AnswerKind.Result, written(Study.Run([new SizedScenario(one, Math.Min(one.Items, ItemsMax))], options)));
        }
        catch (LongException)
        {
            return new(AnswerKind.Planned, "");
        }
        catch (ScenarioTooLargeException e)
        {
            return new(AnswerKind.TooLarge, e.Message.Contains('\n', StringComparison.Ordinal) ? "a message of several lines" : "");
        }
        catch (Exception e) when (e is not OutOfMemoryException)
        {
            return new(AnswerKind.Result, e.ToString());
        }
    }

    /// <summary>Whether simulating it call by call would take long: it is planned only.</summary>
    private static bool TakesLong(Plan plan) => plan.Collapse is null && plan.Support.Calls.Max * Trials > CallsMax;

    private static Func<IReadOnlyList<Plan>, ITrialSink> Unless(Func<Plan, bool> isLong) =>
        plans => plans.Any(isLong) ? throw new LongException() : new NoSink();

    /// <summary>Writes what a run writes but its plots, and says what is impossible in it.</summary>
    private static string Written(RunOutcome outcome)
    {
        var (summary, results) = (outcome.Summary, outcome.Results);
        using var nowhere = new MemoryStream();
        ParquetTable.Write(nowhere, BandsTable.Of(summary), NoMetadata, default);
        ParquetTable.Write(nowhere, DriversTable.Of(summary), NoMetadata, default);
        ParquetTable.Write(nowhere, HistogramTable.Of(summary, results), NoMetadata, default);
        var report = TextReport.Lines(RunReport.Of(summary), 80).Select(line => line.ToString());
        return report.FirstOrDefault(line => line.Contains("NaN", StringComparison.Ordinal))
            ?? string.Join('\n', Figures.Impossible(SummaryOf(outcome)));
    }

    /// <summary>The summary of a result as programs read it.</summary>
    public static JsonNode SummaryOf(RunOutcome outcome)
    {
        using var json = new MemoryStream();
        ResultJson.Write(json, SummaryDocument.Of(outcome.Summary));
        return JsonNode.Parse(json.ToArray())!;
    }
}

/// <summary>Ends a run behind its planning.</summary>
internal sealed class LongException : Exception;

/// <summary>Keeps nothing of a trial.</summary>
internal sealed class NoSink : ITrialSink
{
    public void Accept(IReadOnlyList<TrialBlock> blocks)
    {
    }
}

/// <summary>How a text was answered.</summary>
public enum AnswerKind
{
    /// <summary>By findings.</summary>
    Refused,

    /// <summary>By a sentence: it is too large.</summary>
    TooLarge,

    /// <summary>Planned; simulating it call by call would take long.</summary>
    Planned,

    /// <summary>By a result.</summary>
    Result,
}
