using System.Text.Json;
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
    private const int CasesMax = 2;

    private static readonly Dictionary<string, string> NoMetadata = [];

    /// <summary>The answer to a text; an exception that is no answer is a fault.</summary>
    public static WholePathAnswer To(string text)
    {
        try
        {
            return Of(OddScenarios.Read(text));
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

    private static WholePathAnswer Of(ScenarioReading reading)
    {
        if (reading.Scenario is null)
            return new(AnswerKind.Refused, reading.Diagnostics.Any(one => one.Severity == Severity.Error) ? "" : "refused without a finding");
        List<SizedScenario> cases =
            [.. reading.Cases.Take(CasesMax).Select(one => new SizedScenario(one, Math.Min(one.Items, ItemsMax)))];
        try
        {
            var options = new RunOptions { Trials = Trials, Threads = 1, Sink = Unless(TakesLong) };
            return new(AnswerKind.Result, Written(Study.Run(cases, options)));
        }
        catch (LongException)
        {
            return new(AnswerKind.Planned, "");
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
        using MemoryStream nowhere = new(), json = new();
        ResultJson.Write(json, SummaryDocument.Of(summary));
        ParquetTable.Write(nowhere, BandsTable.Of(summary), NoMetadata, default);
        ParquetTable.Write(nowhere, DriversTable.Of(summary), NoMetadata, default);
        ParquetTable.Write(nowhere, HistogramTable.Of(summary, results), NoMetadata, default);
        var report = TextReport.Lines(RunReport.Of(summary), 80).Select(line => line.ToString());
        if (report.FirstOrDefault(line => line.Contains("NaN", StringComparison.Ordinal)) is { } line)
            return line;
        using var document = JsonDocument.Parse(json.ToArray());
        return string.Join('\n', Figures.Impossible(document.RootElement));
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
internal enum AnswerKind
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
