using CostSim.Engine.Planning;
using CostSim.Engine.Tests.Oracles;
using CostSim.Scenarios;

namespace CostSim.Engine.Tests;

/// <summary>
/// Scenarios made by chance, in the engine and in the naive interpreter: mean, variance and law of every measure of the run and of each
/// phase. The slow tests do the same with more scenarios and more trials.
/// </summary>
public class GeneratedScenarioTests
{
    internal const int Scenarios = 64;
    private const int Trials = 2_500;

    /// <summary>At most so many measures are compared in all.</summary>
    private const int Checks = Scenarios * 10 * 4;

    public static TheoryData<int> Numbers => [.. Enumerable.Range(0, Scenarios)];

    [Theory]
    [MemberData(nameof(Numbers))]
    public void The_engine_agrees_with_the_naive_interpreter(int number)
    {
        var scenario = ScenarioGenerator.Make(number);

        LawCheck.AssertNone(Compare(scenario, scenario, number));
    }

    [Fact]
    public void Every_second_scenario_draws_nothing_at_run_level()
    {
        for (var number = 0; number < Scenarios; number += 2)
        {
            var plan = Planner.Build(ScenarioGenerator.Make(number), 1);
            Assert.All(plan.RunDraws, draw => Assert.Equal(draw.Quantile.Min, draw.Quantile.Max));
        }
    }

    /// <summary>What the checks find between the engine's trials of one scenario and the interpreter's of another.</summary>
    internal static List<string> Compare(Scenario engine, Scenario naive, int number) => LawCheck.Agreement(
        Simulated.Table(engine, engine.Items, Trials, seed: 5), new NaiveInterpreter(naive, naive.Items, (ulong)number).Run(Trials),
        Checks);
}
