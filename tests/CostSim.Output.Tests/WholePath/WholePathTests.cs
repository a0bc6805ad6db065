using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using Xunit.Abstractions;

namespace CostSim.Output.Tests.WholePath;

/// <summary>
/// Odd scenarios, planned, simulated and written: a result whose figures lie within their bounds, or a sentence. Never an exception.
/// </summary>
public class WholePathTests(ITestOutputHelper output)
{
    private const int Few = 200;
    private const int ShownMax = 10;
    private const int TimedAlone = 10;

    /// <summary>How many texts are changed; docs/trust.md has what a hundred thousand took.</summary>
    private static readonly int Mutations =
        Environment.GetEnvironmentVariable("COSTSIM_FUZZ_RUNS") is { Length: > 0 } text
            ? int.Parse(text, CultureInfo.InvariantCulture) : Few;

    [Fact]
    public void What_is_changed_has_results() => Assert.All(OddScenarios.Seeds, text =>
        Assert.Equal(new WholePathAnswer(AnswerKind.Result, ""), WholePathAnswer.To(text)));

    [Fact]
    public void Changed_scenarios_are_answered()
    {
        var answers = new ConcurrentBag<(int Number, WholePathAnswer Answer, TimeSpan Time)>();
        Parallel.For(0, Mutations, new ParallelOptions { MaxDegreeOfParallelism = Environment.ProcessorCount }, number =>
        {
            var text = OddScenarios.Of(number);
            var watch = Stopwatch.StartNew();
            answers.Add((number, WholePathAnswer.To(text), watch.Elapsed));
        });

        var kinds = string.Join(", ", answers.CountBy(each => each.Answer.Kind).OrderBy(each => each.Key).Select(
            each => FormattableString.Invariant($"{each.Value:N0} {each.Key}")));
        var slowest = answers.OrderByDescending(each => each.Time).Take(TimedAlone).Select(each => (Number: each.Number, Alone(each.Number).TotalSeconds))
            .OrderByDescending(each => each.TotalSeconds).ToList();
        var most = Process.GetCurrentProcess().PeakWorkingSet64 >> 20;
        output.WriteLine(FormattableString.Invariant($"{Mutations:N0} changed scenarios: {kinds}; at most {most:N0} MB; slowest:"));
        foreach (var (number, seconds) in slowest)
            output.WriteLine(FormattableString.Invariant($"{seconds:N2} s: {number}: {OddScenarios.Of(number)}"));
        var faults = answers.Where(each => each.Answer.Fault.Length > 0).OrderBy(each => each.Number).ToList();
        Assert.True(faults.Count == 0, $"{faults.Count} faults:\n\n{string.Join("\n\n", faults.Take(ShownMax).Select(
            each => $"{each.Number}: {each.Answer.Fault}\n{OddScenarios.Of(each.Number)}"))}");
        Assert.InRange(answers.Count(each => each.Answer.Kind == AnswerKind.Result), Mutations / 2, Mutations);
    }

    /// <summary>Processor time with nothing beside it.</summary>
    private static TimeSpan Alone(int number)
    {
        var text = OddScenarios.Of(number);
        var before = Process.GetCurrentProcess().TotalProcessorTime;
        WholePathAnswer.To(text);
        return Process.GetCurrentProcess().TotalProcessorTime - before;
    }
}
