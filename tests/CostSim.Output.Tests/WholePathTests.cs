using System.Diagnostics;
using System.Globalization;
using System.Text;
using CostSim.Engine;
using CostSim.Engine.Execution;
using CostSim.Numerics.Simd;
using CostSim.Output.Documents;
using CostSim.Output.Reports;
using CostSim.Output.Tables;
using CostSim.Parquet;
using CostSim.Scenarios;
using CostSim.Studies;
using Xunit.Abstractions;

namespace CostSim.Output.Tests;

/// <summary>
/// Odd scenarios, planned, simulated and written: a result whose figures lie within their bounds, or a sentence. Never an exception.
/// </summary>
public class WholePathTests(ITestOutputHelper output)
{
    /// <summary>How many texts are changed.</summary>
    private static readonly int Mutations =
        Environment.GetEnvironmentVariable("COSTSIM_FUZZ_RUNS") is { Length: > 0 } text
            ? int.Parse(text, CultureInfo.InvariantCulture) : 500;

    private const int Trials = 64;
    private const long ItemsMax = 1000;
    private const double CallsMax = 2e7;

    /// <summary>Figures are rounded once: to a step of their measure, and to a float on the way.</summary>
    private const double Rounding = 1e-6;

    private static readonly Dictionary<string, string> NoMetadata = [];

    private static readonly string[] Seeds =
    [
        .. Directory.GetFiles(Path.Combine(Repository.Root, "scenarios"), "*.json").Order(StringComparer.Ordinal).Select(File.ReadAllText),
        .. ScenarioTemplates.Names.Select(ScenarioTemplates.Text),
        .. Odd.Select(File.ReadAllText),
    ];

    private static string[] Odd =>
        [.. Directory.GetFiles(Path.Combine(Repository.Tests, "Odd"), "*.json").Order(StringComparer.Ordinal)];

    [Fact]
    public void Odd_scenarios_have_results() => Assert.All(Seeds, text => Assert.True(IsAnswered(text)));

    [Fact]
    public void Changed_scenarios_are_answered()
    {
        var (random, sound, slowest, slow) = (new Random(20261130), 0, TimeSpan.Zero, "");
        for (var i = 0; i < Mutations; i++)
        {
            var text = Seeds[random.Next(Seeds.Length)];
            for (var edits = random.Next(1, 4); edits > 0; edits--)
                text = Changed(text, random);
            var before = Process.GetCurrentProcess().TotalProcessorTime;
            sound += IsAnswered(text) ? 1 : 0;
            var taken = Process.GetCurrentProcess().TotalProcessorTime - before;
            (slowest, slow) = taken > slowest ? (taken, text) : (slowest, slow);
        }

        var most = Process.GetCurrentProcess().PeakWorkingSet64 >> 20;
        output.WriteLine(FormattableString.Invariant(
            $"{Mutations:N0} changed scenarios, {sound:N0} sound; at most {most:N0} MB; the slowest {slowest.TotalSeconds:N2} s:\n{slow}"));
        Assert.InRange(sound, Mutations / 8, Mutations);
    }

    private static string Changed(string text, Random random)
    {
        if (random.Next(3) > 0)
            return ScenarioMutator.MutateNumber(text, random);
        List<byte> bytes = [.. Encoding.UTF8.GetBytes(text)];
        ScenarioMutator.Mutate(bytes, random);
        return Encoding.UTF8.GetString([.. bytes]);
    }

    /// <summary>Whether there is a result; if not, there is a finding or a sentence.</summary>
    private static bool IsAnswered(string text)
    {
        try
        {
            var reading = ScenarioReader.Read("odd.json", Encoding.UTF8.GetBytes(text), ScenarioChanges.None, FixedPrices.Catalogue);
            if (reading.Scenario is null)
                return false;
            List<SizedScenario> cases = [.. reading.Cases.Take(2).Select(one => new SizedScenario(one, Math.Min(one.Items, ItemsMax)))];
            if (!IsShort(cases))
                return true;
            var outcome = Study.Run(cases, new RunOptions { Trials = Trials, Threads = 1 });
            Write(outcome);
            Assert.All(outcome.Summary.Runs, Check);
            return true;
        }
        catch (ScenarioTooLargeException e)
        {
            Assert.DoesNotContain('\n', e.Message);
            return false;
        }
        catch (Exception e) when (e is not OutOfMemoryException)
        {
            throw new InvalidOperationException($"{e.GetType().Name}: {e.Message}\n{text}", e);
        }
    }

    /// <summary>Whether simulating it takes no time to speak of; what would take hours is planned only.</summary>
    private static bool IsShort(List<SizedScenario> cases) =>
        MethodChoice.DecideAll(cases, fixRun: false, exact: false, 1, KernelSelector.Selected).All(
            choice => choice.Plan.Collapse is not null || choice.Plan.Support.Calls.Max * Trials < CallsMax);

    private static void Write(RunOutcome outcome)
    {
        var (summary, results) = (outcome.Summary, outcome.Results);
        using var nowhere = new MemoryStream();
        ResultJson.Write(nowhere, SummaryDocument.Of(summary));
        ParquetTable.Write(nowhere, BandsTable.Of(summary), NoMetadata, default);
        ParquetTable.Write(nowhere, DriversTable.Of(summary), NoMetadata, default);
        ParquetTable.Write(nowhere, HistogramTable.Of(summary, results), NoMetadata, default);
        Assert.NotEmpty(TextReport.Lines(RunReport.Of(summary), 80));
    }

    private static void Check(RunSummary run)
    {
        Check(run.Total.Cost);
        Check(run.Total.InputTokens);
        Check(run.Total.OutputTokens);
        Check(run.Total.Calls);
        Assert.All(run.Phases, phase => Check(phase.Scope.Cost));
    }

    /// <summary>What was drawn lies within what can be.</summary>
    private static void Check(MeasureSummary measure)
    {
        Assert.True(double.IsFinite(measure.Min) && double.IsFinite(measure.Max) && double.IsFinite(measure.Mean));
        var slack = Rounding * Math.Abs(measure.Max) + 1e-9;
        Assert.InRange(measure.Min, measure.Support.Min - Rounding * measure.Support.Min - slack, measure.Support.Max + slack);
        Assert.InRange(measure.Max, measure.Min, measure.Support.Max * (1 + Rounding) + slack);
        Assert.InRange(measure.Mean, measure.Min - slack, measure.Max + slack);
    }
}
