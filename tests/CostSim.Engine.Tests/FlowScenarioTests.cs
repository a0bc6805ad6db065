using CostSim.Engine.Planning;
using CostSim.Engine.Tests.Oracles;
using CostSim.Scenarios;

namespace CostSim.Engine.Tests;

/// <summary>Scenarios made by chance out of the words for the flow of units, in the engine and in the naive interpreter.</summary>
public class FlowScenarioTests
{
    private const int Scenarios = 96;
    private const int Trials = 2_500;

    /// <summary>At most so many measures are compared in all.</summary>
    private const int Checks = Scenarios * 9 * 6;

    public static TheoryData<int> Numbers => [.. Enumerable.Range(0, Scenarios)];

    [Theory]
    [MemberData(nameof(Numbers))]
    public void The_engine_agrees_with_the_naive_interpreter(int number)
    {
        var scenario = FlowScenarioGenerator.Make(number);

        LawCheck.AssertNone(Compare(scenario, scenario, number));
    }

    [Theory]
    [MemberData(nameof(Numbers))]
    public void No_trial_leaves_the_ends(int number)
    {
        var scenario = FlowScenarioGenerator.Make(number);
        var plan = Planner.Build(scenario, scenario.Items);
        var trials = Simulated.Run(plan, 1_000, seed: 6);

        for (var scope = 0; scope <= plan.Phases.Count; scope++)
        {
            var ends = scope == 0 ? plan.Support : plan.Phases[scope - 1].Support(plan.Items);
            foreach (var measure in plan.Measures)
            {
                // A phase has a few sums, each rounded to a 256th of a token.
                var slack = measure switch { Measure.Calls => 0, Measure.InputTokens or Measure.OutputTokens => 0.1, _ => 1e-6 }
                    + 1e-6 * (measure == Measure.Calls ? 0 : ends[measure].Max);
                var unit = plan.UnitsPerStep(measure);
                var steps = trials.Steps(scope, measure);
                Assert.InRange(steps.Min() * unit, ends[measure].Min - slack, double.PositiveInfinity);
                Assert.InRange(steps.Max() * unit, 0, ends[measure].Max + slack);
            }
        }
    }

    [Theory]
    [InlineData("duplicates forgotten")]
    [InlineData("failures kept")]
    [InlineData("reruns forgotten")]
    [InlineData("reruns once")]
    [InlineData("labels ignored")]
    [InlineData("joins forgotten")]
    public void A_fault_of_the_flow_is_caught(string fault)
    {
        var caught = Enumerable.Range(0, Scenarios).Where(number =>
        {
            var scenario = FlowScenarioGenerator.Make(number);
            var spoilt = Spoil(fault, scenario);
            return Faults.Matters(spoilt, scenario) && Compare(spoilt, scenario, number).Count > 0;
        });

        Assert.Equal(3, caught.Take(3).Count());
    }

    private static Scenario Spoil(string fault, Scenario scenario) => Faults.WithPhases(scenario, phase => fault switch
    {
        "duplicates forgotten" => phase with { Duplicate = null },
        "failures kept" => phase with { Retry = phase.Retry is { } retry ? retry with { FailedDropped = false } : null },
        "reruns forgotten" => phase.Retry is { RerunFrom: not null } ? phase with { Retry = null } : phase,
        "reruns once" => phase.Retry is { RerunFrom: not null } retry ? phase with { Retry = retry with { Rounds = 1 } } : phase,
        "labels ignored" => phase with { Only = [] },
        _ => phase with { Join = false },
    });

    private static List<string> Compare(Scenario engine, Scenario naive, int number) => LawCheck.Agreement(
        Simulated.Table(engine, engine.Items, Trials, seed: 5), new NaiveInterpreter(naive, naive.Items, (ulong)number).Run(Trials),
        Checks);
}
