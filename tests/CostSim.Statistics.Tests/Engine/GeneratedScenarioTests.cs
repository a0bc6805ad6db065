using CostSim.Engine.Tests.Oracles;

namespace CostSim.Statistics.Tests.Engine;

/// <summary>More generated scenarios than the fast tests take, and more trials, in the engine and in the naive interpreter.</summary>
[Trait("Category", "Statistics")]
public abstract class GeneratedScenarioTests
{
    protected const int Scenarios = 220;
    private const int First = 1_000;
    private const int Trials = 6_000;

    /// <summary>At most so many measures are compared in all.</summary>
    private const int Checks = Scenarios * 10 * 4;

    protected static void AssertAgreement(int number)
    {
        var scenario = ScenarioGenerator.Make(number);
        var engine = Simulated.Table(scenario, scenario.Items, Trials, seed: 77, threads: 1);
        var naive = new NaiveInterpreter(scenario, scenario.Items, (ulong)number).Run(Trials);

        LawCheck.AssertNone(LawCheck.Agreement(engine, naive, Checks));
    }

    protected static TheoryData<int> Numbers(int parity) =>
        [.. Enumerable.Range(First, Scenarios).Where(number => number % 2 == parity)];
}

/// <summary>Scenarios without any draw at run level.</summary>
public sealed class GeneratedScenarioWithoutRunTests : GeneratedScenarioTests
{
    public static TheoryData<int> Even => Numbers(0);

    [Theory]
    [MemberData(nameof(Even))]
    public void The_engine_agrees_with_the_naive_interpreter(int number) => AssertAgreement(number);
}

/// <summary>Scenarios with draws at every level.</summary>
public sealed class GeneratedScenarioWithRunTests : GeneratedScenarioTests
{
    public static TheoryData<int> Odd => Numbers(1);

    [Theory]
    [MemberData(nameof(Odd))]
    public void The_engine_agrees_with_the_naive_interpreter(int number) => AssertAgreement(number);
}
