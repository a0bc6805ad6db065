using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using CostSim.Studies;
using Xunit.Abstractions;

namespace CostSim.Output.Tests.WholePath;

/// <summary>
/// Odd scenarios, planned, simulated and written: a result whose figures lie within their bounds, or a sentence. Never an exception.
/// </summary>
public class WholePathTests(ITestOutputHelper output)
{
    private const int Few = 100;
    private const int ShownMax = 10;

    /// <summary>So many in one test: of a hundred thousand some end every few minutes, and what hangs is told from what is long.</summary>
    private const int PartMax = 5000;

    /// <summary>Of those that allocate most, which are the slowest, so many are timed with nothing beside them.</summary>
    private const int TimedAlone = 10;

    /// <summary>For the whole process, test runner and all.</summary>
    private const long MegabytesMax = 512;

    /// <summary>How many scenarios are changed; docs/trust.md has what a hundred thousand took.</summary>
    private static readonly int Mutations =
        Environment.GetEnvironmentVariable("COSTSIM_FUZZ_RUNS") is { Length: > 0 } text
            ? int.Parse(text, CultureInfo.InvariantCulture) : Few;

    /// <summary>The first number of each part.</summary>
    public static TheoryData<int> Parts { get; } =
        [.. Enumerable.Range(0, (Mutations + PartMax - 1) / PartMax).Select(part => part * PartMax)];

    /// <summary>Each was answered badly once: by an exception, after minutes, or with a figure that cannot be.</summary>
    [Theory]
    [InlineData("crowd", AnswerKind.Planned)]
    [InlineData("wide", AnswerKind.Result)]
    [InlineData("millions-of-units", AnswerKind.Result)]
    [InlineData("millions-and-a-sample", AnswerKind.Result)]
    [InlineData("rerun-of-a-share", AnswerKind.Result)]
    [InlineData("Apart/label-without-units", AnswerKind.Refused)]
    [InlineData("no-upper-end", AnswerKind.Result)]
    [InlineData("cut-and-long", AnswerKind.Result)]
    [InlineData("coarse-steps", AnswerKind.Result)]
    [InlineData("Apart/millions-over-decades", AnswerKind.TooLarge)]
    [InlineData("Apart/lognormal-without-width", AnswerKind.TooLarge)]
    [InlineData("Apart/least-number", AnswerKind.Result)]
    [InlineData("Apart/ten-decades", AnswerKind.TooLarge)]
    [InlineData("Apart/rounds-of-items", AnswerKind.Planned)]
    [InlineData("Apart/cap-over-every-decade", AnswerKind.TooLarge)]
    [InlineData("Apart/join-beside-millions", AnswerKind.Refused)]
    [InlineData("Apart/labels-and-rounds", AnswerKind.TooLarge)]
    [InlineData("Apart/some-are-long-all-alike", AnswerKind.Result)]
    [InlineData("Apart/truncated-without-width", AnswerKind.Result)]
    [InlineData("Apart/a-share-over-every-decade", AnswerKind.Result)]
    [InlineData("Apart/tokens-over-every-decade", AnswerKind.Result)]
    public void Odd_scenarios_are_answered(string name, AnswerKind kind) =>
        Assert.Equal(new WholePathAnswer(kind, ""), WholePathAnswer.To(Odd(name)));

    [Theory]
    [MemberData(nameof(Parts))]
    public void Changed_scenarios_are_answered(int first)
    {
        var count = Math.Min(PartMax, Mutations - first);
        var answers = new ConcurrentBag<(int Number, WholePathAnswer Answer, long Bytes)>();
        Parallel.For(first, first + count, new ParallelOptions { MaxDegreeOfParallelism = Environment.ProcessorCount }, number =>
        {
            var text = OddScenarios.Of(number);
            var before = GC.GetAllocatedBytesForCurrentThread();
            answers.Add((number, WholePathAnswer.To(text), GC.GetAllocatedBytesForCurrentThread() - before));
        });

        Report(answers);
        var faults = answers.Where(each => each.Answer.Fault.Length > 0).OrderBy(each => each.Number).ToList();
        Assert.True(faults.Count == 0, $"{faults.Count} faults:\n\n{string.Join("\n\n", faults.Take(ShownMax).Select(
            each => $"{each.Number}: {each.Answer.Fault}\n{OddScenarios.Of(each.Number)}"))}");
        Assert.InRange(answers.Count(each => each.Answer.Kind == AnswerKind.Result), count / 2, count);
        var most = Process.GetCurrentProcess().PeakWorkingSet64 >> 20;
        Assert.True(most < MegabytesMax || count == Few, $"{most} MB");
    }

    /// <summary>An exception on the way, and a figure that cannot be.</summary>
    [Fact]
    public void What_is_wrong_is_found()
    {
        var text = Odd("no-upper-end");

        Assert.Contains("DivideByZero", WholePathAnswer.To(text, _ => throw new DivideByZeroException()).Fault, StringComparison.Ordinal);
        foreach (var figure in new[] { "min", "mean", "max", "sd" })
            Assert.Contains(": ", WholePathAnswer.To(text, outcome => Spoilt(outcome, figure)).Fault, StringComparison.Ordinal);
    }

    /// <summary>What is impossible where a figure of a summary is below its end.</summary>
    private static string Spoilt(RunOutcome outcome, string figure)
    {
        var summary = WholePathAnswer.SummaryOf(outcome);
        summary["runs"]![0]!["total"]!["cost"]![figure] = -1;
        return string.Join('\n', Figures.Impossible(summary));
    }

    private void Report(ConcurrentBag<(int Number, WholePathAnswer Answer, long Bytes)> answers)
    {
        var kinds = string.Join(", ", answers.CountBy(each => each.Answer.Kind).OrderBy(each => each.Key).Select(
            each => FormattableString.Invariant($"{each.Value:N0} {each.Key}")));
        var most = Process.GetCurrentProcess().PeakWorkingSet64 >> 20;
        output.WriteLine(FormattableString.Invariant($"{answers.Count:N0} changed scenarios: {kinds}; at most {most:N0} MB; the slowest:"));
        foreach (var (number, seconds) in answers.OrderByDescending(each => each.Bytes).Take(TimedAlone).Select(
            each => (each.Number, Alone(each.Number).TotalSeconds)).OrderByDescending(each => each.TotalSeconds))
            output.WriteLine(FormattableString.Invariant($"{seconds:N2} s: {number}: {OddScenarios.Of(number)}"));
    }

    /// <summary>Processor time with nothing beside it.</summary>
    private static TimeSpan Alone(int number)
    {
        var text = OddScenarios.Of(number);
        var before = Process.GetCurrentProcess().TotalProcessorTime;
        WholePathAnswer.To(text);
        return Process.GetCurrentProcess().TotalProcessorTime - before;
    }

    private static string Odd(string name) => File.ReadAllText(Path.Combine(Repository.Tests, "Odd", $"{name}.json"));
}
